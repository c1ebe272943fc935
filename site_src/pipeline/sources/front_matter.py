"""The YAML at the top of a hand-written page: its title and what else is said of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import yaml

FRONT = re.compile(r"---[ \t]*\n(.*?\n)?---[ \t]*\n", re.DOTALL)
"""As MkDocs finds it."""
Explain = Callable[[int, str, str], Exception]
"""Makes an error of a line, counted from 0, what is wrong there, and what to do."""


def check_front_matter(text: str, error: Explain) -> None:
    """Check that what a page begins with is fields; MkDocs would ignore anything else.

    Args:
        text: of the page.
        error: makes the error that is raised.

    Raises:
        Exception: of `error`, if it is no YAML, or no fields.
    """
    match = FRONT.match(text)
    if match is None:
        return
    advice = "Write `title: ...`; put a text that holds a colon into quotes."
    try:
        fields: Any = yaml.safe_load(match[1] or "")
    except (yaml.YAMLError, ValueError, RecursionError) as problem:
        mark = getattr(problem, "problem_mark", None)
        reason = getattr(problem, "problem", None) or str(problem)
        line = 1 + (mark.line if mark else 0)
        raise error(line, f"the front matter is not YAML: {reason}", advice) from None
    if fields is not None and not isinstance(fields, dict):
        raise error(1, "the front matter has no fields", advice)
