"""Convolutions, plain and transposed, in one to three dimensions.

TensorFlow.js convolves channels-last images. A Transpose goes before and one after; the
layout pass takes both away again. Volumes are in volumes.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..ir import build as b
from ..ir.graph import Dim, Node, TensorType, Value, constant
from .registry import Call, LoweringError, lowers
from .volumes import dilated, transposed_volume, volume


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
        convolve = transposed_volume if transposed else volume
        y = b.concat(
            [
                convolve(
                    part,
                    dilated(weights, dilation),
                    stride,
                    padding,
                    output_padding,
                )
                for part, weights in _groups(last, kernel, groups)
            ],
            -1,
        )
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
            for part, weights in _groups(x, kernel, groups)
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
                for part, weights in _groups(x, kernel, groups)
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


def _groups(x: Value, kernel: Value, groups: int) -> list[tuple[Value, Value]]:
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
        kernel = dilated(kernel, dilation)
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
