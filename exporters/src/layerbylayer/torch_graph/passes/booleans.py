"""Booleans as integers, for operations that TensorFlow.js's WASM gets wrong with them.

Its kernels read and write four bytes where a boolean has one (seen in 4.22).
"""

from __future__ import annotations

from collections.abc import Callable

from ..ir import build as b
from ..ir.graph import Graph, Node, TensorType, Value, rewrite


def integers_for_booleans(graph: Graph) -> Graph:
    """Let such operations work on 0 and 1, and make booleans of the result."""
    return rewrite(graph, _by_integers)


def _by_integers(node: Node, uses: Callable[[Value], int]) -> Value | None:
    (kind, *_) = node.types
    if not node.definition.wide_booleans or kind.dtype != "bool":
        return None
    # A condition stays what it is.
    data = len(node.inputs) - node.definition.wide_booleans
    inputs = [
        value if index < data else b.cast(value, "int32")
        for index, value in enumerate(node.inputs)
    ]
    types = (TensorType(kind.shape, "int32"),)
    return b.truth(Node(node.op, tuple(inputs), types, node.attrs, line=node.line).out)
