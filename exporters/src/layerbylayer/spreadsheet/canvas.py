"""What all sheets of the workbook share: formats, colours, limits."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range

from ..errors import ExportError
from .grid import COLUMNS, ROWS, Grid

SMALLEST, LARGEST, SCREEN = 17, 38, 760
"""Pixels: sides of a cell of a feature map, and how wide all maps may be together."""
FONT = {"font_name": "Arial", "font_size": 10}
"""As wide in Excel as in LibreOffice, where its twin is Liberation Sans."""
LONGEST_FORMULA = 8192
"""Characters, in Excel."""
INK, TEAL, ORANGE, BLUE = "#1f2933", "#0f766e", "#c2570c", "#2563ab"
PALE = {"type": "2_color_scale", "min_color": "#f7f9fa", "max_color": "#5bb8ae"}
INKED = {"type": "2_color_scale", "min_color": "#f7f9fa", "max_color": "#0b4f4a"}
DIVERGING = {
    "type": "3_color_scale",
    "min_color": "#3b76b8",
    "mid_color": "#ffffff",
    "max_color": "#d9772b",
    "mid_type": "num",
    "mid_value": 0,
}


class Canvas:
    """A workbook in the making: sheets, formats, and cells that stay within limits."""

    def __init__(self, path: Path) -> None:
        """Begin a workbook, with the formats that its sheets share."""
        options = {"strings_to_numbers": False, "strings_to_formulas": False}
        self.book = xlsxwriter.Workbook(
            str(path), options | {"default_format_properties": FONT}
        )
        add = self.book.add_format
        self.title = add({"bold": True, "font_size": 18, "font_color": INK})
        self.line = add({"font_size": 11, "font_color": "#52606d"})
        self.head = add({"font_size": 9, "font_color": "#52606d"})
        self.aside = add({"font_size": 9, "font_color": "#52606d", "align": "right"})
        self.pixel = add({"num_format": ";;;", "font_size": 6})
        self.number = add({"num_format": "0.00", "font_size": 9, "align": "center"})
        self.shown = add(
            {
                "num_format": "0.00",
                "font_size": 8,
                "align": "center",
                "valign": "vcenter",
            }
        )
        self.percent = add(
            {"num_format": "0.0%", "align": "right", "valign": "vcenter"}
        )
        self.label = add(
            {"bold": True, "font_size": 12, "align": "center", "valign": "vcenter"}
        )
        self.choice = add(
            {"bold": True, "font_size": 14, "align": "center", "border": 2}
            | {"border_color": ORANGE, "bg_color": "#fff3e0", "font_color": INK}
        )
        self.big = add(
            {"bold": True, "font_size": 20, "font_color": ORANGE, "align": "left"}
            | {"valign": "vcenter"}
        )
        self.beside = add({"font_color": "#52606d", "valign": "vcenter"})
        self.sure = add(
            {"num_format": '0.0%" sure"', "align": "left", "valign": "vcenter"}
        )

    def sheet(self, name: str, title: str, line: str, colour: str = BLUE) -> Any:
        """Add a sheet with a title, a line about it, and a coloured tab."""
        sheet = self.book.add_worksheet(name)
        sheet.set_tab_color(colour)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 1)
        sheet.write(0, 1, title, self.title)
        sheet.write(1, 1, line, self.line)
        sheet.set_row_pixels(1, 24)
        return sheet

    def squares(self, sheet: Any, *grids: Grid) -> int:
        """Make the cells of feature maps square; return their side, in pixels."""
        bottom = max(grid.end()[0] for grid in grids)
        last = max(grid.end()[1] for grid in grids)
        side = max(SMALLEST, min(LARGEST, SCREEN // (last + 1)))
        sheet.set_column_pixels(0, 0, SMALLEST)
        sheet.set_column_pixels(1, last + 1, side)
        for row in range(grids[0].top, bottom + 1):
            sheet.set_row_pixels(row, side)
        return side

    def fit(self, sheet: Any, row: int, column: int) -> None:
        """Make sure that a row and a column, from 0, are on the sheet.

        Raises:
            ExportError: they are not.
        """
        if row >= ROWS or column >= COLUMNS:
            raise ExportError(
                f"sheet {sheet.name} would have {row + 1:,} rows and {column + 1:,} "
                f"columns, and a spreadsheet has {ROWS:,} and {COLUMNS:,}. Use smaller "
                "images or fewer channels."
            )

    def colours(self, sheet: Any, blocks: list[Any], rule: dict[str, Any]) -> None:
        """Colour blocks of cells by one scale, so that they can be compared."""
        ranges = " ".join(xl_range(*block) for block in blocks)
        sheet.conditional_format(*blocks[0], rule | {"multi_range": ranges})

    def formula(self, sheet: Any, place: Any, formula: str, style: Any, v: Any) -> None:
        """Write a formula with the value that it has for the first example.

        Raises:
            ExportError: Excel allows no formula of this length.
        """
        if len(formula) > LONGEST_FORMULA:
            raise ExportError(
                f"a formula on sheet {sheet.name} would have {len(formula)} letters, "
                f"and Excel allows {LONGEST_FORMULA}. Use fewer channels."
            )
        sheet.write_formula(*place, formula, style, v)
