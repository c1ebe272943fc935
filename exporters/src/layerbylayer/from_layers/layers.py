"""One layer of TensorFlow.js, as the layer of Keras that computes the same."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from typing import Any

import keras

from ..errors import UnsupportedLayerError
from ..keras_layers import objects
from ..keras_layers.registry import WRONG, Config
from .functions import tfjs_hard_sigmoid

ADVICE = "Change the layer where the model is made, in JavaScript."
SAME = {
    *("Activation", "Add", "AlphaDropout", "Average", "AveragePooling1D"),
    *("AveragePooling2D", "AveragePooling3D", "BatchNormalization", "Bidirectional"),
    *("CategoryEncoding", "Concatenate", "Conv1D", "Conv2D", "Conv2DTranspose"),
    *("Conv3D", "ConvLSTM2D", "Cropping2D", "Dense", "DepthwiseConv2D", "Dot"),
    *("Dropout", "ELU", "Embedding", "Flatten", "GRU", "GRUCell", "GaussianDropout"),
    *("GaussianNoise", "GlobalAveragePooling1D", "GlobalAveragePooling2D"),
    *("GlobalMaxPooling1D", "GlobalMaxPooling2D", "InputLayer", "LSTM", "LSTMCell"),
    *("LayerNormalization", "LeakyReLU", "Masking", "MaxPooling1D", "MaxPooling2D"),
    *("MaxPooling3D", "Maximum", "Minimum", "Multiply", "PReLU", "Permute", "RNN"),
    *("ReLU", "RepeatVector", "Rescaling", "Reshape", "SeparableConv2D", "SimpleRNN"),
    *("SimpleRNNCell", "Softmax", "SpatialDropout1D", "StackedRNNCells"),
    *("TimeDistributed", "UpSampling2D", "ZeroPadding2D"),
}
"""Classes that both have."""
IGNORED = {
    *("batch_input_shape", "dtype", "implementation", "input_dtype", "input_length"),
    *("ragged", "sparse", "time_major"),
}
"""Settings that change no number, or that are those of an input."""
WITHOUT = {
    "CenterCrop": "TensorFlow.js's is off by a pixel for some sizes",
    "RandomHeight": "Keras 3 has no such layer",
    "RandomWidth": "Keras 3 has no such layer",
    "Resizing": "TensorFlow.js aligns the corners, Keras does not",
    **WRONG,
}
"""Layers that TensorFlow.js has, and why they cannot come back."""
ACTIVATIONS: Mapping[str, Any] = {
    **{theirs: ours for ours, theirs in objects.ACTIVATIONS.items()},
    "hard_sigmoid": tfjs_hard_sigmoid,
}


def _renamed(table: Mapping[str, tuple[str, Any]]) -> dict[str, str]:
    return {tfjs: name for name, (tfjs, _) in table.items() if name not in ("L1", "L2")}


OBJECTS: Mapping[str, tuple[Mapping[str, str], Callable[[Any], Any]]] = {
    "initializer": (_renamed(objects.INITIALIZERS), keras.initializers.get),
    "regularizer": (_renamed(objects.REGULARIZERS), keras.regularizers.get),
    "constraint": (_renamed(objects.CONSTRAINTS), keras.constraints.get),
}


def build(layer: Mapping[str, Any]) -> keras.layers.Layer:
    """Make the layer that computes what one of TensorFlow.js does.

    Args:
        layer: its class_name and config.

    Raises:
        UnsupportedLayerError: Keras has none, or it computes otherwise.
    """
    class_name, config = layer["class_name"], dict(layer["config"])
    name = str(config.get("name"))
    if class_name == "ThresholdedReLU":
        theta = config.pop("theta", 1.0)
        return build({"class_name": "ReLU", "config": {**config, "threshold": theta}})
    if class_name not in SAME:
        why = WITHOUT.get(class_name, "Keras has no such layer, or it is of your own")
        raise UnsupportedLayerError(class_name, name, why, ADVICE)
    _adapt(class_name, config)
    kind = getattr(keras.layers, class_name)
    known = _settings(kind)
    made: Config = {}
    for key, value in config.items():
        if value is None or key in IGNORED or key == "trainable":
            continue
        if key in known:
            made[key] = _value(class_name, name, key, value)
        elif value is not False and not key.endswith("_initializer"):
            raise UnsupportedLayerError(
                class_name, name, f"Keras does not know its {key}={value!r}", ADVICE
            )
    try:
        built: keras.layers.Layer = kind(**made)
    except (TypeError, ValueError) as error:
        raise UnsupportedLayerError(
            class_name, name, f"Keras cannot build it: {error}", ADVICE
        ) from error
    built.trainable = config.get("trainable", True)
    return built


def _adapt(class_name: str, config: Config) -> None:
    """Write out where the defaults differ, and refuse what is computed otherwise."""
    problem = None
    if class_name == "LeakyReLU" and "alpha" in config:
        config["negative_slope"] = config.pop("alpha")
    if class_name in ("GRU", "GRUCell"):
        config.setdefault("reset_after", False)
        if config["reset_after"]:
            problem = "TensorFlow.js has no GRU with reset_after"
    if class_name in ("GRU", "GRUCell", "LSTM", "LSTMCell", "ConvLSTM2D"):
        config.setdefault("recurrent_activation", "hard_sigmoid")
    if class_name == "UpSampling2D" and config.get("interpolation") == "bilinear":
        problem = (
            "TensorFlow.js counts from the corner of a pixel, Keras from its middle"
        )
    dilated = class_name in ("DepthwiseConv2D", "Conv2DTranspose")
    if dilated and max(_numbers(config.get("dilation_rate"))) > 1:
        problem = "TensorFlow.js ignores its dilation_rate, Keras does not"
    if problem is not None:
        raise UnsupportedLayerError(
            class_name, str(config.get("name")), problem, ADVICE
        )


def _numbers(value: Any) -> list[int]:
    return (
        [int(number) for number in value] if isinstance(value, list) else [value or 1]
    )


def _settings(kind: type) -> set[str]:
    """Name what a class of layers can be given."""
    return {
        parameter.name
        for base in kind.__mro__
        if "__init__" in vars(base)
        for parameter in inspect.signature(vars(base)["__init__"]).parameters.values()
        if parameter.kind is not inspect.Parameter.VAR_KEYWORD
    } | {"name"}


def _value(class_name: str, name: str, key: str, value: Any) -> Any:
    """A setting as Keras takes it: layers, activations, initializers made anew."""
    if key in ("layer", "cell"):
        return build(value)
    if key == "cells":
        return [build(cell) for cell in value]
    if key in ("activation", "recurrent_activation"):
        return _activation(class_name, name, value)
    if key.rpartition("_")[2] in OBJECTS and isinstance(value, Mapping):
        return _object(class_name, name, key, value)
    return tuple(value) if key == "noise_shape" else value


def _activation(class_name: str, name: str, value: Any) -> Any:
    written = value.get("class_name") if isinstance(value, Mapping) else value
    snake = re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", str(written)).lower()
    if snake not in ACTIVATIONS:
        raise UnsupportedLayerError(
            class_name, name, f"Keras has no activation {written!r}", ADVICE
        )
    return ACTIVATIONS[snake]


def _object(class_name: str, name: str, key: str, value: Mapping[str, Any]) -> Any:
    names, get = OBJECTS[key.rpartition("_")[2]]
    written, config = value["class_name"], dict(value.get("config") or {})
    if written not in names:
        raise UnsupportedLayerError(
            class_name, name, f"Keras does not know its {key} {written}", ADVICE
        )
    if config.get("distribution") == "normal":  # TensorFlow.js cuts it off.
        config["distribution"] = "truncated_normal"
    return get({"class_name": names[written], "config": config})
