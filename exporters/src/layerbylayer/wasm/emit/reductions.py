"""Reductions along axes, and what looks for places."""

from __future__ import annotations

from itertools import groupby
from math import prod

from ...torch_graph.ir.graph import Node, Shape
from .registry import EmitError, Emitter, emits, numel, suffix


def around(shape: Shape, axis: int) -> tuple[int, int, int]:
    """Sizes before an axis, of it, and behind it."""
    return prod(shape[:axis]), shape[axis], prod(shape[axis + 1 :])


@emits("Max", "Mean", "Min", "Prod", "Sum")
def reduction(emitter: Emitter, node: Node) -> None:
    """Reduce axes: those that follow on each other in one go."""
    (x,), axes = node.inputs, node.attrs["axis"]
    if x.dtype == "bool" or (node.op == "Mean" and x.dtype != "float32"):
        raise EmitError(f"it has no kernel for {x.dtype}")
    kernel = ("Sum" if node.op == "Mean" else node.op) + suffix(x.dtype)
    parts = [
        (reduced, prod(x.shape[axis] for axis in group))
        for reduced, group in groupby(range(x.rank), lambda axis: axis in axes)
    ]
    parts = [part for part in parts if part[1] != 1]
    place = emitter.place(x)
    while any(reduced for reduced, _ in parts):
        at = next(i for i, (reduced, _) in enumerate(parts) if reduced)
        sizes = [size for _, size in parts]
        outer, length, inner = around(tuple(sizes), at)
        del parts[at]
        last = not any(reduced for reduced, _ in parts)
        to = emitter.result(node) if last else emitter.room(outer * inner)
        factor = 1 / length if node.op == "Mean" else 1.0
        emitter.call(kernel, to, place, outer, length, inner, factor)
        place = to
    if node.out not in emitter.places:
        emitter.alias(node, place)


@emits("ArgMax", "ArgMin")
def extreme(emitter: Emitter, node: Node) -> None:
    """Find the place of the largest or smallest along an axis."""
    (x,) = node.inputs
    sizes = around(x.shape, node.attrs["dimension"])
    kernel = node.op + suffix(x.dtype)
    emitter.call(kernel, emitter.result(node), emitter.place(x), *sizes)


@emits("Cumsum", "Cumprod")
def cumulative(emitter: Emitter, node: Node) -> None:
    """Sum up, or multiply, what comes before."""
    (x,) = node.inputs
    emitter.call(
        node.op + suffix(x.dtype),
        emitter.result(node),
        emitter.place(x),
        *around(x.shape, node.attrs["axis"]),
        int(node.attrs["exclusive"]),
        int(node.attrs["reverse"]),
    )


@emits("Softmax")
def softmax(emitter: Emitter, node: Node) -> None:
    """Along the last axis."""
    x, y = emitter.place(node.inputs[0]), emitter.result(node)
    columns = node.types[0].shape[-1]
    rows = numel(node.out) // columns
    emitter.call("Softmax", y, x, rows, columns, over=(x,))


@emits("TopKV2")
def top_k(emitter: Emitter, node: Node) -> None:
    """Find the largest of each row, and their places."""
    (x,) = node.inputs
    columns = x.shape[-1]
    emitter.call(
        "TopKV2" + suffix(x.dtype),
        emitter.result(node, 0),
        emitter.result(node, 1),
        emitter.place(x),
        numel(x) // columns,
        columns,
        node.attrs["k"],
    )
