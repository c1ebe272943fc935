"""One rule for "more than luck": the guide's, and the same in every tutorial."""

import ast
import contextlib
import io
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from site_src.pipeline.sources.tutorials import tutorial

PAGE = Path(__file__).parents[2] / "docs" / "guide" / "luck.md"
BLOCKS = re.findall(r"```python[^\n]*\n(.*?)```", PAGE.read_text(), re.DOTALL)
JUDGES = [t for t in tutorial.find() if "def verdict(" in t.text]


def rule(code: str) -> str:
    """The function, without its layout."""
    (found,) = [
        node
        for node in ast.parse(code).body
        if isinstance(node, ast.FunctionDef) and node.name == "verdict"
    ]
    return ast.unparse(found)


@pytest.mark.parametrize("judge", JUDGES, ids=lambda judge: judge.name)
def test_a_tutorial_judges_by_the_rule_of_the_guide(judge: tutorial.Tutorial) -> None:
    code = "\n".join(cell.code for cell in judge.cells if cell.kind == "code")
    assert rule(code) == rule(BLOCKS[0])
    assert "guide/luck.md" in judge.text, "the page links to the explanation"


def test_what_the_page_says_its_code_prints_is_what_it_prints() -> None:
    names: dict[str, Any] = {}
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        for block in BLOCKS:
            exec(block, names)
    said = re.findall(r"prints `([^`]+)`|print\(.*\)  # (.+)", PAGE.read_text())
    assert printed.getvalue().splitlines() == [one or other for one, other in said]


def test_luck_alone_passes_for_a_gain_about_one_time_in_twenty() -> None:
    names: dict[str, Any] = {}
    exec(BLOCKS[0], names)
    random = np.random.default_rng(0)
    verdicts = [names["verdict"](gains) for gains in random.normal(size=(2000, 3))]
    assert 0.93 < verdicts.count("nothing") / len(verdicts) < 0.97
    assert verdicts.count("a gain") and verdicts.count("a loss")
