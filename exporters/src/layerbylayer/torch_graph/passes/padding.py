"""Padding with zeros, as a part of the convolution that follows."""

from __future__ import annotations

from collections.abc import Callable

from ..ir.graph import Graph, Node, Value, rewrite


def padding_into_convolutions(graph: Graph) -> Graph:
    """Make a PadV2 before a convolution its padding."""
    return rewrite(graph, _rule)


def _rule(node: Node, uses: Callable[[Value], int]) -> Value | None:
    if not node.definition.absorbs_padding:
        return None
    x, kernel = node.inputs
    padded = x.node
    if padded.op != "PadV2" or padded.attrs["constant_values"] != 0:
        return None
    batch, *spatial, channels = padded.attrs["paddings"]
    if any((*batch, *channels)):
        return None
    pads = tuple(
        (low + more_low, high + more_high)
        for (low, high), (more_low, more_high) in zip(
            node.attrs["pads"], spatial, strict=True
        )
    )
    attrs = {**node.attrs, "pads": pads}
    return Node(
        node.op, (padded.inputs[0], kernel), node.types, attrs, line=node.line
    ).out
