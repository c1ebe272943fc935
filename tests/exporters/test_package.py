"""The distribution: it builds, is fit to be published, and imports no framework."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2] / "exporters"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel; the source distribution lies beside it."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "-o", folder, PROJECT]
    subprocess.run(command, check=True, capture_output=True)
    [found] = folder.glob("*.whl")
    return found


def test_both_distributions_are_fit_to_be_published(wheel: Path) -> None:
    """`twine check --strict`: the README renders, and the metadata are complete."""
    files = list(wheel.parent.iterdir())
    assert {path.suffix for path in files} == {".whl", ".gz"}
    command = [sys.executable, "-m", "twine", "check", "--strict", *files]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_importing_the_package_imports_no_framework() -> None:
    code = (
        "import sys, layerbylayer\n"
        "assert not {'keras', 'torch', 'xlsxwriter'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
