"""Who may know what: the rules that import-linter cannot see.

It reads the imports of packages. Tutorials are scripts, and the browser's part is no
Python at all.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TUTORIALS = sorted((ROOT / "tutorials").glob("*/*.py"))
PYTHON = sorted(
    path
    for folder in ("exporters/src", "site_src/pipeline")
    for path in (ROOT / folder).rglob("*.py")
)
WEB = ROOT / "site_src" / "web"
SCRIPTS = sorted(
    path
    for ending in ("*.ts", "*.mjs")
    for path in WEB.rglob(ending)
    # It takes pictures of a built site, with the browser of the tests.
    if "node_modules" not in path.parts and path.name != "stills.mjs"
)
IMPORT = re.compile(r"""(?:\bfrom|\bimport|\bimport\()\s*["'](\.[^"']*)["']""")
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


def test_the_browser_part_can_be_known_by_its_files_only() -> None:
    assert SCRIPTS
    assert [
        path for path in WEB.rglob("*.py") if "node_modules" not in path.parts
    ] == []


def doors(source: str) -> Iterator[str]:
    """What a module names of the browser's part: a file in it, or "" for all."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if found := re.search(r"\bsite_src/web/([^ ]+)", node.value):
                yield found[1]
        elif isinstance(node, ast.BinOp) and isinstance(node.right, ast.Constant):
            if ast.unparse(node.left) in ("WEB", "config.WEB"):
                yield str(node.right.value)
            elif ast.unparse(node).endswith("'site_src' / 'web'"):
                yield ""


def test_the_pipeline_enters_the_browser_part_by_few_doors() -> None:
    """It bundles, draws with the pages' own typefaces, and follows changes."""
    named = {
        (path.relative_to(ROOT / "site_src/pipeline").as_posix(), door)
        for path in PYTHON
        for door in doors(path.read_text())
    }
    assert named == {
        ("config.py", ""),
        ("rendering/published/demos.py", "build.mjs"),
        ("rendering/published/social_cards.py", "fonts"),
    }


def test_scripts_import_nothing_of_ours_beyond_the_browser_part() -> None:
    beyond = {
        (found, path.relative_to(WEB).as_posix())
        for path in SCRIPTS
        for found in IMPORT.findall(path.read_text())
        if not (path.parent / found).resolve().is_relative_to(WEB)
    }
    # What runs Python in a page carries its source, as a text.
    assert beyond == {
        ("../../page_python/session.py", "python/interpreter.ts"),
        ("../../page_python/sketch.py", "python/interpreter.ts"),
    }


def test_the_tests_would_find_them() -> None:
    source = "import site_src.web\nfrom tests import a\nfrom . import b\nimport os"
    assert list(imported(source)) == ["site_src", "tests", ".", "os"]
    assert {"site_src", "tests"} <= OURS
    source = "a = 'site_src/web/b.ts'\nc = config.WEB / 'd'\ne = R / 'site_src' / 'web'"
    assert sorted(doors(source)) == ["", "b.ts", "d"]
    script = "import \"./a.ts\";\nimport { b } from '../b.ts';\nawait import('./c.ts');"
    assert IMPORT.findall(script) == ["./a.ts", "../b.ts", "./c.ts"]
