"""Tensors from nothing but a shape; those of a known shape are constants already."""

from __future__ import annotations

from typing import Any

from ..ir import build as b
from ..ir.graph import Value
from .registry import Call, lowers


@lowers(
    "full.default",
    "full_like.default",
)
def full(call: Call, shape: Any, value: float, *_: Any, **__: Any) -> Value:
    """One number everywhere."""
    return b.broadcast_to(b.scalar(value, call.dtype), call.type.shape)


@lowers("new_full.default")
def new_full(call: Call, x: Any, shape: Any, value: float, **_: Any) -> Value:
    """Fill as `full` does, with an unused tensor in front."""
    return full(call, shape, value)


@lowers(
    "zeros.default", "zeros_like.default", "new_zeros.default", "empty.memory_format"
)
def zeros(call: Call, *_: Any, **__: Any) -> Value:
    """Zeros."""
    return full(call, None, 0)


@lowers("ones.default", "ones_like.default", "new_ones.default")
def ones(call: Call, *_: Any, **__: Any) -> Value:
    """Ones."""
    return full(call, None, 1)


@lowers("fill.Scalar")
def fill(call: Call, x: Any, value: float) -> Value:
    """One number everywhere, whatever was there."""
    return full(call, None, value)


@lowers("scalar_tensor.default")
def scalar_tensor(call: Call, value: Any, **_: Any) -> Value:
    """Make a tensor of a number."""
    return b.scalar(value, call.dtype)


@lowers("arange.start_step", "arange.start", "arange.default")
def arange(call: Call, *limits: Any, **_: Any) -> Value:
    """Numbers up to an open limit."""
    if len(limits) == 1:
        limits = (0, *limits)
    start, limit, *step = limits
    return b.node(
        "Range",
        (),
        call.type.shape,
        call.dtype,
        start=start,
        limit=limit,
        delta=step[0] if step else 1,
        Tidx=call.dtype,
    )
