"""Operations that compute nothing: where a number is, or another copy of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from math import prod

import numpy as np

from ...torch_graph.ir.graph import Node, Shape
from ..program.program import Pointer
from .registry import Emitter, emits, numel, vectors

AXES = 4
"""As many as the kernel `copy` takes."""


def strides(shape: Shape) -> list[int]:
    """How far neighbours along each axis are apart."""
    return [prod(shape[axis + 1 :]) for axis in range(len(shape))]


def strided(
    emitter: Emitter,
    to: Pointer,
    to_strides: Sequence[int],
    source: Pointer,
    source_strides: Sequence[int],
    shape: Sequence[int],
) -> None:
    """Copy a block of numbers from any strides to any."""
    axes = _merged(
        [
            axis
            for axis in zip(shape, to_strides, source_strides, strict=True)
            if axis[0] != 1
        ]
    )
    loops, inner = axes[: max(len(axes) - AXES, 0)], axes[-AXES:]
    inner = [(1, 0, 0)] * (AXES - len(inner)) + inner
    columns = list(zip(*inner, strict=True))
    for at in product(*(range(size) for size, _, _ in loops)):
        to_offset = sum(i * axis[1] for i, axis in zip(at, loops, strict=True))
        offset = sum(i * axis[2] for i, axis in zip(at, loops, strict=True))
        emitter.call(
            "copy",
            to.moved(to_offset),
            source.moved(offset),
            *(number for column in columns for number in column),
        )


def _merged(axes: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Axes of (size, strides), with those that follow on each other as one."""
    merged: list[tuple[int, int, int]] = []
    for size, step, other in axes:
        if merged:
            before, far, far_other = merged[-1]
            if far == step * size and far_other == other * size:
                merged[-1] = (before * size, step, other)
                continue
        merged.append((size, step, other))
    return merged


@emits("Reshape")
def reshape(emitter: Emitter, node: Node) -> None:
    """Nothing moves."""
    emitter.alias(node, emitter.place(node.inputs[0]))


def _copied(
    emitter: Emitter, node: Node, offset: int, along: Sequence[int], shape: Shape
) -> None:
    """The result as a copy of the input, read with other strides."""
    x, y = emitter.place(node.inputs[0]), emitter.result(node)
    strided(emitter, y, strides(shape), x.moved(offset), along, shape)


@emits("Transpose")
def transpose(emitter: Emitter, node: Node) -> None:
    """Put axes into another order."""
    own = strides(node.inputs[0].shape)
    order = node.attrs["perm"]
    _copied(emitter, node, 0, [own[axis] for axis in order], node.types[0].shape)


@emits("Slice")
def slice_(emitter: Emitter, node: Node) -> None:
    """Take a part: where it is in one piece, there."""
    (x,), shape = node.inputs, node.types[0].shape
    own = strides(x.shape)
    offset = sum(b * s for b, s in zip(node.attrs["begin"], own, strict=True))
    cut = [axis for axis, size in enumerate(shape) if size != x.shape[axis]]
    if all(size == 1 for size in shape[: cut[-1] if cut else 0]):
        emitter.alias(node, emitter.place(x).moved(offset))
    else:
        _copied(emitter, node, offset, own, shape)


@emits("ReverseV2")
def reverse(emitter: Emitter, node: Node) -> None:
    """Read axes backwards."""
    shape, axes = node.types[0].shape, node.attrs["axis"]
    own = strides(shape)
    offset = sum((shape[axis] - 1) * own[axis] for axis in axes)
    along = [-step if axis in axes else step for axis, step in enumerate(own)]
    _copied(emitter, node, offset, along, shape)


@emits("BroadcastTo")
def broadcast_to(emitter: Emitter, node: Node) -> None:
    """Repeat axes of size 1."""
    shape, old = node.types[0].shape, node.inputs[0].shape
    own = [0 if n == 1 else s for n, s in zip(old, strides(old), strict=True)]
    _copied(emitter, node, 0, [0] * (len(shape) - len(old)) + own, shape)


@emits("Tile")
def tile(emitter: Emitter, node: Node) -> None:
    """Repeat the whole along each axis."""
    shape = node.inputs[0].shape
    pairs = list(zip(node.attrs["multiples"], shape, strict=True))
    split = [size for pair in pairs for size in pair]
    along = [step for own in strides(shape) for step in (0, own)]
    _copied(emitter, node, 0, along, tuple(split))


@emits("PadV2")
def pad(emitter: Emitter, node: Node) -> None:
    """Put a number around a tensor."""
    (x,), shape, y = node.inputs, node.types[0].shape, emitter.result(node)
    value = np.asarray(node.attrs["constant_values"])
    bits = value.astype("f4" if x.dtype == "float32" else "i4").view("i4")
    emitter.call("fill", y, int(bits), vectors(numel(node.out)))
    own = strides(shape)
    pairs = zip(node.attrs["paddings"], own, strict=True)
    offset = sum(low * step for (low, _), step in pairs)
    place = emitter.place(x)
    strided(emitter, y.moved(offset), own, place, strides(x.shape), x.shape)


@emits("ConcatV2")
def concat(emitter: Emitter, node: Node) -> None:
    """Join tensors along an axis."""
    own, y = strides(node.types[0].shape), emitter.result(node)
    axis, offset = node.attrs["axis"], 0
    for x in node.inputs:
        if numel(x):
            place = emitter.place(x)
            strided(emitter, y.moved(offset), own, place, strides(x.shape), x.shape)
        offset += x.shape[axis] * own[axis]


@emits("GatherV2")
def gather(emitter: Emitter, node: Node) -> None:
    """Pick places of an axis."""
    x, places = node.inputs
    axis = node.attrs["axis"]
    emitter.call(
        "GatherV2",
        emitter.result(node),
        emitter.place(x),
        emitter.place(places),
        prod(x.shape[:axis]),
        x.shape[axis],
        numel(places),
        prod(x.shape[axis + 1 :]),
    )


@emits("DepthToSpace")
def depth_to_space(emitter: Emitter, node: Node) -> None:
    """Make blocks of pixels out of channels."""
    (x,), block = node.inputs, node.attrs["block_size"]
    batch, height, width, channels = x.shape
    out_channels = channels // block**2
    own = strides((batch, height, width, block, block, out_channels))
    order = (0, 1, 3, 2, 4, 5)
    shape = (batch, height, block, width, block, out_channels)
    _copied(emitter, node, 0, [own[axis] for axis in order], shape)


@emits("Range")
def counted(emitter: Emitter, node: Node) -> None:
    """Numbers in a row: a constant, as all sizes are known."""
    start, delta = node.attrs["start"], node.attrs["delta"]
    kind = node.types[0]
    values = start + delta * np.arange(kind.shape[0])
    emitter.alias(node, emitter.weights.add(values.astype(kind.dtype)))
