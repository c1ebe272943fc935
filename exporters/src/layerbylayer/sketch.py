"""Lines, points and pictures of plain Python lists, drawn by Matplotlib.

A tutorial whose cells also run in the page draws with this alone: the page has a module
of the same name that draws without Matplotlib.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Picture = Sequence[Sequence[Any]]
"""Rows of numbers (grey), or rows of [red, green, blue]."""
Kind = Literal["line", "points", "guide", "words"]
KINDS: tuple[Kind, ...] = ("line", "points", "guide", "words")
LINES, MARKS = ("-", "--", "-.", ":"), "oxs^"
BEHIND = 0.9
"""Guides are drawn before all else, which also tells them apart."""


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
    import matplotlib.pyplot as plt

    if len(xs) != len(ys):
        raise ValueError(f"plot got {len(xs)} xs and {len(ys)} ys")
    if kind not in KINDS:
        raise ValueError(f"plot draws one of {', '.join(KINDS)}, no {kind!r}")
    axes = plt.gca()
    if kind == "guide":
        axes.plot(xs, ys, color="0.5", linewidth=1, zorder=BEHIND, label=label or None)
    elif kind == "words":
        for place in zip(xs, ys, strict=True):
            axes.text(*place, label, ha="center", va="center")
        # Words alone do not make room for themselves.
        axes.update_datalim(list(zip(xs, ys, strict=True)))
        axes.margins(0.15)
        axes.autoscale_view()
    else:
        _draw(axes, xs, ys, kind, label)
    if label and kind != "words":
        plt.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=4)
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
            given. May be less than `low`. Colours always go from 0 to 255.

    Raises:
        ValueError: a picture is empty, or its rows differ in length.
    """
    import matplotlib.pyplot as plt

    for picture in pictures:
        if not picture or {len(row) for row in picture} != {len(picture[0])}:
            raise ValueError("show needs pictures whose rows are equally long")
    if pictures:
        _show_pictures(pictures, labels, low, high)
    elif plt.get_fignums() and not _how_many(plt.gca()):
        plt.gca().set_axis_off()
    plt.show()


def _draw(
    axes: Axes, xs: Sequence[float], ys: Sequence[float], kind: Kind, label: str
) -> None:
    """Draw a line or points, each told from the others by more than its colour."""
    number = _how_many(axes)
    look: dict[str, Any] = {"color": f"C{number}", "label": label or None}
    if kind == "line":
        axes.plot(xs, ys, LINES[number % 4], **look)
    else:
        axes.scatter(xs, ys, marker=MARKS[number % 4], **look)


def _how_many(axes: Axes) -> int:
    """Count the lines and points, without guides."""
    drawn = [*axes.lines, *axes.collections]
    return sum(artist.get_zorder() != BEHIND for artist in drawn)


def _show_pictures(
    pictures: Sequence[Picture],
    labels: Sequence[str],
    low: float | None,
    high: float | None,
) -> None:
    """Draw pictures in one row or two, as many as find room."""
    import matplotlib.pyplot as plt

    inverse = low is not None and high is not None and low > high
    if inverse:
        low, high = high, low
    count = len(pictures)
    across = count if count <= 4 else -(-count // 2)
    size = 6.4, -(-count // across) * (6.4 / across + 0.3)
    _, axes = plt.subplots(-(-count // across), across, squeeze=False, figsize=size)
    for axis in axes.flat:
        axis.set_axis_off()
    for number, (axis, picture) in enumerate(zip(axes.flat, pictures, strict=False)):
        axis.imshow(picture, cmap="gray_r" if inverse else "gray", vmin=low, vmax=high)
        if number < len(labels):
            axis.set_title(labels[number])
