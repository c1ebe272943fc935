"""Small pictures for the glossary, drawn by code: one idea each, in three colours."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from .sketch_parts import (
    HEIGHT,
    WIDTH,
    arrow,
    bars,
    bell,
    bowl,
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
    steps,
    tangent,
    tilted,
    walk,
)


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


SKETCHES: Mapping[str, Callable[[], str]] = {
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
    # A letter is likely, and costs little; one is a surprise, and costs much.
    "bits-per-character": lambda: bars([0.12, 0.2, 0.1, 0.95, 0.15, 0.3, 0.12], 3),
    "bias": lambda: (
        curve([(0, 0.2), (1, 0.2)])
        + curve([(0.3, 0), (0.3, 1)])
        + curve([(0.05, 0.05), (0.95, 0.59)])
        + curve([(0.05, 0.38), (0.95, 0.92)], "one")
        + curve([(0.3, 0.2), (0.3, 0.53)], "two")
    ),
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
    "logistic-regression": lambda: (
        of(lambda x: 0.08 + 0.84 / (1 + math.exp(-14 * (x - 0.5))), "one")
        + "".join(dot(x, 0.08, "soft", 5) for x in (0.05, 0.18, 0.3, 0.42))
        + "".join(dot(x, 0.92, "full", 5) for x in (0.55, 0.68, 0.8, 0.93))
    ),
    # A scale with its zero in the middle, and evidence that adds up.
    "log-odds": lambda: (
        curve([(0, 0.5), (1, 0.5)])
        + curve([(0.5, 0.35), (0.5, 0.65)])
        + arrow(0.5, 0.72, 0.5, "one")
        + arrow(0.72, 0.86, 0.5, "one")
        + arrow(0.5, 0.34, 0.8, "two")
        + dot(0.93, 0.5, "full", 6)
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
    # Five letters in a row, and the one after them.
    "n-gram": lambda: (
        "".join(box(12 + 22 * n, 30, 18, "soft", 22) for n in range(5))
        + box(128, 30, 18, "full", 22)
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
