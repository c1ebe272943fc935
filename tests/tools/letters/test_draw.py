"""Letters as pictures, from fonts that Matplotlib brings along."""

from pathlib import Path

import matplotlib
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_src.tools.letters import draw

FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
SERIF, SANS = FONTS / "DejaVuSerif.ttf", FONTS / "DejaVuSans.ttf"


def extent(picture, axis):
    inked = np.flatnonzero(picture.any(axis=axis))
    return inked[-1] - inked[0] + 1


@given(st.sampled_from([SERIF, SANS, FONTS / "DejaVuSans-BoldOblique.ttf"]))
def test_letters_fill_the_box_and_balance_in_the_middle_as_in_mnist(font):
    for letter in draw.draw(font):
        height, width = extent(letter, 1), extent(letter, 0)
        assert (
            20 <= max(height, width) <= 21
        )  # averaged: an edge may touch a pixel more
        ink = letter.astype(float)
        places = np.arange(28) + 0.5
        balance = ink.sum(axis=1) @ places, ink.sum(axis=0) @ places
        assert np.array(balance) / ink.sum() == pytest.approx((14.5, 14.5), abs=0.5)


def test_a_letter_keeps_its_shape():
    letters = dict(zip(draw.LETTERS, draw.draw(SANS), strict=True))
    assert extent(letters["I"], 0) < 5 < extent(letters["A"], 0)
    mirrored = np.roll(np.fliplr(letters["H"]), 1, axis=1)  # about pixel 14
    assert np.abs(letters["H"] - mirrored.astype(float)).mean() < 10
    assert letters["A"][:14].sum() < letters["A"][14:].sum()
    assert letters["A"].max() == 255 and letters["A"].min() == 0


def test_a_file_that_is_no_font_is_an_error(tmp_path):
    broken = tmp_path / "broken.woff2"
    broken.write_bytes(b"wOF2 and nothing else")
    with pytest.raises(OSError):
        draw.draw(broken)
