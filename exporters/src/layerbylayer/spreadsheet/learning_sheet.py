"""The sheet of the workbook that learns, and its charts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from .canvas import FONT

FIRST = 6
"""The row, from 1, of the first point and of step 0."""


def write(
    path: Path, points: Sequence[tuple[float, float]], rate: float, steps: int
) -> None:
    """Write the workbook to a file."""
    book = xlsxwriter.Workbook(str(path), {"default_format_properties": FONT})
    sheet = book.add_worksheet("One neuron")
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 1)
    title = book.add_format({"bold": True, "font_size": 18})
    grey = book.add_format({"font_color": "#52606d"})
    head = book.add_format({"bold": True, "bottom": 1, "align": "center"})
    count_of_steps = book.add_format({"font_color": "#52606d", "align": "center"})
    number = book.add_format({"num_format": "0.0000", "align": "center"})
    edit = book.add_format(
        {
            "align": "center",
            "bg_color": "#fff3e0",
            "border": 1,
            "border_color": "#c2570c",
        }
    )
    line = "Each row is one step down the slopes. Change an orange cell, and watch."
    sheet.write(0, 0, "A neuron that learns", title)
    sheet.write(1, 0, line, grey)
    sheet.write(2, 0, "learning rate", grey)
    sheet.write(2, 1, rate, edit)
    sheet.write_row(4, 0, ["x", "y", "answer"], head)
    sheet.write_row(4, 4, ["step", "w", "b", "loss", "slope w", "slope b"], head)
    last = FIRST + len(points) - 1
    final = _final(points, rate, steps)
    for row, (x, y) in enumerate(points, start=FIRST):
        sheet.write_row(row - 1, 0, [x, y], edit)
        answer = f"=$F${FIRST + steps}*A{row}+$G${FIRST + steps}"
        value = final[0] * x + final[1]
        sheet.write_formula(row - 1, 2, answer, number, value)
    xs, ys = f"$A${FIRST}:$A${last}", f"$B${FIRST}:$B${last}"
    w = b = 0.0
    for step in range(steps + 1):
        row = FIRST + step
        error = f"F{row}*{xs}+G{row}-{ys}"
        loss, slope_w, slope_b = _slopes(points, w, b)
        sheet.write(row - 1, 4, step, count_of_steps)
        if step:
            for name, slope, column, value in [("F", "I", 5, w), ("G", "J", 6, b)]:
                formula = f"={name}{row - 1}-$B$3*{slope}{row - 1}"
                sheet.write_formula(row - 1, column, formula, number, value)
        else:
            sheet.write_row(row - 1, 5, [w, b], edit)
        count = f"COUNT({xs})"
        for column, formula, value in [
            (7, f"=SUMPRODUCT(({error})^2)/{count}", loss),
            (8, f"=2*SUMPRODUCT(({error})*{xs})/{count}", slope_w),
            (9, f"=2*SUMPRODUCT({error})/{count}", slope_b),
        ]:
            sheet.write_formula(row - 1, column, formula, number, value)
        w, b = w - rate * slope_w, b - rate * slope_b
    sheet.set_column_pixels(0, 2, 84)
    sheet.set_column_pixels(3, 3, 24)
    sheet.set_column_pixels(4, 9, 76)
    sheet.freeze_panes(5, 0)
    sheet.set_selection(2, 1, 2, 1)
    _loss(book, sheet, steps)
    _fit(book, sheet, last)
    book.close()


def _final(
    points: Sequence[tuple[float, float]], rate: float, steps: int
) -> tuple[float, float]:
    w = b = 0.0
    for _ in range(steps):
        _, slope_w, slope_b = _slopes(points, w, b)
        w, b = w - rate * slope_w, b - rate * slope_b
    return w, b


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


GRID = {"visible": True, "line": {"color": "#d9dee4", "width": 0.75}}
TEAL, ORANGE = "#0f766e", "#c2570c"


def _placed(
    sheet: xlsxwriter.worksheet.Worksheet, chart: Any, row: int, title: str
) -> None:
    chart.set_title({"name": title, "name_font": {"size": 12}})
    chart.set_legend({"none": True})
    chart.set_size({"width": 460, "height": 280})
    sheet.insert_chart(row, 11, chart)


def _loss(
    book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, steps: int
) -> None:
    chart = book.add_chart({"type": "scatter", "subtype": "straight"})
    first, last = FIRST - 1, FIRST - 1 + steps
    chart.add_series(
        {
            "categories": [sheet.name, first, 4, last, 4],
            "values": [sheet.name, first, 7, last, 7],
            "line": {"color": TEAL, "width": 2.25},
        }
    )
    chart.set_x_axis({"name": "step", "min": 0, "max": steps, "major_gridlines": GRID})
    chart.set_y_axis({"min": 0, "major_gridlines": GRID})
    _placed(sheet, chart, 4, "The loss goes down")


def _fit(
    book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, last: int
) -> None:
    chart = book.add_chart({"type": "scatter"})
    x = [sheet.name, FIRST - 1, 0, last - 1, 0]
    marker = {"type": "circle", "size": 8, "fill": {"color": ORANGE}}
    chart.add_series(
        {
            "categories": x,
            "values": [sheet.name, FIRST - 1, 1, last - 1, 1],
            "marker": marker | {"border": {"none": True}},
        }
    )
    chart.add_series(
        {
            "categories": x,
            "values": [sheet.name, FIRST - 1, 2, last - 1, 2],
            "marker": {"type": "none"},
            "line": {"color": TEAL, "width": 2.25},
        }
    )
    chart.set_x_axis({"name": "x", "major_gridlines": GRID, "label_position": "low"})
    chart.set_y_axis({"name": "y", "major_gridlines": GRID, "label_position": "low"})
    _placed(sheet, chart, 20, "The points, and the neuron at the end")
