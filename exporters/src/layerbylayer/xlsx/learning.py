"""A workbook that learns: one neuron, and each row is one step of gradient descent."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from .workbook import written_whole

POINTS = ((-2.0, -2.6), (-1.0, -1.2), (0.0, 1.1), (1.0, 2.8), (2.0, 5.3), (3.0, 6.9))
FIRST = 6
"""The row, from 1, of the first point and of step 0."""


def to_learning_xlsx(
    path: str | os.PathLike[str],
    *,
    points: Sequence[tuple[float, float]] = POINTS,
    learning_rate: float = 0.05,
    steps: int = 60,
) -> Path:
    """Write a workbook in which one neuron, w x + b, learns points by formulas alone.

    Each row holds w and b, the loss (the mean of the squared errors), two slopes;
    the next row goes down these slopes by the learning rate, which is in a cell.

    Args:
        path: the .xlsx file; it appears as a whole or not at all.
        points: pairs of x and y.
        learning_rate: what the cell holds at first.
        steps: how many rows after the first.

    Returns:
        The path.

    Raises:
        ExportError: the file cannot be written.
    """
    target = Path(path)
    with written_whole(target) as unfinished:
        _write(unfinished, points, learning_rate, steps)
    return target


def _write(
    path: Path, points: Sequence[tuple[float, float]], rate: float, steps: int
) -> None:
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("One neuron")
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 1)
    title = book.add_format({"bold": True, "font_size": 18})
    grey = book.add_format({"font_color": "#52606d"})
    head = book.add_format({"bold": True, "bottom": 1, "align": "center"})
    number = book.add_format({"num_format": "0.0000", "align": "center"})
    edit = book.add_format(
        {
            "align": "center",
            "bg_color": "#fff3e0",
            "border": 1,
            "border_color": "#c2570c",
        }
    )
    line = "Each row is one step down the slope. Change an orange cell, and watch."
    sheet.write(0, 0, "A neuron that learns", title)
    sheet.write(1, 0, line, grey)
    sheet.write(2, 0, "learning rate", grey)
    sheet.write(2, 1, rate, edit)
    sheet.write_row(4, 0, ["x", "y"], head)
    sheet.write_row(4, 3, ["step", "w", "b", "loss", "slope w", "slope b"], head)
    for row, point in enumerate(points, start=FIRST - 1):
        sheet.write_row(row, 0, point, edit)
    last = FIRST + len(points) - 1
    xs, ys = f"$A${FIRST}:$A${last}", f"$B${FIRST}:$B${last}"
    w = b = 0.0
    for step in range(steps + 1):
        row = FIRST + step
        error = f"E{row}*{xs}+F{row}-{ys}"
        loss, slope_w, slope_b = _slopes(points, w, b)
        sheet.write(row - 1, 3, step, head if not step else grey)
        if step:
            for name, column, value in [("E", 4, w), ("F", 5, b)]:
                slope = {"E": "H", "F": "I"}[name]
                formula = f"={name}{row - 1}-$B$3*{slope}{row - 1}"
                sheet.write_formula(row - 1, column, formula, number, value)
        else:
            sheet.write_row(row - 1, 4, [w, b], edit)
        count = f"COUNT({xs})"
        for column, formula, value in [
            (6, f"=SUMPRODUCT(({error})^2)/{count}", loss),
            (7, f"=2*SUMPRODUCT(({error})*{xs})/{count}", slope_w),
            (8, f"=2*SUMPRODUCT({error})/{count}", slope_b),
        ]:
            sheet.write_formula(row - 1, column, formula, number, value)
        w, b = w - rate * slope_w, b - rate * slope_b
    sheet.set_column_pixels(0, 1, 90)
    sheet.set_column_pixels(2, 2, 24)
    sheet.set_column_pixels(3, 8, 76)
    sheet.freeze_panes(5, 0)
    _chart(book, sheet, steps)
    book.close()


def _slopes(
    points: Sequence[tuple[float, float]], w: float, b: float
) -> tuple[float, float, float]:
    errors = [w * x + b - y for x, y in points]
    count = len(points)
    return (
        sum(e * e for e in errors) / count,
        2 * sum(e * x for e, (x, _) in zip(errors, points, strict=True)) / count,
        2 * sum(errors) / count,
    )


def _chart(
    book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, steps: int
) -> None:
    chart = book.add_chart({"type": "line"})
    first, last = FIRST - 1, FIRST - 1 + steps
    chart.add_series(
        {
            "categories": [sheet.name, first, 3, last, 3],
            "values": [sheet.name, first, 6, last, 6],
            "line": {"color": "#0f766e", "width": 2.25},
        }
    )
    chart.set_title({"name": "loss", "name_font": {"size": 13}})
    chart.set_legend({"none": True})
    chart.set_x_axis({"name": "step", "interval_unit": 10})
    chart.set_y_axis({"min": 0, "major_gridlines": {"visible": True}})
    chart.set_size({"width": 520, "height": 320})
    sheet.insert_chart(4, 10, chart)
