"""Cells that run in the page: what each needs, and what its exercise checks."""

from __future__ import annotations

import ast
import symtable
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import nbformat

from ...sources.tutorials.cells import Cell
from ...sources.tutorials.tutorial import Tutorial
from ..template import fill

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
        TutorialError: an exercise's cells do not stand in their order, or a check does
            not say what is wrong.
    """
    if not tutorial.header.runs_here:
        return {}
    roles: dict[int, PageCell] = {}
    prelude: list[str] = []
    exercise: int | None = None
    elsewhere: set[str] = set()
    for number, cell in numbered(tutorial):
        if cell.kind != "code" or not _runs_here(cell, elsewhere):
            continue
        code = str(executed[number].source)
        if SOLUTION in cell.tags or CHECK in cell.tags:
            if exercise is None:
                raise tutorial.error(
                    cell.line,
                    "this cell belongs to an exercise, and there is none before it",
                    f'Tag the cell that the reader is to change: tags=["{EXERCISE}"].',
                )
            if SOLUTION in cell.tags:
                roles[number] = PageCell("solution")
                continue
            _check_messages(tutorial, cell)
            roles[number] = PageCell("hidden")
            roles[exercise] = replace(roles[exercise], check=code)
            exercise = None
        elif cell.shows_code:
            roles[number] = PageCell(
                "run", "\n".join(prelude), raises="raises-exception" in cell.tags
            )
            prelude.clear()
            exercise = number if EXERCISE in cell.tags else None
        else:
            prelude.append(code)
    return roles


def numbered(tutorial: Tutorial) -> Iterator[tuple[int, Cell]]:
    """Count the cells as pages and downloads do: raw cells are left out."""
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


def _runs_here(cell: Cell, elsewhere: set[str]) -> bool:
    """Say whether a cell can run in the page; note the names that it defines if not.

    It cannot if it imports what is not there, or uses names that such a cell defined.

    Args:
        cell: of code.
        elsewhere: names that cells before have defined which do not run in the page.
    """
    tree = ast.parse(cell.code)
    defined: set[str] = set()
    used: set[str] = set()
    for statement in tree.body:
        table = symtable.symtable(ast.unparse(statement), "cell", "exec")
        # A loop sets its variable before it uses it.
        loop = statement.target if isinstance(statement, ast.For) else ast.Tuple([])
        first = {node.id for node in ast.walk(loop) if isinstance(node, ast.Name)}
        used |= set(_globals(table)) - defined - first
        defined |= {s.get_name() for s in table.get_symbols() if _binds(s)}
    asked = (cell.options or {}).get("runs-here", True)
    here = asked and used.isdisjoint(elsewhere) and all(map(_known, _imported(tree)))
    if here:
        elsewhere -= defined
    else:
        elsewhere |= defined
    return bool(here)


def _globals(table: symtable.SymbolTable) -> Iterator[str]:
    """Yield the names of the module that a piece of code, its functions too, uses."""
    whole = table.get_type() == "module"
    for symbol in table.get_symbols():
        if symbol.is_referenced() and (whole or symbol.is_global()):
            yield symbol.get_name()
    for child in table.get_children():
        yield from _globals(child)


def _binds(symbol: symtable.Symbol) -> bool:
    return symbol.is_assigned() or symbol.is_imported()


def _imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def _known(module: str) -> bool:
    return module in HERE or module.split(".")[0] in HERE


def _check_messages(tutorial: Tutorial, cell: Cell) -> None:
    for node in ast.walk(ast.parse(cell.code)):
        if isinstance(node, ast.Assert) and node.msg is None:
            raise tutorial.error(
                cell.line + node.lineno - 1,
                "this check of an exercise does not say what is wrong",
                'Write it as `assert answer == 3, f"It is {answer}, ..."`.',
            )
