"""Convolutions of one to three dimensions."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..objects import take_activation, take_objects
from ..registry import Config, Settings, translates
from .groups import grouped_kernels, in_groups
from .image import as_columns


def take_window(settings: Settings) -> Config:
    """Take size, steps and padding, which all convolutions have.

    Raises:
        UnsupportedLayerError: TensorFlow.js computes something else with these.
    """
    strides = list(settings.take("strides"))
    dilation = list(settings.take("dilation_rate"))
    if max(strides) > 1 and max(dilation) > 1:
        raise settings.refuse(
            "TensorFlow.js cannot have both strides and dilation above 1", "Use one."
        )
    size = list(settings.take("kernel_size"))
    padding = settings.only("padding", "valid", "same")
    # Seen in TensorFlow.js 4.22: zeros on WASM (not for 1 x 1); in 3-D everywhere.
    skips = any(step > width for step, width in zip(strides, size, strict=True))
    if padding == "same" and skips and (max(size) > 1 or len(size) == 3):
        raise settings.refuse(
            f"with padding 'same' and strides {strides} larger than the kernel {size}, "
            "TensorFlow.js computes something else",
            "Use padding 'valid', or smaller strides.",
        )
    return {
        "kernel_size": size,
        "strides": strides,
        "padding": padding,
        "data_format": settings.only("data_format", "channels_last"),
        "dilation_rate": dilation,
    }


def _shared(settings: Settings) -> Config:
    """Take what most convolutions share."""
    return {
        **take_window(settings),
        "use_bias": settings.take("use_bias"),
        "activation": take_activation(settings),
    }


@translates("Conv1D", "Conv2D", "Conv3D", values=grouped_kernels)
def convolution(settings: Settings) -> Config:
    """Make a layer of each group, and one before for causal padding."""
    groups = settings.remaining.pop("groups", 1)
    if settings.remaining["padding"] == "causal":
        settings.remaining["padding"] = "valid"
        [size], [dilation] = (
            settings.remaining["kernel_size"],
            settings.remaining["dilation_rate"],
        )
        settings.before = as_columns(settings, ((size - 1) * dilation, 0))
    objects = take_objects(settings, "kernel", "bias")
    filters = settings.take("filters")
    shared = {**_shared(settings), **objects}
    if groups > 1:
        return in_groups(settings, groups, filters, shared)
    return {"filters": filters, **shared}


@translates("Conv2DTranspose")
def transposed(settings: Settings) -> Config:
    """TensorFlow.js ignores dilation, and fixes the size of the output."""
    settings.only("output_padding", None)
    if max(settings.remaining["dilation_rate"]) > 1:
        raise settings.refuse(
            "TensorFlow.js ignores its dilation_rate", "Leave it at 1."
        )
    # Keras writes what it shares with other convolutions as well.
    settings.drop("groups")
    objects = take_objects(settings, "kernel", "bias")
    return {"filters": settings.take("filters"), **_shared(settings), **objects}


@translates("DepthwiseConv2D", weights={"kernel": "depthwise_kernel"})
def depthwise_conv2d(settings: Settings) -> Config:
    """Keras 3 calls its weight `kernel`, TensorFlow.js `depthwise_kernel`."""
    if max(settings.remaining["dilation_rate"]) > 1:
        raise settings.refuse(
            "TensorFlow.js ignores its dilation_rate", "Leave it at 1."
        )
    # Keras 3 writes the settings that it shares with Conv2D as well.
    settings.drop("filters", "groups")
    objects = take_objects(settings, "depthwise", "bias")
    multiplier = settings.take("depth_multiplier")
    return {"depth_multiplier": multiplier, **_shared(settings), **objects}


@translates("SeparableConv2D")
def separable_conv2d(settings: Settings) -> Config:
    """Convolve each channel by itself, then all by 1 by 1."""
    settings.only("groups", 1)
    objects = take_objects(settings, "depthwise", "pointwise", "bias")
    return {
        "filters": settings.take("filters"),
        "depth_multiplier": settings.take("depth_multiplier"),
        **_shared(settings),
        **objects,
    }


def _as_images(settings: Settings, settings_of: Config) -> Config:
    """Become a layer of two dimensions, on images one pixel wide; then a Reshape.

    Args:
        settings: of the layer on sequences.
        settings_of: those of the other layer, still for one dimension.
    """
    _, length, channels = settings.shape or [None, None, None]
    if channels is None:
        settings.sizes()
    [size], [stride], [dilation] = (
        settings_of[key] for key in ("kernel_size", "strides", "dilation_rate")
    )
    flat = {
        **settings_of,
        "kernel_size": [size, 1],
        "strides": [stride, stride],
        "dilation_rate": [dilation, dilation],
    }
    kind = settings.class_name.replace("1D", "2D")
    image = ("Reshape", {"target_shape": [length or -1, 1, channels]})
    settings.before = [image, (kind, flat)]
    settings.becomes = "Reshape"
    if length is not None and settings_of["padding"] == "same":
        length = -(-length // stride)
    elif length is not None:
        length = (length - (size - 1) * dilation - 1) // stride + 1
    width = settings_of.get("filters") or channels * settings_of["depth_multiplier"]
    return {"target_shape": [length or -1, width]}


def _of_columns(layer: Any) -> Iterator[tuple[str, NDArray[Any]]]:
    """Give the weights of the layer of two dimensions."""
    for variable in layer.weights:
        values = np.asarray(variable.numpy())
        name = "depthwise_kernel" if variable.name == "kernel" else variable.name
        if values.ndim == 3:  # (size, in, out)
            values = values[:, None]
        yield f"_before_1/{name}", values


@translates("SeparableConv1D", values=_of_columns)
def separable_conv1d(settings: Settings) -> Config:
    """Make the layer of two dimensions, on images one pixel wide."""
    return _as_images(settings, separable_conv2d(settings))


@translates("DepthwiseConv1D", values=_of_columns)
def depthwise_conv1d(settings: Settings) -> Config:
    """Make the layer of two dimensions, on images one pixel wide."""
    return _as_images(settings, depthwise_conv2d(settings))
