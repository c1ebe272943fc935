"""Who may know what: the rules that import-linter cannot see.

It reads the imports of packages. Tutorials are scripts, and the browser's part is no
Python at all.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TUTORIALS = sorted((ROOT / "tutorials").glob("*/*.py"))
OURS = {path.name for path in ROOT.iterdir() if path.is_dir()} | {"site_src"}


def imported(source: str) -> Iterator[str]:
    """The packages that a script imports; a dot for its own folder."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." if node.level else (node.module or "").split(".")[0]


@pytest.mark.parametrize("path", TUTORIALS, ids=lambda path: path.stem)
def test_a_tutorial_imports_only_what_its_reader_can_install(path: Path) -> None:
    siblings = {other.stem for other in path.parent.glob("*.py")}
    assert not set(imported(path.read_text())) & (OURS | siblings | {"."})


def test_the_browser_part_is_known_by_its_files_only() -> None:
    assert list((ROOT / "site_src" / "web").rglob("*.py")) == []


def test_the_test_would_find_them() -> None:
    source = "import site_src.web\nfrom tests import a\nfrom . import b\nimport os"
    assert list(imported(source)) == ["site_src", "tests", ".", "os"]
    assert {"site_src", "tests"} <= OURS
