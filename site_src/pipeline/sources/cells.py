"""The cells of a tutorial: what each holds, and where it stands."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import jupytext
import yaml

from ..config import shown
from ..errors import TutorialError
from .header import Scalar


@dataclass(frozen=True)
class Cell:
    """One cell of the script.

    `line` is the 1-based line of the file on which `source` begins. `options` are the
    Quarto-style comment lines (`#| fig-alt: ...`) at the top of a code cell.
    """

    kind: Literal["code", "markdown", "raw"]
    source: str
    line: int
    tags: tuple[str, ...] = ()
    options: Mapping[str, Any] | None = None

    @property
    def code(self) -> str:
        """The source of a code cell without its options: what runs, what is shown."""
        lines = self.source.splitlines()
        return "\n".join(lines[_option_lines(lines) :]).strip("\n")


def read_cells(path: Path, text: str) -> list[Cell]:
    """Read the cells of a tutorial's file, whose text is given.

    Raises:
        TutorialError: jupytext reads other cells, or a cell's options are wrong.
    """
    notebook = jupytext.reads(text, fmt="py:percent")
    # jupytext keeps the header's fields as a raw cell of their own, before the others.
    cells = [
        cell
        for cell in notebook.cells
        if not (cell.cell_type == "raw" and cell.source.startswith("---"))
    ]
    starts = _cell_starts(text)
    if len(cells) != len(starts):
        raise TutorialError(
            shown(path),
            1,
            f"has {len(starts)} cell markers, but jupytext reads {len(cells)} cells",
            'Begin every cell with "# %%"; put nothing before the first.',
        )
    return [
        Cell(
            cell.cell_type,
            cell.source,
            line,
            tuple(cell.metadata.get("tags", ())),
            _read_options(path, cell.source, line)
            if cell.cell_type == "code"
            else None,
        )
        for cell, line in zip(cells, starts, strict=True)
    ]


def _cell_starts(text: str) -> list[int]:
    """The line on which each cell's source begins: the first not blank after `# %%`."""
    lines = text.splitlines()
    starts = []
    for number, line in enumerate(lines):
        if line.startswith("# %%"):
            first = number + 1
            while first < len(lines) and not lines[first].strip():
                first += 1
            starts.append(first + 1)
    return starts


def _option_lines(lines: list[str]) -> int:
    count = 0
    while count < len(lines) and lines[count].startswith("#|"):
        count += 1
    return count


def _read_options(path: Path, source: str, line: int) -> dict[str, Any]:
    """Options in the notation of Quarto: `#| key: value` at the top of the cell."""
    lines = source.splitlines()
    text = "\n".join(re.sub(r"^#\| ?", "", o) for o in lines[: _option_lines(lines)])
    known = {"fig-alt", "fig-cap", "echo", "runs-here"}
    try:
        options = yaml.safe_load(text) or {}
    except yaml.YAMLError as error:
        raise TutorialError(
            shown(path),
            line,
            f"the cell's options are not YAML: {error}",
            "Correct them.",
        ) from error
    unknown = set(options) - known if isinstance(options, dict) else {text}
    if unknown:
        raise TutorialError(
            shown(path),
            line,
            f"unknown cell option {sorted(unknown)[0]}",
            f"Known options: {', '.join(sorted(known))}.",
        )
    return dict(options)


def with_values(code: str, values: Mapping[str, Scalar]) -> str:
    """Replace the right-hand sides of `name = value` lines by other values."""
    lines = code.splitlines()
    for name, node in assignments(code).items():
        if name in values:
            first, last = node.value.lineno - 1, (node.value.end_lineno or 0) - 1
            before = lines[first].encode()[: node.value.col_offset].decode()
            after = lines[last].encode()[node.value.end_col_offset :].decode()
            lines[first] = f"{before}{values[name]!r}{after}"
            for index in range(first + 1, last + 1):
                lines[index] = ""
    return "\n".join(lines)


def assignments(code: str) -> dict[str, ast.Assign]:
    """Return the plain assignments to one name at the top level of a piece of code."""
    return {
        node.targets[0].id: node
        for node in ast.parse(code).body
        if isinstance(node, ast.Assign)
        and len(node.targets) == 1
        and isinstance(node.targets[0], ast.Name)
    }
