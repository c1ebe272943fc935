"""A sample of models in Chromium, on WebGL: as a page loads and runs them."""

import keras
import numpy as np
import pytest
import torch
from chromium import opened
from layerbylayer import parity
from layerbylayer.converted import Tolerance
from torch import nn

from .test_keras import application
from .test_models import TinyGPT, UNet, images, plain_cnn, resnet

# Of the largest output: WebGL adds up in another order, some drivers in fewer bits.
TOLERANCE = Tolerance(1e-3, floor=1e-3)


@pytest.fixture(scope="module")
def browser():
    with opened() as browser:
        yield browser


def encoder():
    layer = nn.TransformerEncoderLayer(8, 2, 16, batch_first=True, activation="gelu")
    return nn.TransformerEncoder(layer, 2, enable_nested_tensor=False)


def recurrent():
    x = keras.layers.Input((6, 8))
    y = keras.layers.Bidirectional(keras.layers.GRU(5))(x)
    return keras.Model(x, keras.layers.Dense(3, activation="softmax")(y))


MODELS = {
    "a convolutional network": (plain_cnn, lambda: images(3, 3, 8, 8)),
    "ResNet": (resnet, lambda: images(2, 3, 32, 32)),
    "U-Net": (UNet, lambda: images(2, 3, 16, 16)),
    "an encoder": (encoder, lambda: images(2, 5, 8)),
    "a tiny GPT": (TinyGPT, lambda: torch.randint(0, 20, (2, 8))),
    "GRU of Keras": (recurrent, lambda: images(2, 6, 8)),
    "MobileNetV3Small": (
        lambda: application("MobileNetV3Small", 32),
        lambda: 100 * images(1, 32, 32, 3).abs(),
    ),
}


@pytest.mark.parametrize("name", MODELS)
def test_webgl_agrees(name, computes, tmp_path, browser):
    make, given = MODELS[name]
    card = computes(make(), given())
    folder = tmp_path / "model"
    case = parity.Case(
        folder, card.kind, card.inputs, card.example.inputs, card.outputs
    )
    answer, _ = browser.run(case, "webgl")
    assert answer.backend == "webgl"
    expected = [
        np.fromfile(folder / stored.file, "<f4").reshape(stored.shape)
        for stored in card.example.outputs
    ]
    parity.compare(answer, expected, TOLERANCE, "the framework")
