"""Numbers in prose: `{{ name:format }}` becomes the run's value."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from markupsafe import escape

from ...errors import Problems
from ...sources.tutorials.cells import Cell
from ...sources.tutorials.tutorial import Tutorial

PLACEHOLDER = re.compile(
    r"(?P<escaped>\\)?\{\{\s*(?P<name>[A-Za-z_]\w*)\s*(?::(?P<format>[^{}]*?))?\s*\}\}"
)
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
    """Write the run's value for every `{{ name:format }}`; one after a backslash stays.

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
        PipelineError: the run has no such variable, or the format is wrong: all that
            is wrong in the text.
    """
    problems = Problems()
    code = [match.span() for match in CODE.finditer(text)] if is_html else []

    def value(match: re.Match[str]) -> str:
        if match["escaped"]:
            return match[0][1:]
        name, spec = match["name"], match["format"]
        line = cell.line + text[: match.start()].count("\n")
        if name not in variables:
            raise tutorial.error(
                line,
                f"{match[0]} names {name}, and the run has no such number or text",
                "Assign it at the top level of a cell, or correct the name. "
                r"To show the braces themselves, write \{{.",
            )
        if spec == "json":
            return str(escape(json.dumps(variables[name])))
        try:
            if TOO_WIDE.search(spec or ""):
                raise ValueError("no page is so wide")
            written = format(variables[name], spec or "")
        except (ValueError, TypeError, OverflowError) as error:
            raise tutorial.error(
                line, f"{match[0]}: {error}", "Use a format of Python's format()."
            ) from error
        literal = any(first <= match.start() < last for first, last in code)
        return _escaped(written) if is_html and not literal else written

    def gathered(match: re.Match[str]) -> str:
        with problems.gathered():
            return value(match)
        return ""

    filled = PLACEHOLDER.sub(gathered, text)
    problems.check()
    return filled


TOO_WIDE = re.compile(r"\d{4,}")
MEANS_SOMETHING = re.compile(r"""[&<>"'\\`*_\[\]()|$~^:{}#!\n]""")
"""To HTML, or to Markdown."""


def _escaped(value: str) -> str:
    """Write a text so that it is no HTML and no Markdown, in prose and in attributes.

    It may come from data: `[click](javascript:...)` is to be read, not to be clicked.
    """
    return MEANS_SOMETHING.sub(lambda match: f"&#{ord(match[0])};", value)
