"""Numbers in prose: `{{ name:format }}` becomes the run's value."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from markupsafe import escape

from ...sources.cells import Cell
from ...sources.tutorial import Tutorial

PLACEHOLDER = re.compile(r"\{\{\s*([A-Za-z_]\w*)\s*(?::([^{}]*?))?\s*\}\}")
CODE = re.compile(
    r"^(?P<fence>`{3,}|~{3,}).*?^(?P=fence)\s*$|(?P<ticks>`+).+?(?P=ticks)",
    re.DOTALL | re.MULTILINE,
)
"""Markdown shows what stands in code as it is, so nothing is escaped there."""


def fill_placeholders(
    tutorial: Tutorial,
    cell: Cell,
    text: str,
    variables: Mapping[str, Any],
    *,
    is_html: bool = True,
) -> str:
    """Write the run's value for every `{{ name:format }}`.

    The format `json` is for attributes of demos: it writes a list, a text or a number
    as JSON, always escaped.

    Args:
        tutorial: where the text stands.
        cell: in which cell.
        text: of the cell, or of one of its options.
        variables: of the run, by name.
        is_html: the text is Markdown or HTML, in which values are escaped; else they
            are written as they are.

    Raises:
        TutorialError: the run has no such variable, or the format is wrong.
    """
    code = [match.span() for match in CODE.finditer(text)] if is_html else []

    def value(match: re.Match[str]) -> str:
        name, spec = match.groups()
        line = cell.line + text[: match.start()].count("\n")
        if name not in variables:
            raise tutorial.error(
                line,
                f"{match[0]} names {name}, and the run has no such number or text",
                "Assign it at the top level of a cell, or correct the name.",
            )
        if spec == "json":
            return str(escape(json.dumps(variables[name])))
        try:
            written = format(variables[name], spec or "")
        except (ValueError, TypeError) as error:
            raise tutorial.error(
                line, f"{match[0]}: {error}", "Use a format of Python's format()."
            ) from error
        literal = any(first <= match.start() < last for first, last in code)
        return str(escape(written)) if is_html and not literal else written

    return PLACEHOLDER.sub(value, text)
