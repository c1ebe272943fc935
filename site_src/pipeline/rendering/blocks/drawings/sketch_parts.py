"""What the small pictures of the glossary are made of, in SVG."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

WIDTH, HEIGHT = 160, 80


def curve(points: Iterable[tuple[float, float]], kind: str = "") -> str:
    """Draw a line; x from 0 to 1 goes right, y from 0 to 1 goes up."""
    places = (f"{10 + 140 * x:.1f} {70 - 60 * y:.1f}" for x, y in points)
    return f'<path class="{kind}" d="M{"L".join(places)}"/>'


def of(function: Callable[[float], float], kind: str = "") -> str:
    """Draw a function from 0 to 1."""
    return curve(((n / 40, function(n / 40)) for n in range(41)), kind)


def dot(x: float, y: float, kind: str = "full", radius: float = 5) -> str:
    """Draw a dot; x from 0 to 1 goes right, y from 0 to 1 goes up."""
    place = f'cx="{10 + 140 * x:.1f}" cy="{70 - 60 * y:.1f}"'
    return f'<circle class="{kind}" {place} r="{radius:g}"/>'


def box(x: float, y: float, side: float, kind: str = "", high: float = 0) -> str:
    """Draw a box, a square unless `high` is given; all in pixels, y goes down."""
    place = f'x="{x:g}" y="{y:g}" width="{side:g}" height="{high or side:g}"'
    return f'<rect class="{kind}" {place} rx="2"/>'


def grid(x: float, count: int, side: float, marked: Iterable[int] = ()) -> str:
    """Draw a square of squares; those that are marked are full."""
    chosen = set(marked)
    top = (HEIGHT - count * side) / 2
    return "".join(
        box(
            x + side * (n % count),
            top + side * (n // count),
            side - 2,
            "full" if n in chosen else "soft",
        )
        for n in range(count * count)
    )


def bowl(x: float) -> float:
    """Give the height of a valley at x."""
    return 0.08 + 3.4 * (x - 0.5) ** 2


def tangent(x: float, reach: float = 0.16) -> str:
    """Draw the slope of the valley at x."""
    slope = 6.8 * (x - 0.5)
    ends = ((x + r, bowl(x) + slope * r) for r in (-reach, reach))
    return curve(ends, "two")


def layers(visible: int, hidden: int, connected: Iterable[int] | None = None) -> str:
    """Draw numbers, connected with all that are kept of the next ones."""
    shown = set(range(hidden) if connected is None else connected)
    inputs = [(0.15, (n + 0.5) / visible) for n in range(visible)]
    outputs = [(0.85, (n + 0.5) / hidden) for n in range(hidden)]
    lines = [curve([a, b]) for a in inputs for n, b in enumerate(outputs) if n in shown]
    dots = [dot(*a, "soft", 6) for a in inputs]
    dots += [
        dot(*b, "full" if n in shown else "soft", 6) for n, b in enumerate(outputs)
    ]
    return "".join(lines + dots)


def steps(places: list[float]) -> str:
    """Draw steps down the valley, from place to place."""
    dots = "".join(dot(x, bowl(x)) for x in places)
    return of(bowl) + curve(((x, bowl(x)) for x in places), "one") + dots


def bars(heights: list[float], best: int) -> str:
    """Draw bars of these heights, one of them marked."""
    return "".join(
        box(12 + 20 * n, 72 - 62 * h, 13, "full" if n == best else "soft", 62 * h)
        for n, h in enumerate(heights)
    )


def ring(x: float, y: float, wide: float, high: float, kind: str = "") -> str:
    """Draw an ellipse around a place; its halves are `wide` and `high`."""
    turns = [math.tau * n / 40 for n in range(41)]
    return curve(
        ((x + wide * math.cos(t), y + high * math.sin(t)) for t in turns), kind
    )


def arrow(start: float, end: float, y: float = 0.5, kind: str = "") -> str:
    """Draw an arrow from `start` to `end`, to the right or to the left."""
    back = end - math.copysign(0.04, end - start)
    head = [(back, y + 0.09), (end, y), (back, y - 0.09)]
    return curve([(start, y), (end, y)], kind) + curve(head, kind)


def bell(middle: float, spread: float, high: float, kind: str) -> str:
    """Draw a bell-shaped curve."""

    def height(x: float) -> float:
        return 0.06 + high * math.exp(-(((x - middle) / spread) ** 2) / 2)

    return of(height, kind)


def slabs(kinds: list[str]) -> str:
    """Draw the layers of a network side by side, the answer's last."""
    return "".join(box(14 + 34 * n, 14, 22, kind, 52) for n, kind in enumerate(kinds))


def piles(chosen: int) -> str:
    """Draw thirty examples in three piles, one of which is marked."""
    columns = [(n, 0) for n in range(6)] + [(6, 1), (7, 1), (8, 2), (9, 2)]
    return "".join(
        box(
            3 + 13 * n + 12 * pile,
            14 + 18 * row,
            11,
            "full" if pile == chosen else "soft",
            14,
        )
        for n, pile in columns
        for row in range(3)
    )


def cats(inside: list[str], outside: list[str]) -> str:
    """Draw what was called a cat, in a frame, and what wasn't."""
    framed = [dot(0.1 + 0.13 * n, 0.5, kind, 6) for n, kind in enumerate(inside)]
    others = [dot(0.8 + 0.13 * n, 0.5, kind, 6) for n, kind in enumerate(outside)]
    frame = f'<rect class="two" x="10" y="18" width="{8 + 18 * len(inside) + 10}" '
    return frame + 'height="44" rx="8"/>' + "".join(framed + others)


def walk(y: float, turns: str) -> str:
    """Draw where the random numbers of a seed lead: up (+) or down (-)."""
    places, here = [(0.05, y)], y
    for n, turn in enumerate(turns):
        here += 0.09 if turn == "+" else -0.09
        places.append((0.05 + 0.9 * (n + 1) / len(turns), here))
    return curve(places, "one") + dot(0.05, y, "full", 5)


def tilted(x: float, y: float, side: float, degrees: float, kind: str) -> str:
    """Draw a box with a bar in it, turned by some degrees."""
    centre = f"{x + side / 2:g} {y + side / 2:g}"
    bar = box(x + side / 2 - 3, y + 3, 6, kind, side - 6)
    return f'<g transform="rotate({degrees:g} {centre})">{box(x, y, side)}{bar}</g>'
