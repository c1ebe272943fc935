"""Writes pages with `to_page` and unpacks them, for the browser tests.

Run as: python tests/web/support/own_pages.py FOLDER. It writes FOLDER/<name>/, and in
FOLDER/sounds/ files to be heard, with what PyTorch answers to them in answers.json.
"""

import json
import math
import os
import sys
import wave
import zipfile
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "torch")

import keras
import numpy as np
import torch
from layerbylayer import to_page
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from torch import nn

ABOUT = "# Upright or flat?\n\n## Where it fails\n\n- a cross\n- <b>circles</b>\n"
WORDS = ["", "[UNK]", "bad", "dull", "good", "kind"]
MEAN, STD = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]


def drawing(target: Path) -> None:
    """Keras, (28, 28, 1): is a drawing taller than it is wide?"""
    model = keras.Sequential(
        [
            keras.layers.Input((28, 28, 1)),
            keras.layers.Flatten(),
            keras.layers.Dense(2, activation="softmax"),
        ]
    )
    row, column = np.abs(np.mgrid[:28, :28] - 13.5)
    taller = (row - column).ravel() / 20
    model.set_weights([np.stack([taller, -taller], 1), np.zeros(2)])
    images = np.zeros((2, 28, 28, 1), "float32")
    images[0, 4:24, 12:16] = images[1, 12:16, 4:24] = 1
    to_page(
        model,
        target,
        title="Upright & flat",
        example=images,
        targets=[0, 1],
        labels=["upright", "flat"],
        metrics={"test_accuracy": 1},
        about=ABOUT,
    )


class Colours(nn.Module):
    """Which colour a picture has most of; it was trained on normalized ones."""

    def forward(self, pictures: torch.Tensor) -> torch.Tensor:
        """(n, 3, rows, columns) to probabilities, (n, 3)."""
        std, mean = torch.tensor(STD), torch.tensor(MEAN)
        return (9 * (pictures.mean(dim=(2, 3)) * std + mean)).softmax(dim=1)


def photo(target: Path) -> None:
    """PyTorch, (3, 24, 24): a photograph's colour, or none of these."""
    colours = torch.eye(3)[:, :, None, None].expand(3, 3, 24, 24)
    scale = [torch.tensor(values)[:, None, None] for values in (MEAN, STD)]
    to_page(
        Colours(),
        target,
        example=(colours - scale[0]) / scale[1],
        labels=["red", "green", "blue"],
        mean=MEAN,
        std=STD,
        threshold=0.6,
    )


def table(target: Path) -> None:
    """PyTorch, (4,): irises by their measures, with weights of eight bits."""
    flowers = load_iris()
    mean, std = flowers.data.mean(axis=0), flowers.data.std(axis=0)
    rows = (flowers.data - mean) / std
    learned = LogisticRegression().fit(rows, flowers.target)
    last = nn.Linear(4, 3)
    last.weight.data = torch.tensor(learned.coef_, dtype=torch.float32)
    last.bias.data = torch.tensor(learned.intercept_, dtype=torch.float32)
    picked = [0, 1, 50, 51, 100, 101]
    to_page(
        nn.Sequential(last, nn.Softmax(-1)),
        target,
        example=rows[picked],
        targets=flowers.target[picked],
        labels=flowers.target_names.tolist(),
        columns=flowers.feature_names,
        mean=mean,
        std=std,
        quantize="uint8",
    )


def choice(target: Path) -> None:
    """Keras, (2,): a price, by weight and one of three words."""
    model = keras.Sequential([keras.layers.Input((2,)), keras.layers.Dense(1)])
    model.set_weights([np.array([[100.0], [10.0]]), np.array([1.0])])
    to_page(
        model,
        target,
        example=np.array([[1.0, 0], [2, 2], [3, 1]]),
        labels=["price"],
        columns={"weight": None, "cut": ["Fair", "Good", "Ideal"]},
    )


def text(target: Path) -> None:
    """Keras, (6,) whole numbers: is a sentence friendly?"""
    model = keras.Sequential(
        [
            keras.layers.Input((6,), dtype="int32"),
            keras.layers.Embedding(len(WORDS), 1),
            keras.layers.GlobalAveragePooling1D(),
            keras.layers.Dense(2, activation="softmax"),
        ]
    )
    moods = np.array([0, 0, -9, -9, 9, 9])[:, None]
    model.set_weights([moods, np.array([[-1, 1]]), np.zeros(2)])
    to_page(
        model,
        target,
        example=np.array([[4, 5, 0, 0, 0, 0], [2, 3, 1, 0, 0, 0]]),
        labels=["unfriendly", "friendly"],
        vocabulary=WORDS,
    )


RATE = 8000
LENGTH = RATE  # a second
WINDOW, BANDS = 256, 16


