"""The diagram: as plain text, in colour on a terminal, and as HTML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from .description import Description, Layer
from .html import to_html
from .lanes import gutters
from .pictograms import pictogram

if TYPE_CHECKING:
    from rich.text import Text

WIDTH = 80
NAME, PICTURE, COUNT, SHARE = 20, 5, 9, 7


@dataclass(frozen=True)
class Line:
    """One line: its parts, and what they are (a key of COLOURS)."""

    parts: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        """The line without colours."""
        return "".join(text for text, _ in self.parts).rstrip()


COLOURS = {
    "branch": "dim",
    "kind": "bold cyan",
    "activation": "green",
    "picture": "yellow",
    "rule": "dim",
    "shape": "",
    "count": "bold",
    "share": "magenta",
}


@dataclass(frozen=True)
class Diagram:
    """A drawn network. `str`, `.ascii`, `rich.print` and notebooks each show it."""

    network: Description

    def __str__(self) -> str:
        """At most 80 columns, in Unicode."""
        return "\n".join(str(line) for line in self._lines(unicode=True))

    @cached_property
    def ascii(self) -> str:
        """Give the same, in ASCII only."""
        return "\n".join(str(line) for line in self._lines(unicode=False))

    def __rich__(self) -> Text:
        """What `rich.print` shows: colours by meaning."""
        from rich.text import Text

        text = Text(no_wrap=True)
        for number, line in enumerate(self._lines(unicode=True)):
            text.append("\n" if number else "")
            for part, meaning in line.parts:
                text.append(part, COLOURS[meaning])
        return text

    def _repr_html_(self) -> str:
        """What notebooks show: a table whose rows are as high as their share."""
        return to_html(self.network)

    __repr__ = __str__

    def _lines(self, unicode: bool) -> Iterator[Line]:
        beside = gutters(self.network, unicode, self._room())
        for layer, gutter in zip(self.network.layers, beside, strict=True):
            for line in gutter.joins:
                yield Line((("  " + line, "branch"),))
            room = len(gutter.node) + 3 if gutter.node else 0
            if layer.kind != "Input":
                yield self._layer(layer, _left(gutter.node, room), unicode)
                left = _left(gutter.below, room)
            else:
                left = _left(gutter.node, room)
            yield _data(layer, left, unicode)

    def _room(self) -> int:
        """Columns that are left for the branches."""
        sizes = max(len(layer.shape) for layer in self.network.layers)
        return WIDTH - 5 - NAME - 3 - PICTURE - max(6 * sizes, COUNT + SHARE + 5)

    def _layer(self, layer: Layer, left: str, unicode: bool) -> Line:
        count = f"{layer.parameters:>{COUNT}}"
        share = f"{self.network.share(layer):>{SHARE}.1%}"
        used = len(left) + NAME + PICTURE + len(count) + len(share) + 8
        rule = ("─" if unicode else "-") * max(0, min(19, WIDTH - used))
        return Line(
            (
                (left, "branch"),
                (f"{_cut(layer.kind, unicode):>{NAME}}", "kind"),
                ("   ", "rule"),
                (pictogram(layer.kind, unicode), "picture"),
                (f" {rule} ", "rule"),
                (count, "count"),
                (f"  {share}", "share"),
            )
        )


def _left(gutter: str, room: int) -> str:
    return f"  {gutter}".ljust(room) if room else ""


def _data(layer: Layer, left: str, unicode: bool) -> Line:
    above = "Input" if layer.kind == "Input" else layer.activation or ""
    sizes = " ".join(f"{'?' if size is None else size:>5}" for size in layer.shape)
    return Line(
        (
            (left, "branch"),
            (f"{_cut(above, unicode):>{NAME}}", "activation"),
            ("   ", "rule"),
            (("█" if unicode else "#") * PICTURE, "picture"),
            (f" {sizes}", "shape"),
        )
    )


def _cut(name: str, unicode: bool) -> str:
    if len(name) <= NAME:
        return name
    return name[: NAME - 1] + ("…" if unicode else "~")
