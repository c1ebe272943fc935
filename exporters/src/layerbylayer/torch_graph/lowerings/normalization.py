"""Normalizations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..ir import build as b
from ..ir.graph import Dim, Value, constant
from .registry import Call, lowers, refuses

refuses(
    "it normalizes by its batch, as in training; call eval() on its module",
    "_native_batch_norm_legit_functional",
    "native_batch_norm",
)


def _channels(x: Value, rank: int) -> Value:
    """A vector, one number for each channel, along axis 1."""
    return b.reshape(x, (1, x.shape[0], *[1] * (rank - 2))) if rank > 1 else x


@lowers("_native_batch_norm_legit_no_training.default")
def batch_norm(
    call: Call,
    x: Value,
    weight: Value | None,
    bias: Value | None,
    mean: Value,
    variance: Value,
    momentum: float,
    epsilon: float,
) -> Any:
    """Multiply and add numbers that are computed here and now."""
    parts = [mean.array, variance.array]
    parts += [v.array for v in (weight, bias) if v is not None]
    if any(part is None for part in parts):
        factors = b.unary("Rsqrt", b.plus(variance, epsilon))
        centred = b.sub(x, _channels(mean, x.rank))
        y = b.mul(centred, _channels(factors, x.rank))
        return (_affine(y, weight, bias), None, None)
    assert mean.array is not None and variance.array is not None
    scale = 1 / np.sqrt(variance.array.astype(np.float64) + epsilon)
    if weight is not None and weight.array is not None:
        scale = scale * weight.array
    shift = -mean.array * scale
    if bias is not None and bias.array is not None:
        shift = shift + bias.array
    factors = _channels(constant(scale.astype(np.float32)), x.rank)
    terms = _channels(constant(shift.astype(np.float32)), x.rank)
    return (b.add(b.mul(x, factors), terms), None, None)


def _normalized(x: Value, axes: Sequence[int], epsilon: float) -> Value:
    """Mean 0 and variance 1 along some axes."""
    centred = b.sub(x, b.reduce("Mean", x, axes, keep=True))
    variance = b.reduce("Mean", b.unary("Square", centred), axes, keep=True)
    return b.mul(centred, b.unary("Rsqrt", b.plus(variance, epsilon)))


@lowers("native_layer_norm.default")
def layer_norm(
    call: Call,
    x: Value,
    shape: Sequence[int],
    weight: Value | None,
    bias: Value | None,
    epsilon: float,
) -> Any:
    """Along the last axes."""
    y = _normalized(x, range(x.rank - len(shape), x.rank), epsilon)
    y = y if weight is None else b.mul(y, weight)
    return (y if bias is None else b.add(y, bias), None, None)


@lowers("native_group_norm.default")
def group_norm(
    call: Call,
    x: Value,
    weight: Value | None,
    bias: Value | None,
    batch: Dim,
    channels: int,
    size: Dim,
    groups: int,
    epsilon: float,
) -> Any:
    """Over the channels of each group and all positions; with channels last."""
    last = b.to_last(x) if x.rank > 2 else x
    split = b.reshape(last, (batch, size, groups, channels // groups))
    y = b.reshape(_normalized(split, (1, 3), epsilon), last.shape)
    y = y if weight is None else b.mul(y, weight)
    y = y if bias is None else b.add(y, bias)
    return (b.to_first(y) if x.rank > 2 else y, None, None)


@lowers("_native_batch_norm_legit.no_stats")
def batch_norm_by_batch(
    call: Call,
    x: Value,
    weight: Value | None,
    bias: Value | None,
    training: bool,
    momentum: float,
    epsilon: float,
) -> Any:
    """By the statistics of the batch itself."""
    axes = [axis for axis in range(x.rank) if axis != 1]
    return (_affine(_normalized(x, axes, epsilon), weight, bias), None, None)


@lowers("instance_norm.default")
def instance_norm(
    call: Call,
    x: Value,
    weight: Value | None,
    bias: Value | None,
    mean: Value | None,
    variance: Value | None,
    use_input_stats: bool,
    momentum: float,
    epsilon: float,
    *_: Any,
) -> Value:
    """Over the positions of each channel."""
    if not use_input_stats:
        assert mean is not None and variance is not None
        first: Value
        first, *_rest = batch_norm(call, x, weight, bias, mean, variance, 0, epsilon)
        return first
    return _affine(_normalized(x, range(2, x.rank), epsilon), weight, bias)


def _affine(y: Value, weight: Value | None, bias: Value | None) -> Value:
    y = y if weight is None else b.mul(y, _channels(weight, y.rank))
    return y if bias is None else b.add(y, _channels(bias, y.rank))
