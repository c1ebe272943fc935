"""Copies that elementwise operations make by themselves."""

from __future__ import annotations

from collections.abc import Callable

from ..ir import build as b
from ..ir.graph import Graph, Node, Value, rewrite


def without_broadcasts(graph: Graph) -> Graph:
    """Elementwise operations take what was to be broadcast for them."""
    return rewrite(graph, _rule)


def _rule(node: Node, uses: Callable[[Value], int]) -> Value | None:
    if node.definition.category != "elementwise" or len(node.inputs) < 2:
        return None
    inputs = list(node.inputs)
    for place, value in enumerate(inputs):
        if value.node.op == "BroadcastTo":
            shorter = value.node.inputs[0]
            others = [v.shape for v in (*inputs[:place], *inputs[place + 1 :])]
            if b.broadcast(shorter.shape, *others) == node.types[0].shape:
                inputs[place] = shorter
    if inputs == list(node.inputs):
        return None
    return node.with_inputs(inputs).out
