"""The data set: which family is in which split, and one file that holds them all."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .draw import LETTERS, SIDE
from .families import Family
from .filter import Kept

SPLITS = ("train", "validation", "test")
Arrays = dict[str, NDArray[Any]]


def split_of(family: Family) -> str:
    """Train, validation or test, decided by the first word of the family's name.

    Related families begin alike (Roboto, Roboto Mono), and are not torn apart. A hash
    spreads the words: the same word is in the same split on every day, on every machine
    and whatever other families there are.
    """
    hundredth = _hash(family.word) % 100
    return SPLITS[0 if hundredth < 70 else 1 if hundredth < 80 else 2]


def _hash(text: str) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest()[:8], 16)


def arrays(families: Iterable[Kept]) -> Arrays:
    """Make the data set as arrays, in an order that is random, always the same.

    For each split, with n images: `<split>_images` (n, 28, 28), uint8, 0 paper to 255
    ink; `<split>_labels` (n,), uint8, 0 for A to 9 for J; `<split>_fonts` (n,), uint16,
    the image's place in `font_names`, `font_families` and `font_categories`. The ten
    letters of a font follow each other.
    """
    fonts = sorted(
        (
            (accepted.family, f"{accepted.family.name} {style.name}", pictures)
            for accepted in families
            for style, pictures in accepted.fonts
        ),
        key=lambda font: (_hash(font[1]), font[1]),
    )
    result: Arrays = {
        "font_names": np.array([name for _, name, _ in fonts]),
        "font_families": np.array([family.name for family, _, _ in fonts]),
        "font_categories": np.array([family.category for family, _, _ in fonts]),
    }
    none = np.zeros((0, SIDE, SIDE), np.uint8)
    splits = [split_of(family) for family, _, _ in fonts]
    for split in SPLITS:
        inside = [index for index, s in enumerate(splits) if s == split]
        result[f"{split}_images"] = np.concatenate(
            [none, *(fonts[i][2] for i in inside)]
        )
        result[f"{split}_labels"] = np.tile(
            np.arange(len(LETTERS), dtype=np.uint8), len(inside)
        )
        result[f"{split}_fonts"] = np.repeat(np.array(inside, np.uint16), len(LETTERS))
    return result


def write(data: Arrays, path: Path) -> str:
    """Write the arrays as an .npz file, all or nothing; return its SHA-256.

    NumPy gives the members of the archive a fixed date, so the same arrays make the
    same bytes.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".npz")
    try:
        with os.fdopen(handle, "wb") as file:
            np.savez_compressed(file, allow_pickle=False, **data)
        digest = hashlib.sha256(Path(name).read_bytes()).hexdigest()
        os.chmod(name, 0o644)
        os.replace(name, path)
    finally:
        Path(name).unlink(missing_ok=True)
    return digest
