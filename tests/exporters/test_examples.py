"""Each model of exporters/examples/ is exported, agrees, and stands on the page."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "exporters/examples").glob("*.py"))
PAGE = ROOT / "docs/exporters/examples.md"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_runs_as_a_reader_runs_it(path: Path, tmp_path: Path) -> None:
    environment = os.environ | {"NODE_PATH": str(ROOT / "node_modules")}
    done = subprocess.run(
        [sys.executable, path],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    assert "unchecked" not in done.stderr
    assert len(list((tmp_path / "exported").glob("*/card.json"))) == 1


def test_the_page_shows_all_of_them() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert len(EXAMPLES) >= 10
    for path in EXAMPLES:
        assert f"exporters/examples/{path.name}" in text
