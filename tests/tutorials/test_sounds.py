"""The tutorial on spoken digits: its spectrogram hears what it should."""

from typing import Any

import numpy as np
import pytest
import torch

from site_src.pipeline.sources.tutorials import tutorial

PAGE = tutorial.find_one("sounds")
CODES = [cell.code for cell in PAGE.cells if cell.kind == "code"]


def code_of(part: str) -> str:
    """The cell with this line."""
    (code,) = [code for code in CODES if part in code]
    return code


@pytest.fixture(scope="module")
def page() -> dict[str, Any]:
    names: dict[str, Any] = {"rate": 8000, "narrow": 4, "steps": 1}
    for part in ("import keras", "def second", "class Spectrogram", "def network"):
        exec(code_of(part).partition("\nsounds = ")[0], names)
    names["hear"] = names["Spectrogram"]()
    exec(code_of("class Listener"), names)
    return names


def tone(frequency: float, loudness: float = 1) -> torch.Tensor:
    time = torch.arange(8000) / 8000
    return loudness * torch.sin(2 * torch.pi * frequency * time)[None]


@pytest.mark.parametrize("frequency", [200, 1000, 3500])
def test_a_tone_is_a_line_in_the_band_of_its_frequency(page, frequency):
    picture = page["Spectrogram"]()(tone(frequency))[0]
    assert picture.shape == (64, 61)
    # Each band is 62.5 a second wide; its waves stand at both ends.
    rows = picture.argmax(0)
    assert set(rows.tolist()) <= {int(frequency / 62.5) + near for near in (-1, 0)}
    assert float(picture.min()) >= 0 and float(picture.max()) < 1


def test_how_loud_it_is_makes_no_difference_and_silence_is_white(page):
    hear = page["Spectrogram"]()
    assert torch.allclose(hear(tone(500)), hear(tone(500, 0.05)), atol=1e-3)
    assert float(hear(torch.zeros(1, 8000)).abs().max()) < 1e-6


@pytest.mark.parametrize("length", [1, 4001, 8000, 12_345])
def test_a_recording_stands_in_the_middle_of_a_second(page, length):
    samples = np.arange(1, length + 1, dtype=np.float32)
    placed = page["second"](samples)
    assert placed.shape == (8000,)
    (where,) = placed.nonzero()
    assert len(where) == min(length, 8000)
    assert abs(where[0] - (7999 - where[-1])) <= 1
    assert np.array_equal(placed[where], samples[:8000])


def test_a_listener_gives_probabilities_and_the_picture(page):
    listener = page["Listener"](page["network"]()).eval()
    probabilities, picture = listener(torch.cat([tone(300), tone(600)]))
    assert probabilities.shape == (2, 10) and picture.shape == (2, 64, 61)
    assert torch.allclose(probabilities.sum(1), torch.ones(2))
