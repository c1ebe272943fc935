"""Lines, points and pictures of plain Python lists, drawn by the page.

The same functions as `layerbylayer.sketch`, which draws with Matplotlib.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from typing import Any, Literal

Picture = Sequence[Sequence[Any]]
"""Rows of numbers (grey), or rows of [red, green, blue]."""
Kind = Literal["line", "points", "guide", "words"]
KINDS: tuple[Kind, ...] = ("line", "points", "guide", "words")

deliver: Callable[[str], object] = print
"""Takes a finished drawing, as JSON: web/python/protocol.ts says what it holds."""
_series: list[dict[str, Any]] = []
_axes = {"x": "", "y": ""}


def plot(
    xs: Sequence[float],
    ys: Sequence[float],
    kind: Kind = "line",
    *,
    label: str = "",
    x: str = "",
    y: str = "",
) -> None:
    """Add a line or points to the drawing; `show()` finishes it.

    Args:
        xs: from left to right, n numbers.
        ys: from bottom to top, n numbers.
        kind: a "line" through the n places (a `nan` interrupts it), "points" at them, a
            "guide", which is a thin grey line, or "words": then the label stands at
            each place, and not in the legend.
        label: what the line or the points are, for the legend.
        x: name of the horizontal axis.
        y: name of the vertical axis.

    Raises:
        ValueError: there are more of one than of the other, or the kind is unknown.
    """
    if len(xs) != len(ys):
        raise ValueError(f"plot got {len(xs)} xs and {len(ys)} ys")
    if kind not in KINDS:
        raise ValueError(f"plot draws one of {', '.join(KINDS)}, no {kind!r}")
    places = {
        "xs": [_number(point) for point in xs],
        "ys": [_number(point) for point in ys],
    }
    _series.append({"kind": kind, "label": label, **places})
    _axes.update({name: text for name, text in (("x", x), ("y", y)) if text})


def show(
    *pictures: Picture,
    labels: Sequence[str] = (),
    low: float | None = None,
    high: float | None = None,
) -> None:
    """Show pictures side by side or, without one, what `plot` has drawn.

    Args:
        pictures: rows of numbers, or rows of [red, green, blue].
        labels: what to write over the pictures, in their order.
        low: the number that is black; the least of each picture, if it is not given.
        high: the number that is white; the greatest of each picture, if it is not
            given. May be less than `low`. Colours always go from 0 to 255.

    Raises:
        ValueError: a picture is empty, or its rows differ in length.
    """
    for picture in pictures:
        if not picture or {len(row) for row in picture} != {len(picture[0])}:
            raise ValueError("show needs pictures whose rows are equally long")
    finish()
    if pictures:
        shown = [_bytes(picture, low, high) for picture in pictures]
        for point, label in zip(shown, labels, strict=False):
            point["label"] = label
        deliver(json.dumps({"pictures": shown}))


def finish() -> None:
    """Deliver what has been drawn and not shown, if there is anything."""
    if _series:
        deliver(json.dumps({"series": _series, **_axes}))
    forget()


def forget() -> None:
    """Begin an empty drawing."""
    _series.clear()
    _axes.update(x="", y="")


def _number(value: float) -> float | None:
    """A number that JSON can hold; None where nothing can be drawn."""
    return float(value) if math.isfinite(value) else None


def _bytes(picture: Picture, low: float | None, high: float | None) -> dict[str, Any]:
    """Width, and red, green and blue of each pixel in turn, from 0 to 255."""
    if isinstance(picture[0][0], Sequence):
        colours = [_byte(part) for row in picture for pixel in row for part in pixel]
        return {"width": len(picture[0]), "colours": colours, "label": ""}
    values = [float(value) for row in picture for value in row]
    least = min(values) if low is None else low
    range_ = (max(values) if high is None else high) - least
    greys = [_byte(255 * (value - least) / (range_ or 1)) for value in values]
    colours = [grey for grey in greys for _ in range(3)]
    return {"width": len(picture[0]), "colours": colours, "label": ""}


def _byte(value: float) -> int:
    return max(0, min(255, round(value)))
