"""Writes pages with `to_page` and unpacks them, for the browser tests.

Run as: python tests/web/support/own_pages.py FOLDER. It writes FOLDER/<name>/.
"""

import os
import sys
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


if __name__ == "__main__":
    for write in (drawing, photo, table, choice, text):
        folder = Path(sys.argv[1]) / write.__name__
        archive = folder.with_suffix(".zip")
        write(archive)
        with zipfile.ZipFile(archive) as opened:
            opened.extractall(folder)
        archive.unlink()
