"""Constructors of nodes, which work out the types of the results.

Images are (batch, height, width, channels) here, the only order that TensorFlow.js's
graph operations know on all backends.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .graph import Dim, DType, Node, Shape, TensorType, Value, constant

TO_LAST = {3: (0, 2, 1), 4: (0, 2, 3, 1), 5: (0, 2, 3, 4, 1)}
TO_FIRST = {3: (0, 2, 1), 4: (0, 3, 1, 2), 5: (0, 4, 1, 2, 3)}


def node(
    op: str,
    inputs: Sequence[Value],
    shape: Sequence[Dim],
    dtype: DType,
    /,
    **attrs: Any,
) -> Value:
    """Make a node with one output."""
    return Node(op, tuple(inputs), (TensorType(tuple(shape), dtype),), attrs).out


LARGEST = float(np.finfo(np.float32).max)
FINITE = float(np.nextafter(np.float32(LARGEST), np.float32(0)))
"""What the largest float32 becomes, so that LARGEST stands for infinity alone."""


def finite(array: NDArray[Any]) -> NDArray[Any]:
    """Put LARGEST for infinity, which TensorFlow.js's WebGL programs cannot hold."""
    if array.dtype != np.float32 or not (np.abs(array) >= LARGEST).any():
        return array
    infinite = np.copysign(np.float32(LARGEST), array)
    limited: NDArray[Any] = np.clip(array, -FINITE, FINITE)
    return np.where(np.isinf(array), infinite, limited)


def scalar(value: float | int | bool, dtype: DType = "float32") -> Value:
    """Make a constant of rank 0; infinity becomes LARGEST.

    Raises:
        OverflowError: the dtype does not hold such a number.
    """
    if dtype == "float32":
        if np.isfinite(value):
            value = max(min(value, FINITE), -FINITE)
        return constant(finite(np.asarray(value, np.float32)))
    return constant(np.asarray(value, dtype=dtype))


def sign(x: Value) -> Value:
    """Give -1, 0 or 1; TensorFlow.js's WASM takes small numbers for 0."""
    above = cast(binary("Greater", x, scalar(0.0), "bool"), "float32")
    below = cast(binary("Less", x, scalar(0.0), "bool"), "float32")
    return sub(above, below)


def size(expression: Dim) -> Value:
    """Give an open size as an int32 of rank 0: the first number of a range from it."""
    return reshape(_range(expression, expression + 1, 1), ())


def arange(length: Dim) -> Value:
    """Count from 0, `length` int32 numbers; the length may be open."""
    if isinstance(length, int):
        return constant(np.arange(length, dtype=np.int32))
    return _range(0, length, length)


def _range(start: Dim, limit: Dim, length: Dim) -> Value:
    return node(
        "Range",
        (),
        (length,),
        "int32",
        start=start,
        limit=limit,
        delta=1,
        Tidx="int32",
    )


def broadcast(*shapes: Shape) -> Shape:
    """Work out the shape that these are broadcast to, as NumPy does it."""
    rank = max(map(len, shapes))
    padded = [(1,) * (rank - len(shape)) + tuple(shape) for shape in shapes]
    return tuple(
        next((size for size in sizes if size != 1), 1)
        for sizes in zip(*padded, strict=True)
    )


def unary(op: str, x: Value, dtype: DType | None = None, /, **attrs: Any) -> Value:
    """Apply an elementwise operation to one tensor."""
    return node(op, (x,), x.shape, dtype or x.dtype, **attrs)


def binary(op: str, a: Value, b: Value, dtype: DType | None = None) -> Value:
    """Apply an elementwise operation to two tensors, which are broadcast."""
    return node(op, (a, b), broadcast(a.shape, b.shape), dtype or a.dtype)


def add(a: Value, b: Value) -> Value:
    """Add two tensors, which are broadcast."""
    return binary("AddV2", a, b)


def sub(a: Value, b: Value) -> Value:
    """Subtract b from a; both are broadcast."""
    return binary("Sub", a, b)


def mul(a: Value, b: Value) -> Value:
    """Multiply two tensors elementwise; both are broadcast."""
    return binary("Mul", a, b)


