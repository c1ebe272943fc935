"""The formula of each number of a layer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from .grid import TOP, Grid
from .operations import Affine, Convolution, Dense, Flatten, Operation, Pooling

Index = tuple[int, ...]
Formula = Callable[[Index], str]


@dataclass(frozen=True)
class Kernels:
    """Where a convolution's weights lie: a row of squares for each feature map."""

    sheet: str
    size: tuple[int, int]

    def corner(self, channel_in: int, channel_out: int) -> tuple[int, int]:
        """Row and column of a square's first number."""
        height, width = self.size
        return TOP + channel_out * (height + 1), 3 + channel_in * (width + 1)

    def bias(self, channel_out: int) -> str:
        """Give a reference to the number that is added."""
        row, _ = self.corner(0, channel_out)
        return f"'{self.sheet}'!{xl_rowcol_to_cell(row, 1, True, True)}"

    def part(
        self, first: tuple[int, int], size: tuple[int, int], c_in: int, c_out: int
    ) -> str:
        """Give a reference to a square, or to the part of it that lies on the image."""
        row, column = self.corner(c_in, c_out)
        top, left = row + first[0], column + first[1]
        cells = xl_range_abs(top, left, top + size[0] - 1, left + size[1] - 1)
        return f"'{self.sheet}'!{cells}"


def weights_sheet(operation: Operation) -> str:
    """Give the name of the sheet that holds an operation's weights."""
    return f"{operation.name} weights"


def _rectified(formula: str, relu: bool) -> str:
    return f"=MAX(0,{formula})" if relu else f"={formula}"


def _affine(operation: Affine, data: Grid) -> Formula:
    def formula(index: Index) -> str:
        channel = index[-1] if len(operation.scale) > 1 else 0
        shift = operation.shift[index[-1] if len(operation.shift) > 1 else 0]
        scaled = data.cell(index) + _times(float(operation.scale[channel]))
        return _rectified(scaled + _plus(float(shift)), operation.relu)

    return formula


def _times(scale: float) -> str:
    if scale == 1:
        return ""
    divisor = round(1 / scale) if scale else 0
    # Keras's own 1/255 is a fraction too; the formula says what it is.
    if divisor > 1 and abs(1 / scale - divisor) < 1e-9 * divisor:
        return f"/{divisor}"
    return f"*{scale!r}"


def _plus(shift: float) -> str:
    return f"{shift:+.17g}" if shift else ""


def _convolution(operation: Convolution, data: Grid) -> Formula:
    window, height, width = operation.window, data.shape[0], data.shape[1]
    kernels = Kernels(weights_sheet(operation), window.size)

    def formula(index: Index) -> str:
        row, column, c_out = index
        top, bottom, k_top = window.at(row, 0, height)
        left, right, k_left = window.at(column, 1, width)
        size = bottom - top, right - left
        sums = [
            f"SUMPRODUCT({data.window((top, left), (bottom - 1, right - 1), c_in)},"
            f"{kernels.part((k_top, k_left), size, c_in, c_out)})"
            for c_in in range(data.shape[2])
        ]
        total = "+".join([*sums, kernels.bias(c_out)])
        return _rectified(total, operation.relu)

    return formula


def _pooling(operation: Pooling, data: Grid) -> Formula:
    function = "MAX" if operation.largest else "AVERAGE"

    def formula(index: Index) -> str:
        row, column, channel = index
        top, bottom, _ = operation.window.at(row, 0, data.shape[0])
        left, right, _ = operation.window.at(column, 1, data.shape[1])
        cells = data.window((top, left), (bottom - 1, right - 1), channel)
        return f"={function}({cells})"

    return formula


def _flatten(operation: Flatten, data: Grid) -> Formula:
    _, width, channels = data.shape

    def formula(index: Index) -> str:
        place, channel = divmod(index[0], channels)
        row, column = divmod(place, width)
        return f"={data.cell((row, column, channel))}"

    return formula


def _dense(operation: Dense, data: Grid) -> Formula:
    sheet = weights_sheet(operation)

    def formula(index: Index) -> str:
        column = 2 + index[0]
        first, last = TOP + 1, TOP + len(operation.weights)
        cells = xl_range_abs(first, column, last, column)
        bias = xl_rowcol_to_cell(TOP, column, True, True)
        total = f"SUMPRODUCT({data.column()},'{sheet}'!{cells})+'{sheet}'!{bias}"
        return _rectified(total, operation.relu)

    return formula


FORMULAS: dict[type, Callable[[Any, Grid], Formula]] = {
    Affine: _affine,
    Convolution: _convolution,
    Pooling: _pooling,
    Flatten: _flatten,
    Dense: _dense,
}


def formula_of(operation: Operation, data: Grid) -> Formula:
    """Give the formula of each number after an operation on the data at a grid."""
    return FORMULAS[type(operation)](operation, data)
