"""Keras models on the torch backend: keras.applications, one of each family."""

import json

import keras
import numpy as np
import pytest

from .conftest import shaken_keras

applications = keras.applications
SIZE = 64
# The smallest of each family, and the size of image it takes at least.
FAMILIES = {
    "ConvNeXtTiny": SIZE,
    "DenseNet121": SIZE,
    "EfficientNetB0": SIZE,
    "EfficientNetV2B0": SIZE,
    "InceptionResNetV2": 75,
    "InceptionV3": 75,
    "MobileNet": SIZE,
    "MobileNetV2": SIZE,
    "MobileNetV3Small": SIZE,
    "ResNet50": SIZE,
    "ResNet50V2": SIZE,
    "VGG16": SIZE,
    "Xception": 71,
}
# Nodes without constants; the stock converter writes 123, 320 and 118.
AT_MOST = {"MobileNetV2": 75, "EfficientNetB0": 240, "ResNet50": 95}
FUSED = ("_FusedConv2D", "FusedDepthwiseConv2dNative", "_FusedMatMul")


def application(name, size):
    """A member with random weights; its statistics and shifts are not trivial.

    Without the softmax, which would hide differences.
    """
    keras.utils.set_random_seed(0)
    shape = (size, size, 3)
    return shaken_keras(
        getattr(applications, name)(
            weights=None, input_shape=shape, classes=10, classifier_activation=None
        )
    )


@pytest.mark.parametrize("name", FAMILIES)
def test_a_family_agrees(name, computes, tmp_path):
    size = FAMILIES[name]
    pixels = np.random.default_rng(0).uniform(0, 255, (2, size, size, 3))
    card = computes(application(name, size), pixels.astype("float32"))
    assert card.layers <= AT_MOST.get(name, 10_000)
    model = json.loads((tmp_path / "model" / "model.json").read_text())
    nodes = {node["name"]: node for node in model["modelTopology"]["node"]}
    assert not [n for n in nodes.values() if n["op"] == "Transpose"]
    shapes = {w["name"]: w["shape"] for w in model["weightsManifest"][0]["weights"]}
    for node in nodes.values():
        if node["op"] in FUSED:
            assert len(shapes[node["input"][2]]) == 1  # as WASM's kernels want it
    assert card.inputs[0].shape == [size, size, 3]


def test_attention_and_recurrence(computes):
    x = keras.layers.Input((6, 8))
    y = keras.layers.MultiHeadAttention(2, 4)(x, x)
    y = keras.layers.LayerNormalization()(x + y)
    y = keras.layers.Bidirectional(keras.layers.LSTM(5))(y)
    model = keras.Model(x, keras.layers.Dense(3, activation="softmax")(y))
    inputs = np.random.default_rng(0).normal(size=(2, 6, 8)).astype("float32")
    card = computes(model, inputs)
    assert card.framework["name"] == "keras"
    assert card.inputs[0].name == x._keras_history[0].name


def test_a_subclassed_model(computes):
    class Twice(keras.Model):
        def __init__(self):
            super().__init__()
            self.dense = keras.layers.Dense(4, activation="relu")

        def call(self, x):
            return self.dense(self.dense(x))

    inputs = np.random.default_rng(0).normal(size=(3, 4)).astype("float32")
    model = Twice()
    model(inputs)
    computes(model, inputs)