def div(a: Value, b: Value) -> Value:
    """Divide a by b, both float32; both are broadcast."""
    return binary("RealDiv", a, b)


def times(x: Value, factor: float) -> Value:
    """Multiply by a number; by 1, x stays itself."""
    return x if factor == 1 else mul(x, scalar(factor))


def plus(x: Value, term: float) -> Value:
    """Add a number; with 0, x stays itself."""
    return x if term == 0 else add(x, scalar(term))


def select(condition: Value, a: Value, b: Value) -> Value:
    """Take a where the condition (bool) holds, else b; all are broadcast."""
    shape = broadcast(condition.shape, a.shape, b.shape)
    return node("SelectV2", (condition, a, b), shape, a.dtype)


def cast(x: Value, dtype: DType) -> Value:
    """Convert to a dtype; x itself if it has that already."""
    if x.dtype == dtype:
        return x
    if x.array is not None:
        return constant(x.array.astype(dtype), x.node.name)
    return node("Cast", (x,), x.shape, dtype, DstT=dtype)


def truth(x: Value) -> Value:
    """Convert to bool: whether a number is not zero."""
    if x.dtype == "bool":
        return x
    return binary("NotEqual", x, scalar(0, x.dtype), "bool")


def reshape(x: Value, shape: Sequence[Dim]) -> Value:
    """Give the same elements another shape."""
    target = tuple(shape)
    if target == x.shape:
        return x
    if x.array is not None and all(isinstance(size, int) for size in target):
        return constant(x.array.reshape(target), x.node.name)
    return node("Reshape", (x,), target, x.dtype, shape=target)


def transpose(x: Value, perm: Sequence[int]) -> Value:
    """Put axes into another order: axis i of the result is axis perm[i] of x."""
    order = tuple(perm)
    if order == tuple(range(x.rank)):
        return x
    if x.array is not None:
        return constant(x.array.transpose(order), x.node.name)
    return node("Transpose", (x,), x.type.permuted(order).shape, x.dtype, perm=order)


def to_last(x: Value) -> Value:
    """Move channels from axis 1 to the last one."""
    return transpose(x, TO_LAST[x.rank])


def to_first(x: Value) -> Value:
    """Move channels from the last axis to axis 1."""
    return transpose(x, TO_FIRST[x.rank])


def broadcast_to(x: Value, shape: Sequence[Dim]) -> Value:
    """Repeat elements along axes of size 1, up to a shape."""
    target = tuple(shape)
    if target == x.shape:
        return x
    return node("BroadcastTo", (x,), target, x.dtype, shape=target)


def concat(values: Sequence[Value], axis: int) -> Value:
    """Join tensors along an axis; their other sizes agree."""
    if len(values) == 1:
        return values[0]
    axis %= values[0].rank
    shape = list(values[0].shape)
    total: Dim = 0
    for value in values:
        total = value.shape[axis] + total
    shape[axis] = total
    return node("ConcatV2", values, shape, values[0].dtype, axis=axis)


def reduce(
    op: str, x: Value, axes: Sequence[int], keep: bool, dtype: DType | None = None
) -> Value:
    """Reduce axes; without `keep`, by one that keeps them, and a Reshape."""
    axes = sorted(axis % x.rank for axis in axes)
    reduced_shape = [1 if axis in axes else size for axis, size in enumerate(x.shape)]
    out = node(
        op, (x,), reduced_shape, dtype or x.dtype, axis=tuple(axes), keep_dims=True
    )
    remaining = [size for axis, size in enumerate(x.shape) if axis not in axes]
    return out if keep else reshape(out, remaining)


def pad(x: Value, paddings: Sequence[tuple[int, int]], value: float = 0) -> Value:
    """Put a constant around a tensor; a negative padding takes away."""
    grown = tuple((max(low, 0), max(high, 0)) for low, high in paddings)
    if any(low < 0 or high < 0 for low, high in paddings):
        begin = [max(-low, 0) for low, _ in paddings]
        size = [
            length + min(low, 0) + min(high, 0)
            for length, (low, high) in zip(x.shape, paddings, strict=True)
        ]
        x = slice_(x, begin, size)
    if not any(low or high for low, high in grown):
        return x
    shape = [
        length + (low + high)
        for length, (low, high) in zip(x.shape, grown, strict=True)
    ]
    number = float(value) if x.dtype == "float32" else int(value)
    return node("PadV2", (x,), shape, x.dtype, paddings=grown, constant_values=number)


