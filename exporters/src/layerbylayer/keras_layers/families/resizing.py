"""Images in other sizes.

TensorFlow.js's own layers count from the corner of a pixel or align the corners; Keras
counts from the middle. As each axis is mixed on its own, two Dense layers with fixed
kernels do it, whatever the interpolation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..registry import Config, Settings, translates

WIDE = 3
"""How wide an image is made that is resized along its height."""


def _by_products(settings: Settings, wanted: Sequence[int]) -> Config:
    """Become Dense layers along height and width, each put last for it."""
    if settings.shape is None or len(settings.shape) != 4:
        settings.sizes()
        raise settings.refuse("its input is no batch of images", "Use images.")
    settings.sizes()
    turned = {"dims": [2, 3, 1]}  # Three of these put all axes back.
    fixed = {"use_bias": False, "activation": "linear", "trainable": False}
    settings.before = [
        ("Permute", turned),
        ("Dense", {**fixed, "units": wanted[0]}),
        ("Permute", turned),
        ("Dense", {**fixed, "units": wanted[1]}),
    ]
    settings.becomes = "Permute"
    return turned


def _kernels(
    old: Sequence[int], new: Sequence[int], **how: Any
) -> Iterator[tuple[str, NDArray[Any]]]:
    """Give the kernels for it, (old, new): Keras itself says what is in them."""
    import keras

    for place, (before, after) in enumerate(zip(old, new, strict=True)):
        # Each column of an identity, as an image of equal columns, gives one of it.
        columns = np.eye(before, dtype="float32").reshape(1, before, 1, before)
        columns = np.repeat(columns, WIDE, 2)
        resized = keras.ops.image.resize(
            columns, (after, WIDE), data_format="channels_last", **how
        )
        matrix = keras.ops.convert_to_numpy(resized)[0, :, 0, :]
        yield f"_before_{2 * place + 1}/kernel", np.ascontiguousarray(matrix.T)


def _of_up_sampling(layer: Any) -> Iterator[tuple[str, NDArray[Any]]]:
    if layer.interpolation == "nearest":
        return
    sizes = layer.input.shape[1:3]
    wanted = [size * factor for size, factor in zip(sizes, layer.size, strict=True)]
    yield from _kernels(sizes, wanted, interpolation=layer.interpolation)


@translates("UpSampling1D")
def up_sampling1d(settings: Settings) -> Config:
    """Repeat steps, as rows of an image one pixel wide."""
    factor = settings.take("size")
    _, length, channels = settings.shape or [None, None, None]
    if channels is None:
        settings.sizes()
    settings.before = [
        ("Reshape", {"target_shape": [length or -1, 1, channels]}),
        ("UpSampling2D", {"size": [factor, 1], "interpolation": "nearest"}),
    ]
    settings.becomes = "Reshape"
    return {"target_shape": [length * factor if length else -1, channels]}


@translates("UpSampling2D", values=_of_up_sampling)
def up_sampling2d(settings: Settings) -> Config:
    """Repeat rows and columns, or interpolate between them."""
    factors = list(settings.take("size"))
    data_format = settings.only("data_format", "channels_last")
    interpolation = settings.take("interpolation")
    if interpolation == "nearest":
        return {
            "size": factors,
            "data_format": data_format,
            "interpolation": interpolation,
        }
    sizes = settings.sizes()[:2]
    return _by_products(
        settings, [size * factor for size, factor in zip(sizes, factors, strict=True)]
    )


def _is_repeated(
    interpolation: str, sizes: Sequence[int], wanted: Sequence[int]
) -> bool:
    whole = all(want % size == 0 for want, size in zip(wanted, sizes, strict=True))
    return interpolation == "nearest" and whole


def _of_resizing(layer: Any) -> Iterator[tuple[str, NDArray[Any]]]:
    sizes, wanted = list(layer.input.shape[-3:-1]), [layer.height, layer.width]
    if wanted == sizes or _is_repeated(layer.interpolation, sizes, wanted):
        return
    how = {"interpolation": layer.interpolation, "antialias": layer.antialias}
    yield from _kernels(sizes, wanted, **how)


@translates("Resizing", values=_of_resizing)
def resizing(settings: Settings) -> Config:
    """Becomes UpSampling2D where each pixel is repeated; else products."""
    settings.only("data_format", "channels_last")
    settings.only("crop_to_aspect_ratio", False)
    settings.only("pad_to_aspect_ratio", False)
    settings.drop("fill_mode", "fill_value", "antialias")
    interpolation = settings.take("interpolation")
    sizes = settings.sizes()[-3:-1]
    wanted = [settings.take("height"), settings.take("width")]
    if wanted == sizes:
        settings.becomes = "Activation"
        return {"activation": "linear"}
    if _is_repeated(interpolation, sizes, wanted):
        settings.becomes = "UpSampling2D"
        factors = [want // size for want, size in zip(wanted, sizes, strict=True)]
        return {"size": factors, "interpolation": "nearest"}
    return _by_products(settings, wanted)
