"""The sheets of the workbook: input, one a layer, output, weights, examples."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from .canvas import DIVERGING, INKED, ORANGE, PALE, SMALLEST, TEAL, Canvas
from .explain import explain
from .formulas import Kernels, formula_of, weights_sheet
from .grid import TOP, Grid
from .operations import Array, Convolution, Dense, Flatten, Network, Operation

CHOOSER = (2, 1)
LEGIBLE = 32
"""Pixels: in cells of this side the number is shown, else the colour alone."""
BAR = "#e8935a"


class Book:
    """One workbook in the making."""

    def __init__(
        self,
        network: Network,
        images: Array,
        names: list[str],
        answers: list[str] | None,
    ) -> None:
        """Keep what is to be written; the first example is the one chosen."""
        self.network, self.images = network, images
        self.names, self.answers = names, answers
        shape = network.input_shape
        self.own = Grid("Input", shape, top=7)
        self.seen = Grid("Input", shape, top=7, left=self.own.end()[1] + 3)
        self.data = [self.seen]
        self.values = network.values(images[0])

    def write(self, path: Path) -> None:
        """Write the file.

        Raises:
            ExportError: a formula or a sheet gets longer than a spreadsheet allows.
        """
        self.canvas = Canvas(path)
        self.book = self.canvas.book
        operations = self.network.operations
        self.canvas.sheet("Input", "", "")
        for operation in operations:
            self.canvas.sheet(operation.name, operation.name, explain(operation), TEAL)
        self.canvas.sheet("Output", "Output", self._about_output(), ORANGE)
        for operation, value in zip(operations, self.values, strict=False):
            self._layer(operation, value)
        self._output()
        self._input()
        for operation in operations:
            if isinstance(operation, Convolution):
                self._kernels(operation)
            elif isinstance(operation, Dense):
                self._table(operation)
        self._examples()
        self.book.close()

    def _layer(self, operation: Operation, value: Array) -> None:
        sheet = self.book.get_worksheet_by_name(operation.name)
        grid, before = Grid(operation.name, value.shape), self.data[-1]
        self.canvas.fit(sheet, *grid.end())
        image = value.ndim == 3
        small = image and self.canvas.squares(sheet, grid) < LEGIBLE
        style = (
            self.canvas.pixel
            if small
            else self.canvas.shown
            if image
            else self.canvas.number
        )
        formula = formula_of(operation, before)
        for index in np.ndindex(*value.shape):
            v = float(value[index])
            self.canvas.formula(sheet, grid.place(index), formula(index), style, v)
        if image:
            for channel in range(value.shape[2]):
                row, column = grid.corner(channel)
                sheet.write(row - 1, column, f"map {channel + 1}", self.canvas.head)
        else:
            for unit, name in enumerate(self._units(operation, before, len(value))):
                sheet.write(grid.top + unit, 0, name, self.canvas.aside)
            sheet.set_column_pixels(0, 0, 150)
            sheet.set_column_pixels(1, 1, 90)
        sheet.freeze_panes(2, 0)
        # The cell that answers most is selected: its formula shows at once.
        loudest = np.unravel_index(value.argmax(), value.shape)
        best = grid.place(tuple(int(i) for i in loudest))
        sheet.set_selection(*best, *best)
        scale = INKED if small else PALE
        self.canvas.colours(
            sheet, grid.blocks(), scale if value.min() >= 0 else DIVERGING
        )
        self.data.append(grid)

    def _units(self, operation: Operation, before: Grid, count: int) -> list[str]:
        """What stands beside each number of a column: where it is from, what it is."""
        if isinstance(operation, Flatten):
            places = np.ndindex(*before.shape)
            return [f"row {r + 1}, column {c + 1}, map {m + 1}" for r, c, m in places]
        if operation is self.network.operations[-1]:
            return [f"score of {name}" for name in self.names]
        return [f"unit {unit + 1}" for unit in range(count)]

    def _about_output(self) -> str:
        if self.network.softmax:
            return (
                "Softmax: e to the power of each score, divided by the sum of them all."
            )
        return "The scores of the last layer; the largest wins."

    def _output(self) -> None:
        sheet = self.book.get_worksheet_by_name("Output")
        scores, count = self.data[-1], len(self.names)
        values, output = self.values[-2], self.values[-1]
        powers = np.exp(values - values.max())
        last = TOP + count - 1
        for column, head in enumerate(["", "score", "e^score", "probability"]):
            sheet.write(TOP - 1, 1 + column, head, self.canvas.head)
        for unit, name in enumerate(self.names):
            row = TOP + unit
            place = xl_rowcol_to_cell(row, 2)
            sheet.write(row, 1, name, self.canvas.label)
            formula = f"={scores.cell((unit,))}"
            self.canvas.formula(
                sheet, (row, 2), formula, self.canvas.number, values[unit]
            )
            if self.network.softmax:
                # Less the largest, so that no power is too large for a cell.
                largest = f"MAX({xl_range_abs(TOP, 2, last, 2)})"
                power = f"=EXP({place}-{largest})"
                self.canvas.formula(
                    sheet, (row, 3), power, self.canvas.number, powers[unit]
                )
                total = f"SUM({xl_range_abs(TOP, 3, last, 3)})"
                share = f"={xl_rowcol_to_cell(row, 3)}/{total}"
            else:
                share = f"={place}"
            style = self.canvas.percent if self.network.softmax else self.canvas.number
            self.canvas.formula(sheet, (row, 4), share, style, output[unit])
        bar = {"type": "data_bar", "bar_color": BAR, "bar_solid": True}
        if self.network.softmax:
            bar |= {
                "min_type": "num",
                "min_value": 0,
                "max_type": "num",
                "max_value": 1,
            }
        sheet.conditional_format(TOP, 4, last, 4, bar)
        sheet.set_column_pixels(0, 0, 20)
        sheet.set_column_pixels(1, 3, 80)
        sheet.set_column_pixels(4, 4, 320)
        for row in range(TOP, last + 1):
            sheet.set_row_pixels(row, 24)
        all_of_them = xl_range_abs(TOP, 4, last, 4)
        winner = (
            f"=INDEX({xl_range_abs(TOP, 1, last, 1)},"
            f"MATCH(MAX({all_of_them}),{all_of_them},0))"
        )
        sheet.write(last + 2, 1, "winner", self.canvas.head)
        best = self.names[int(output.argmax())]
        self.canvas.formula(sheet, (last + 2, 2), winner, self.canvas.big, best)
        self.winner = f"Output!{xl_rowcol_to_cell(last + 2, 2)}"
        self.sureness = f"MAX(Output!{all_of_them})"

    def _input(self) -> None:
        sheet = self.book.get_worksheet_by_name("Input")
        grids = (self.own, self.seen)
        self.canvas.squares(sheet, *grids)
        sheet.write(0, 1, "A neural network in a spreadsheet", self.canvas.title)
        line = "Choose an example, or choose 0 and edit the left picture, cell by cell."
        sheet.write(1, 1, line, self.canvas.line)
        row, column = CHOOSER
        sheet.merge_range(row, column, row, column + 2, 1, self.canvas.choice)
        sheet.set_row_pixels(row, 30)
        sheet.write(
            row, column + 4, "which example? (0 = my own picture)", self.canvas.beside
        )
        sheet.set_selection(row, column, row, column)
        chosen = xl_rowcol_to_cell(row, column, True, True)
        numbers = f"=Examples!{xl_range_abs(3, 0, 3 + len(self.images), 0)}"
        sheet.data_validation(
            row,
            column,
            row,
            column,
            {"validate": "list", "source": numbers, "error_title": "Which example?"}
            | {"error_message": f"A whole number from 0 to {len(self.images)}."},
        )
        low, high = float(self.images.min()), float(self.images.max())
        for index in np.ndindex(*self.network.input_shape):
            own, seen = self.own.place(index), self.seen.place(index)
            value = float(self.images[0][index])
            sheet.write_number(*own, value, self.canvas.pixel)
            at = 2 + int(np.ravel_multi_index(index, self.network.input_shape))
            cells = xl_range_abs(4, at, 3 + len(self.images), at)
            own_cell = xl_rowcol_to_cell(*own)
            formula = f"=IF({chosen}=0,{own_cell},INDEX(Examples!{cells},{chosen}))"
            self.canvas.formula(sheet, seen, formula, self.canvas.pixel, value)
        for grid, text in [
            (self.own, f"my own picture: type from {low:g} to {high:g} (used with 0)"),
            (self.seen, "what the network sees"),
        ]:
            sheet.write(grid.top - 1, grid.left, text, self.canvas.head)
            scale = {"min_type": "num", "min_value": low}
            scale |= {"max_type": "num", "max_value": high}
            self.canvas.colours(sheet, grid.blocks(), INKED | scale)
        self._verdict(sheet)

    def _verdict(self, sheet: Any) -> None:
        """Beside the pictures: the winner, and all the probabilities as a chart."""
        row, column = CHOOSER[0], self.seen.end()[1] + 3
        sheet.set_column_pixels(column - 1, column - 1, SMALLEST)
        sheet.set_column_pixels(column, column, 130)
        sheet.set_column_pixels(column + 1, column + 1, 90)
        sheet.set_column_pixels(column + 2, column + 2, 120)
        sheet.write(row, column, "The network says:", self.canvas.beside)
        best = self.names[int(self.values[-1].argmax())]
        self.canvas.formula(
            sheet, (row, column + 1), f"={self.winner}", self.canvas.big, best
        )
        if self.network.softmax:
            sure = float(self.values[-1].max())
            place = row, column + 2
            self.canvas.formula(
                sheet, place, f"={self.sureness}", self.canvas.sure, sure
            )
        chart = self.book.add_chart({"type": "bar"})
        last = TOP + len(self.names) - 1
        what = "probability" if self.network.softmax else "score"
        chart.add_series(
            {
                "name": what,
                "categories": ["Output", TOP, 1, last, 1],
                "values": ["Output", TOP, 4, last, 4],
                "fill": {"color": BAR},
                "gap": 40,
            }
        )
        chart.set_title({"name": what, "name_font": {"size": 11, "bold": False}})
        chart.set_legend({"none": True})
        grid = {"visible": True, "line": {"color": "#d9dee4", "width": 0.75}}
        axis = {"major_gridlines": grid, "num_font": {"size": 9}}
        if self.network.softmax:
            axis |= {"min": 0, "max": 1, "num_format": "0%", "major_unit": 0.25}
        # In a bar chart, y is the axis of categories; here the first one is on top.
        chart.set_y_axis({"reverse": True, "num_font": {"size": 11}})
        chart.set_x_axis(axis | {"label_position": "high"})
        side, (bottom, _) = SMALLEST, self.seen.end()
        height = max(240, side * (bottom - self.seen.top + 1))
        chart.set_size({"width": 340, "height": height})
        sheet.insert_chart(self.seen.top, column, chart)

    def _kernels(self, operation: Convolution) -> None:
        name = weights_sheet(operation)
        line = "What is learned: a row of squares for each map, one for each map in."
        sheet = self.canvas.sheet(name, name, line, "#9aa5b1")
        height, width, c_in, c_out = operation.kernel.shape
        kernels = Kernels(name, (height, width))
        blocks = []
        sheet.write(TOP - 1, 1, "added", self.canvas.head)
        for o in range(c_out):
            row, _ = kernels.corner(0, o)
            sheet.write(row, 0, f"map {o + 1}", self.canvas.head)
            sheet.write_number(row, 1, operation.bias[o], self.canvas.number)
            for i in range(c_in):
                top, left = kernels.corner(i, o)
                blocks.append((top, left, top + height - 1, left + width - 1))
                for r, c in np.ndindex(height, width):
                    weight = operation.kernel[r, c, i, o]
                    sheet.write_number(top + r, left + c, weight, self.canvas.number)
        sheet.set_column_pixels(0, 1, 46)
        sheet.set_column_pixels(2, 2 + c_in * (width + 1), 38)
        for i in range(c_in + 1):
            sheet.set_column_pixels(2 + i * (width + 1), 2 + i * (width + 1), 14)
        self.canvas.colours(sheet, blocks, DIVERGING)

    def _table(self, operation: Dense) -> None:
        name = weights_sheet(operation)
        line = (
            "What is learned: a column for each number out, a row for each number in."
        )
        sheet = self.canvas.sheet(name, name, line, "#9aa5b1")
        rows, columns = operation.weights.shape
        self.canvas.fit(sheet, TOP + rows, 1 + columns)
        names = self._units(operation, self.own, columns)
        sheet.write(TOP, 1, "added", self.canvas.head)
        for c in range(columns):
            sheet.write(TOP - 1, 2 + c, names[c], self.canvas.head)
            sheet.write_number(TOP, 2 + c, operation.bias[c], self.canvas.number)
            for r in range(rows):
                weight = operation.weights[r, c]
                sheet.write_number(TOP + 1 + r, 2 + c, weight, self.canvas.number)
        for r in range(rows):
            sheet.write(TOP + 1 + r, 1, r + 1, self.canvas.head)
        sheet.set_column_pixels(0, 0, 20)
        sheet.set_column_pixels(1, 1, 52)
        sheet.set_column_pixels(2, 1 + columns, 64)
        sheet.freeze_panes(TOP, 0)
        self.canvas.colours(sheet, [(TOP + 1, 2, TOP + rows, 1 + columns)], DIVERGING)

    def _examples(self) -> None:
        sheet = self.book.add_worksheet("Examples")
        sheet.set_tab_color("#9aa5b1")
        sheet.write(0, 0, "Examples", self.canvas.title)
        sheet.write(1, 0, "One picture a row, its pixels row by row.", self.canvas.line)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 1)
        sheet.print_area(0, 0, 3 + len(self.images), 20)
        self.canvas.fit(sheet, 3 + len(self.images), 1 + self.images[0].size)
        sheet.set_column_pixels(1, 1, 100)
        sheet.write(3, 0, 0)
        sheet.write(3, 1, "my own picture")
        for number, image in enumerate(self.images, start=1):
            sheet.write(3 + number, 0, number)
            if self.answers:
                sheet.write(3 + number, 1, self.answers[number - 1])
            sheet.write_row(3 + number, 2, image.reshape(-1).tolist())
