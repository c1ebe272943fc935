"""Subexpressions that are there twice."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from ..ir import Graph, Node, Value, rewrite

# Larger constants are the same only if they are the same array.
COMPARED = 1 << 16


def without_duplicates(graph: Graph) -> Graph:
    """Each operation on the same inputs once; each constant once."""
    seen: dict[Hashable, Node] = {}

    def rule(node: Node, uses: Callable[[Value], int]) -> tuple[Value, ...] | None:
        if node.op in ("Placeholder", "Unsupported"):
            return None
        first = seen.setdefault(_key(node), node)
        if first is node:
            return None
        return tuple(Value(first, index) for index in range(len(first.types)))

    return rewrite(graph, rule)


def _key(node: Node) -> Hashable:
    if node.array is None:
        attrs = tuple(sorted((k, str(v)) for k, v in node.attrs.items()))
        return node.op, node.inputs, attrs, node.types
    array = node.array
    if array.nbytes <= COMPARED:
        return str(array.dtype), array.shape, array.tobytes()
    place = array.__array_interface__["data"][0]
    return place, array.shape, array.strides, str(array.dtype)
