"""Pooling of one to three dimensions."""

import math
from collections.abc import Sequence

from ..registry import Config, Settings, translates


def _window(settings: Settings) -> Config:
    size, strides = list(settings.take("pool_size")), list(settings.take("strides"))
    padding = settings.only("padding", "valid", "same")
    skips = any(step > width for step, width in zip(strides, size, strict=True))
    if padding == "same" and len(size) == 3 and skips:
        raise settings.refuse(
            f"with padding 'same' and strides {strides} larger than the window {size}, "
            "TensorFlow.js computes something else",
            "Use padding 'valid', or smaller strides.",
        )
    return {
        "pool_size": size,
        "strides": strides,
        "padding": padding,
        "data_format": settings.only("data_format", "channels_last"),
    }


@translates("MaxPooling1D", "MaxPooling2D")
def max_pooling(settings: Settings) -> Config:
    """Take the largest of each window."""
    return _window(settings)


@translates("MaxPooling3D")
def max_pooling3d(settings: Settings) -> Config:
    """Becomes two poolings of two dimensions: depth, then height and width.

    TensorFlow.js's own, on WASM, gives 0 where all of a window is below 0.
    """
    window = _window(settings)
    depth, height, width, channels = settings.sizes()
    size, strides, padding = window["pool_size"], window["strides"], window["padding"]
    less, low, narrow = (
        math.ceil(n / step) if padding == "same" else (n - k) // step + 1
        for n, k, step in zip((depth, height, width), size, strides, strict=True)
    )
    shared = {"padding": padding, "data_format": "channels_last"}
    along = {"pool_size": [size[0], 1], "strides": [strides[0], 1], **shared}
    across = {"pool_size": size[1:], "strides": strides[1:], **shared}
    settings.before = [
        ("Reshape", {"target_shape": [depth, height * width, channels]}),
        ("MaxPooling2D", along),
        ("Reshape", {"target_shape": [less, height, width, channels]}),
        ("Permute", {"dims": [2, 3, 1, 4]}),
        ("Reshape", {"target_shape": [height, width, less * channels]}),
        ("MaxPooling2D", across),
        ("Reshape", {"target_shape": [low, narrow, less, channels]}),
    ]
    settings.becomes = "Permute"
    return {"dims": [3, 1, 2, 4]}


@translates("AveragePooling1D", "AveragePooling2D", "AveragePooling3D")
def average_pooling(settings: Settings) -> Config:
    """Take the mean of each window, without what padding adds."""
    import keras

    window = _window(settings)
    # Keras's backends differ: on PyTorch, uneven padding repeats what is at the edge.
    if window["padding"] == "same" and keras.backend.backend() == "torch":
        _require_even(settings, window)
    return window


def _require_even(settings: Settings, window: Config) -> None:
    sizes = settings.shape[1:-1] if settings.shape is not None else []
    if pads_unevenly(sizes, window["pool_size"], window["strides"]):
        raise settings.refuse(
            f"with padding 'same', windows {window['pool_size']}, strides "
            f"{window['strides']} and inputs {sizes}, Keras on PyTorch repeats "
            "what is at the edge, and TensorFlow.js does not",
            "Use an odd window with stride 1, or padding 'valid'.",
        )


def pads_unevenly(
    sizes: Sequence[int | None], window: Sequence[int], strides: Sequence[int]
) -> bool:
    """Tell whether Keras on PyTorch averages what is at the edge twice."""
    if list(window) == [2] * len(sizes):
        return False
    for n, k, step in zip(sizes, window, strides, strict=True):
        if step == 1:
            added = k - 1
        elif n is None:
            added = 1
        else:
            added = max(0, (math.ceil(n / step) - 1) * step + k - n)
        if added % 2 == 1:
            return True
    return False


@translates(
    *(f"Global{kind}Pooling{rank}D" for kind in ("Max", "Average") for rank in (1, 2))
)
def global_pooling(settings: Settings) -> Config:
    """Take the largest, or the mean, of each whole channel.

    Where the axes are kept, a Reshape makes them anew.
    """
    window = {"data_format": settings.only("data_format", "channels_last")}
    if not settings.take("keepdims"):
        return window
    shape = settings.shape or [None]
    if shape[-1] is None:
        settings.sizes()
    settings.before = [(settings.class_name, window)]
    settings.becomes = "Reshape"
    return {"target_shape": [*[1] * (len(shape) - 2), shape[-1]]}
