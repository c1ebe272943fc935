"""Scaling of inputs, by the same numbers for all or by others for each channel."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..registry import Config, Settings, translates


def _by_channel(settings: Settings) -> Config:
    """Become a layer that scales each channel on its own, and is not trained.

    For images a depthwise convolution of 1 by 1; else a Dense layer, whose kernel is a
    diagonal.
    """
    rank = len(settings.shape or [])
    channels = settings.shape[-1] if settings.shape else None
    if channels is None or rank not in (2, 3, 4):
        raise settings.refuse(
            "its numbers become weights of each channel, for which TensorFlow.js needs "
            "inputs of two to four dimensions, with a fixed number of channels",
            "Scale before the model, or with Rescaling by one number.",
        )
    shared = {"trainable": False, "use_bias": True, "activation": "linear"}
    if rank < 4:
        settings.becomes = "Dense"
        return {**shared, "units": channels}
    settings.becomes = "DepthwiseConv2D"
    return {**shared, "kernel_size": [1, 1], "strides": [1, 1], "padding": "valid"}


def _kernel_and_bias(
    layer: Any, scale: NDArray[Any], offset: NDArray[Any]
) -> Iterator[tuple[str, NDArray[Any]]]:
    """Give what `_by_channel` needs, of numbers for each channel."""
    shape = layer.input.shape
    scale = np.broadcast_to(scale.reshape(-1), shape[-1:]).astype(np.float32)
    offset = np.broadcast_to(offset.reshape(-1), shape[-1:]).astype(np.float32)
    if len(shape) < 4:
        yield "kernel", np.diag(scale)
    else:
        yield "depthwise_kernel", scale.reshape(1, 1, -1, 1)
    yield "bias", offset


def _of_rescaling(layer: Any) -> Iterator[tuple[str, NDArray[Any]]]:
    scale, offset = np.asarray(layer.scale), np.asarray(layer.offset)
    if scale.ndim or offset.ndim:
        yield from _kernel_and_bias(layer, scale, offset)


@translates("Rescaling", values=_of_rescaling)
def rescaling(settings: Settings) -> Config:
    """Input times scale plus offset: for TensorFlow.js's Rescaling, one number each."""
    scale, offset = settings.take("scale"), settings.take("offset")
    if all(isinstance(number, int | float) for number in (scale, offset)):
        return {"scale": scale, "offset": offset}
    return _by_channel(settings)


def _of_normalization(layer: Any) -> Iterator[tuple[str, NDArray[Any]]]:
    mean, variance = (
        np.asarray(value.detach().cpu() if hasattr(value, "detach") else value)
        for value in (layer.mean, layer.variance)
    )
    scale = 1 / np.maximum(np.sqrt(variance), 1e-7)
    yield from _kernel_and_bias(layer, scale, -mean * scale)


@translates("Normalization", values=_of_normalization)
def normalization(settings: Settings) -> Config:
    """TensorFlow.js has none: mean and variance become factors and offsets."""
    settings.only("invert", False)
    axis = settings.take("axis")
    last = [-1, len(settings.shape or []) - 1]
    axes = list(axis) if isinstance(axis, list | tuple) else [axis]
    if axes in ([], [None]):  # One mean and one variance for all.
        settings.drop("mean", "variance")
        return _by_channel(settings)
    if axes not in ([last[0]], [last[1]]):
        raise settings.refuse(f"axis={axis!r} is not the last one", "Use axis=-1.")
    settings.drop("mean", "variance")
    return _by_channel(settings)
