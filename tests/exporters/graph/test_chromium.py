"""A sample of models in Chromium, on WebGL: as a page loads and runs them."""

import keras
import pytest
import torch
from layerbylayer import parity
from layerbylayer.artifact.converted import Tolerance
from torch import nn

from tests.exporters.chromium import opened

from .conftest import shaken_keras, written
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
    x = keras.layers.Input((4, 8))
    y = keras.layers.Bidirectional(keras.layers.GRU(5))(x)
    return keras.Model(x, keras.layers.Dense(3, activation="softmax")(y))


def separable():
    model = keras.Sequential(
        [
            keras.layers.Input((12, 12, 3)),
            keras.layers.SeparableConv2D(8, 3, padding="same"),
            keras.layers.BatchNormalization(),
            keras.layers.Activation("hard_silu"),
            keras.layers.DepthwiseConv2D(3, strides=2, activation="silu"),
            keras.layers.GlobalAveragePooling2D(),
            keras.layers.Dense(4, activation="softmax"),
        ]
    )
    return shaken_keras(model)


MODELS = {
    "a convolutional network": (plain_cnn, lambda: images(3, 3, 8, 8)),
    "ResNet": (resnet, lambda: images(2, 3, 32, 32)),
    "U-Net": (UNet, lambda: images(2, 3, 16, 16)),
    "an encoder": (encoder, lambda: images(2, 5, 8)),
    "a tiny GPT": (TinyGPT, lambda: torch.randint(0, 20, (2, 8))),
    "GRU of Keras": (recurrent, lambda: images(2, 4, 8)),
    "separable convolutions of Keras": (separable, lambda: images(2, 12, 12, 3)),
}


@pytest.mark.parametrize("name", MODELS)
def test_webgl_agrees(name, computes, tmp_path, browser):
    make, given = MODELS[name]
    card = computes(make(), given())
    case, expected = written(tmp_path / "model", card)
    answer, _ = browser.run(case, "webgl")
    assert answer.backend == "webgl"
    parity.compare(answer, expected, TOLERANCE, "the framework")
