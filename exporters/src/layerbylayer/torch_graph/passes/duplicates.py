"""Subexpressions that are there twice."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable

import numpy as np

from ..ir.graph import Graph, Node, Value, rewrite


def eliminate_common_subexpressions(graph: Graph) -> Graph:
    """Each operation on the same inputs once; each constant once."""
    seen: dict[Hashable, Node] = {}

    def rule(node: Node, uses: Callable[[Value], int]) -> tuple[Value, ...] | None:
        if node.definition.category == "source" and node.array is None:
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
    array = np.ascontiguousarray(node.array)
    flat = array.reshape(-1).view(np.uint8)
    content = hashlib.blake2b(flat.data, digest_size=16).digest()
    # ascontiguousarray makes a vector of a scalar: the shape is the old one.
    return str(array.dtype), node.array.shape, content
