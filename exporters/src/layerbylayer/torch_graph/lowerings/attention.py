"""Softmax; attention is made of it and of products."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..ir import build as b
from ..ir.graph import Value, constant
from .registry import Call, LoweringError, lowers


def _last(x: Value, axis: int) -> tuple[Value, tuple[int, ...]]:
    """The axis moved to the end, and the way back."""
    axis %= x.rank
    order = (*(i for i in range(x.rank) if i != axis), axis)
    return b.transpose(x, order), tuple(int(i) for i in np.argsort(order))


@lowers("_softmax.default", "softmax.int")
def softmax(call: Call, x: Value, axis: int, *_: Any) -> Value:
    """TensorFlow.js has it along the last axis."""
    if x.rank == 0:
        return b.add(b.times(x, 0.0), b.scalar(1.0))
    x = b.cast(x, "float32")
    moved, back = _last(x, axis)
    result = b.transpose(b.unary("Softmax", moved), back)
    if not _may_be_masked_out(x, axis):
        return result
    return b.select(_masked_out(x, axis), b.unary("Log", b.scalar(-1.0)), result)


def _masked_out(x: Value, axis: int) -> Value:
    """Where all along an axis is -inf, for which -LARGEST stands."""
    peak = b.reduce("Max", x, (axis,), keep=True)
    return b.binary("LessEqual", peak, b.scalar(-math.inf), "bool")


def _may_be_masked_out(x: Value, axis: int) -> bool:
    """Whether there may be a row of nothing but -inf, by what the model writes there.

    PyTorch gives NaN for these, and TensorFlow.js the same share to all.
    """
    axis %= x.rank
    masks = _masks(x, 6)
    rows = [
        mask.all(axis=axis - x.rank).any() if mask.ndim >= x.rank - axis else True
        for mask in masks
        if mask is not None and mask.any()
    ]
    return any(rows) or any(mask is None for mask in masks)


def _masks(x: Value, depth: int) -> list[NDArray[np.bool_] | None]:
    """Where a value is -inf, for each place that may write it; None for who knows."""
    if x.array is not None:
        return [x.array <= -b.LARGEST] if x.dtype == "float32" else []
    node = x.node
    if depth == 0 or node.definition.category not in ("elementwise", "movement"):
        return []
    if node.op == "SelectV2":
        condition, *branches = node.inputs
        masks = [mask for branch in branches for mask in _masks(branch, depth - 1)]
        if not any(mask is None or mask.any() for mask in masks):
            return []
        if condition.array is None:
            return [None]
        first, second = (_is_infinite(branch) for branch in branches)
        if first == second:
            return [None]
        return [condition.array if first else ~condition.array]
    data = node.inputs[: node.definition.laid_out_inputs]
    masks = [mask for value in data for mask in _masks(value, depth - 1)]
    known = node.definition.affine and all(mask is not None for mask in masks)
    if known or not any(mask is None or mask.any() for mask in masks):
        return masks
    return [None]


def _is_infinite(x: Value) -> bool:
    return x.array is not None and bool((x.array <= -b.LARGEST).all())


@lowers("_safe_softmax.default")
def safe_softmax(call: Call, x: Value, axis: int, *_: Any) -> Value:
    """Zeros where a whole row is masked out by -inf."""
    moved, back = _last(b.cast(x, "float32"), axis)
    mixed = b.transpose(b.unary("Softmax", moved), back)
    return b.select(_masked_out(x, axis), b.scalar(0.0), mixed)


@lowers("_log_softmax.default", "log_softmax.int")
def log_softmax(call: Call, x: Value, axis: int, *_: Any) -> Value:
    """X - max - log sum exp(x - max)."""
    if x.rank == 0:
        return b.times(x, 0.0)
    x = b.cast(x, "float32")
    shifted = b.sub(x, b.reduce("Max", x, (axis,), keep=True))
    total = b.reduce("Sum", b.unary("Exp", shifted), (axis,), keep=True)
    return b.sub(shifted, b.unary("Log", total))


def _repeated(x: Value, heads: Any) -> Value:
    """Each head of keys or values once for each head of queries that shares it."""
    *outer, own, positions, features = x.shape
    times = heads // own
    if times == 1:
        return x
    apart = b.reshape(x, (*outer, own, 1, positions, features))
    copied = b.tile(apart, [*[1] * len(outer), 1, times, 1, 1])
    return b.reshape(copied, (*outer, heads, positions, features))


def _leaves_some(mask: Value) -> bool:
    """Whether a mask is known to let each row see something."""
    if mask.array is None:
        return False
    seen = mask.array if mask.dtype == "bool" else mask.array > -b.LARGEST
    return mask.rank > 0 and bool(seen.any(axis=-1).all())


@lowers(
    "scaled_dot_product_attention.default",
    "_scaled_dot_product_flash_attention_for_cpu.default",
)
def scaled_dot_product_attention(
    call: Call,
    query: Value,
    key: Value,
    value: Value,
    *positional: Any,
    **named: Any,
) -> Any:
    """softmax(q k^T / sqrt d + mask) v; queries are (..., positions, features)."""
    flash = "flash" in call.target
    names = ("dropout_p", "is_causal") if flash else ("mask", "dropout_p", "is_causal")
    arguments = {**dict(zip(names, positional, strict=False)), **named}
    mask = arguments.get("attn_mask", arguments.get("mask"))
    if arguments.get("dropout_p"):
        raise LoweringError("dropout while it is evaluated")
    if arguments.get("enable_gqa"):
        key, value = (_repeated(heads, query.shape[-3]) for heads in (key, value))
    scale = arguments.get("scale") or 1 / math.sqrt(int(query.shape[-1]))
    order = (*range(key.rank - 2), key.rank - 1, key.rank - 2)
    scores = b.matmul(b.times(query, scale), b.transpose(key, order))
    if arguments.get("is_causal"):
        sizes = scores.shape[-2:]
        if not all(isinstance(size, int) for size in sizes):
            raise LoweringError(
                "is_causal with an open number of positions; pass a mask"
            )
        allowed = np.tril(np.ones(sizes, bool))
        mask = constant(allowed)
    if mask is not None and mask.dtype == "bool":
        scores = b.select(mask, scores, b.scalar(-math.inf))
    elif mask is not None:
        scores = b.add(scores, mask)
    shares = b.unary("Softmax", scores)
    if mask is not None and not _leaves_some(mask):
        # PyTorch gives 0 where all is masked out.
        shares = b.select(_masked_out(scores, -1), b.scalar(0.0), shares)
    mixed = b.matmul(shares, value)
    return (mixed, None) if flash else mixed
