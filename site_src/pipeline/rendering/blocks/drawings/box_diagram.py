"""Boxes and arrows as SVG in the theme's colours, for wide pages and for phones."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ...template import fill

MOST_LINES = 4


@dataclass(frozen=True)
class Box:
    """One box; `column` may lie between two columns."""

    name: str
    title: str
    row: int
    column: float
    note: str = ""
    """Smaller, below the title."""
    link: str = ""
    number: int | None = None
    """In a circle on its upper edge."""


@dataclass(frozen=True)
class Arrow:
    """From one box to another, both by name.

    `down` bends on the whole way, `late` goes straight down first, `across` goes to the
    right within a row, and `beside` goes down on the left of what is between.
    """

    start: str
    end: str
    way: Literal["down", "late", "across", "beside"] = "down"


@dataclass(frozen=True)
class Measures:
    """Of one drawing, in pixels; `letters` of a title and of a note fit in a line."""

    kind: str
    margin: int
    width: int
    height: int
    gap_x: int
    gap_y: int
    letters: tuple[int, int]
    line: tuple[int, int]


WIDE = Measures("wide", 12, 200, 70, 22, 40, (23, 28), (18, 17))
NARROW = Measures("narrow", 2, 98, 86, 14, 34, (13, 15), (15, 14))


def draw_boxes(boxes: Sequence[Box], arrows: Sequence[Arrow], label: str) -> str:
    """Draw boxes and arrows as HTML: two SVGs, of which the style sheet shows one.

    Args:
        boxes: each with a name of its own.
        arrows: between them.
        label: says what the drawing says, for those who do not see it.
    """
    pictures = "".join(_svg(boxes, arrows, m, label) for m in (WIDE, NARROW))
    return f'<div class="lbl-graph" tabindex="0">{pictures}</div>'


def _svg(boxes: Sequence[Box], arrows: Sequence[Arrow], m: Measures, label: str) -> str:
    # The half of a numbered circle that is above the box.
    top = 11 if any(box.number is not None for box in boxes) else 0
    columns, rows = max(b.column for b in boxes) + 1, max(b.row for b in boxes) + 1
    corners = {
        box.name: (
            m.margin + box.column * (m.width + m.gap_x),
            m.margin + top + box.row * (m.height + m.gap_y),
        )
        for box in boxes
    }
    return fill(
        "boxes.svg",
        m=m,
        width=f"{2 * m.margin + columns * (m.width + m.gap_x) - m.gap_x:g}",
        height=f"{2 * m.margin + top + rows * (m.height + m.gap_y) - m.gap_y:g}",
        linked=any(box.link for box in boxes),
        label=label,
        ways=[_way(arrow, corners, m, top) for arrow in arrows],
        boxes=[_placed(box, corners[box.name], m) for box in boxes],
    )


def _way(
    arrow: Arrow,
    corners: Mapping[str, tuple[float, float]],
    m: Measures,
    over: float,
) -> str:
    (x1, y1), (x2, y2) = corners[arrow.start], corners[arrow.end]
    if arrow.way == "across":
        way = f"M{x1 + m.width:g} {y1 + m.height / 2:g}H{x2 - 1:g}"
    elif arrow.way == "beside":
        start, out, y1, y2 = (
            x1 + m.width / 5,
            x1 - m.gap_x,
            y1 + m.height,
            y2 + m.height / 2,
        )
        below = y1 + m.gap_y
        way = f"M{start:g} {y1:g}C{start:g} {below:g} {out:g} {y1:g} {out:g} {below:g}"
        way += f"V{y2 - m.gap_y:g}Q{out:g} {y2:g} {x2 - 1:g} {y2:g}"
    else:
        x1, x2, y1, y2 = (
            x1 + m.width / 2,
            x2 + m.width / 2,
            y1 + m.height,
            y2 - 1 - over,
        )
        bend = y2 - m.gap_y if arrow.way == "late" else y1
        half = (y2 - bend) / 2
        way = f"M{x1:g} {y1:g}V{bend:g}"
        way += f"C{x1:g} {bend + half:g} {x2:g} {y2 - half:g} {x2:g} {y2:g}"
    return way


@dataclass(frozen=True)
class Line:
    """A line of writing in a box, at the height `y`."""

    text: str
    y: str
    note: bool


@dataclass(frozen=True)
class Placed:
    """A box where it is drawn; places are numbers as SVG has them."""

    name: str
    link: str
    number: int | None
    x: str
    y: str
    middle: str
    number_y: str
    lines: list[Line]


def _placed(box: Box, corner: tuple[float, float], m: Measures) -> Placed:
    x, y = corner
    texts = [(text, False) for text in _wrapped(box.title, m.letters[0])]
    texts += [(text, True) for text in _wrapped(box.note, m.letters[1])]
    heights = [m.line[note] for _, note in texts]
    bottom = y + (m.height - sum(heights)) / 2 - 4 + 3 * (box.number is not None)
    lines = []
    for (text, note), height in zip(texts, heights, strict=True):
        bottom += height
        lines.append(Line(text, f"{bottom:g}", note))
    return Placed(
        box.name,
        box.link,
        box.number,
        f"{x:g}",
        f"{y:g}",
        f"{x + m.width / 2:g}",
        f"{y + 4.5:g}",
        lines,
    )


def _wrapped(text: str, letters: int) -> list[str]:
    return textwrap.wrap(
        text, letters, max_lines=MOST_LINES, placeholder="…", break_on_hyphens=False
    )
