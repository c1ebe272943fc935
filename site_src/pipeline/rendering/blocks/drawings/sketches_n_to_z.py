"""Pictures of the glossary's words from n to z."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from .sketch_parts import (
    arrow,
    bars,
    bell,
    box,
    cats,
    curve,
    dot,
    grid,
    layers,
    of,
    piles,
    ring,
    slabs,
    walk,
)

N_TO_Z: Mapping[str, Callable[[], str]] = {
    # Five letters in a row, and the one after them.
    "n-gram": lambda: (
        "".join(box(12 + 22 * n, 30, 18, "soft", 22) for n in range(5))
        + box(128, 30, 18, "full", 22)
    ),
    # Words that weigh for one kind, and for the other.
    "naive-bayes": lambda: (
        curve([(0.5, 0.02), (0.5, 0.98)])
        + "".join(
            box(80 - (wide if kind == "soft" else 0), 10 + 16 * n, wide, kind, 11)
            for n, (wide, kind) in enumerate(
                [(58, "full"), (30, "full"), (20, "soft"), (44, "soft")]
            )
        )
    ),
    # One that occurs, beside several that were drawn by lot.
    "negative-sample": lambda: (
        curve([(0.1, 0.5), (0.4, 0.5)], "one")
        + dot(0.1, 0.5, "full", 8)
        + dot(0.4, 0.5, "full", 8)
        + "".join(
            dot(x, y, "soft", 6)
            for x, y in [(0.7, 0.85), (0.9, 0.6), (0.68, 0.4), (0.88, 0.15)]
        )
    ),
    "neural-network": lambda: layers(3, 3),
    "optimizer": lambda: (
        ring(0.6, 0.5, 0.36, 0.46)
        + ring(0.6, 0.5, 0.2, 0.25)
        + curve(
            [(0.08, 0.9), (0.28, 0.62), (0.42, 0.6), (0.52, 0.52), (0.6, 0.5)], "two"
        )
        + "".join(
            dot(x, y, "full", 4)
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
        of(lambda x: 0.05 + 0.85 * math.exp(-4 * x), "two")
        + of(lambda x: 0.3 + 0.6 * math.exp(-6 * x) + 0.25 * x * x, "one")
    ),
    "parameter": lambda: "".join(
        curve([(0.05, y), (0.95, y)]) + dot(x, y, "full", 7)
        for x, y in [(0.7, 0.85), (0.25, 0.5), (0.5, 0.15)]
    ),
    # A picture cut into nine, one of them taken out.
    "patch": lambda: grid(8, 3, 20, {4}) + arrow(0.5, 0.68) + box(118, 28, 24, "full"),
    # Three of seven are about equally likely, the others hardly at all.
    "perplexity": lambda: bars([0.04, 0.55, 0.06, 0.03, 0.6, 0.05, 0.58], 4),
    # A share for each square of a board.
    "policy": lambda: "".join(
        dot(0.28 + 0.22 * (n % 3), 0.85 - 0.35 * (n // 3), kind, radius)
        for n, (kind, radius) in enumerate(
            [("soft", 3), ("soft", 2), ("soft", 5), ("soft", 2), ("full", 10)]
            + [("soft", 2), ("soft", 4), ("soft", 2), ("soft", 3)]
        )
    ),
    "pooling": lambda: grid(12, 4, 16, {1, 7, 8, 14}) + grid(106, 2, 16, {0, 1, 2, 3}),
    "precision": lambda: cats(["full"] * 4 + ["soft"], []),
    # One of many numbers goes along with something outside.
    "probe": lambda: (
        grid(12, 4, 16, {6})
        + arrow(0.45, 0.62, 0.6)
        + curve(
            [(0.68, 0.2), (0.76, 0.2), (0.76, 0.8), (0.9, 0.8), (0.9, 0.2), (1, 0.2)],
            "one",
        )
    ),
    "recall": lambda: cats(["full"] * 4, ["full"] * 2),
    # Read from left to right, each state made from the one before it.
    "recurrent-network": lambda: (
        "".join(dot(0.12 + 0.25 * n, 0.12, "soft", 5) for n in range(4))
        + "".join(
            curve([(0.12 + 0.25 * n, 0.2), (0.12 + 0.25 * n, 0.55)]) for n in range(4)
        )
        + "".join(arrow(0.18 + 0.25 * n, 0.31 + 0.25 * n, 0.7, "two") for n in range(3))
        + "".join(dot(0.12 + 0.25 * n, 0.7, "full", 8) for n in range(4))
    ),
    "relu": lambda: curve([(0, 0.1), (0.5, 0.1), (1, 0.95)], "one"),
    # A way through the block, and one around it.
    "residual-connection": lambda: (
        arrow(0, 0.3)
        + box(56, 28, 36, "soft", 24)
        + arrow(0.6, 0.84)
        + curve([(0.16, 0.5), (0.16, 0.92), (0.9, 0.92), (0.9, 0.62)], "two")
        + dot(0.9, 0.5, "full", 7)
    ),
    # Each move is counted what comes after it: here, one reward at the end.
    "return": lambda: (
        "".join(dot(0.08 + 0.2 * n, 0.35, "soft", 6) for n in range(4))
        + dot(0.92, 0.35, "full", 9)
        + "".join(
            curve([(0.9, 0.52), (0.5 + 0.1 * n, 0.9), (0.08 + 0.2 * n, 0.48)], "two")
            for n in range(4)
        )
    ),
    "reward": lambda: (
        "".join(arrow(0.06 + 0.2 * n, 0.2 + 0.2 * n, 0.5) for n in range(3))
        + dot(0.8, 0.5, "full", 12)
    ),
    # The goal is on the right; round and round pays, too.
    "reward-hacking": lambda: (
        ring(0.3, 0.5, 0.16, 0.36, "one")
        + arrow(0.28, 0.33, 0.86, "one")
        + dot(0.46, 0.5, "full", 5)
        + dot(0.92, 0.5, "soft", 9)
    ),
    "seed": lambda: (
        walk(0.8, "+-+--+++-+") + walk(0.5, "-+--+-++--") + walk(0.2, "+--++-+-++")
    ),
    # A photograph, and which of its pixels are the letter.
    "segmentation": lambda: (
        grid(8, 5, 13)
        + curve([(0.1, 0.2), (0.22, 0.8), (0.34, 0.2)], "two")
        + arrow(0.46, 0.56)
        + grid(98, 5, 12, {2, 6, 8, 10, 11, 12, 13, 14, 15, 19, 20, 24})
    ),
    "softmax": lambda: bars([0.1, 0.05, 0.75, 0.12, 0.06, 0.04, 0.08], 2),
    # A hiss that stops, and a voice with its multiples.
    "spectrogram": lambda: (
        grid(4, 6, 10, {0, 1, 6, 7, 12})
        + "".join(curve([(0.5, y), (0.95, y + 0.1)], "two") for y in (0.1, 0.3, 0.5))
        + "".join(dot(0.56 + 0.09 * n, 0.9, "soft", 3) for n in range(2))
    ),
    # A plain square, and the same square made of waves.
    "style-transfer": lambda: (
        box(14, 18, 44, "soft")
        + arrow(0.42, 0.56)
        + "".join(
            curve([(0.64 + 0.04 * n, y + 0.05 * (n % 2)) for n in range(9)], kind)
            for y, kind in [(0.2, "one"), (0.4, "two"), (0.6, "one"), (0.8, "two")]
        )
    ),
    # One pile of shares, cold on the left and warm on the right.
    "temperature": lambda: bell(0.27, 0.09, 0.9, "one") + bell(0.68, 0.28, 0.5, "two"),
    "test-set": lambda: piles(2),
    "threshold": lambda: (
        bars([0.3, 0.9, 0.45, 0.7, 0.2, 0.55, 0.8], 1)
        + '<line class="two" x1="4" x2="156" y1="36" y2="36"/>'
    ),
    # A text in pieces of different length.
    "token": lambda: "".join(
        box(x, 28, wide, kind, 24)
        for x, wide, kind in [
            (8, 32, "full"),
            (44, 14, "soft"),
            (62, 44, "two"),
            (110, 20, "soft"),
            (134, 14, "full"),
        ]
    ),
    "training-set": lambda: piles(0),
    "transfer-learning": lambda: slabs(["soft", "soft", "soft", "full"]),
    # Down on the left, up on the right, and a bridge at each size.
    "u-net": lambda: (
        box(6, 8, 10, "soft", 64)
        + box(36, 24, 10, "soft", 32)
        + box(75, 32, 10, "full", 16)
        + box(114, 24, 10, "soft", 32)
        + box(144, 8, 10, "soft", 64)
        + arrow(0.08, 0.9, 0.94, "two")
        + arrow(0.3, 0.7, 0.7, "two")
    ),
    "validation-set": lambda: piles(1),
    "weight": lambda: (
        "".join(
            dot(0.06, y, "full", 6) + box(24, 70 - 60 * y - high / 2, 82, "full", high)
            for y, high in [(0.85, 14), (0.5, 2), (0.15, 7)]
        )
        + dot(0.8, 0.5, "soft", 16)
    ),
}
