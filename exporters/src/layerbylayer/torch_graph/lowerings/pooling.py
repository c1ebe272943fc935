"""Pooling."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..ir import build as b
from ..ir.graph import Dim, Value, constant
from .registry import Call, LoweringError, lowers
from .unpooling import places


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
    y = _windows(op, fed, size, stride, same)
    if y.shape[1:-1] != out:  # windows that PyTorch leaves out
        y = b.slice_(y, [0] * y.rank, (y.shape[0], *out, y.shape[-1]))
    return y, last, [] if same else pads


def _windows(
    op: str, x: Value, size: list[int], stride: list[int], same: bool
) -> Value:
    """Pool channels-last data of two or three spatial axes.

    The largest of volumes is found in slices first, then along depth: TensorFlow.js's
    own operation gives 0 on WASM where all of a window is below 0.
    """
    if len(size) == 2:
        return b.pool(op, x, size, stride, same)
    if op != "MaxPool":
        return b.pool(f"{op}3D", x, size, stride, same)
    batch, depth, *sides, channels = x.shape
    slices = b.reshape(x, (batch * depth, *sides, channels))
    flat = b.pool(op, slices, size[1:], stride[1:], same)
    height, width = flat.shape[1:3]
    rows = b.reshape(flat, (batch, depth, height * width, channels))
    deep = b.pool(op, rows, [size[0], 1], [stride[0], 1], same)
    return b.reshape(deep, (batch, deep.shape[1], height, width, channels))


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
    """Take the largest of each window, and where it is if that is asked for."""
    dims = 3 if "3d" in call.target else 2
    if x.dtype != "float32":
        raise LoweringError("pooling of integers")
    size = _numbers(kernel_size, [], dims)
    steps = _numbers(stride, size, dims)
    edges = _numbers(padding, [0] * dims, dims)
    apart = _numbers(dilation, [1], dims)
    tables = []
    if max(apart) > 1 or 1 in call.used:
        tables = [
            np.add.outer(np.arange(count) * steps[i], np.arange(size[i]) * apart[i])
            for i, count in enumerate(_counts(call, dims, "such pooling"))
        ]
    if max(apart) > 1:
        pooled = _largest(call, x, tables, edges)
    else:
        y, _, _ = _pool("MaxPool", call, x, size, steps, edges, -b.LARGEST)
        pooled = _first(call, y)
    if "indices" not in call.target:
        return pooled
    return pooled, places(x, tables, edges) if 1 in call.used else None


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


def _counts(call: Call, dims: int, what: str) -> list[int]:
    """The sizes of the result, all of which have to be known."""
    counts = call.type.shape[-dims:]
    if not all(isinstance(count, int) for count in counts):
        raise LoweringError(f"{what} with an open size of the image")
    return list(counts)


def _largest(
    call: Call, x: Value, tables: Sequence[np.ndarray[Any, Any]], edges: Sequence[int]
) -> Value:
    """The largest of windows of any places.

    Args:
        call: of the operation.
        x: (batch, channels, *spatial), or without a batch.
        tables: for each spatial axis (windows, places of each), counted in what is
            padded.
        edges: what is padded at each end.
    """
    dims = len(tables)
    last = b.to_last(_batched(x, dims))
    if not all(isinstance(length, int) for length in last.shape[1:-1]):
        raise LoweringError("such pooling with an open size of the image")
    pads = [
        (edge, max(int(table.max()) + 1 - length - edge, 0))
        for table, edge, length in zip(tables, edges, last.shape[1:-1], strict=True)
    ]
    last = b.pad(last, [(0, 0), *pads, (0, 0)], -b.LARGEST)
    size = [table.shape[1] for table in tables]
    for axis, table in enumerate(tables, start=1):
        last = b.gather(last, constant(table.astype(np.int32).ravel()), axis)
    return _first(call, _windows("MaxPool", last, size, size, same=False))


def _adaptive_windows(length: int, number: int) -> list[tuple[int, int]]:
    """Begin and end of each of PyTorch's windows."""
    return [
        (i * length // number, -(-(i + 1) * length // number)) for i in range(number)
    ]


@lowers(
    "_adaptive_avg_pool2d.default",
    "adaptive_avg_pool2d.default",
    "_adaptive_avg_pool3d.default",
    "adaptive_avg_pool3d.default",
)
def adaptive_avg_pool(call: Call, x: Value, output_size: Sequence[int]) -> Value:
    """Equal windows where they fit; else products with matrices that average."""
    dims = len(output_size)
    if x.dtype != "float32":
        raise LoweringError("pooling of integers")
    if set(output_size) == {1}:
        return b.reduce("Mean", x, list(range(-dims, 0)), keep=True)
    lengths = _fixed(x, dims)
    pairs = list(zip(lengths, output_size, strict=True))
    if all(length % number == 0 for length, number in pairs):
        size = [length // number for length, number in pairs]
        last = b.to_last(_batched(x, dims))
        return _first(call, _windows("AvgPool", last, size, size, same=False))
    *outer, rows, columns = (_averaging(length, number) for length, number in pairs)
    wide = b.matmul(x, constant(np.ascontiguousarray(columns.T)))
    result = b.matmul(constant(rows), wide)
    for matrix in outer:  # of depth, which is put last for it
        order = [*range(x.rank - 3), x.rank - 2, x.rank - 1, x.rank - 3]
        back = [*range(x.rank - 3), x.rank - 1, x.rank - 3, x.rank - 2]
        moved = b.transpose(result, order)
        averaged = b.matmul(moved, constant(np.ascontiguousarray(matrix.T)))
        result = b.transpose(averaged, back)
    return result


def _fixed(x: Value, dims: int) -> list[int]:
    lengths = x.shape[-dims:]
    if not all(isinstance(length, int) for length in lengths):
        raise LoweringError("adaptive pooling with an open size of the image")
    return list(lengths)


def _averaging(length: int, number: int) -> np.ndarray[Any, Any]:
    """(number, length): each row averages over one of PyTorch's windows."""
    matrix = np.zeros((number, length), np.float32)
    for i, (start, end) in enumerate(_adaptive_windows(length, number)):
        matrix[i, start:end] = 1 / (end - start)
    return matrix


@lowers("adaptive_max_pool2d.default", "adaptive_max_pool3d.default")
def adaptive_max_pool(call: Call, x: Value, output_size: Sequence[int]) -> Any:
    """Windows of unequal sizes have their last place more than once."""
    dims = len(output_size)
    if x.dtype != "float32":
        raise LoweringError("pooling of integers")
    lengths = _fixed(x, dims)
    if all(a % n == 0 for a, n in zip(lengths, output_size, strict=True)):
        size = [a // n for a, n in zip(lengths, output_size, strict=True)]
        last = b.to_last(_batched(x, dims))
        return _first(call, _windows("MaxPool", last, size, size, same=False)), None
    tables = []
    for length, number in zip(lengths, output_size, strict=True):
        windows = _adaptive_windows(length, number)
        longest = max(end - start for start, end in windows)
        places = [np.minimum(np.arange(longest) + s, e - 1) for s, e in windows]
        tables.append(np.stack(places))
    return _largest(call, x, tables, [0] * dims), None
