"""A public function says in the imperative what it does."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = ("bench", "exporters/src", "site_src")


def other_moods(*folders: Path | str) -> Iterator[str]:
    """Public functions whose docstring begins otherwise, as ruff's D401 sees it."""
    rule = ["--select", "D401", "--isolated", "--output-format", "json"]
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "check", *rule, *map(str, folders)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    for found in json.loads(done.stdout):
        file, line = Path(found["filename"]), found["location"]["row"]
        functions = [
            node
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            if isinstance(node, ast.FunctionDef)
            and node.lineno <= line <= (node.end_lineno or line)
        ]
        name = max(functions, key=lambda node: node.lineno).name
        if not name.startswith("_"):
            yield f"{file}:{line}: {name}"


def test_docstrings_of_public_functions_begin_with_a_verb() -> None:
    assert not list(other_moods(*SOURCES)), "say what it does: Return …, Make …"


def test_the_test_would_find_one(tmp_path: Path) -> None:
    file = tmp_path / "module.py"
    file.write_text(
        'def total():\n    """The sum."""\n\n\n'
        'def make():\n    """Make a sum."""\n\n\n'
        'def _own():\n    """The sum."""\n'
    )
    [found] = other_moods(tmp_path)
    assert found.endswith("module.py:2: total")
