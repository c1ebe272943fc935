"""Nodes that only move data: what cancels, merges, or does nothing goes."""

from __future__ import annotations

from collections.abc import Callable

from ..ir import build as b
from ..ir.graph import Graph, Node, Value, rewrite


def merged_movement(graph: Graph) -> Graph:
    """Reshapes and Transposes of each other, of constants, of nothing."""
    return rewrite(graph, _rule)


def _rule(node: Node, uses: Callable[[Value], int]) -> Value | None:
    match node.op:
        case "Reshape":
            return _reshape(node)
        case "Transpose":
            return _transpose(node)
        case "Cast" if node.inputs[0].array is not None:
            return b.cast(node.inputs[0], node.types[0].dtype)
        case _ if node.definition.affine:
            return _above_reshape(node, uses)
        case _ if node.definition.activation and len(node.inputs) == 1:
            return _activation_above_reshape(node, uses)
    return None


def _reshape(node: Node) -> Value | None:
    (x,), target = node.inputs, node.types[0].shape
    if x.node.op == "Reshape":
        return b.reshape(x.node.inputs[0], target)
    if x.shape == target or x.array is not None:
        return b.reshape(x, target)
    return None


def merged_reductions(graph: Graph) -> Graph:
    """Join a reduction that keeps its axes and a Reshape that drops them.

    Only after the layout pass, which follows axes through reductions that keep them.
    """

    def rule(node: Node, uses: Callable[[Value], int]) -> Value | None:
        if node.op != "Reshape":
            return None
        (x,), target = node.inputs, node.types[0].shape
        inner = x.node
        if (
            inner.definition.category != "reduction"
            or uses(x) != 1
            or not inner.attrs["keep_dims"]
        ):
            return None
        axes = inner.attrs["axis"]
        if tuple(s for i, s in enumerate(x.shape) if i not in axes) != target:
            return None
        attrs = {"axis": axes, "keep_dims": False}
        return b.node(inner.op, inner.inputs, target, x.dtype, **attrs)

    return rewrite(graph, rule)


def _transpose(node: Node) -> Value | None:
    (x,), perm = node.inputs, node.attrs["perm"]
    if x.array is not None or perm == tuple(range(x.rank)):
        return b.transpose(x, perm)
    if x.node.op == "Transpose":
        inner = x.node.attrs["perm"]
        return b.transpose(x.node.inputs[0], [inner[axis] for axis in perm])
    moved = [axis for axis in perm if x.shape[axis] != 1]
    if moved == sorted(moved):  # no number changes its place in memory
        return b.reshape(x, node.types[0].shape)
    return None


def _above_reshape(node: Node, uses: Callable[[Value], int]) -> Value | None:
    """A bias or factor of each channel, before a Reshape that keeps the channels."""
    x, term = node.inputs
    if x.array is not None:
        x, term = term, x
    inner = x.node
    if inner.op != "Reshape" or uses(x) != 1 or term.array is None:
        return None
    source = inner.inputs[0]
    if (
        not _is_fusable(source.node)
        or not source.rank
        or source.shape[-1] != x.shape[-1]
    ):
        return None
    if not is_per_channel(term, x) or node.types[0].shape != x.shape:
        return None
    vector = b.reshape(term, (term.array.size,)) if term.rank else term
    return b.reshape(b.binary(node.op, source, vector), x.shape)


def _is_fusable(node: Node) -> bool:
    """Whether a bias or an activation may become a part of it (see fusion.py)."""
    return bool(node.definition.fused_as) or node.definition.affine


def _activation_above_reshape(node: Node, uses: Callable[[Value], int]) -> Value | None:
    (x,) = node.inputs
    if x.node.op != "Reshape" or uses(x) != 1:
        return None
    source = x.node.inputs[0]
    if _is_fusable(source.node):
        return b.reshape(b.unary(node.op, source, **node.attrs), x.shape)
    return None


def is_per_channel(term: Value, x: Value) -> bool:
    """Tell whether a constant has one number for each channel, or one for all."""
    if term.array is None or term.rank > x.rank:
        return False
    outer = term.shape[:-1]
    return all(size == 1 for size in outer) and (term.array.size in (1, x.shape[-1]))
