"""Small pictures for the glossary, drawn by code: one idea each, in three colours."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping

WIDTH, HEIGHT = 160, 80


def sketch(name: str) -> str:
    """Draw the picture of a word as SVG, whose colours come from the page's styles.

    Raises:
        ValueError: there is no picture of this word.
    """
    if name not in SKETCHES:
        raise ValueError(f"there is no sketch of {name}: {', '.join(SKETCHES)}")
    # What it shows, the sentences beside it say.
    return (
        f'<svg class="lbl-sketch" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" aria-hidden="true">'
        f"{SKETCHES[name]()}</svg>"
    )


def _curve(points: Iterable[tuple[float, float]], kind: str = "") -> str:
    """Draw a line; x from 0 to 1 goes right, y from 0 to 1 goes up."""
    places = (f"{10 + 140 * x:.1f} {70 - 60 * y:.1f}" for x, y in points)
    return f'<path class="{kind}" d="M{"L".join(places)}"/>'


def _of(function: Callable[[float], float], kind: str = "") -> str:
    return _curve(((n / 40, function(n / 40)) for n in range(41)), kind)


def _dot(x: float, y: float, kind: str = "full", radius: float = 5) -> str:
    place = f'cx="{10 + 140 * x:.1f}" cy="{70 - 60 * y:.1f}"'
    return f'<circle class="{kind}" {place} r="{radius:g}"/>'


def _box(x: float, y: float, side: float, kind: str = "", high: float = 0) -> str:
    place = f'x="{x:g}" y="{y:g}" width="{side:g}" height="{high or side:g}"'
    return f'<rect class="{kind}" {place} rx="2"/>'


def _grid(x: float, count: int, side: float, marked: Iterable[int] = ()) -> str:
    """Draw a square of squares; those that are marked are full."""
    chosen = set(marked)
    top = (HEIGHT - count * side) / 2
    return "".join(
        _box(
            x + side * (n % count),
            top + side * (n // count),
            side - 2,
            "full" if n in chosen else "soft",
        )
        for n in range(count * count)
    )


def _bowl(x: float) -> float:
    return 0.08 + 3.4 * (x - 0.5) ** 2


def _tangent(x: float, reach: float = 0.16) -> str:
    slope = 6.8 * (x - 0.5)
    ends = ((x + r, _bowl(x) + slope * r) for r in (-reach, reach))
    return _curve(ends, "two")


def _layers(left: int, hidden: int, kept: Iterable[int] | None = None) -> str:
    """Draw numbers, connected with all that are kept of the next ones."""
    shown = set(range(hidden) if kept is None else kept)
    inputs = [(0.15, (n + 0.5) / left) for n in range(left)]
    outputs = [(0.85, (n + 0.5) / hidden) for n in range(hidden)]
    lines = [
        _curve([a, b]) for a in inputs for n, b in enumerate(outputs) if n in shown
    ]
    dots = [_dot(*a, "soft", 6) for a in inputs]
    dots += [
        _dot(*b, "full" if n in shown else "soft", 6) for n, b in enumerate(outputs)
    ]
    return "".join(lines + dots)


def _steps(places: list[float]) -> str:
    dots = "".join(_dot(x, _bowl(x)) for x in places)
    return _of(_bowl) + _curve(((x, _bowl(x)) for x in places), "one") + dots


def _bars(heights: list[float], best: int) -> str:
    return "".join(
        _box(12 + 20 * n, 72 - 62 * h, 13, "full" if n == best else "soft", 62 * h)
        for n, h in enumerate(heights)
    )


SKETCHES: Mapping[str, Callable[[], str]] = {
    "batch": lambda: _grid(12, 4, 17, {0, 1, 2, 3}) + _grid(100, 1, 40),
    "confusion-matrix": lambda: _grid(46, 4, 17, {0, 5, 10, 15}),
    "convolution": lambda: (
        _grid(8, 5, 14)
        + '<rect class="one" x="21" y="18" width="42" height="42" rx="3"/>'
        + _curve([(0.56, 0.5), (0.68, 0.5)])
        + _grid(112, 3, 14, {0})
    ),
    "dense-layer": lambda: _layers(4, 3),
    "dropout": lambda: _layers(3, 4, {0, 2, 3}),
    "gradient": lambda: _of(_bowl) + _tangent(0.25) + _dot(0.25, _bowl(0.25)),
    "learning-rate": lambda: _steps([0.05, 0.28, 0.4, 0.46, 0.49]),
    "loss": lambda: _of(lambda x: 0.05 + 0.9 * math.exp(-5 * x), "one"),
    "neural-network": lambda: _layers(3, 3),
    "overfitting": lambda: (
        _of(lambda x: 0.05 + 0.85 * math.exp(-4 * x), "two")
        + _of(lambda x: 0.3 + 0.6 * math.exp(-6 * x) + 0.25 * x * x, "one")
    ),
    "pooling": lambda: (
        _grid(12, 4, 16, {1, 7, 8, 14}) + _grid(106, 2, 16, {0, 1, 2, 3})
    ),
    "relu": lambda: _curve([(0, 0.1), (0.5, 0.1), (1, 0.95)], "one"),
    "softmax": lambda: _bars([0.1, 0.05, 0.75, 0.12, 0.06, 0.04, 0.08], 2),
    "threshold": lambda: (
        _bars([0.3, 0.9, 0.45, 0.7, 0.2, 0.55, 0.8], 1)
        + '<line class="two" x1="4" x2="156" y1="36" y2="36"/>'
    ),
}