def slice_(x: Value, begin: Sequence[Dim], size: Sequence[Dim]) -> Value:
    """Take a part of each axis, from `begin`, `size` long."""
    if tuple(size) == x.shape:
        return x
    return node("Slice", (x,), size, x.dtype, begin=tuple(begin), size=tuple(size))


def part(x: Value, axis: int, begin: Dim, size: Dim) -> Value:
    """Take a part of one axis, from `begin`, `size` long."""
    begins: list[Dim] = [0] * x.rank
    sizes = list(x.shape)
    begins[axis], sizes[axis] = begin, size
    return slice_(x, begins, sizes)


def gather(x: Value, indices: Value, axis: int) -> Value:
    """Pick parts of one axis by int32 indices of any shape."""
    axis %= x.rank
    shape = (*x.shape[:axis], *indices.shape, *x.shape[axis + 1 :])
    return node("GatherV2", (x, indices), shape, x.dtype, axis=axis)


def tile(x: Value, repeats: Sequence[int]) -> Value:
    """Repeat the whole tensor along each axis."""
    if all(repeat == 1 for repeat in repeats):
        return x
    shape = [size * repeat for size, repeat in zip(x.shape, repeats, strict=True)]
    return node("Tile", (x,), shape, x.dtype, multiples=tuple(repeats))


def matmul(a: Value, b: Value) -> Value:
    """Multiply matrices, or stacks of matrices, whose first axes are broadcast."""
    shape = (*broadcast(a.shape[:-2], b.shape[:-2]), a.shape[-2], b.shape[-1])
    if a.rank == b.rank == 2:
        op, first, second = "MatMul", "transpose_a", "transpose_b"
    else:
        op, first, second = "BatchMatMulV2", "adj_x", "adj_y"
    return node(op, (a, b), shape, a.dtype, **{first: False, second: False})


def convolution(
    op: str,
    x: Value,
    kernel: Value,
    channels: Dim,
    strides: Sequence[int],
    pads: Sequence[tuple[int, int]],
    dilations: Sequence[int],
) -> Value:
    """Convolve images; the result is (batch, height, width, channels).

    Args:
        op: Conv2D or DepthwiseConv2dNative.
        x: (batch, height, width, channels).
        kernel: (height, width, input channels, output channels or multiplier).
        channels: of the result.
        strides: (vertical, horizontal).
        pads: ((top, bottom), (left, right)), of zeros.
        dilations: (vertical, horizontal).
    """
    sizes = [
        windows(x.shape[1 + i], kernel.shape[i], strides[i], pads[i], dilations[i])
        for i in range(2)
    ]
    return node(
        op,
        (x, kernel),
        (x.shape[0], *sizes, channels),
        x.dtype,
        strides=(1, *strides, 1),
        dilations=(1, *dilations, 1),
        pads=tuple(pads),
    )


def windows(
    length: Dim, size: Dim, stride: int, pads: tuple[int, int], dilation: int = 1
) -> Dim:
    """Count the windows that fit along an axis."""
    room: Any = length + (sum(pads) - 1)
    taken: Any = (size + -1) * dilation
    if stride == 1:
        return room - taken + 1
    return (room - taken) // stride + 1


def pool(
    op: str, x: Value, size: Sequence[int], strides: Sequence[int], same: bool
) -> Value:
    """Pool channels-last data, of two or three spatial axes."""
    spatial = x.shape[1:-1]
    if same:
        lengths: list[Dim] = [
            (length + (stride - 1)) // stride
            for length, stride in zip(spatial, strides, strict=True)
        ]
    else:
        lengths = [
            windows(length, width, stride, (0, 0))
            for length, width, stride in zip(spatial, size, strides, strict=True)
        ]
    return node(
        op,
        (x,),
        (x.shape[0], *lengths, x.shape[-1]),
        x.dtype,
        ksize=(1, *size, 1),
        strides=(1, *strides, 1),
        padding="SAME" if same else "VALID",
    )
