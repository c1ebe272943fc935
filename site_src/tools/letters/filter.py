"""Which families, and which of their fonts, have no place among letters.

Nothing here asks whether a letter is easy to read: strange is what we want.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .draw import Pictures, draw
from .families import Family, Style, chosen

NOT_LETTERS = {"barcode", "emoji", "icons", "symbols"}
"""Words in the names of families that hold something else than letters."""
ALIKE = 0.01
"""Two letters that differ less than this are the same: boxes, dots, scribbles."""
BARS = 0.5
"""More than this share of equal rows, in every single letter: a bar code."""
COPY = 0.04
"""Two families that differ less than this, letter by letter, are one."""


@dataclass(frozen=True)
class Kept:
    """A family that stays, with the pictures of its fonts."""

    family: Family
    fonts: tuple[tuple[Style, Pictures], ...]


@dataclass(frozen=True)
class Rejected:
    """A family that goes, and why."""

    family: Family
    reason: str


def difference(first: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    """Measure how different two pictures are: 0 same, 1 no pixel of ink in common.

    The squared distance as a share of what it would be without common ink.
    """
    a, b = first.astype(np.int64), other.astype(np.int64)
    whole = int((a * a).sum() + (b * b).sum())
    return float(((a - b) ** 2).sum() / whole) if whole else 0.0


def problem(letters: Pictures) -> str | None:
    """Why these ten pictures, (10, 28, 28), are not the letters A to J; None if so."""
    if not letters.any(axis=(1, 2)).all():
        return "a letter is missing"
    pairs = ((a, b) for a in range(10) for b in range(a))
    if any(difference(letters[a], letters[b]) < ALIKE for a, b in pairs):
        return "two letters look the same"
    if min(_equal_rows(letter) for letter in letters) > BARS:
        return "bars, no letters"
    return None


def _equal_rows(picture: Pictures) -> float:
    """The largest share of rows with ink that all look the same."""
    rows = picture[picture.any(axis=1)].astype(np.int64)
    apart = np.abs(rows[:, None] - rows[None]).max(axis=-1)
    return float((apart < 64).sum(axis=1).max() / len(rows))


def filter_families(families: Iterable[Family]) -> tuple[list[Kept], list[Rejected]]:
    """Draw all families; sort them into those that stay and those that go.

    Of families with the same letters, the one with the most fonts stays.
    """
    stay: list[Kept] = []
    go: list[Rejected] = []
    for family in sorted(families, key=lambda f: (-len(f.styles), f.package)):
        result = _judged(family, stay)
        stay.append(result) if isinstance(result, Kept) else go.append(result)
    return stay, go


def _judged(family: Family, stay: list[Kept]) -> Kept | Rejected:
    if not family.category:
        return Rejected(family, "no description in its package")
    others = NOT_LETTERS & set(family.name.lower().split())
    if others or family.category in ("icons", "other"):
        return Rejected(family, f"{min(others, default=family.category)}, not letters")
    if not family.styles:
        return Rejected(family, "no Latin letters")
    drawn = [(style, draw(style.file)) for style in chosen(family.styles)]
    problems = [problem(pictures) for _, pictures in drawn]
    fonts = tuple(f for f, wrong in zip(drawn, problems, strict=True) if wrong is None)
    if not fonts:
        return Rejected(family, next(wrong for wrong in problems if wrong))
    candidate = Kept(family, fonts)
    for other in stay:
        if _copies(candidate, other):
            return Rejected(family, f"the same letters as {other.family.name}")
    return candidate


def _copies(first: Kept, other: Kept) -> bool:
    """Whether the regular fonts of two families have the same letters."""
    a, b = regular(first), regular(other)
    return float(np.mean([difference(*pair) for pair in zip(a, b, strict=True)])) < COPY


def regular(accepted: Kept) -> Pictures:
    """Return the letters of a family's upright, regular font, or of the nearest."""
    return min(accepted.fonts, key=lambda f: (f[0].italic, abs(f[0].weight - 400)))[1]
