"""One line a sheet: what it does, in words."""

from __future__ import annotations

from .operations import Affine, Convolution, Dense, Flatten, Operation, Pooling


def explain(operation: Operation) -> str:
    """Tell what a layer does, and what to do to see it."""
    end = " Negative results become 0." if getattr(operation, "relu", False) else ""
    if isinstance(operation, Convolution):
        rows, columns = operation.window.size
        return (
            f"Each cell multiplies a window of {rows} x {columns} cells by weights and "
            f"adds up.{end} Click a cell to see which."
        )
    if isinstance(operation, Pooling):
        rows, columns = operation.window.size
        what = "largest" if operation.largest else "mean"
        return (
            f"Each cell is the {what} of {rows} x {columns} cells: a smaller picture."
        )
    if isinstance(operation, Flatten):
        return (
            "All the numbers of the sheet before, in one column. Nothing is computed."
        )
    if isinstance(operation, Dense):
        return (
            f"Each cell weighs all the numbers of the sheet before, and adds up.{end}"
        )
    assert isinstance(operation, Affine)
    return f"Each cell is one number of the sheet before, scaled and shifted.{end}"
