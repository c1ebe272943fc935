"""NaN stays NaN where activations and extremes would make a number of it.

On the WASM of TensorFlow.js, ReLU6, poolings and what is fused lose NaN, and Maximum
and Minimum do if it is their second operand (see findings/tfjs-wasm-loses-nan.sh). Only
what may be NaN is computed in another way: what comes from a logarithm, a root, a
quotient, or from a constant that is NaN.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..ir import build as b
from ..ir.graph import Graph, Node, Value, rewrite


def with_nans(graph: Graph) -> Graph:
    """Compute activations and extremes of what may be NaN so that it stays."""
    doubtful: set[Value] = set()

    def rule(node: Node, uses: Callable[[Value], int]) -> Value | None:
        held = node.array
        if held is not None and held.dtype == np.float32 and np.isnan(held).any():
            doubtful.add(node.out)
            return None
        if node.definition.makes_nan and not _is_safe(node):
            doubtful.add(node.out)
        doubtful_inputs = [value for value in node.inputs if value in doubtful]
        if not doubtful_inputs or node.types[0].dtype != "float32":
            return None
        result = _kept(node, doubtful_inputs)
        doubtful.add(result or node.out)
        return result

    return rewrite(graph, rule)


def _kept(node: Node, doubtful: list[Value]) -> Value | None:
    limits = node.definition.limits
    if limits is not None:
        low, high = limits
        result = b.binary("Maximum", node.inputs[0], b.scalar(low))
        return result if high is None else b.binary("Minimum", result, b.scalar(high))
    if node.definition.loses_nan:
        return _with_missing(node)
    if node.definition.loses_second_nan and node.inputs[1] in doubtful:
        first, second = node.inputs
        if first not in doubtful:
            return b.binary(node.op, second, first)
        missing = b.unary("IsNan", second, "bool")
        return b.select(missing, second, b.binary(node.op, first, second))
    return None


def _with_missing(node: Node) -> Value:
    """Put NaN wherever a window holds it: a pooling of where it is finds that."""
    missing = b.cast(b.unary("IsNan", node.inputs[0], "bool"), "float32")
    shape = node.types[0].shape
    seen = b.node("MaxPool", (missing,), shape, "float32", **node.attrs)
    lost = b.binary("Greater", seen, b.scalar(0.0), "bool")
    return b.select(lost, b.scalar(float("nan")), node.out)


def _is_safe(node: Node) -> bool:
    """Whether it is a root or a logarithm of what cannot be below zero, or alike."""
    if len(node.inputs) == 2:
        divisor = node.inputs[1].array
        return node.op != "Pow" and divisor is not None and bool(np.all(divisor != 0))
    return _is_never_negative(node.inputs[0], 8)


def _is_never_negative(value: Value, depth: int) -> bool:
    if value.array is not None:
        return bool((value.array >= 0).all())
    node, definition = value.node, value.node.definition
    if definition.never_negative:
        return True
    if depth == 0 or not node.inputs:
        return False
    if definition.affine and len(set(node.inputs)) == 1:
        return node.op == "Mul" or _is_never_negative(node.inputs[0], depth - 1)
    if definition.keeps_sign:
        return all(_is_never_negative(source, depth - 1) for source in node.inputs)
    return False