class Pitch(nn.Module):
    """Is a sound low, high, or neither? It makes its spectrogram itself."""

    waves: torch.Tensor
    weights: torch.Tensor
    bias: torch.Tensor

    def __init__(self) -> None:
        """Make waves to compare with, and weights that need no training."""
        super().__init__()
        time = torch.arange(WINDOW)
        angles = torch.arange(1, WINDOW // 2 + 1)[:, None] * time * math.tau / WINDOW
        waves = torch.cat([angles.cos(), angles.sin()]) * torch.hann_window(WINDOW)
        self.register_buffer("waves", waves[:, None] / WINDOW**0.5)
        low = torch.where(torch.arange(BANDS) < BANDS // 2, 1.0, -1.0)
        self.register_buffer("weights", torch.stack([low, -low, 0 * low]))
        self.register_buffer("bias", torch.tensor([0.0, 0.0, 1.5]))

    def forward(self, sounds: torch.Tensor) -> torch.Tensor:
        """(n, samples) to probabilities, (n, 3)."""
        scaled = sounds / sounds.abs().amax(1, keepdim=True).clamp(min=1e-3)
        cosines, sines = nn.functional.conv1d(
            scaled[:, None], self.waves, stride=WINDOW // 2
        ).chunk(2, dim=1)
        power = (cosines.square() + sines.square()).transpose(1, 2)
        bands = nn.functional.avg_pool1d(power, WINDOW // 2 // BANDS)
        loudness = (bands + 0.01).log().mean(dim=1)
        return (loudness @ self.weights.T + self.bias).softmax(dim=1)


def tone(hertz: float, seconds: float, rate: int = RATE) -> np.ndarray:
    """A sine that swells and fades, from -0.5 to 0.5."""
    time = np.arange(round(seconds * rate)) / rate
    return 0.5 * np.sin(math.tau * hertz * time) * np.sin(math.pi * time / seconds)


def within(sound: np.ndarray, before: int, length: int) -> np.ndarray:
    """A sound after so much silence, (length,)."""
    padded = np.zeros(length)
    padded[before : before + len(sound)] = sound
    return padded


def write_wav(path: Path, channels: list[np.ndarray], rate: int) -> None:
    """Write 16-bit samples."""
    samples = np.stack(channels, axis=1) * 32767
    with wave.open(str(path), "wb") as file:
        file.setnchannels(len(channels))
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.round().astype("<i2").tobytes())


def sounds(folder: Path) -> None:
    """Files to be heard, and what the network answers to a second of them."""
    folder.mkdir()
    low, high = tone(500, 0.5), tone(3000, 0.5)
    noise = np.random.default_rng(0).uniform(-0.4, 0.4, LENGTH)
    middle = (LENGTH - len(low)) // 2
    # As it is; shorter; the loudest of four seconds; of another rate, and in stereo.
    write_wav(folder / "noise.wav", [noise], RATE)
    write_wav(folder / "short.wav", [low], RATE)
    long = within(high, 20_000, 4 * LENGTH) + within(0.2 * low, 3000, 4 * LENGTH)
    write_wav(folder / "long.wav", [long], RATE)
    fine = within(tone(3000, 0.5, 44_100), 100_000, 150_000)
    write_wav(folder / "stereo.wav", [fine, 0 * fine], 44_100)
    write_wav(folder / "silent.wav", [np.zeros(LENGTH)], RATE)
    # What the microphone of the test hears, again and again.
    write_wav(folder / "microphone.wav", [tone(3000, 2, 48_000)], 48_000)
    heard = {
        "noise": noise,
        "short": within(low, middle, LENGTH),
        "long": within(high, middle, LENGTH),
        "stereo": within(high / 2, middle, LENGTH),
    }
    rows = torch.tensor(np.stack(list(heard.values())), dtype=torch.float32)
    answers = dict(zip(heard, Pitch()(rows).tolist(), strict=True))
    (folder / "answers.json").write_text(json.dumps(answers))


def sound(target: Path) -> None:
    """PyTorch, (8000,): is a sound low or high, or is it noise?"""
    noise = np.random.default_rng(1).uniform(-1, 1, LENGTH)
    examples = np.stack([tone(500, 1), tone(3000, 1), noise])
    to_page(
        Pitch(),
        target,
        input="sound",
        rate=RATE,
        example=examples.astype("float32"),
        labels=["low", "high", "noise"],
        targets=[0, 1, 2],
    )


if __name__ == "__main__":
    sounds(Path(sys.argv[1]) / "sounds")
    for write in (drawing, photo, table, choice, text, sound):
        folder = Path(sys.argv[1]) / write.__name__
        archive = folder.with_suffix(".zip")
        write(archive)
        with zipfile.ZipFile(archive) as opened:
            opened.extractall(folder)
        archive.unlink()
