"""Convolutions of volumes, plain and transposed, and kernels with gaps."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..ir import build as b
from ..ir.graph import Value, constant


def dilated(kernel: Value, dilation: Sequence[int]) -> Value:
    """Put zeros between the numbers of a kernel.

    Args:
        kernel: (out, in, *spatial), or its first two axes the other way round.
        dilation: how far apart the numbers are to be, for each spatial axis.
    """
    if max(dilation) == 1:
        return kernel
    if kernel.array is None:
        return _dilated_by_index(kernel, dilation)
    old = kernel.array
    sizes = [
        (n - 1) * step + 1 for n, step in zip(old.shape[2:], dilation, strict=True)
    ]
    new = np.zeros((*old.shape[:2], *sizes), old.dtype)
    new[(slice(None), slice(None), *(slice(None, None, step) for step in dilation))] = (
        old
    )
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


def volume(
    x: Value,
    kernel: Value,
    stride: Sequence[int],
    padding: Sequence[int],
    output_padding: Sequence[int],
) -> Value:
    """Convolve volumes.

    Args:
        x: (batch, depth, height, width, channels).
        kernel: (out, in, depth, height, width).
        stride: for each spatial axis.
        padding: the same, of zeros at both ends.
        output_padding: what only transposed ones have.
    """
    return _convolved(x, kernel, (2, 3, 4, 1, 0), stride, [(n, n) for n in padding])


def _convolved(
    x: Value,
    kernel: Value,
    order: Sequence[int],
    stride: Sequence[int],
    pads: Sequence[tuple[int, int]],
) -> Value:
    weights = b.transpose(kernel, order)
    x = b.pad(x, [(0, 0), *pads, (0, 0)])
    sizes = [
        b.windows(x.shape[1 + i], weights.shape[i], stride[i], (0, 0)) for i in range(3)
    ]
    return b.node(
        "Conv3D",
        (x, weights),
        (x.shape[0], *sizes, weights.shape[-1]),
        "float32",
        strides=(1, *stride, 1),
        dilations=(1, 1, 1, 1, 1),
        padding="VALID",
        data_format="NDHWC",
    )


def transposed_volume(
    x: Value,
    kernel: Value,
    stride: Sequence[int],
    padding: Sequence[int],
    output_padding: Sequence[int],
) -> Value:
    """Convolve volumes with gaps between their numbers, the kernel turned round.

    TensorFlow.js's own operation is wrong on WASM. The arguments are those of `volume`,
    with a kernel (in, out, depth, height, width).
    """
    for axis, step in enumerate(stride, start=1):
        x = _with_gaps(x, axis, step)
    pads = [
        (int(size) - 1 - edge, int(size) - 1 - edge + more)
        for size, edge, more in zip(
            kernel.shape[2:], padding, output_padding, strict=True
        )
    ]
    if kernel.array is not None:
        turned = constant(np.ascontiguousarray(kernel.array[:, :, ::-1, ::-1, ::-1]))
    else:
        turned = b.node(
            "ReverseV2", (kernel,), kernel.shape, kernel.dtype, axis=(2, 3, 4)
        )
    return _convolved(x, turned, (2, 3, 4, 0, 1), (1, 1, 1), pads)


def _with_gaps(x: Value, axis: int, step: int) -> Value:
    """Put step - 1 zeros between the places of an axis."""
    if step == 1:
        return x
    shape, length = x.shape, x.shape[axis]
    split = b.reshape(x, (*shape[: axis + 1], 1, *shape[axis + 1 :]))
    pads = [(0, step - 1 if i == axis + 1 else 0) for i in range(split.rank)]
    joined = b.reshape(
        b.pad(split, pads), (*shape[:axis], length * step, *shape[axis + 1 :])
    )
    return b.part(joined, axis, 0, length * step + (1 - step))
