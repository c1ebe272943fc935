"""Softmax; attention is made of it and of products."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from .. import build as b
from ..ir import Value, constant
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
    return b.transpose(b.unary("Softmax", moved), back)


@lowers("_safe_softmax.default")
def safe_softmax(call: Call, x: Value, axis: int, *_: Any) -> Value:
    """Zeros where a whole row is masked out by -inf."""
    peak = b.reduce("Max", x, (axis,), keep=True)
    masked = b.binary("Less", peak, b.scalar(-3e38), "bool")
    even = b.select(masked, b.scalar(0.0), x)
    return b.select(masked, b.scalar(0.0), softmax(call, even, axis))


@lowers("_log_softmax.default", "log_softmax.int")
def log_softmax(call: Call, x: Value, axis: int, *_: Any) -> Value:
    """X - max - log sum exp(x - max)."""
    if x.rank == 0:
        return b.times(x, 0.0)
    x = b.cast(x, "float32")
    shifted = b.sub(x, b.reduce("Max", x, (axis,), keep=True))
    total = b.reduce("Sum", b.unary("Exp", shifted), (axis,), keep=True)
    return b.sub(shifted, b.unary("Log", total))


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
    given = {**dict(zip(names, positional, strict=False)), **named}
    mask = given.get("attn_mask", given.get("mask"))
    if given.get("dropout_p"):
        raise LoweringError("dropout while it is evaluated")
    if given.get("enable_gqa"):
        raise LoweringError("enable_gqa; repeat the keys and values")
    scale = given.get("scale") or 1 / math.sqrt(int(query.shape[-1]))
    order = (*range(key.rank - 2), key.rank - 1, key.rank - 2)
    scores = b.matmul(b.times(query, scale), b.transpose(key, order))
    if given.get("is_causal"):
        sizes = scores.shape[-2:]
        if not all(isinstance(size, int) for size in sizes):
            raise LoweringError(
                "is_causal with an open number of positions; pass a mask"
            )
        allowed = np.tril(np.ones(sizes, bool))
        mask = constant(allowed)
    if mask is not None and mask.dtype == "bool":
        scores = b.select(mask, scores, b.scalar(-3e38))
    elif mask is not None:
        scores = b.add(scores, mask)
    mixed = b.matmul(b.unary("Softmax", scores), value)
    return (mixed, None) if flash else mixed
