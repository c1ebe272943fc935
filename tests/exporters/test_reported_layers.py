"""Reported: Keras models that were refused, or written wrongly, as layers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from layerbylayer import (
    ExportWarning,
    InvalidModelError,
    UnsupportedLayerError,
    to_tfjs,
)

layers = keras.layers
pytestmark = pytest.mark.filterwarnings("ignore::layerbylayer.ExportWarning")


def stack(*parts: Any) -> Any:
    return keras.Sequential(list(parts))


def test_what_layers_cannot_be_becomes_a_graph(tmp_path: Path, draw: Any) -> None:
    x = layers.Input((7, 4))
    model = keras.Model(x, layers.Dense(2)(x[:, 0]))
    with pytest.warns(ExportWarning, match=r"a graph, which .*'get_item'"):
        card = to_tfjs(model, tmp_path / "m", example=draw(3, 7, 4))
    assert card.kind == "graph-model" and card.parity.status == "passed"
    assert "cannot be trained on" in card.notes[0]
    with pytest.raises(UnsupportedLayerError, match="get_item"):
        to_tfjs(model, tmp_path / "m", format="layers", example=draw(3, 7, 4))


def test_augmentation_is_left_out(agrees: Any, draw: Any) -> None:
    parts = layers.RandomFlip(), layers.RandomRotation(0.1), layers.Conv2D(2, 3)
    card = agrees(stack(layers.Input((8, 8, 3)), *parts), draw(3, 8, 8, 3))
    assert card.kind == "layers-model" and "random_rotation" in card.notes[0]


def test_differences(agrees: Any, draw: Any) -> None:
    a, b = layers.Input((4,)), layers.Input((4,))
    joined = layers.Subtract()([a, b]) * layers.Dense(4)(b - a)
    card = agrees(keras.Model([a, b], joined), (draw(3, 4), 3 * draw(3, 4)))
    assert card.kind == "layers-model"


def test_mixed_precision_is_compared_in_float32(agrees: Any, draw: Any) -> None:
    keras.config.set_dtype_policy("mixed_float16")
    try:
        model = stack(layers.Input((4,)), layers.Dense(3), layers.Dense(2))
    finally:
        keras.config.set_dtype_policy("float32")
    card = agrees(model, draw(3, 4), format="layers")
    assert "float16" in card.notes[0]
    assert model.layers[0].compute_dtype == "float16"


def test_activations_and_sequences(agrees: Any, draw: Any) -> None:
    normalization = layers.Normalization(axis=None)
    normalization.adapt(np.arange(10.0))
    by_channel = layers.Normalization()
    by_channel.adapt(draw(3, 7, 4))
    model = stack(
        layers.Input((7, 4)),
        normalization,
        by_channel,
        layers.Conv1D(3, 3, padding="causal", dilation_rate=2),
        layers.ZeroPadding1D((1, 2)),
        layers.Cropping1D((2, 1)),
        layers.Activation("hard_sigmoid"),
        layers.Activation("leaky_relu"),
        layers.ReLU(negative_slope=0.3),
    )
    assert agrees(model, draw(3, 7, 4)).kind == "layers-model"
    causal = layers.Conv1D(3, 3, padding="causal")
    agrees(stack(layers.Input((None, 4)), causal), draw(3, 7, 4), format="layers")


def test_errors_say_what_can_be_done(tmp_path: Path, draw: Any) -> None:
    quantized = stack(layers.Input((4,)), layers.Dense(3))
    quantized.quantize("int8")
    with pytest.raises(UnsupportedLayerError, match=r"int8.*before quantize\(\)"):
        to_tfjs(quantized, tmp_path / "m", example=draw(2, 4))
    volumes = stack(layers.Input((4, 4, 4, 1)), layers.Conv3DTranspose(2, 2))
    with pytest.raises(UnsupportedLayerError) as caught:
        to_tfjs(volumes, tmp_path / "m", format="layers")
    assert "graph" not in str(caught.value), "which refuses it, too"

    class Sampling(keras.layers.Layer):
        def call(self, x: Any) -> Any:
            return x + keras.random.normal(keras.ops.shape(x))

    sampling = stack(layers.Input((4,)), Sampling())
    with pytest.raises(InvalidModelError, match="draws random numbers"):
        to_tfjs(sampling, tmp_path / "m", format="graph", example=draw(2, 4))
