"""A workbook that learns: one neuron, and each row is one step of gradient descent."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from ..artifact.replace import WORKBOOK, atomic_replace
from ..recording import recorded
from .workbook import needs_xlsxwriter

POINTS = ((-2.0, -2.6), (-1.0, -1.2), (0.0, 1.1), (1.0, 2.8), (2.0, 5.3), (3.0, 6.9))


@recorded
def to_learning_xlsx(
    path: str | os.PathLike[str],
    *,
    points: Sequence[tuple[float, float]] = POINTS,
    learning_rate: float = 0.05,
    steps: int = 60,
    overwrite: bool = False,
) -> Path:
    """Write a workbook in which one neuron, w x + b, learns points by formulas alone.

    Each row holds w and b, the loss (the mean of the squared errors), two slopes;
    the next row goes down these slopes by the learning rate, which is in a cell.

    Args:
        path: the .xlsx file; it appears as a whole or not at all.
        points: pairs of x and y.
        learning_rate: what the cell holds at first.
        steps: how many rows after the first.
        overwrite: replace whatever is at `path`, and not only a workbook.

    Returns:
        The path.

    Raises:
        InvalidTargetError: something is at `path` that is no workbook.
        ExportError: the file cannot be written, or XlsxWriter is not installed.
    """
    with needs_xlsxwriter():
        from .learning_sheet import write
    target = Path(path)
    with atomic_replace(target, WORKBOOK, overwrite=overwrite) as unfinished:
        write(unfinished, points, learning_rate, steps)
    return target
