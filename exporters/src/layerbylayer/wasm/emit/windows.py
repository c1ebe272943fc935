"""Pooling and resizing of images."""

from __future__ import annotations

from math import prod

from ...torch_graph.ir.graph import Node
from .registry import Emitter, emits


def before(size: int, window: int, step: int, count: int, same: bool) -> int:
    """Count what padding "SAME" puts before an axis."""
    return max((count - 1) * step + window - size, 0) // 2 if same else 0


@emits("AvgPool", "AvgPool3D", "MaxPool", "MaxPool3D")
def pool(emitter: Emitter, node: Node) -> None:
    """Fold windows; images are of depth 1."""
    (x,), shape = node.inputs, node.types[0].shape
    flat = x.rank == 4
    depth = (1,) if flat else ()
    sizes, counts = (*depth, *x.shape[1:-1]), (*depth, *shape[1:-1])
    windows = (*depth, *node.attrs["ksize"][1:-1])
    steps = (*depth, *node.attrs["strides"][1:-1])
    same = node.attrs["padding"] == "SAME"
    starts = [
        before(*axis, same) for axis in zip(sizes, windows, steps, counts, strict=True)
    ]
    y = emitter.result(node)
    for image in range(x.shape[0]):
        emitter.call(
            node.op.removesuffix("3D"),
            y.moved(image * prod(shape[1:])),
            emitter.place(x).moved(image * prod(x.shape[1:])),
            *(*sizes, x.shape[-1], *counts, *windows, *steps, *starts),
        )


@emits("ResizeBilinear", "ResizeNearestNeighbor")
def resize(emitter: Emitter, node: Node) -> None:
    """Give images another size."""
    (x,), shape = node.inputs, node.types[0].shape
    y = emitter.result(node)
    for image in range(x.shape[0]):
        emitter.call(
            node.op,
            y.moved(image * prod(shape[1:])),
            emitter.place(x).moved(image * prod(x.shape[1:])),
            *(*x.shape[1:], *shape[1:3]),
            int(node.attrs["align_corners"]),
            int(node.attrs["half_pixel_centers"]),
        )
