"""Where numbers lie: a feature map is a square of cells, a vector is a column."""

from __future__ import annotations

from dataclasses import dataclass

from xlsxwriter.utility import xl_range, xl_range_abs, xl_rowcol_to_cell

TOP = 4
"""The first row of numbers on a sheet; above are title, explanation and headings."""
ACROSS, MAPS_ACROSS = 64, 4
"""Feature maps lie side by side until this many columns, or maps, are full."""
ROWS, COLUMNS = 1_048_576, 16_384
"""Of a sheet, in Excel and in LibreOffice."""


@dataclass(frozen=True)
class Grid:
    """Data of a shape (height, width, channels), or (units,), on a sheet."""

    sheet: str
    shape: tuple[int, ...]
    top: int = TOP
    left: int = 1

    def place(self, index: tuple[int, ...]) -> tuple[int, int]:
        """Row and column, from 0, of one number."""
        if len(self.shape) == 1:
            return self.top + index[0], self.left
        row, column, channel = index
        block = self.corner(channel)
        return block[0] + row, block[1] + column

    def corner(self, channel: int) -> tuple[int, int]:
        """Row and column of a feature map's first number."""
        height, width, _ = self.shape
        across = min(MAPS_ACROSS, max(1, ACROSS // (width + 1)))
        down, right = divmod(channel, across)
        return self.top + down * (height + 2), self.left + right * (width + 1)

    def cell(self, index: tuple[int, ...]) -> str:
        """Give a reference to one number, from another sheet."""
        return f"{self.prefix}{xl_rowcol_to_cell(*self.place(index))}"

    def window(
        self, first: tuple[int, int], last: tuple[int, int], channel: int
    ) -> str:
        """Give a reference to a part of a feature map, both corners included."""
        a, b = self.place((*first, channel)), self.place((*last, channel))
        return f"{self.prefix}{xl_range(*a, *b)}"

    def column(self) -> str:
        """Refer to a whole vector, also where the formula is copied."""
        bottom = self.top + self.shape[0] - 1
        return f"{self.prefix}{xl_range_abs(self.top, self.left, bottom, self.left)}"

    @property
    def prefix(self) -> str:
        """The sheet's name, as formulas of other sheets write it."""
        return f"'{self.sheet}'!" if " " in self.sheet else f"{self.sheet}!"

    def end(self) -> tuple[int, int]:
        """Row and column of the last number."""
        blocks = self.blocks()
        return max(block[2] for block in blocks), max(block[3] for block in blocks)

    def blocks(self) -> list[tuple[int, int, int, int]]:
        """Give each square (or the column): first and last row and column."""
        if len(self.shape) == 1:
            bottom = self.top + self.shape[0] - 1
            return [(self.top, self.left, bottom, self.left)]
        height, width, channels = self.shape
        corners = [self.corner(channel) for channel in range(channels)]
        return [(r, c, r + height - 1, c + width - 1) for r, c in corners]
