"""Products of matrices."""

from __future__ import annotations

from typing import Any

from ..ir import build as b
from ..ir.graph import Value
from .registry import Call, LoweringError, lowers


def product(call: Call, x: Value, y: Value) -> Value:
    """Multiply matrices of floats."""
    if call.dtype != "float32":
        raise LoweringError(
            "a product of integer matrices; TensorFlow.js has it for floats"
        )
    return b.matmul(x, y)


def _sum(start: Value, y: Value, beta: Any, alpha: Any) -> Value:
    y = b.times(y, float(alpha))
    return y if beta == 0 else b.add(y, b.times(start, float(beta)))


@lowers("mm.default", "bmm.default", "matmul.default")
def mm(call: Call, x: Value, y: Value) -> Value:
    """Two matrices, or stacks of as many."""
    return product(call, x, y)


@lowers("addmm.default", "baddbmm.default")
def addmm(
    call: Call, start: Value, x: Value, y: Value, *, beta: Any = 1, alpha: Any = 1
) -> Value:
    """Beta start + alpha x y."""
    return _sum(start, product(call, x, y), beta, alpha)


@lowers("mv.default")
def mv(call: Call, x: Value, y: Value) -> Value:
    """Multiply a matrix by a vector."""
    column = b.reshape(y, (*y.shape, 1))
    return b.reshape(product(call, x, column), call.type.shape)


@lowers("addmv.default")
def addmv(
    call: Call, start: Value, x: Value, y: Value, *, beta: Any = 1, alpha: Any = 1
) -> Value:
    """Beta start + alpha x y, of vectors."""
    return _sum(start, mv(call, x, y), beta, alpha)


@lowers("dot.default")
def dot(call: Call, x: Value, y: Value) -> Value:
    """Multiply two vectors, to one number."""
    if call.dtype != "float32":
        raise LoweringError(
            "a product of integer vectors; TensorFlow.js has it for floats"
        )
    return b.reduce("Sum", b.mul(x, y), (0,), keep=False)
