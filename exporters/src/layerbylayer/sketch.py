"""Lines, points and pictures of plain Python lists, drawn by Matplotlib.

A tutorial whose cells also run in the page draws with this alone: the page has a module
of the same name that draws without Matplotlib.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

Picture = Sequence[Sequence[Any]]
"""Rows of numbers (grey), or rows of [red, green, blue]."""


def plot(
    xs: Sequence[float],
    ys: Sequence[float],
    kind: Literal["line", "points"] = "line",
    *,
    label: str = "",
    x: str = "",
    y: str = "",
) -> None:
    """Add a line or points to the drawing; `show()` finishes it.

    Args:
        xs: from left to right, n numbers.
        ys: from bottom to top, n numbers.
        kind: what to draw through, or at, the n places.
        label: what the line or the points are, for the legend.
        x: name of the horizontal axis.
        y: name of the vertical axis.

    Raises:
        ValueError: there are more of one than of the other, or the kind is unknown.
    """
    import matplotlib.pyplot as plt

    if len(xs) != len(ys):
        raise ValueError(f"plot got {len(xs)} xs and {len(ys)} ys")
    if kind not in ("line", "points"):
        raise ValueError(f'plot draws a "line" or "points", no {kind!r}')
    draw = plt.plot if kind == "line" else plt.scatter
    draw(xs, ys, label=label or None)
    if label:
        plt.legend()
    if x:
        plt.xlabel(x)
    if y:
        plt.ylabel(y)


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
            given. Colours always go from 0 to 255.

    Raises:
        ValueError: a picture is empty, or its rows differ in length.
    """
    import matplotlib.pyplot as plt

    for picture in pictures:
        if not picture or {len(row) for row in picture} != {len(picture[0])}:
            raise ValueError("show needs pictures whose rows are equally long")
    if pictures:
        _, axes = plt.subplots(1, len(pictures), squeeze=False)
        for number, (axis, picture) in enumerate(zip(axes[0], pictures, strict=True)):
            axis.imshow(picture, cmap="gray", vmin=low, vmax=high)
            axis.set_axis_off()
            if number < len(labels):
                axis.set_title(labels[number])
    plt.show()
