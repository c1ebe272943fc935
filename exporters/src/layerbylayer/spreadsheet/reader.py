"""From a Keras Sequential model to the operations of a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from ..errors import InvalidModelError, UnsupportedLayerError
from ..keras_layers.families.pooling import pads_unevenly
from .operations import (
    Affine,
    Array,
    Convolution,
    Dense,
    Flatten,
    Network,
    Operation,
    Pooling,
    Window,
    rectified,
)

KNOWN = (
    "Conv2D, Dense, ReLU, MaxPooling2D, AveragePooling2D, Flatten, "
    "BatchNormalization, Rescaling, Dropout, softmax"
)


def read(model: Any) -> Network:
    """Give the operations of a Sequential model that takes images.

    Raises:
        InvalidModelError: it is not Sequential, not built, or takes no images.
        UnsupportedLayerError: a spreadsheet has no formula for a layer or a setting.
    """
    import keras

    if not isinstance(model, keras.Sequential):
        raise InvalidModelError(
            "a spreadsheet is made of a keras.Sequential model only."
        )
    if not model.built:
        raise InvalidModelError(
            f"model {model.name!r} is not built: begin it with keras.Input."
        )
    shape = tuple(model.input_shape[1:])
    if len(shape) == 2:
        shape = (*shape, 1)
    if len(shape) != 3 or None in shape:
        raise InvalidModelError(
            f"the input has the shape {model.input_shape[1:]}: images of a fixed "
            "(height, width) or (height, width, channels) are needed."
        )
    operations: list[Operation] = []
    softmax = False
    for layer in model.layers:
        if softmax:
            raise _refuse(layer, "it comes after softmax", "Let softmax be the last.")
        kind = type(layer).__name__
        if kind not in READERS:
            raise _refuse(layer, "no formula for it", f"Known: {KNOWN}.")
        READERS[kind](layer, operations)
        softmax = _activate(layer, kind, operations)
    if not operations or not isinstance(operations[-1], Dense):
        raise InvalidModelError(
            "the last layer has to be Dense, with or without softmax."
        )
    return Network(shape, tuple(operations), softmax)


def _refuse(layer: Any, problem: str, advice: str) -> UnsupportedLayerError:
    return UnsupportedLayerError(type(layer).__name__, layer.name, problem, advice)


def _weights(layer: Any) -> list[Array]:
    weights = [np.asarray(w, dtype=np.float64) for w in layer.get_weights()]
    if not all(np.isfinite(w).all() for w in weights):
        raise InvalidModelError(
            f"layer {layer.name!r} has weights that are not finite numbers."
        )
    return weights


def _require(layer: Any, **wanted: Any) -> None:
    for setting, value in wanted.items():
        actual = getattr(layer, setting)
        if actual != value:
            raise _refuse(layer, f"{setting} is {actual!r}", f"Use {value!r}.")


def _name(stem: str, operations: list[Operation]) -> str:
    """Sheets are numbered: Conv 1, Pool 1, Conv 2 ..."""
    same = sum(o.name.split()[0] == stem for o in operations)
    return f"{stem} {same + 1}"


def _convolution(layer: Any, operations: list[Operation]) -> None:
    _require(layer, data_format="channels_last", dilation_rate=(1, 1), groups=1)
    kernel, *bias = _weights(layer)
    window = Window(layer.kernel_size, layer.strides, layer.padding == "same")
    added = bias[0] if bias else np.zeros(kernel.shape[-1])
    operations.append(Convolution(_name("Conv", operations), window, kernel, added))


def _dense(layer: Any, operations: list[Operation]) -> None:
    if len(layer.input.shape) != 2:
        raise _refuse(layer, "its input is an image", "Put Flatten before it.")
    kernel, *bias = _weights(layer)
    added = bias[0] if bias else np.zeros(kernel.shape[-1])
    operations.append(Dense(_name("Dense", operations), kernel, added))


def _pooling(layer: Any, operations: list[Operation]) -> None:
    _require(layer, data_format="channels_last")
    window = Window(layer.pool_size, layer.strides, layer.padding == "same")
    largest = type(layer).__name__ == "MaxPooling2D"
    sizes = layer.input.shape[1:-1]
    if not largest and window.same and _repeats_edges(sizes, window):
        raise _refuse(
            layer,
            f"with padding 'same' and inputs {sizes}, Keras on PyTorch repeats what is "
            "at the edge",
            "Use an odd window with stride 1, or padding 'valid'.",
        )
    operations.append(Pooling(_name("Pool", operations), window, largest))


def _repeats_edges(sizes: Sequence[int | None], window: Window) -> bool:
    """Whether Keras averages otherwise than over what is in the window."""
    import keras

    uneven = pads_unevenly(sizes, window.size, window.strides)
    return uneven and keras.backend.backend() == "torch"


def _flatten(layer: Any, operations: list[Operation]) -> None:
    _require(layer, data_format="channels_last")
    if not any(isinstance(o, (Flatten, Dense)) for o in operations):
        operations.append(Flatten("Flatten"))


def _rescaling(layer: Any, operations: list[Operation]) -> None:
    scale, shift = (
        np.atleast_1d(np.asarray(v, dtype=np.float64))
        for v in (layer.scale, layer.offset)
    )
    operations.append(Affine(_name("Scale", operations), scale, shift))


def _normalization(layer: Any, operations: list[Operation]) -> None:
    """Folded into the layer before it where that is linear; else a sheet of its own."""
    if layer.axis not in (-1, len(layer.input.shape) - 1):
        raise _refuse(layer, f"axis is {layer.axis}", "Use -1.")
    weights = _weights(layer)
    mean, variance = weights[-2:]
    gamma = weights[0] if layer.scale else np.ones_like(mean)
    beta = weights[-3] if layer.center else np.zeros_like(mean)
    scale = gamma / np.sqrt(variance + layer.epsilon)
    shift = beta - mean * scale
    last = operations[-1] if operations else None
    if isinstance(last, Convolution) and not last.relu:
        kernel, bias = last.kernel * scale, last.bias * scale + shift
        operations[-1] = replace(last, kernel=kernel, bias=bias)
    elif isinstance(last, Dense) and not last.relu:
        table, bias = last.weights * scale, last.bias * scale + shift
        operations[-1] = replace(last, weights=table, bias=bias)
    else:
        operations.append(Affine(_name("Norm", operations), scale, shift))


def _nothing(layer: Any, operations: list[Operation]) -> None:
    """Dropout rests outside training; an activation is taken below."""


def _relu(layer: Any, operations: list[Operation]) -> None:
    _require(layer, max_value=None, threshold=0)
    if layer.negative_slope:
        raise _refuse(layer, "negative_slope is not 0", "Use 0.")
    _rectify(operations)


def _rectify(operations: list[Operation]) -> None:
    if not operations or isinstance(operations[-1], (Pooling, Flatten)):
        scale, shift = np.ones(1), np.zeros(1)
        operations.append(Affine(_name("ReLU", operations), scale, shift))
    operations[-1] = rectified(operations[-1])


def _activate(layer: Any, kind: str, operations: list[Operation]) -> bool:
    """Apply the layer's activation; return whether it is softmax."""
    function = getattr(layer, "activation", None)
    name = "softmax" if kind == "Softmax" else getattr(function, "__name__", "linear")
    if name == "relu":
        _rectify(operations)
    elif name == "softmax":
        dense = bool(operations) and isinstance(operations[-1], Dense)
        if not dense or operations[-1].relu:  # type: ignore[union-attr]
            raise _refuse(layer, "softmax of something else", "Put it after Dense.")
        return True
    elif name != "linear":
        raise _refuse(layer, f"no formula for {name}", "Use relu, softmax or linear.")
    return False


READERS: dict[str, Callable[[Any, list[Operation]], None]] = {
    "InputLayer": _nothing,
    "Conv2D": _convolution,
    "Dense": _dense,
    "MaxPooling2D": _pooling,
    "AveragePooling2D": _pooling,
    "Flatten": _flatten,
    "Rescaling": _rescaling,
    "BatchNormalization": _normalization,
    "Dropout": _nothing,
    "Activation": _nothing,
    "ReLU": _relu,
    "Softmax": _nothing,
}
