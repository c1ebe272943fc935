"""Pictures of the glossary's words from a to m."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from .sketch_parts import (
    arrow,
    bars,
    bell,
    bowl,
    box,
    curve,
    dot,
    grid,
    layers,
    of,
    ring,
    slabs,
    steps,
    tangent,
    tilted,
)

A_TO_M: Mapping[str, Callable[[], str]] = {
    "accuracy": lambda: "".join(
        dot(0.1 + 0.2 * (n % 5), 0.72 - 0.44 * (n // 5), kind, 9)
        for n, kind in enumerate(["full"] * 8 + ["two"] * 2)
    ),
    # One word looks at the four before it, at one of them most.
    "attention": lambda: (
        "".join(
            curve([(0.05 + 0.2 * n, 0.2), (0.95, 0.8)], kind)
            for n, kind in enumerate(["", "", "two", ""])
        )
        + "".join(
            dot(0.05 + 0.2 * n, 0.2, "two" if n == 2 else "soft", 6 if n == 2 else 4)
            for n in range(4)
        )
        + dot(0.95, 0.8, "full", 7)
    ),
    # The area below the curve of what is found against what is lost.
    "auc": lambda: (
        "".join(
            curve([(x, 0), (x, 1 - math.exp(-6 * x))], "two")
            for x in (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1)
        )
        + of(lambda x: 1 - math.exp(-6 * x), "one")
        + curve([(0, 0), (1, 1)])
    ),
    "augmentation": lambda: (
        tilted(8, 25, 30, 0, "full")
        + arrow(0.25, 0.37)
        + tilted(74, 6, 24, 20, "soft")
        + tilted(118, 16, 24, -15, "soft")
        + tilted(88, 46, 24, -25, "soft")
    ),
    # A picture, a narrow place, a picture.
    "autoencoder": lambda: (
        grid(4, 4, 12, {1, 2, 5, 9, 13})
        + curve([(0.34, 0.9), (0.46, 0.6), (0.46, 0.4), (0.34, 0.1)])
        + curve([(0.66, 0.9), (0.54, 0.6), (0.54, 0.4), (0.66, 0.1)])
        + dot(0.5, 0.58, "two", 4)
        + dot(0.5, 0.42, "two", 4)
        + grid(110, 4, 12, {1, 2, 5, 9, 13})
    ),
    "backpropagation": lambda: (
        "".join(arrow(0.1 + 0.3 * n, 0.28 + 0.3 * n, 0.75) for n in range(3))
        + "".join(arrow(0.28 + 0.3 * n, 0.1 + 0.3 * n, 0.25, "two") for n in range(3))
        + "".join(dot(0.04 + 0.3 * n, 0.5, "full", 7) for n in range(4))
    ),
    # Returns above and below the usual one.
    "baseline": lambda: (
        curve([(0, 0.5), (1, 0.5)], "two")
        + "".join(
            curve([(x, 0.5), (x, y)]) + dot(x, y, "full" if y > 0.5 else "soft", 5)
            for x, y in [(0.1, 0.75), (0.3, 0.2), (0.5, 0.9), (0.7, 0.35), (0.9, 0.68)]
        )
    ),
    "batch": lambda: grid(12, 4, 17, {0, 1, 2, 3}) + grid(100, 1, 40),
    "batch-norm": lambda: (
        curve([(0, 0.06), (1, 0.06)])
        + curve([(0.4, 0), (0.4, 0.95)])
        + bell(0.72, 0.2, 0.4, "two")
        + bell(0.4, 0.1, 0.8, "one")
    ),
    "bias": lambda: (
        curve([(0, 0.2), (1, 0.2)])
        + curve([(0.3, 0), (0.3, 1)])
        + curve([(0.05, 0.05), (0.95, 0.59)])
        + curve([(0.05, 0.38), (0.95, 0.92)], "one")
        + curve([(0.3, 0.2), (0.3, 0.53)], "two")
    ),
    # A smooth line through the few points that are there.
    "bicubic-interpolation": lambda: (
        of(lambda x: 0.5 + 0.4 * math.sin(6 * x), "one")
        + "".join(dot(n / 5, 0.5 + 0.4 * math.sin(6 * n / 5)) for n in range(6))
    ),
    # A letter is likely, and costs little; one is a surprise, and costs much.
    "bits-per-character": lambda: bars([0.12, 0.2, 0.1, 0.95, 0.15, 0.3, 0.12], 3),
    "confusion-matrix": lambda: grid(46, 4, 17, {0, 5, 10, 15}),
    "convolution": lambda: (
        grid(8, 5, 14)
        + '<rect class="one" x="21" y="18" width="42" height="42" rx="3"/>'
        + arrow(0.56, 0.68)
        + grid(112, 3, 14, {0})
    ),
    # Two directions, and the angle between them.
    "cosine-similarity": lambda: (
        curve([(0.1, 0.1), (0.85, 0.35)], "one")
        + curve([(0.1, 0.1), (0.55, 0.9)], "two")
        + curve(
            (0.1 + 0.25 * math.cos(t / 20), 0.1 + 0.5 * math.sin(t / 20))
            for t in range(6, 20)
        )
        + dot(0.85, 0.35)
        + dot(0.55, 0.9)
    ),
    # A trace of a pattern, and the pattern everywhere.
    "deep-dream": lambda: (
        grid(8, 5, 13, {7, 11})
        + arrow(0.46, 0.56)
        + grid(98, 5, 12, {0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24})
    ),
    "dense-layer": lambda: layers(4, 3),
    # Each map has a window of its own.
    "depthwise-convolution": lambda: "".join(
        grid(6 + 52 * n, 4, 11, {0, 1, 4, 5} if n != 1 else {6, 7, 10, 11})
        for n in range(3)
    ),
    # Real on one side of its border, made on the other.
    "discriminator": lambda: (
        curve([(0.5, 0.02), (0.44, 0.35), (0.56, 0.65), (0.5, 0.98)], "one")
        + "".join(
            dot(x, y) for x, y in [(0.7, 0.75), (0.84, 0.5), (0.72, 0.25), (0.92, 0.8)]
        )
        + "".join(
            dot(x, y, "soft")
            for x, y in [(0.12, 0.6), (0.26, 0.8), (0.3, 0.35), (0.14, 0.2)]
        )
    ),
    "dropout": lambda: layers(3, 4, {0, 2, 3}),
    "embedding": lambda: "".join(
        dot(x, y, kind, 6)
        for kind, places in {
            "full": [(0.12, 0.7), (0.2, 0.85), (0.25, 0.62)],
            "soft": [(0.72, 0.8), (0.83, 0.66), (0.88, 0.88)],
            "two": [(0.45, 0.15), (0.54, 0.28), (0.59, 0.08)],
        }.items()
        for x, y in places
    ),
    "epoch": lambda: (
        ring(0.5, 0.5, 0.19, 0.44)
        + "".join(
            dot(
                0.5 + 0.19 * math.cos(math.tau * n / 10),
                0.5 + 0.44 * math.sin(math.tau * n / 10),
                "full" if n else "two",
                5,
            )
            for n in range(10)
        )
    ),
    "feature-map": lambda: (
        grid(8, 5, 12, {1, 2, 3, 8, 12, 13, 17, 22})
        + arrow(0.45, 0.57)
        + grid(96, 4, 14, {1, 2, 9})
    ),
    "features": lambda: (
        grid(8, 4, 15, {1, 2, 6, 9, 13})
        + arrow(0.46, 0.58)
        + "".join(
            box(98 + 12 * n, 70 - high, 8, "full", high)
            for n, high in enumerate([18, 52, 8, 34, 26])
        )
    ),
    "fine-tuning": lambda: slabs(["soft", "soft", "one", "full"]),
    # Many maps, a few, many.
    "fire-module": lambda: (
        box(16, 8, 12, "soft", 64)
        + box(66, 28, 12, "two", 24)
        + box(120, 8, 12, "full", 29)
        + box(120, 43, 12, "full", 29)
        + arrow(0.17, 0.36)
        + arrow(0.54, 0.74, 0.72)
        + arrow(0.54, 0.74, 0.28)
    ),
    "flow-matching": lambda: "".join(
        curve([(0.1, start), (0.9, end)])
        + dot(0.1, start, "soft")
        + dot(0.9, end, "full")
        for start, end in [(0.05, 0.35), (0.35, 0.9), (0.65, 0.1), (0.95, 0.65)]
    ),
    # What is made runs after what is real, and the border between them moves.
    "gan": lambda: (
        "".join(dot(0.72 + 0.1 * (n % 3), 0.75 - 0.22 * (n // 3)) for n in range(7))
        + "".join(
            dot(0.08 + 0.1 * (n % 3), 0.68 - 0.22 * (n // 3), "soft") for n in range(7)
        )
        + curve([(0.56, 0.02), (0.5, 0.5), (0.56, 0.98)], "two")
        + arrow(0.36, 0.47, 0.46)
    ),
    # A few numbers go in, a picture comes out.
    "generator": lambda: (
        "".join(dot(0.06, 0.2 + 0.3 * n, "soft") for n in range(3))
        + arrow(0.16, 0.4)
        + grid(84, 4, 15, {1, 2, 5, 9, 10})
    ),
    "gradient": lambda: of(bowl) + tangent(0.25) + dot(0.25, bowl(0.25)),
    # The same on both sides of its diagonal.
    "gram-matrix": lambda: grid(56, 5, 12, {0, 3, 6, 12, 14, 15, 18, 22, 24}),
    "imbalance": lambda: "".join(
        dot(0.08 + 0.12 * (n % 8), 0.8 - 0.3 * (n // 8), kind, 6)
        for n, kind in enumerate(["soft"] * 22 + ["full"] * 2)
    ),
    # Two masks that overlap: what both have, and what only one has.
    "intersection-over-union": lambda: (
        box(34, 8, 58, "soft", 44)
        + box(66, 28, 58, "soft", 44)
        + box(66, 28, 26, "full", 24)
    ),
    # Each row gives its top to the one with the shorter memory.
    "kneser-ney-smoothing": lambda: (
        "".join(
            box(14 + 50 * n, 26, 32, "soft", 44) + box(14 + 50 * n, 14, 32, "two", 10)
            for n in range(3)
        )
        + "".join(arrow(0.28 + 0.36 * n, 0.36 + 0.36 * n, 0.85) for n in range(2))
    ),
    "label": lambda: (
        grid(12, 4, 15, {1, 2, 5, 6, 9, 10})
        + curve(
            [(0.6, 0.5), (0.7, 0.72), (1, 0.72), (1, 0.28), (0.7, 0.28), (0.6, 0.5)],
            "two",
        )
        + dot(0.72, 0.5, "full", 4)
    ),
    # Two kinds of pictures on one plane, and a way from one to the other.
    "latent-space": lambda: (
        curve([(0, 0.02), (1, 0.02)])
        + curve([(0.02, 0), (0.02, 1)])
        + "".join(
            dot(x, y, "soft", 4)
            for x, y in [(0.12, 0.7), (0.2, 0.88), (0.26, 0.62), (0.34, 0.82)]
        )
        + "".join(
            dot(x, y, "full", 4)
            for x, y in [(0.66, 0.2), (0.76, 0.36), (0.84, 0.18), (0.92, 0.34)]
        )
        + curve([(0.26, 0.62), (0.66, 0.2)], "two")
    ),
    "layer": lambda: (
        "".join(dot(0.05, 0.15 + 0.35 * n, "soft", 7) for n in range(3))
        + "".join(dot(0.95, 0.15 + 0.35 * n, "full", 7) for n in range(3))
        + arrow(0.15, 0.33)
        + box(62, 8, 36, "one", 64)
        + arrow(0.67, 0.85)
    ),
    "learning-rate": lambda: steps([0.05, 0.28, 0.4, 0.46, 0.49]),
    # A scale with its zero in the middle, and evidence that adds up.
    "log-odds": lambda: (
        curve([(0, 0.5), (1, 0.5)])
        + curve([(0.5, 0.35), (0.5, 0.65)])
        + arrow(0.5, 0.72, 0.5, "one")
        + arrow(0.72, 0.86, 0.5, "one")
        + arrow(0.5, 0.34, 0.8, "two")
        + dot(0.93, 0.5, "full", 6)
    ),
    "logistic-regression": lambda: (
        of(lambda x: 0.08 + 0.84 / (1 + math.exp(-14 * (x - 0.5))), "one")
        + "".join(dot(x, 0.08, "soft", 5) for x in (0.05, 0.18, 0.3, 0.42))
        + "".join(dot(x, 0.92, "full", 5) for x in (0.55, 0.68, 0.8, 0.93))
    ),
    "loss": lambda: of(lambda x: 0.05 + 0.9 * math.exp(-5 * x), "one"),
    # Four heaps, and all that is made lies on one of them.
    "mode-collapse": lambda: (
        "".join(dot(x, y, "soft", 13) for x in (0.2, 0.8) for y in (0.25, 0.75))
        + "".join(dot(0.76 + 0.04 * n, 0.7 + 0.1 * (n % 2)) for n in range(3))
    ),
    # Two numbers, their product, and the sum that it's added to.
    "multiply-add": lambda: (
        dot(0.12, 0.8, "soft", 7)
        + dot(0.12, 0.2, "soft", 7)
        + curve([(0.18, 0.75), (0.42, 0.5)])
        + curve([(0.18, 0.25), (0.42, 0.5)])
        + dot(0.46, 0.5, "two", 6)
        + arrow(0.54, 0.74)
        + dot(0.88, 0.5, "full", 12)
    ),
}
