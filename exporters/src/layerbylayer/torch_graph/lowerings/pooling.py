"""Pooling."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .. import build as b
from ..ir import Dim, Value, constant
from .registry import Call, LoweringError, lowers


def _numbers(
    sizes: Sequence[int] | int | None, default: Sequence[int], dims: int
) -> list[int]:
    if isinstance(sizes, int):
        return [sizes] * dims
    if not sizes:
        return list(default)
    return list(sizes) * dims if len(sizes) == 1 else list(sizes)


def _pads(
    x: Value, size: list[int], stride: list[int], padding: list[int], out: Sequence[Dim]
) -> list[tuple[int, int]]:
    """What has to be added at both ends so that `out` windows fit (see ceil_mode)."""
    pads = []
    for i, edge in enumerate(padding):
        length, number = x.shape[1 + i], out[i]
        end = edge
        if isinstance(length, int) and isinstance(number, int):
            covered = (number - 1) * stride[i] + size[i]
            end = max(covered - length - edge, 0)
        pads.append((edge, end))
    return pads


def _is_same(
    x: Value, size: list[int], stride: list[int], pads: list[tuple[int, int]]
) -> bool:
    """Whether TensorFlow's padding "SAME" adds just these."""
    for i, pad in enumerate(pads):
        length = x.shape[1 + i]
        if stride[i] == 1:
            total = size[i] - 1
        elif isinstance(length, int):
            total = max((-(-length // stride[i]) - 1) * stride[i] + size[i] - length, 0)
        else:
            return False
        if pad != (total // 2, total - total // 2):
            return False
    return True


def _batched(x: Value, dims: int) -> Value:
    return b.reshape(x, (1, *x.shape)) if x.rank == dims + 1 else x


def _pool(
    op: str,
    call: Call,
    x: Value,
    size: list[int],
    stride: list[int],
    padding: list[int],
    filler: float | None,
) -> tuple[Value, Value, list[tuple[int, int]]]:
    """The pooled images and the images, channels-last, and what was padded.

    `filler` is what padding counts as; None if it does not count.
    """
    dims = len(size)
    last = b.to_last(_batched(x, dims))
    out = call.type.shape[-dims:]
    pads = _pads(last, size, stride, padding, out)
    padded = any(low or high for low, high in pads)
    same = padded and filler != 0 and _is_same(last, size, stride, pads)
    fed = last
    if padded and not same:
        fed = b.pad(last, [(0, 0), *pads, (0, 0)], filler or 0.0)
    name = op if dims == 2 else f"{op}3D"
    y = b.pool(name, fed, size, stride, same)
    if y.shape[1:-1] != out:  # windows that PyTorch leaves out
        y = b.slice_(y, [0] * y.rank, (y.shape[0], *out, y.shape[-1]))
    return y, last, [] if same else pads


def _first(call: Call, y: Value) -> Value:
    return b.reshape(b.to_first(y), call.type.shape)


@lowers(
    "max_pool2d_with_indices.default",
    "max_pool2d.default",
    "max_pool3d_with_indices.default",
    "max_pool3d.default",
)
def max_pool(
    call: Call,
    x: Value,
    kernel_size: Sequence[int],
    stride: Sequence[int] | None = None,
    padding: Sequence[int] | int = 0,
    dilation: Sequence[int] | int = 1,
    ceil_mode: bool = False,
) -> Any:
    """Take the largest of each window; who needs the indices is refused."""
    dims = 3 if "3d" in call.target else 2
    if x.dtype != "float32":
        raise LoweringError("pooling of integers")
    if max(_numbers(dilation, [1], dims)) > 1:
        raise LoweringError("pooling with dilation")
    size = _numbers(kernel_size, [], dims)
    steps = _numbers(stride, size, dims)
    edges = _numbers(padding, [0] * dims, dims)
    y, _, _ = _pool("MaxPool", call, x, size, steps, edges, -b.LARGEST)
    pooled = _first(call, y)
    return (pooled, None) if "indices" in call.target else pooled


@lowers("avg_pool2d.default", "avg_pool3d.default")
def avg_pool(
    call: Call,
    x: Value,
    kernel_size: Sequence[int],
    stride: Sequence[int] | None = None,
    padding: Sequence[int] | int = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
) -> Value:
    """TensorFlow.js divides by the size of the window, PyTorch by what counts."""
    dims = 3 if "3d" in call.target else 2
    if x.dtype != "float32":
        raise LoweringError("pooling of integers")
    size = _numbers(kernel_size, [], dims)
    steps = _numbers(stride, size, dims)
    edges = _numbers(padding, [0] * dims, dims)
    y, last, pads = _pool("AvgPool", call, x, size, steps, edges, 0.0)
    area = float(np.prod(size))
    if divisor_override:
        return _first(call, b.times(y, area / divisor_override))
    if not pads or not any(low or high for low, high in pads):
        return _first(call, y)
    factors: Any = np.ones(1)
    for i in range(dims):
        length, number = last.shape[1 + i], y.shape[1 + i]
        plain = count_include_pad and pads[i] == (edges[i], edges[i])
        if plain or not any(pads[i]):
            each = np.ones(1)
        elif not (isinstance(length, int) and isinstance(number, int)):
            raise LoweringError(
                "padding that does not count, with an open size of the image"
            )
        else:
            low = edges[i] if count_include_pad else 0
            starts = np.arange(number) * steps[i] - edges[i]
            inside = np.minimum(starts + size[i], length + low) - np.maximum(
                starts, -low
            )
            each = size[i] / inside
        factors = np.multiply.outer(factors, each)
    factors = factors.reshape((1, *factors.shape[1:], 1))
    if np.allclose(factors, 1):
        return _first(call, y)
    return _first(call, b.mul(y, constant(factors.astype(np.float32))))


@lowers("_adaptive_avg_pool2d.default", "adaptive_avg_pool2d.default")
def adaptive_avg_pool2d(call: Call, x: Value, output_size: Sequence[int]) -> Value:
    """Equal windows where they fit; else products with matrices that average."""
    if x.dtype != "float32":
        raise LoweringError("pooling of integers")
    height, width = x.shape[-2:]
    if tuple(output_size) == (1, 1):
        return b.reduce("Mean", x, (-2, -1), keep=True)
    if not (isinstance(height, int) and isinstance(width, int)):
        raise LoweringError("adaptive pooling with an open size of the image")
    if height % output_size[0] == 0 and width % output_size[1] == 0:
        size = [height // output_size[0], width // output_size[1]]
        last = b.to_last(_batched(x, 2))
        return _first(call, b.pool("AvgPool", last, size, size, same=False))
    rows, columns = (
        _averaging(length, number)
        for length, number in ((height, output_size[0]), (width, output_size[1]))
    )
    wide = b.matmul(x, constant(np.ascontiguousarray(columns.T)))
    return b.matmul(constant(rows), wide)


def _averaging(length: int, number: int) -> np.ndarray[Any, Any]:
    """(number, length): each row averages over one of PyTorch's windows."""
    matrix = np.zeros((number, length), np.float32)
    for i in range(number):
        start, end = i * length // number, -(-(i + 1) * length // number)
        matrix[i, start:end] = 1 / (end - start)
    return matrix


@lowers("adaptive_max_pool2d.default")
def adaptive_max_pool2d(call: Call, x: Value, output_size: Sequence[int]) -> Any:
    """Where equal windows fit."""
    height, width = x.shape[-2:]
    if not (isinstance(height, int) and isinstance(width, int)):
        raise LoweringError("adaptive pooling with an open size of the image")
    if height % output_size[0] or width % output_size[1]:
        raise LoweringError(
            f"its windows have unequal sizes ({height} x {width} to {output_size})"
        )
    size = [height // output_size[0], width // output_size[1]]
    last = b.to_last(_batched(x, 2))
    return (_first(call, b.pool("MaxPool", last, size, size, same=False)), None)
