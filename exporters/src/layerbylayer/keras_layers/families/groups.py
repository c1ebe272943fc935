"""Convolutions in groups, which TensorFlow.js's layers have not.

Each group is a layer of its own, on some of the channels: these are cut off as columns
are. Where each channel is a group, it is a depthwise convolution.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..composite import MODEL, Part, model
from ..registry import Config, Settings

KINDS = ("initializer", "regularizer", "constraint")
ACROSS_CHANNELS = ("softmax", "log_softmax")
"""Activations that look at all channels at once: groups cannot have them each."""


def _is_depthwise(class_name: str, groups: int, channels: int, dilation: Any) -> bool:
    return class_name == "Conv2D" and groups == channels and max(dilation) == 1


def in_groups(settings: Settings, groups: int, filters: int, shared: Config) -> Config:
    """Become a model: channels cut off, a convolution of each part, all joined.

    Args:
        settings: of the layer; what goes before it may lengthen its input.
        groups: how many.
        filters: of all groups.
        shared: the other settings of each convolution.
    """
    if settings.shape is None or settings.shape[-1] is None:
        settings.sizes()
    assert settings.shape is not None
    name, kind = settings.name, settings.class_name
    batch, *spatial, channels = settings.shape
    assert channels is not None
    if _is_depthwise(kind, groups, channels, shared["dilation_rate"]):
        settings.becomes = "DepthwiseConv2D"
        renamed = {
            key.replace("kernel_", "depthwise_")
            if key.removeprefix("kernel_") in KINDS
            else key: value
            for key, value in shared.items()
        }
        return {**renamed, "depth_multiplier": filters // groups}
    if settings.before:  # zeros of causal padding, which lengthen it
        length = settings.before[-1][1]["target_shape"][0]
        spatial = [None if length == -1 else length]
    width = channels // groups
    fixed = [size for size in spatial if size is not None]
    # TensorFlow.js takes what is open for 0 when it crops.
    if (kind == "Conv3D" and len(fixed) < 3) or (kind == "Conv2D" and not spatial[1]):
        settings.sizes()
    parts: list[Part] = []
    source = ""
    if kind != "Conv2D":
        # Cropping2D takes images: all places become one column.
        rows = prod(fixed) if len(fixed) == len(spatial) else -1
        source = f"{name}_column"
        column = {"target_shape": [rows, 1, channels]}
        parts.append(Part("Reshape", source, column))
    activation = shared["activation"]
    own_activation = "linear" if activation in ACROSS_CHANNELS else activation
    outputs: list[str] = []
    for group in range(groups):
        cut = [[0, 0], [group * width, channels - (group + 1) * width]]
        own = f"{name}_channels_{group}"
        # As if the channels were columns, and the rows channels.
        cropping = {"cropping": cut, "data_format": "channels_first"}
        parts.append(Part("Cropping2D", own, cropping, (source,)))
        if kind != "Conv2D":
            back = {"target_shape": [*(size or -1 for size in spatial), width]}
            parts.append(Part("Reshape", f"{own}_places", back, (own,)))
            own = f"{own}_places"
        config = {**shared, "filters": filters // groups, "activation": own_activation}
        parts.append(Part(kind, f"{name}_group_{group}", config, (own,)))
        outputs.append(parts[-1].name)
    parts.append(Part("Concatenate", f"{name}_joined", {"axis": -1}, outputs))
    if own_activation != activation:
        together = {"activation": activation}
        parts.append(
            Part("Activation", f"{name}_activation", together, (parts[-1].name,))
        )
    settings.becomes = MODEL
    return model(name, [batch, *spatial, channels], parts)


def grouped_kernels(layer: Any) -> Iterator[tuple[str, NDArray[Any]]]:
    """Return the weights of all groups, or those of a layer without any."""
    weights = {v.name: np.asarray(v.numpy()) for v in layer.weights}
    groups = layer.groups
    if groups == 1:
        yield from weights.items()
        return
    kernel = weights["kernel"]
    channels = kernel.shape[-2] * groups
    if _is_depthwise(type(layer).__name__, groups, channels, layer.dilation_rate):
        shape = (*kernel.shape[:2], channels, kernel.shape[-1] // groups)
        yield "depthwise_kernel", kernel.reshape(shape)
        if "bias" in weights:
            yield "bias", weights["bias"]
        return
    each = kernel.shape[-1] // groups
    for group in range(groups):
        part = slice(group * each, (group + 1) * each)
        for name, values in weights.items():
            yield f"_group_{group}/{name}", np.ascontiguousarray(values[..., part])
