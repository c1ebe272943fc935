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


def _layers(visible: int, hidden: int, connected: Iterable[int] | None = None) -> str:
    """Draw numbers, connected with all that are kept of the next ones."""
    shown = set(range(hidden) if connected is None else connected)
    inputs = [(0.15, (n + 0.5) / visible) for n in range(visible)]
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


def _ring(x: float, y: float, wide: float, high: float, kind: str = "") -> str:
    """Draw an ellipse around a place; its halves are `wide` and `high`."""
    turns = [math.tau * n / 40 for n in range(41)]
    return _curve(
        ((x + wide * math.cos(t), y + high * math.sin(t)) for t in turns), kind
    )


def _arrow(start: float, end: float, y: float = 0.5, kind: str = "") -> str:
    """Draw an arrow from `start` to `end`, to the right or to the left."""
    back = end - math.copysign(0.04, end - start)
    head = [(back, y + 0.09), (end, y), (back, y - 0.09)]
    return _curve([(start, y), (end, y)], kind) + _curve(head, kind)


def _bell(middle: float, spread: float, high: float, kind: str) -> str:
    def height(x: float) -> float:
        return 0.06 + high * math.exp(-(((x - middle) / spread) ** 2) / 2)

    return _of(height, kind)


def _slabs(kinds: list[str]) -> str:
    """Draw the layers of a network side by side, the answer's last."""
    return "".join(_box(14 + 34 * n, 14, 22, kind, 52) for n, kind in enumerate(kinds))


def _piles(chosen: int) -> str:
    """Draw thirty examples in three piles, one of which is marked."""
    columns = [(n, 0) for n in range(6)] + [(6, 1), (7, 1), (8, 2), (9, 2)]
    return "".join(
        _box(
            3 + 13 * n + 12 * pile,
            14 + 18 * row,
            11,
            "full" if pile == chosen else "soft",
            14,
        )
        for n, pile in columns
        for row in range(3)
    )


def _cats(inside: list[str], outside: list[str]) -> str:
    """Draw what was called a cat, in a frame, and what wasn't."""
    framed = [_dot(0.1 + 0.13 * n, 0.5, kind, 6) for n, kind in enumerate(inside)]
    others = [_dot(0.8 + 0.13 * n, 0.5, kind, 6) for n, kind in enumerate(outside)]
    frame = f'<rect class="two" x="10" y="18" width="{8 + 18 * len(inside) + 10}" '
    return frame + 'height="44" rx="8"/>' + "".join(framed + others)


def _walk(y: float, turns: str) -> str:
    """Draw where the random numbers of a seed lead: up (+) or down (-)."""
    places, here = [(0.05, y)], y
    for n, turn in enumerate(turns):
        here += 0.09 if turn == "+" else -0.09
        places.append((0.05 + 0.9 * (n + 1) / len(turns), here))
    return _curve(places, "one") + _dot(0.05, y, "full", 5)


def _tilted(x: float, y: float, side: float, degrees: float, kind: str) -> str:
    centre = f"{x + side / 2:g} {y + side / 2:g}"
    bar = _box(x + side / 2 - 3, y + 3, 6, kind, side - 6)
    return f'<g transform="rotate({degrees:g} {centre})">{_box(x, y, side)}{bar}</g>'


