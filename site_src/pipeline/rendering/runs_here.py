"""Cells that run in the page: what each needs, and what its exercise checks."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import nbformat

from ..sources.cells import Cell
from ..sources.tutorial import Tutorial
from .template import fill

HERE = sys.stdlib_module_names | {"layerbylayer.sketch"}
"""What Python in the page can import."""

EXERCISE, SOLUTION, CHECK = "exercise", "solution", "check"
"""Tags of cells, which stand in this order: what the reader changes, an answer that is
right, and assertions that hold for it."""


@dataclass(frozen=True)
class PageCell:
    """How a page shows a code cell, and what runs with it there."""

    role: Literal["run", "solution", "hidden"]
    prelude: str = ""
    """Code that the page does not show, since the cell before."""
    check: str = ""
    """Assertions about an exercise's answer; empty if it is none."""
    raises: bool = False
    """Whether it is meant to raise an error."""


def page_cells(
    tutorial: Tutorial, executed: Mapping[int, nbformat.NotebookNode]
) -> dict[int, PageCell]:
    """Say how the cells of a tutorial run in its page, by their numbers.

    Cells that do not run there are not among them; all, where nothing does.

    Args:
        tutorial: whose header says whether it runs in the page.
        executed: code cells as they were executed, by their numbers, see `numbered`.

    Raises:
        TutorialError: a cell that runs in the page imports what is not there, or an
            exercise's cells do not stand in their order.
    """
    if not tutorial.header.runs_here:
        return {}
    found: dict[int, PageCell] = {}
    prelude: list[str] = []
    exercise: int | None = None
    for number, cell in numbered(tutorial):
        if cell.kind != "code" or not (cell.options or {}).get("runs-here", True):
            continue
        _check_imports(tutorial, cell)
        code = str(executed[number].source)
        if SOLUTION in cell.tags or CHECK in cell.tags:
            if exercise is None:
                raise tutorial.error(
                    cell.line,
                    "this cell belongs to an exercise, and there is none before it",
                    f'Tag the cell that the reader is to change: tags=["{EXERCISE}"].',
                )
            if SOLUTION in cell.tags:
                found[number] = PageCell("solution")
                continue
            _check_messages(tutorial, cell)
            found[number] = PageCell("hidden")
            found[exercise] = replace(found[exercise], check=code)
            exercise = None
        elif (cell.options or {}).get("echo", True):
            found[number] = PageCell(
                "run", "\n".join(prelude), raises="raises-exception" in cell.tags
            )
            prelude.clear()
            exercise = number if EXERCISE in cell.tags else None
        else:
            prelude.append(code)
    return found


def numbered(tutorial: Tutorial) -> Iterator[tuple[int, Cell]]:
    """Number the cells as pages and downloads count them: raw cells are left out."""
    yield from enumerate(cell for cell in tutorial.cells if cell.kind != "raw")


def wrap(number: int, cell: Cell, page_cell: PageCell, blocks: list[str]) -> str:
    """Put an element that runs the cell between its code and what it gave.

    Args:
        number: of the cell.
        cell: as its author wrote it.
        page_cell: how it is shown.
        blocks: Markdown of the code, then of each output.
    """
    if page_cell.role == "hidden":
        return ""
    alt = " ".join(str((cell.options or {}).get("fig-alt", "")).split())
    return fill(
        "solution.md" if page_cell.role == "solution" else "run_cell.md",
        number=number,
        cell=page_cell,
        alt="" if "{{" in alt else alt,
        code=blocks[0],
        outputs=blocks[1:],
    )


def _check_imports(tutorial: Tutorial, cell: Cell) -> None:
    for node in ast.walk(ast.parse(cell.code)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        else:
            continue
        for name in names:
            if name not in HERE and name.split(".")[0] not in HERE:
                raise tutorial.error(
                    cell.line + node.lineno - 1,
                    f"this cell runs in the page, where there is no {name}",
                    "Use the standard library and layerbylayer.sketch, or put "
                    "`#| runs-here: false` at the top of the cell.",
                )


def _check_messages(tutorial: Tutorial, cell: Cell) -> None:
    for node in ast.walk(ast.parse(cell.code)):
        if isinstance(node, ast.Assert) and node.msg is None:
            raise tutorial.error(
                cell.line + node.lineno - 1,
                "this check of an exercise does not say what is wrong",
                'Write it as `assert answer == 3, f"It is {answer}, ..."`.',
            )
