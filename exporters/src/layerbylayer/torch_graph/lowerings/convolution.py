"""Convolutions, plain and transposed, in one to three dimensions.

TensorFlow.js convolves channels-last images. A Transpose goes before and one after; the
layout pass takes both away again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .. import build as b
from ..ir import Dim, Node, TensorType, Value, constant
from .registry import Call, LoweringError, lowers


@lowers("convolution.default")
def convolution(
    call: Call,
    x: Value,
    kernel: Value,
    bias: Value | None,
    stride: Sequence[int],
    padding: Sequence[int],
    dilation: Sequence[int],
    transposed: bool,
    output_padding: Sequence[int],
    groups: int,
) -> Value:
    """X is (batch, channels, *spatial), kernel (out, in / groups, *spatial).

    A transposed convolution's kernel is (in, out / groups, *spatial).
    """
    if x.dtype != "float32":
        raise LoweringError("a convolution of integers")
    dims = kernel.rank - 2
    single = x.rank == dims + 1  # one image without a batch
    if single:
        x = b.reshape(x, (1, *x.shape))
    stride, padding, dilation, output_padding = (
        _spread(numbers, dims)
        for numbers in (stride, padding, dilation, output_padding)
    )
    last = b.to_last(x)
    if dims == 3:
        if transposed or groups != 1:
            raise LoweringError("a 3-D convolution that is transposed or has groups")
        y = _conv3d(last, kernel, stride, padding, dilation)
    else:
        y = _images(
            last,
            kernel,
            stride,
            padding,
            dilation,
            output_padding if transposed else None,
            groups,
        )
    if bias is not None:
        y = b.add(y, bias)
    y = b.to_first(y)
    return b.reshape(y, y.shape[1:]) if single else y


def _spread(numbers: Sequence[int], dims: int) -> list[int]:
    return list(numbers) * dims if len(numbers) == 1 else list(numbers)


def _images(
    x: Value,
    kernel: Value,
    stride: list[int],
    padding: list[int],
    dilation: list[int],
    output_padding: list[int] | None,
    groups: int,
) -> Value:
    """Sequences are images of height 1; x is channels-last."""
    flat = kernel.rank == 3
    if flat:
        x = b.reshape(x, (x.shape[0], 1, *x.shape[1:]))
        kernel = b.reshape(kernel, (*kernel.shape[:2], 1, kernel.shape[2]))
        stride, dilation = [1, *stride], [1, *dilation]
        padding = [0, *padding]
        output_padding = None if output_padding is None else [0, *output_padding]
    if output_padding is not None:
        parts = [
            _transposed(part, weights, stride, padding, dilation, output_padding)
            for part, weights in _groups(x, kernel, groups, transposed=True)
        ]
        y = b.concat(parts, -1)
    else:
        y = _conv2d(x, kernel, stride, padding, dilation, groups)
    return b.reshape(y, (y.shape[0], *y.shape[2:])) if flat else y


def _conv2d(
    x: Value,
    kernel: Value,
    stride: list[int],
    padding: list[int],
    dilation: list[int],
    groups: int,
) -> Value:
    # TensorFlow.js takes strides or dilations; the other then picks every nth place.
    skips = max(stride) > 1 and max(dilation) > 1
    pads = [(size, size) for size in padding]
    strides = [1, 1] if skips else stride
    out, channels = kernel.shape[0], x.shape[-1]
    if groups != 1 and kernel.shape[1] == 1 and groups == channels:
        assert isinstance(out, int)
        weights = b.reshape(kernel, (groups, out // groups, *kernel.shape[2:]))
        weights = b.transpose(weights, (2, 3, 0, 1))
        y = b.convolution(
            "DepthwiseConv2dNative", x, weights, out, strides, pads, dilation
        )
    else:
        y = b.concat(
            [
                b.convolution(
                    "Conv2D",
                    part,
                    b.transpose(weights, (2, 3, 1, 0)),
                    weights.shape[0],
                    strides,
                    pads,
                    dilation,
                )
                for part, weights in _groups(x, kernel, groups, transposed=False)
            ],
            -1,
        )
    return _every(y, stride) if skips else y


def _every(y: Value, steps: Sequence[int]) -> Value:
    """Every nth row and column."""
    for axis, step in enumerate(steps, start=1):
        if step > 1:
            if not isinstance(y.shape[axis], int):
                raise LoweringError(
                    "stride and dilation with an open size of the image"
                )
            picked = np.arange(0, y.shape[axis], step, dtype=np.int32)
            y = b.gather(y, constant(picked), axis)
    return y


def _groups(
    x: Value, kernel: Value, groups: int, transposed: bool
) -> list[tuple[Value, Value]]:
    """The channels of each group with its kernels."""
    if groups == 1:
        return [(x, kernel)]
    channels, kernels = x.shape[-1], kernel.shape[0]
    assert isinstance(channels, int) and isinstance(kernels, int)
    each, taken = channels // groups, kernels // groups
    return [
        (
            b.part(x, x.rank - 1, group * each, each),
            constant(
                kernel.array[group * taken : (group + 1) * taken],
            )
            if kernel.array is not None
            else b.part(kernel, 0, group * taken, taken),
        )
        for group in range(groups)
    ]


def _transposed(
    x: Value,
    kernel: Value,
    stride: list[int],
    padding: list[int],
    dilation: list[int],
    output_padding: list[int],
) -> Value:
    if max(dilation) > 1:
        kernel = _dilated(kernel, dilation)
    # Output padding of a whole stride is one more input, of zeros.
    more = [extra // step for extra, step in zip(output_padding, stride, strict=True)]
    if any(more):
        x = b.pad(x, [(0, 0), (0, more[0]), (0, more[1]), (0, 0)])
    weights = b.transpose(kernel, (2, 3, 1, 0))  # (height, width, out, in)
    sizes: list[Dim] = []
    pads = []
    for axis in range(2):
        width, step, edge = kernel.shape[2 + axis], stride[axis], padding[axis]
        extra = output_padding[axis] % step
        # TensorFlow.js counts back from the result: what is left over goes to its end.
        size: Any = (x.shape[1 + axis] + -1) * step + (width + extra - 2 * edge)
        sizes.append(size)
        pads.append((edge, edge))
    shape = (x.shape[0], *sizes, weights.shape[2])
    return Node(
        "Conv2DBackpropInput",
        (weights, x),
        (TensorType(shape, "float32"),),
        {"input_sizes": shape, "strides": (1, *stride, 1), "pads": tuple(pads)},
    ).out


def _dilated(kernel: Value, dilation: Sequence[int]) -> Value:
    """Zeros between the numbers of a kernel."""
    if kernel.array is None:
        return _dilated_by_index(kernel, dilation)
    old = kernel.array
    sizes = [
        (n - 1) * step + 1 for n, step in zip(old.shape[2:], dilation, strict=True)
    ]
    new = np.zeros((*old.shape[:2], *sizes), old.dtype)
    new[:, :, :: dilation[0], :: dilation[1]] = old
    return constant(new)


def _dilated_by_index(kernel: Value, dilation: Sequence[int]) -> Value:
    """The same for a kernel that is computed: zeros are at its end, picked by index."""
    for axis, step in enumerate(dilation, start=2):
        length = int(kernel.shape[axis])
        pads = [(0, int(i == axis)) for i in range(kernel.rank)]
        picked = np.full((length - 1) * step + 1, length, np.int32)
        picked[::step] = np.arange(length)
        kernel = b.gather(b.pad(kernel, pads), constant(picked), axis)
    return kernel


def _conv3d(
    x: Value,
    kernel: Value,
    stride: list[int],
    padding: list[int],
    dilation: list[int],
) -> Value:
    if max(dilation) > 1 and max(stride) > 1:
        raise LoweringError("a 3-D convolution with both stride and dilation")
    weights = b.transpose(kernel, (2, 3, 4, 1, 0))
    x = b.pad(x, [(0, 0), *((size, size) for size in padding), (0, 0)])
    sizes = [
        b.windows(x.shape[1 + i], weights.shape[i], stride[i], (0, 0), dilation[i])
        for i in range(3)
    ]
    return b.node(
        "Conv3D",
        (x, weights),
        (x.shape[0], *sizes, weights.shape[-1]),
        "float32",
        strides=(1, *stride, 1),
        dilations=(1, *dilation, 1),
        padding="VALID",
        data_format="NDHWC",
    )
