"""The sheets of letters for the game against a network."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from site_src.tools.letters import birds

DATA = Path(__file__).parents[3] / "docs" / "data"


def test_the_sheets_in_the_repository_are_cut_from_its_letters(tmp_path: Path) -> None:
    birds.write(DATA / "letters.npz", tmp_path)
    for name in birds.PAIRS:
        made, kept = (
            np.asarray(Image.open(folder / f"{name}.png"))
            for folder in (tmp_path, DATA / "birds")
        )
        assert made.shape == (8 * 28, 10 * 28)
        assert np.array_equal(made, kept), name


def test_a_letter_stands_in_its_column_and_a_font_in_its_row() -> None:
    fonts = [f"{family} {style}" for family in ("A", "B") for style in birds.STYLES]
    names = np.repeat(fonts, birds.LETTERS)
    labels = np.tile(np.arange(birds.LETTERS, dtype=np.uint8), len(fonts))
    # Each letter is one grey, a different one for each; they come in any order.
    greys = np.arange(0, 240, 3, dtype=np.uint8)
    images = np.tile(greys[:, None, None], (1, 2, 2))
    order = np.random.default_rng(0).permutation(80)
    sheet = birds.sheet(images[order], labels[order], names[order], ("A", "B"))
    shown = np.asarray(sheet)[::2, ::2].reshape(-1)
    assert np.abs(shown.astype(int) - greys).max() <= 8
    with pytest.raises(ValueError, match="C 400 has 0 letters"):
        birds.sheet(images, labels, names, ("A", "C"))
