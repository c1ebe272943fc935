"""Cut sheets of letters for the game against a network out of the data set."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image

# Cut corners; feet; and two that are set in books.
PAIRS: Final = {
    "corners": ("Metropolis", "Tomorrow"),
    "feet": ("Work Sans", "Rokkitt"),
    "book": ("Literata", "Playfair"),
}
# The same of both, so that neither slant nor weight tells them apart.
STYLES: Final = ("400", "400 italic", "700", "700 italic")
LETTERS: Final = 10


def sheet(
    images: npt.NDArray[np.uint8],
    labels: npt.NDArray[np.uint8],
    names: npt.NDArray[np.str_],
    pair: tuple[str, str],
) -> Image.Image:
    """Lay the letters of two families out: a column a letter, a row a font.

    Args:
        images: Letters, (count, side, side), 255 is ink.
        labels: Which letter each is, from 0.
        names: The font of each, "Tomorrow 700 italic".
        pair: The family of the upper half, and that of the lower one.

    Raises:
        ValueError: The set lacks a letter of a font.
    """
    rows = []
    for font in (f"{family} {style}" for family in pair for style in STYLES):
        letters = images[names == font][np.argsort(labels[names == font])]
        if len(letters) != LETTERS:
            raise ValueError(f"{font} has {len(letters)} letters in the data set.")
        rows.append(np.hstack(list(letters)))
    # Sixteen greys are enough, and a third of the bytes.
    greys = np.vstack(rows).astype(np.uint16)
    return Image.fromarray(((greys + 8) // 17 * 17).astype(np.uint8))


def write(file: Path, folder: Path) -> None:
    """Write the sheet of each pair, from the data set's file into a folder."""
    data = np.load(file)
    images, labels, fonts = (
        data[f"test_{name}"] for name in ("images", "labels", "fonts")
    )
    names = data["font_names"][fonts]
    folder.mkdir(parents=True, exist_ok=True)
    for name, pair in PAIRS.items():
        picture = sheet(images, labels, names, pair)
        picture.save(folder / f"{name}.png", optimize=True)
