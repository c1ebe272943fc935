"""A matrix that is multiplied by in two shapes is copied for the second.

A Reshape shares the memory of its operand. On the WASM of TensorFlow.js, a product with
a batch of 1 is prepared for its second operand's memory, and the next one with the same
memory takes what was prepared, whatever its shape (see
findings/tfjs-wasm-matmul-forgets-a-shape.sh). So x times x transposed, where one axis
is 1, and then times x, computes wrongly or reads what is not its own.
"""

from __future__ import annotations

from collections.abc import Callable

from ..ir import build as b
from ..ir.graph import Graph, Node, Value, rewrite


def with_own_matrices(graph: Graph) -> Graph:
    """Multiply by copies of what has been multiplied by in another shape."""
    first: dict[Value, Value] = {}

    def rule(node: Node, uses: Callable[[Value], int]) -> Value | None:
        if node.definition.rule != "matrix product":
            return None
        data, matrix, *others = node.inputs
        if first.setdefault(_memory(matrix), matrix).shape == matrix.shape:
            return None
        copy = b.binary("Mul", matrix, b.scalar(1.0))
        return node.with_inputs([data, copy, *others]).out

    return rewrite(graph, rule)


def _memory(value: Value) -> Value:
    while value.node.op == "Reshape":
        value = value.node.inputs[0]
    return value
