"""Notebooks made of a tutorial's cells."""

from __future__ import annotations

from collections.abc import Callable

import nbformat

from .header import Profile
from .tutorial import Tutorial

MAKE_CELL: dict[str, Callable[..., nbformat.NotebookNode]] = {
    "code": nbformat.v4.new_code_cell,
    "markdown": nbformat.v4.new_markdown_cell,
}


def new_notebook(cells: list[nbformat.NotebookNode]) -> nbformat.NotebookNode:
    """Return a notebook for the Python 3 kernel."""
    make: Callable[..., nbformat.NotebookNode] = nbformat.v4.new_notebook
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return make(cells=cells, metadata={"kernelspec": kernel})


def notebook_of(tutorial: Tutorial, profile: Profile) -> nbformat.NotebookNode:
    """Return the tutorial with a profile's parameters, nothing executed.

    Each cell's id is `cell-<its number in the tutorial>`. Raw cells, which hold the
    script's own metadata, are left out.
    """
    code = iter(tutorial.code_under(profile))
    cells = []
    for number, cell in enumerate(tutorial.cells):
        if cell.kind != "raw":
            source = next(code) if cell.kind == "code" else cell.source
            # A tag tells nbclient which cells are meant to raise.
            metadata = {"tags": list(cell.tags)} if cell.tags else {}
            make = MAKE_CELL[cell.kind]
            cells.append(make(source, id=f"cell-{number}", metadata=metadata))
    return new_notebook(cells)
