"""Whole models compute in WebAssembly what they do in PyTorch and Keras."""

import json
import subprocess

import keras
import numpy as np
import pytest
import torch
from graph.conftest import shaken, shaken_keras
from graph.test_models import CONVOLUTIONS, OTHERS, TinyGPT, UNet, images, resnet
from layerbylayer import UnsupportedOpError, to_wasm
from torch import nn
from torch.nn import functional


def digits():
    return keras.Sequential(
        [
            keras.layers.Input((28, 28, 1)),
            keras.layers.Conv2D(8, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Conv2D(12, 3, strides=2, padding="same", activation="elu"),
            keras.layers.Flatten(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )


def mobile():
    """Inverted residuals, with a gate for each channel."""
    x = keras.layers.Input((32, 32, 3))
    y = keras.layers.Conv2D(8, 3, 2, "same", use_bias=False)(x)
    y = keras.layers.BatchNormalization()(y)
    first = y = keras.layers.ReLU(6.0)(y)
    y = keras.layers.Conv2D(21, 1, activation="hard_silu")(y)
    y = keras.layers.DepthwiseConv2D(3, padding="same", use_bias=False)(y)
    y = keras.layers.BatchNormalization()(y)
    gate = keras.layers.GlobalAveragePooling2D(keepdims=True)(y)
    y = y * keras.layers.Conv2D(21, 1, activation="sigmoid")(gate)
    y = first + keras.layers.Conv2D(8, 1)(y)
    y = keras.layers.DepthwiseConv2D(3, 2, "same", depth_multiplier=2)(y)
    y = keras.layers.GlobalAveragePooling2D()(y)
    return shaken_keras(keras.Model(x, keras.layers.Dense(5)(y)))


def recurrent():
    return keras.Sequential(
        [
            keras.layers.Input((5, 6)),
            keras.layers.Bidirectional(keras.layers.LSTM(4, return_sequences=True)),
            keras.layers.GRU(5),
            keras.layers.Dense(3, activation="tanh"),
        ]
    )


KERAS = {
    "digits": (digits, (3, 28, 28, 1)),
    "MobileNet": (mobile, (2, 32, 32, 3)),
    "recurrent": (recurrent, (2, 5, 6)),
}


@pytest.mark.parametrize("name", KERAS)
def test_keras(name, computes):
    make, shape = KERAS[name]
    inputs = np.random.default_rng(0).normal(size=shape).astype("float32")
    card = computes(make(), inputs)
    assert card.framework["name"] == "keras" and card.parity.examples == len(inputs)


class Lstm(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(4, 6, batch_first=True)

    def forward(self, x):
        return self.lstm(x)[0]


def perceptron():
    return nn.Sequential(
        *(nn.Linear(7, 13), nn.LeakyReLU(0.2), nn.Linear(13, 9), nn.PReLU(9)),
        *(nn.Linear(9, 6), nn.SELU(), nn.Linear(6, 3), nn.Softplus()),
    )


def encoder():
    layer = nn.TransformerEncoderLayer(8, 2, 16, batch_first=True, activation="gelu")
    return nn.TransformerEncoder(layer, 2, enable_nested_tensor=False)


TORCH = {
    "a dense network": (perceptron(), images(4, 7)),
    "LSTM": (Lstm(), images(2, 5, 4)),
    "an encoder": (encoder(), images(2, 5, 8)),
    "a tiny GPT": (TinyGPT(), torch.randint(0, 20, (3, 8))),
    "U-Net": (UNet(), images(2, 3, 16, 16)),
}


@pytest.mark.parametrize("name", TORCH)
def test_torch(name, computes):
    computes(*TORCH[name])


class Together(nn.Module):
    """Modules beside each other, of which each has an input of its own."""

    def __init__(self, modules):
        super().__init__()
        self.parts = nn.ModuleList(modules)

    def forward(self, *inputs):
        return [part(x) for part, x in zip(self.parts, inputs, strict=True)]


def test_convolutions(computes):
    given = [images(2, 4, 9, 8) for _ in CONVOLUTIONS]
    computes(Together(CONVOLUTIONS.values()), *given)


def test_other_modules(computes):
    # One of them has a single example.
    cases = [case for case in OTHERS.values() if case[1][0] == 2]
    assert len(cases) > 20
    computes(
        Together(module for module, _ in cases), *(images(*shape) for _, shape in cases)
    )


def test_a_resnet_with_its_feature_map(computes):
    card = computes(resnet(), images(2, 3, 32, 32), feature_map=True)
    assert [output.name for output in card.outputs] == ["output", "feature_map"]
    assert card.outputs[1].shape == [4, 4, 16]
    assert vars(card.feature_map) == {"output": "feature_map", "kernel": "class_maps"}


MEAN_OF_MAPS = """
const { default: load } = await import(process.argv[1]);
const network = await load();
const pixels = { length: 32 * 32 * 3 };
const image = Float32Array.from(pixels, (_, i) => ((i * 37) % 101) / 101);
const [scores, features] = network.predict(image);
const [maps] = network.class_maps(features);
const means = scores.map((_, index) => {
  const ours = maps.filter((_, i) => i % scores.length === index);
  return ours.reduce((sum, value) => sum + value) / ours.length;
});
console.log(JSON.stringify([[...scores], [...means], maps.length]));
"""


@pytest.mark.parametrize("quantize", [None, "uint8"])
def test_the_maps_of_classes_add_up_to_the_scores(tmp_path, quantize):
    model = resnet()
    folder = tmp_path / "maps"
    example = images(2, 3, 32, 32)
    to_wasm(model, folder, example=example, feature_map=True, quantize=quantize)
    command = ["node", "--input-type=module", "-e", MEAN_OF_MAPS, folder / "model.mjs"]
    scores, means, count = json.loads(subprocess.check_output(command))
    assert count == 4 * 4 * len(scores)
    bias = model.state_dict()[list(model.state_dict())[-1]].numpy()
    assert np.allclose(scores, means + bias, atol=1e-4 if quantize is None else 1e-2)


def test_integers_and_truths_come_back_as_such(computes):
    class Several(nn.Module):
        def forward(self, x):
            values, places = x.topk(3)
            return x.argmax(-1), x > 0, values, places, x.cumsum(1), x.sort().indices

    card = computes(Several(), images(3, 6))
    kinds = [output.dtype for output in card.outputs]
    assert kinds == ["int32", "bool", "float32", "int32", "float32", "int32"]


def test_a_model_whose_batch_is_fixed_takes_one_example(computes):
    class Fixed(nn.Module):
        def forward(self, x):
            return x.reshape(x.shape[0] * 2, 2) if int(x.shape[0]) else x

    card = computes(Fixed(), images(3, 4))
    assert card.outputs[0].shape == [2] and card.parity.examples == 6


def test_what_has_no_equal_is_refused_with_its_line(tmp_path):
    class Fourier(nn.Module):
        def forward(self, x):
            return torch.fft.rfft(x).abs() + functional.relu(x[:, :3])

    with pytest.raises(UnsupportedOpError, match=r"_fft_r2c \(test_models.py:\d+"):
        to_wasm(Fourier(), tmp_path / "model", example=images(2, 4))
    assert list(tmp_path.iterdir()) == []


def test_statistics_of_a_batch_norm_are_folded(computes):
    module = shaken(nn.Sequential(nn.Conv2d(3, 5, 3), nn.BatchNorm2d(5), nn.ReLU()))
    card = computes(module, images(2, 3, 6, 6))
    assert list(card.parity.kernels) == ["convolve", "copy"]
