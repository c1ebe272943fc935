"""Multiplications and additions of constants: collected, then put into the weights."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..ir import build as b
from ..ir.graph import Graph, Node, Value, constant, rewrite
from .movement import is_per_channel

Uses = Callable[[Value], int]


def canonical(graph: Graph) -> Graph:
    """Constants stand right; x - c is x + -c; factors come before terms."""
    return rewrite(graph, _canonical)


def _canonical(node: Node, uses: Uses) -> Value | None:
    if len(node.inputs) != 2 or node.types[0].dtype != "float32":
        return None
    x, c = node.inputs
    op = node.op
    if node.definition.affine and x.array is not None and c.array is None:
        return _collected(op, c, x, uses) or b.binary(op, c, x)
    if c.array is None or x.array is not None:
        return None
    if op == "Sub":
        return b.add(x, constant(-c.array))
    if op == "RealDiv" and np.all(c.array != 0):
        return b.mul(x, constant(np.float32(1) / c.array))
    if node.definition.affine:
        return _collected(op, x, c, uses)
    return None


def _collected(op: str, x: Value, c: Value, uses: Uses) -> Value | None:
    """One constant for two."""
    inner = x.node
    assert c.array is not None
    neutral = 0 if op == "AddV2" else 1
    if b.broadcast(x.shape, c.shape) == x.shape and np.all(c.array == neutral):
        return x
    if not inner.definition.affine or uses(x) != 1:
        return None
    y, before = inner.inputs
    if before.array is None or y.array is not None:
        return None
    if inner.op == op:
        both = before.array + c.array if op == "AddV2" else before.array * c.array
        if b.broadcast(y.shape, both.shape) != b.broadcast(x.shape, c.shape):
            return None
        return b.binary(op, y, constant(both))
    if op == "Mul":
        both = before.array * c.array
        if b.broadcast(x.shape, c.shape) != x.shape or x.shape != y.shape:
            return None
        return b.add(b.mul(y, c), constant(both))
    return None


def fold_scales(graph: Graph, *, kept_apart: bool = False) -> Graph:
    """Factors of each channel, after or before a product, go into its weights.

    With `kept_apart` they are multiplied with the weights when the model runs, together
    with what brings each channel of the weights to the range from -1 to 1. Stored with
    few bits, all channels then have all of these.
    """

    def rule(node: Node, uses: Uses) -> Value | None:
        if node.op == "Mul":
            return _factor_after(node, uses, kept_apart)
        if node.definition.output_channel_axes:
            return _factor_before(node, uses, kept_apart)
        return None

    return rewrite(graph, rule)


def _factor_after(node: Node, uses: Uses, kept_apart: bool) -> Value | None:
    x, factor = node.inputs
    product = x.node
    axes = product.definition.output_channel_axes
    if not axes or uses(x) != 1 or factor.array is None:
        return None
    if not is_per_channel(factor, x):
        return None
    weights = product.inputs[1]
    shape = [size if i in axes else 1 for i, size in enumerate(weights.shape)]
    vector: NDArray[Any] = factor.array.reshape(-1)
    vector = vector.reshape(shape) if vector.size != 1 else vector
    if weights.array is None:
        return None
    scaled = _scaled(weights, vector, kept_apart, axes)
    return product.with_inputs((product.inputs[0], scaled)).out


def _factor_before(node: Node, uses: Uses, kept_apart: bool) -> Value | None:
    x, weights = node.inputs
    if x.node.op != "Mul" or uses(x) != 1 or weights.array is None:
        return None
    y, factor = x.node.inputs
    if factor.array is None or y.array is not None or y.shape != x.shape:
        return None
    if not is_per_channel(factor, x):
        return None
    axis = node.definition.input_channel_axis
    vector: NDArray[Any] = factor.array.reshape(-1)
    if vector.size != 1:
        vector = vector.reshape([-1 if i == axis else 1 for i in range(weights.rank)])
    # These are few, in a network's first layer: they go into the weights for good.
    scaled = _scaled(weights, vector, False, ())
    return node.with_inputs((y, scaled)).out


def _scaled(
    weights: Value, factor: NDArray[Any], kept_apart: bool, axes: Sequence[int]
) -> Value:
    """The weights with a factor of each channel."""
    assert weights.array is not None
    name = weights.node.name
    factor = factor.astype(np.float32)
    if not kept_apart:
        return constant(weights.array * factor, name)
    others = tuple(i for i in range(weights.rank) if i not in axes)
    peak = np.abs(weights.array).max(axis=others, keepdims=True)
    peak[peak == 0] = 1
    return b.mul(constant(weights.array / peak, name), constant(factor * peak))
