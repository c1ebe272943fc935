"""Images in other sizes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .. import build as b
from ..ir import Value, constant
from .registry import Call, LoweringError, lowers


def _known(x: Value, call: Call) -> list[tuple[int, int]]:
    """(old, new) lengths of the spatial axes."""
    pairs = list(zip(x.shape[2:], call.type.shape[2:], strict=True))
    if not all(isinstance(size, int) for pair in pairs for size in pair):
        raise LoweringError("resizing with an open size of the image")
    return pairs


def _ratios(
    pairs: Sequence[tuple[int, int]], factors: Sequence[float | None] | None
) -> list[float]:
    """Old pixels for one new pixel; PyTorch prefers a given factor to the sizes."""
    scales = factors or [None] * len(pairs)
    return [
        1 / factor if factor else old / new
        for (old, new), factor in zip(pairs, scales, strict=True)
    ]


def _nearest(call: Call, x: Value, factors: Any, offset: float) -> Value:
    pairs = _known(x, call)
    for axis, ((old, new), ratio) in enumerate(
        zip(pairs, _ratios(pairs, factors), strict=True), start=2
    ):
        if offset:
            places = np.floor((np.arange(new) + np.float32(0.5)) * np.float32(ratio))
        else:
            places = np.floor(np.arange(new, dtype=np.float32) * np.float32(ratio))
        picked = np.minimum(places, old - 1).astype(np.int32)
        if old != new or not np.array_equal(picked, np.arange(new)):
            x = b.gather(x, constant(picked), axis)
    return x


@lowers("upsample_nearest2d.vec", "upsample_nearest1d.vec", "upsample_nearest3d.vec")
def nearest_vec(call: Call, x: Value, size: Any, factors: Any) -> Value:
    """Whole factors in two dimensions have an operation; others pick by index."""
    if x.rank == 4 and x.dtype == "float32":
        pairs = _known(x, call)
        ratios = _ratios(pairs, factors)
        if all(
            new % old == 0 and ratio == old / new
            for (old, new), ratio in zip(pairs, ratios, strict=True)
        ):
            return _resized("ResizeNearestNeighbor", call, x, False, False)
    return _nearest(call, x, factors, 0.0)


@lowers(
    "upsample_nearest2d.default",
    "upsample_nearest1d.default",
    "upsample_nearest3d.default",
)
def nearest(call: Call, x: Value, size: Any, *factors: float | None) -> Value:
    """Take the nearest pixel, with each factor by itself."""
    return nearest_vec(call, x, size, list(factors) or None)


@lowers("_upsample_nearest_exact2d.vec", "_upsample_nearest_exact1d.vec")
def nearest_exact(call: Call, x: Value, size: Any, factors: Any) -> Value:
    """Pixels are compared by their centres."""
    return _nearest(call, x, factors, 0.5)


@lowers("_upsample_nearest_exact2d.default", "_upsample_nearest_exact1d.default")
def nearest_exact_each(call: Call, x: Value, size: Any, *factors: Any) -> Value:
    """Take the nearest pixel exactly, with each factor by itself."""
    return _nearest(call, x, list(factors) or None, 0.5)


def _resized(op: str, call: Call, x: Value, corners: bool, centres: bool) -> Value:
    last = b.to_last(x)
    size = call.type.shape[2:]
    y = b.node(
        op,
        (last,),
        (x.shape[0], *size, x.shape[1]),
        "float32",
        size=tuple(size),
        align_corners=corners,
        half_pixel_centers=centres,
    )
    return b.to_first(y)


@lowers("upsample_bilinear2d.vec")
def bilinear_vec(
    call: Call, x: Value, size: Any, align_corners: bool, factors: Any
) -> Value:
    """TensorFlow.js's operation where it agrees; else products with matrices."""
    pairs = _known(x, call)
    ratios = _ratios(pairs, factors)
    plain = all(r == old / new for (old, new), r in zip(pairs, ratios, strict=True))
    if plain or align_corners:
        return _resized("ResizeBilinear", call, x, align_corners, not align_corners)
    return _by_matrices(x, pairs, ratios, align_corners)


@lowers("upsample_bilinear2d.default")
def bilinear(
    call: Call, x: Value, size: Any, align_corners: bool, *factors: Any
) -> Value:
    """Interpolate, with each factor by itself."""
    return bilinear_vec(call, x, size, align_corners, list(factors) or None)


def _by_matrices(
    x: Value,
    pairs: Sequence[tuple[int, int]],
    ratios: Sequence[float],
    align_corners: bool,
) -> Value:
    rows, columns = (
        _interpolation(old, new, ratio, align_corners)
        for (old, new), ratio in zip(pairs, ratios, strict=True)
    )
    wide = b.matmul(x, constant(np.ascontiguousarray(columns.T)))
    return b.matmul(constant(rows), wide)


def _interpolation(
    old: int, new: int, ratio: float, align_corners: bool
) -> NDArray[np.float32]:
    """(new, old): each row mixes the two neighbours of a new pixel."""
    if align_corners:
        places = np.arange(new) * ((old - 1) / max(new - 1, 1))
    else:
        places = np.maximum((np.arange(new) + 0.5) * ratio - 0.5, 0)
    lower = np.minimum(np.floor(places).astype(int), old - 1)
    upper = np.minimum(lower + 1, old - 1)
    share = places - lower
    matrix = np.zeros((new, old), np.float32)
    matrix[np.arange(new), lower] += 1 - share
    matrix[np.arange(new), upper] += share
    return matrix


@lowers("pixel_shuffle.default")
def pixel_shuffle(call: Call, x: Value, factor: int) -> Value:
    """TensorFlow orders the channels that become pixels otherwise: they are sorted."""
    if x.rank != 4 or factor == 1:
        if factor == 1:
            return x
        raise LoweringError("pixel_shuffle of a tensor that is no batch of images")
    channels = x.shape[1]
    assert isinstance(channels, int)
    kept = channels // factor**2
    order = np.arange(channels, dtype=np.int32).reshape(kept, factor * factor).T.ravel()
    last = b.to_last(x)
    if kept != 1:
        last = b.gather(last, constant(np.ascontiguousarray(order)), 3)
    batch, height, width = last.shape[:3]
    shape = (batch, height * factor, width * factor, kept)
    y = b.node(
        "DepthToSpace",
        (last,),
        shape,
        x.dtype,
        block_size=factor,
        data_format="NHWC",
    )
    return b.to_first(y)
