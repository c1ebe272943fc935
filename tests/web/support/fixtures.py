"""Exports the models that the browser tests need and no tutorial has.

Run as: python tests/web/support/fixtures.py FOLDER. It writes FOLDER/<name>/.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "torch")

import keras
import numpy as np
import torch
from layerbylayer import to_tfjs
from torch import nn

LABELS = ["north", "east", "south", "west"]


def every_layer() -> keras.Model:
    """A small network of photos with each kind of layer that can be exported."""
    layers = keras.layers
    inputs = keras.Input((16, 16, 3))
    x = layers.Rescaling(1 / 127.5, offset=-1)(inputs)
    x = layers.ZeroPadding2D(((1, 0), (0, 1)))(x)
    x = layers.Conv2D(4, 3, activation="elu")(x)
    x = layers.BatchNormalization()(x)
    depth = layers.DepthwiseConv2D(3, padding="same", depth_multiplier=2)(x)
    bent = layers.Activation("tanh")(depth)
    capped = layers.ReLU(max_value=3)(depth)
    x = layers.Add()([bent, capped])
    x = layers.SeparableConv2D(6, 3, activation="silu")(x)
    x = layers.MaxPooling2D(2)(x)
    x = layers.Concatenate()([x, layers.Conv2D(18, 1, activation="softplus")(x)])
    x = layers.AveragePooling2D(2)(x)
    high = layers.GlobalMaxPooling2D()(x)
    mean = layers.GlobalAveragePooling2D()(x)
    flat = layers.Flatten()(layers.Conv2D(2, 1, activation="selu")(x))
    x = layers.Concatenate()([high, mean, layers.Dense(4, activation="relu6")(flat)])
    x = layers.Reshape((52,))(x)
    x = layers.Dropout(0.5)(x)
    x = layers.Dense(len(LABELS), activation="sigmoid")(x)
    return keras.Model(inputs, layers.Softmax()(x))


def dilated() -> keras.Model:
    """TensorFlow.js has no gradient for dilation."""
    return keras.Sequential(
        [
            keras.Input((12, 12, 1)),
            keras.layers.Conv2D(3, 3, dilation_rate=2, activation="relu"),
            keras.layers.GlobalAveragePooling2D(),
            keras.layers.Dense(2, activation="softmax"),
        ]
    )


class Photographs(nn.Module):
    """A stand-in for the networks of photos: untrained, with a last feature map."""

    def __init__(self, channels: int, classes: int, steps: int) -> None:
        super().__init__()
        sizes = [3, *[channels] * steps]
        self.maps = nn.Sequential(
            *(
                nn.Sequential(nn.Conv2d(i, o, 3, stride=2, padding=1), nn.ReLU())
                for i, o in zip(sizes[:-1], sizes[1:], strict=True)
            )
        )
        self.last = nn.Linear(channels, classes, bias=False)
        # Untrained, it would say much the same of every picture.
        self.last.weight.data *= 40

    def forward(self, pictures: torch.Tensor) -> torch.Tensor:
        """(n, rows, columns, 3), from 0 to 255, to probabilities, (n, classes)."""
        maps = self.maps(pictures.permute(0, 3, 1, 2) / 127.5 - 1)
        return self.last(maps.mean(dim=(2, 3))).softmax(dim=1)


def photographs(folder: Path, rng: np.random.Generator) -> None:
    """One that takes in small pictures and one that takes in larger ones."""
    torch.manual_seed(7)
    small = np.repeat(np.repeat(rng.integers(0, 256, (24, 8, 8, 3)), 4, 1), 4, 2)
    kinds = [
        "plane",
        "car",
        "bird",
        "cat",
        "deer",
        "dog",
        "frog",
        "horse",
        "ship",
        "truck",
    ]
    to_tfjs(
        Photographs(12, 10, 3).eval(),
        folder / "cifar10",
        labels=kinds,
        example=small.astype("float32"),
        targets=rng.integers(0, 10, 24),
        input_range=(0, 255),
        feature_map=True,
    )
    large = np.repeat(np.repeat(rng.integers(0, 256, (2, 8, 8, 3)), 12, 1), 12, 2)
    to_tfjs(
        Photographs(24, 30, 4).eval(),
        folder / "imagenet",
        labels=[f"thing {index}, or object {index}" for index in range(30)],
        example=large.astype("float32"),
        input_range=(0, 255),
        quantize="uint8",
        feature_map=True,
    )


class Tones(nn.Module):
    """A stand-in for the network of spoken digits: what is high is a nine."""

    WINDOW, HOP, BANDS = 256, 128, 64
    kernels: torch.Tensor

    def __init__(self) -> None:
        super().__init__()
        time = torch.arange(self.WINDOW) - self.WINDOW / 2
        bands = (torch.arange(self.BANDS) + 0.5) / self.BANDS
        waves = torch.pi * bands[:, None] * time
        window = torch.hann_window(self.WINDOW) / self.WINDOW
        kernels = torch.cat([waves.cos(), waves.sin()]) * window
        self.register_buffer("kernels", kernels[:, None, :])

    def forward(self, sound: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """(n, 8000), from -1 to 1, to probabilities, (n, 10), and (n, 64, 61)."""
        waves = nn.functional.conv1d(sound[:, None, :], self.kernels, stride=self.HOP)
        cosines, sines = waves.split(self.BANDS, dim=1)
        power = cosines**2 + sines**2
        spectrogram = (power * 1e6 + 1).log() / 10
        # Six bands, of 62.5 Hz each, are a class; the four highest are none.
        loudness = spectrogram.mean(dim=2)[:, :60].reshape(-1, 10, 6).mean(dim=2)
        return (60 * loudness).softmax(dim=1), spectrogram.clamp(0, 1)


def spoken(folder: Path, rng: np.random.Generator) -> None:
    """Ten recordings, each half a second of the pitch that its digit has."""
    digits = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
    ]
    time = np.arange(8000) / 8000
    pitch = 187.5 + 375 * np.arange(10)[:, None]
    sounds = 0.5 * np.sin(2 * np.pi * pitch * time) * (abs(time - 0.5) < 0.25)
    to_tfjs(
        Tones().eval(),
        folder / "spoken",
        labels=digits,
        example=(sounds + rng.normal(0, 0.001, sounds.shape)).astype("float32"),
        targets=range(10),
        input_range=(-1, 1),
    )


def main(folder: Path) -> None:
    """Write all fixtures, the same ones each time."""
    keras.utils.set_random_seed(7)
    rng = np.random.default_rng(7)
    photos = rng.integers(0, 256, (6, 16, 16, 3)).astype("float32")
    to_tfjs(
        every_layer(),
        folder / "every-layer",
        labels=LABELS,
        example=photos,
        targets=[0, 1, 2, 3, 0, 1],
        input_range=(0, 255),
    )
    photographs(folder, rng)
    spoken(folder, rng)
    to_tfjs(dilated(), folder / "dilated", example=rng.random((2, 12, 12, 1)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