SKETCHES: Mapping[str, Callable[[], str]] = {
    "accuracy": lambda: "".join(
        _dot(0.1 + 0.2 * (n % 5), 0.72 - 0.44 * (n // 5), kind, 9)
        for n, kind in enumerate(["full"] * 8 + ["two"] * 2)
    ),
    # One word looks at the four before it, at one of them most.
    "attention": lambda: (
        "".join(
            _curve([(0.05 + 0.2 * n, 0.2), (0.95, 0.8)], kind)
            for n, kind in enumerate(["", "", "two", ""])
        )
        + "".join(
            _dot(0.05 + 0.2 * n, 0.2, "two" if n == 2 else "soft", 6 if n == 2 else 4)
            for n in range(4)
        )
        + _dot(0.95, 0.8, "full", 7)
    ),
    "augmentation": lambda: (
        _tilted(8, 25, 30, 0, "full")
        + _arrow(0.25, 0.37)
        + _tilted(74, 6, 24, 20, "soft")
        + _tilted(118, 16, 24, -15, "soft")
        + _tilted(88, 46, 24, -25, "soft")
    ),
    # A picture, a narrow place, a picture.
    "autoencoder": lambda: (
        _grid(4, 4, 12, {1, 2, 5, 9, 13})
        + _curve([(0.34, 0.9), (0.46, 0.6), (0.46, 0.4), (0.34, 0.1)])
        + _curve([(0.66, 0.9), (0.54, 0.6), (0.54, 0.4), (0.66, 0.1)])
        + _dot(0.5, 0.58, "two", 4)
        + _dot(0.5, 0.42, "two", 4)
        + _grid(110, 4, 12, {1, 2, 5, 9, 13})
    ),
    "backpropagation": lambda: (
        "".join(_arrow(0.1 + 0.3 * n, 0.28 + 0.3 * n, 0.75) for n in range(3))
        + "".join(_arrow(0.28 + 0.3 * n, 0.1 + 0.3 * n, 0.25, "two") for n in range(3))
        + "".join(_dot(0.04 + 0.3 * n, 0.5, "full", 7) for n in range(4))
    ),
    # Returns above and below the usual one.
    "baseline": lambda: (
        _curve([(0, 0.5), (1, 0.5)], "two")
        + "".join(
            _curve([(x, 0.5), (x, y)]) + _dot(x, y, "full" if y > 0.5 else "soft", 5)
            for x, y in [(0.1, 0.75), (0.3, 0.2), (0.5, 0.9), (0.7, 0.35), (0.9, 0.68)]
        )
    ),
    "batch": lambda: _grid(12, 4, 17, {0, 1, 2, 3}) + _grid(100, 1, 40),
    "batch-norm": lambda: (
        _curve([(0, 0.06), (1, 0.06)])
        + _curve([(0.4, 0), (0.4, 0.95)])
        + _bell(0.72, 0.2, 0.4, "two")
        + _bell(0.4, 0.1, 0.8, "one")
    ),
    "bias": lambda: (
        _curve([(0, 0.2), (1, 0.2)])
        + _curve([(0.3, 0), (0.3, 1)])
        + _curve([(0.05, 0.05), (0.95, 0.59)])
        + _curve([(0.05, 0.38), (0.95, 0.92)], "one")
        + _curve([(0.3, 0.2), (0.3, 0.53)], "two")
    ),
    "confusion-matrix": lambda: _grid(46, 4, 17, {0, 5, 10, 15}),
    "convolution": lambda: (
        _grid(8, 5, 14)
        + '<rect class="one" x="21" y="18" width="42" height="42" rx="3"/>'
        + _arrow(0.56, 0.68)
        + _grid(112, 3, 14, {0})
    ),
    # Two directions, and the angle between them.
    "cosine-similarity": lambda: (
        _curve([(0.1, 0.1), (0.85, 0.35)], "one")
        + _curve([(0.1, 0.1), (0.55, 0.9)], "two")
        + _curve(
            (0.1 + 0.25 * math.cos(t / 20), 0.1 + 0.5 * math.sin(t / 20))
            for t in range(6, 20)
        )
        + _dot(0.85, 0.35)
        + _dot(0.55, 0.9)
    ),
    "dense-layer": lambda: _layers(4, 3),
    # Each map has a window of its own.
    "depthwise-convolution": lambda: "".join(
        _grid(6 + 52 * n, 4, 11, {0, 1, 4, 5} if n != 1 else {6, 7, 10, 11})
        for n in range(3)
    ),
    "dropout": lambda: _layers(3, 4, {0, 2, 3}),
    "embedding": lambda: "".join(
        _dot(x, y, kind, 6)
        for kind, places in {
            "full": [(0.12, 0.7), (0.2, 0.85), (0.25, 0.62)],
            "soft": [(0.72, 0.8), (0.83, 0.66), (0.88, 0.88)],
            "two": [(0.45, 0.15), (0.54, 0.28), (0.59, 0.08)],
        }.items()
        for x, y in places
    ),
    "epoch": lambda: (
        _ring(0.5, 0.5, 0.19, 0.44)
        + "".join(
            _dot(
                0.5 + 0.19 * math.cos(math.tau * n / 10),
                0.5 + 0.44 * math.sin(math.tau * n / 10),
                "full" if n else "two",
                5,
            )
            for n in range(10)
        )
    ),
    "feature-map": lambda: (
        _grid(8, 5, 12, {1, 2, 3, 8, 12, 13, 17, 22})
        + _arrow(0.45, 0.57)
        + _grid(96, 4, 14, {1, 2, 9})
    ),
    "features": lambda: (
        _grid(8, 4, 15, {1, 2, 6, 9, 13})
        + _arrow(0.46, 0.58)
        + "".join(
            _box(98 + 12 * n, 70 - high, 8, "full", high)
            for n, high in enumerate([18, 52, 8, 34, 26])
        )
    ),
    "fine-tuning": lambda: _slabs(["soft", "soft", "one", "full"]),
    # Many maps, a few, many.
    "fire-module": lambda: (
        _box(16, 8, 12, "soft", 64)
        + _box(66, 28, 12, "two", 24)
        + _box(120, 8, 12, "full", 29)
        + _box(120, 43, 12, "full", 29)
        + _arrow(0.17, 0.36)
        + _arrow(0.54, 0.74, 0.72)
        + _arrow(0.54, 0.74, 0.28)
    ),
    "flow-matching": lambda: "".join(
        _curve([(0.1, start), (0.9, end)])
        + _dot(0.1, start, "soft")
        + _dot(0.9, end, "full")
        for start, end in [(0.05, 0.35), (0.35, 0.9), (0.65, 0.1), (0.95, 0.65)]
    ),
    "gradient": lambda: _of(_bowl) + _tangent(0.25) + _dot(0.25, _bowl(0.25)),
    "imbalance": lambda: "".join(
        _dot(0.08 + 0.12 * (n % 8), 0.8 - 0.3 * (n // 8), kind, 6)
        for n, kind in enumerate(["soft"] * 22 + ["full"] * 2)
    ),
    "label": lambda: (
        _grid(12, 4, 15, {1, 2, 5, 6, 9, 10})
        + _curve(
            [(0.6, 0.5), (0.7, 0.72), (1, 0.72), (1, 0.28), (0.7, 0.28), (0.6, 0.5)],
            "two",
        )
        + _dot(0.72, 0.5, "full", 4)
    ),
    # Two kinds of pictures on one plane, and a way from one to the other.
    "latent-space": lambda: (
        _curve([(0, 0.02), (1, 0.02)])
        + _curve([(0.02, 0), (0.02, 1)])
        + "".join(
            _dot(x, y, "soft", 4)
            for x, y in [(0.12, 0.7), (0.2, 0.88), (0.26, 0.62), (0.34, 0.82)]
        )
        + "".join(
            _dot(x, y, "full", 4)
            for x, y in [(0.66, 0.2), (0.76, 0.36), (0.84, 0.18), (0.92, 0.34)]
        )
        + _curve([(0.26, 0.62), (0.66, 0.2)], "two")
    ),
    "layer": lambda: (
        "".join(_dot(0.05, 0.15 + 0.35 * n, "soft", 7) for n in range(3))
        + "".join(_dot(0.95, 0.15 + 0.35 * n, "full", 7) for n in range(3))
        + _arrow(0.15, 0.33)
        + _box(62, 8, 36, "one", 64)
        + _arrow(0.67, 0.85)
    ),
    "learning-rate": lambda: _steps([0.05, 0.28, 0.4, 0.46, 0.49]),
    "logistic-regression": lambda: (
        _of(lambda x: 0.08 + 0.84 / (1 + math.exp(-14 * (x - 0.5))), "one")
        + "".join(_dot(x, 0.08, "soft", 5) for x in (0.05, 0.18, 0.3, 0.42))
        + "".join(_dot(x, 0.92, "full", 5) for x in (0.55, 0.68, 0.8, 0.93))
    ),
    "loss": lambda: _of(lambda x: 0.05 + 0.9 * math.exp(-5 * x), "one"),
    # Two numbers, their product, and the sum that it's added to.
    "multiply-add": lambda: (
        _dot(0.12, 0.8, "soft", 7)
        + _dot(0.12, 0.2, "soft", 7)
        + _curve([(0.18, 0.75), (0.42, 0.5)])
        + _curve([(0.18, 0.25), (0.42, 0.5)])
        + _dot(0.46, 0.5, "two", 6)
        + _arrow(0.54, 0.74)
        + _dot(0.88, 0.5, "full", 12)
    ),
    # One that occurs, beside several that were drawn by lot.
    "negative-sample": lambda: (
        _curve([(0.1, 0.5), (0.4, 0.5)], "one")
        + _dot(0.1, 0.5, "full", 8)
        + _dot(0.4, 0.5, "full", 8)
        + "".join(
            _dot(x, y, "soft", 6)
            for x, y in [(0.7, 0.85), (0.9, 0.6), (0.68, 0.4), (0.88, 0.15)]
        )
    ),
    "neural-network": lambda: _layers(3, 3),
    "optimizer": lambda: (
        _ring(0.6, 0.5, 0.36, 0.46)
        + _ring(0.6, 0.5, 0.2, 0.25)
        + _curve(
            [(0.08, 0.9), (0.28, 0.62), (0.42, 0.6), (0.52, 0.52), (0.6, 0.5)], "two"
        )
        + "".join(
            _dot(x, y, "full", 4)
            for x, y in [
                (0.08, 0.9),
                (0.28, 0.62),
                (0.42, 0.6),
                (0.52, 0.52),
                (0.6, 0.5),
            ]
        )
    ),
    "overfitting": lambda: (
        _of(lambda x: 0.05 + 0.85 * math.exp(-4 * x), "two")
        + _of(lambda x: 0.3 + 0.6 * math.exp(-6 * x) + 0.25 * x * x, "one")
    ),
    "parameter": lambda: "".join(
        _curve([(0.05, y), (0.95, y)]) + _dot(x, y, "full", 7)
        for x, y in [(0.7, 0.85), (0.25, 0.5), (0.5, 0.15)]
    ),
    # A picture cut into nine, one of them taken out.
    "patch": lambda: (
        _grid(8, 3, 20, {4}) + _arrow(0.5, 0.68) + _box(118, 28, 24, "full")
    ),
    # Three of seven are about equally likely, the others hardly at all.
    "perplexity": lambda: _bars([0.04, 0.55, 0.06, 0.03, 0.6, 0.05, 0.58], 4),
    # A share for each square of a board.
    "policy": lambda: "".join(
        _dot(0.28 + 0.22 * (n % 3), 0.85 - 0.35 * (n // 3), kind, radius)
        for n, (kind, radius) in enumerate(
            [("soft", 3), ("soft", 2), ("soft", 5), ("soft", 2), ("full", 10)]
            + [("soft", 2), ("soft", 4), ("soft", 2), ("soft", 3)]
        )
    ),
    "pooling": lambda: (
        _grid(12, 4, 16, {1, 7, 8, 14}) + _grid(106, 2, 16, {0, 1, 2, 3})
    ),
    "precision": lambda: _cats(["full"] * 4 + ["soft"], []),
    "recall": lambda: _cats(["full"] * 4, ["full"] * 2),
    # Read from left to right, each state made from the one before it.
    "recurrent-network": lambda: (
        "".join(_dot(0.12 + 0.25 * n, 0.12, "soft", 5) for n in range(4))
        + "".join(
            _curve([(0.12 + 0.25 * n, 0.2), (0.12 + 0.25 * n, 0.55)]) for n in range(4)
        )
        + "".join(
            _arrow(0.18 + 0.25 * n, 0.31 + 0.25 * n, 0.7, "two") for n in range(3)
        )
        + "".join(_dot(0.12 + 0.25 * n, 0.7, "full", 8) for n in range(4))
    ),
    "relu": lambda: _curve([(0, 0.1), (0.5, 0.1), (1, 0.95)], "one"),
    # A way through the block, and one around it.
    "residual-connection": lambda: (
        _arrow(0, 0.3)
        + _box(56, 28, 36, "soft", 24)
        + _arrow(0.6, 0.84)
        + _curve([(0.16, 0.5), (0.16, 0.92), (0.9, 0.92), (0.9, 0.62)], "two")
        + _dot(0.9, 0.5, "full", 7)
    ),
    # Each move is counted what comes after it: here, one reward at the end.
    "return": lambda: (
        "".join(_dot(0.08 + 0.2 * n, 0.35, "soft", 6) for n in range(4))
        + _dot(0.92, 0.35, "full", 9)
        + "".join(
            _curve([(0.9, 0.52), (0.5 + 0.1 * n, 0.9), (0.08 + 0.2 * n, 0.48)], "two")
            for n in range(4)
        )
    ),
    "reward": lambda: (
        "".join(_arrow(0.06 + 0.2 * n, 0.2 + 0.2 * n, 0.5) for n in range(3))
        + _dot(0.8, 0.5, "full", 12)
    ),
    # The goal is on the right; round and round pays, too.
    "reward-hacking": lambda: (
        _ring(0.3, 0.5, 0.16, 0.36, "one")
        + _arrow(0.28, 0.33, 0.86, "one")
        + _dot(0.46, 0.5, "full", 5)
        + _dot(0.92, 0.5, "soft", 9)
    ),
    "seed": lambda: (
        _walk(0.8, "+-+--+++-+") + _walk(0.5, "-+--+-++--") + _walk(0.2, "+--++-+-++")
    ),
    "softmax": lambda: _bars([0.1, 0.05, 0.75, 0.12, 0.06, 0.04, 0.08], 2),
    # One pile of shares, cold on the left and warm on the right.
    "temperature": lambda: (
        _bell(0.27, 0.09, 0.9, "one") + _bell(0.68, 0.28, 0.5, "two")
    ),
    "test-set": lambda: _piles(2),
    "threshold": lambda: (
        _bars([0.3, 0.9, 0.45, 0.7, 0.2, 0.55, 0.8], 1)
        + '<line class="two" x1="4" x2="156" y1="36" y2="36"/>'
    ),
    # A text in pieces of different length.
    "token": lambda: "".join(
        _box(x, 28, wide, kind, 24)
        for x, wide, kind in [
            (8, 32, "full"),
            (44, 14, "soft"),
            (62, 44, "two"),
            (110, 20, "soft"),
            (134, 14, "full"),
        ]
    ),
    "training-set": lambda: _piles(0),
    "transfer-learning": lambda: _slabs(["soft", "soft", "soft", "full"]),
    "validation-set": lambda: _piles(1),
    "weight": lambda: (
        "".join(
            _dot(0.06, y, "full", 6)
            + _box(24, 70 - 60 * y - high / 2, 82, "full", high)
            for y, high in [(0.85, 14), (0.5, 2), (0.15, 7)]
        )
        + _dot(0.8, 0.5, "soft", 16)
    ),
}
