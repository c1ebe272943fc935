"""Images in other sizes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from ..ir import build as b
from ..ir.graph import Value, constant
from .registry import Call, LoweringError, lowers

WIDE = 3
Pair = tuple[Any, Any]
"""The old and the new length of an axis; either may be open."""


def _pairs(x: Value, call: Call) -> list[Pair]:
    """(old, new) lengths of the spatial axes."""
    return list(zip(x.shape[2:], call.type.shape[2:], strict=True))


def _is_known(pairs: Sequence[Pair]) -> bool:
    return all(isinstance(size, int) for pair in pairs for size in pair)


def _given(pairs: Sequence[Pair], factors: Sequence[float | None] | None) -> Any:
    return factors or [None] * len(pairs)


def _ratios(
    pairs: Sequence[Pair], factors: Sequence[float | None] | None
) -> list[float]:
    """Old pixels for one new pixel; PyTorch prefers a given factor to the sizes."""
    return [
        1 / factor if factor else old / new
        for (old, new), factor in zip(pairs, _given(pairs, factors), strict=True)
    ]


def _ratio(pair: Pair, factor: float | None) -> Value:
    """The same for an open size, as a number that is computed."""
    if factor:
        return b.scalar(float(np.float32(1 / factor)))
    old, new = (
        b.scalar(float(size))
        if isinstance(size, int)
        else b.cast(b.size(size), "float32")
        for size in pair
    )
    return b.div(old, new)


def _places(pair: Pair, factor: float | None, offset: float) -> Value:
    """Where each new pixel lies among the old ones, of an open size: a vector."""
    steps = b.plus(b.cast(b.arange(pair[1]), "float32"), offset)
    return b.mul(steps, _ratio(pair, factor))


def _limit(size: Any) -> Value:
    """The last place of an axis, an int32."""
    if isinstance(size, int):
        return b.scalar(size - 1, "int32")
    return b.sub(b.size(size), b.scalar(1, "int32"))


def _nearest(call: Call, x: Value, factors: Any, offset: float) -> Value:
    pairs = _pairs(x, call)
    if not _is_known(pairs):
        for axis, pair in enumerate(pairs, start=2):
            places = _places(pair, _given(pairs, factors)[axis - 2], offset)
            picked = b.cast(b.unary("Floor", places), "int32")
            picked = b.binary("Minimum", picked, _limit(pair[0]))
            x = b.gather(x, picked, axis)
        return x
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
        pairs = _pairs(x, call)
        if not _is_known(pairs):
            whole = all(f and float(f).is_integer() for f in _given(pairs, factors))
        else:
            whole = all(
                new % old == 0 and ratio == old / new
                for (old, new), ratio in zip(
                    pairs, _ratios(pairs, factors), strict=True
                )
            )
        if whole:
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


EXACT = [f"_upsample_nearest_exact{rank}d" for rank in (1, 2, 3)]


@lowers(*(f"{name}.vec" for name in EXACT))
def nearest_exact(call: Call, x: Value, size: Any, factors: Any) -> Value:
    """Pixels are compared by their centres."""
    return _nearest(call, x, factors, 0.5)


@lowers(*(f"{name}.default" for name in EXACT))
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
    pairs = _pairs(x, call)
    scales = _given(pairs, factors)
    if align_corners or not any(scales):
        return _resized("ResizeBilinear", call, x, align_corners, not align_corners)
    if not _is_known(pairs):
        if all(factor and float(factor).is_integer() for factor in scales):
            return _resized("ResizeBilinear", call, x, False, True)
        for axis, (pair, factor) in enumerate(zip(pairs, scales, strict=True), start=2):
            x = _mixed(x, axis, pair, factor)
        return x
    ratios = _ratios(pairs, factors)
    if all(r == old / new for (old, new), r in zip(pairs, ratios, strict=True)):
        return _resized("ResizeBilinear", call, x, False, True)
    return _by_matrices(
        x,
        [
            _interpolation(old, new, ratio)
            for (old, new), ratio in zip(pairs, ratios, strict=True)
        ],
    )


@lowers("upsample_bilinear2d.default")
def bilinear(
    call: Call, x: Value, size: Any, align_corners: bool, *factors: Any
) -> Value:
    """Interpolate, with each factor by itself."""
    return bilinear_vec(call, x, size, align_corners, list(factors) or None)


def _mixed(x: Value, axis: int, pair: Pair, factor: float | None) -> Value:
    """Mix the two neighbours of each new pixel along an axis of an open size."""
    places = b.plus(_places(pair, factor, 0.5), -0.5)
    places = b.binary("Maximum", places, b.scalar(0.0))
    below = b.unary("Floor", places)
    share = b.reshape(b.sub(places, below), (pair[1], *[1] * (x.rank - 1 - axis)))
    lower = b.binary("Minimum", b.cast(below, "int32"), _limit(pair[0]))
    upper = b.add(lower, b.scalar(1, "int32"))
    upper = b.binary("Minimum", upper, _limit(pair[0]))
    low, high = b.gather(x, lower, axis), b.gather(x, upper, axis)
    return b.add(low, b.mul(b.sub(high, low), share))


def _by_matrices(x: Value, matrices: Sequence[NDArray[np.float32]]) -> Value:
    """Multiply with a matrix (new, old) along height, and with one along width."""
    rows, columns = matrices
    wide = b.matmul(x, constant(np.ascontiguousarray(columns.T)))
    return b.matmul(constant(rows), wide)


def _interpolation(old: int, new: int, ratio: float) -> NDArray[np.float32]:
    """(new, old): each row mixes the two neighbours of a new pixel."""
    places = np.maximum((np.arange(new) + 0.5) * ratio - 0.5, 0)
    lower = np.minimum(np.floor(places).astype(int), old - 1)
    upper = np.minimum(lower + 1, old - 1)
    share = places - lower
    matrix = np.zeros((new, old), np.float32)
    matrix[np.arange(new), lower] += 1 - share
    matrix[np.arange(new), upper] += share
    return matrix


@lowers(
    "_upsample_bilinear2d_aa.default",
    "_upsample_bicubic2d_aa.default",
)
def antialiased(
    call: Call, x: Value, size: Any, align_corners: bool, *factors: Any
) -> Value:
    """Products with matrices; PyTorch itself says what is in them."""
    pairs = _pairs(x, call)
    if not _is_known(pairs):
        raise LoweringError("antialiased resizing with an open size of the image")
    name = call.target.split(".")[1]
    resize = getattr(torch.ops.aten, name).default
    matrices = []
    for (old, new), factor in zip(pairs, _given(pairs, factors), strict=True):
        # Each column of an identity, as an image of equal columns, gives one of it.
        # Of images one pixel wide PyTorch repeats the first row.
        columns = torch.eye(old).reshape(1, old, old, 1).repeat(1, 1, 1, WIDE)
        resized = resize(columns, [new, WIDE], align_corners, factor, None)
        matrices.append(resized[0, :, :, 0].T.contiguous().numpy())
    return _by_matrices(x, matrices)


@lowers("pixel_shuffle.default")
def pixel_shuffle(call: Call, x: Value, factor: int) -> Value:
    """TensorFlow orders the channels that become pixels otherwise: they are sorted."""
    if x.rank != 4 or factor == 1:
        if factor == 1:
            return x
        raise LoweringError("pixel_shuffle of a tensor that is no batch of images")
    channels = x.shape[1]
    assert isinstance(channels, int)
    out_channels = channels // factor**2
    order = (
        np.arange(channels, dtype=np.int32)
        .reshape(out_channels, factor * factor)
        .T.ravel()
    )
    last = b.to_last(x)
    if out_channels != 1:
        last = b.gather(last, constant(np.ascontiguousarray(order)), 3)
    batch, height, width = last.shape[:3]
    shape = (batch, height * factor, width * factor, out_channels)
    y = b.node(
        "DepthToSpace",
        (last,),
        shape,
        x.dtype,
        block_size=factor,
        data_format="NHWC",
    )
    return b.to_first(y)
