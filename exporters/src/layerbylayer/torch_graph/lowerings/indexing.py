"""Picking by index."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .. import build as b
from ..ir import Dim, Value, constant, numel
from .registry import Call, LoweringError, lowers


@lowers("embedding.default")
def embedding(call: Call, table: Value, indices: Value, *_: Any) -> Value:
    """Rows of a table."""
    return b.gather(table, indices, 0)


@lowers("index_select.default")
def index_select(call: Call, x: Value, axis: int, indices: Value) -> Value:
    """Places of an axis."""
    if x.rank == 0:
        return x
    return b.gather(x, b.reshape(indices, (numel(indices.shape),)), axis)


def _positive(indices: Value, length: Dim) -> Value:
    """Indices counted from the end as counted from the start."""
    if indices.array is not None and isinstance(length, int):
        found = indices.array
        return constant(np.where(found < 0, found + length, found).astype(np.int32))
    if not isinstance(length, int):
        return indices
    below = b.binary("Less", indices, b.scalar(0, "int32"), "bool")
    return b.select(below, b.add(indices, b.scalar(length, "int32")), indices)


@lowers("index.Tensor")
def index(call: Call, x: Value, indices: Sequence[Value | None]) -> Value:
    """x[:, i, j]: one gather, over the axes that are indexed as one."""
    places = [axis for axis, chosen in enumerate(indices) if chosen is not None]
    chosen = [indices[axis] for axis in places]
    if any(i is not None and i.dtype == "bool" for i in chosen):
        raise LoweringError(
            "an index of booleans; the shape of its result depends on values (use "
            "torch.where)"
        )
    found = [
        _positive(i, x.shape[axis])
        for axis, i in zip(places, chosen, strict=True)
        if i is not None
    ]
    first, count = places[0], len(places)
    adjacent = places == list(range(first, first + count))
    if not adjacent:
        rest = [axis for axis in range(x.rank) if axis not in places]
        x, first = b.transpose(x, [*places, *rest]), 0
    if count == 1:
        return b.gather(x, found[0], first)
    sizes = x.shape[first : first + count]
    if not all(isinstance(size, int) for size in sizes[1:]):
        raise LoweringError("several indices of open axes")
    joined = found[0]
    for size, following in zip(sizes[1:], found[1:], strict=True):
        joined = b.add(b.mul(joined, b.scalar(size, "int32")), following)
    flat = (*x.shape[:first], numel(sizes), *x.shape[first + count :])
    return b.gather(b.reshape(x, flat), joined, first)


@lowers("gather.default")
def gather(call: Call, x: Value, axis: int, indices: Value, **_: Any) -> Value:
    """y[i, j] = x[i, indices[i, j]]: a gather in each row."""
    if x.rank == 0 or indices.rank == 0:
        if x.rank == 0:
            return b.reshape(x, call.type.shape)
        return b.reshape(b.gather(x, indices, 0), call.type.shape)
    axis %= x.rank
    order = [i for i in range(x.rank) if i != axis] + [axis]
    back = [int(i) for i in np.argsort(order)]
    wanted = tuple(
        x.shape[i] if i == axis else size for i, size in enumerate(indices.shape)
    )
    x = b.slice_(x, [0] * x.rank, wanted)
    rows, picked = b.transpose(x, order), b.transpose(indices, order)
    # One gather from all rows in a line: TensorFlow.js 4.22's WASM kernel errs with
    # batch_dims where there are fewer indices than places.
    length, outer = rows.shape[-1], numel(rows.shape[:-1])
    if not isinstance(length, int):
        raise LoweringError("a gather along an open axis")
    if isinstance(outer, int):
        starts = constant(np.arange(0, outer * length, length, dtype=np.int32))
    else:
        starts = b.node(
            "Range",
            (),
            (outer,),
            "int32",
            start=0,
            limit=outer * length,
            delta=length,
            Tidx="int32",
        )
    line = b.reshape(rows, (outer * length,))
    places = b.add(
        b.reshape(picked, (outer, picked.shape[-1])), b.reshape(starts, (outer, 1))
    )
    y = b.gather(line, places, 0)
    return b.transpose(b.reshape(y, picked.shape), back)


@lowers("slice_scatter.default")
def slice_scatter(
    call: Call,
    x: Value,
    part: Value,
    axis: int = 0,
    start: Any = None,
    end: Any = None,
    step: int = 1,
) -> Value:
    """Replace a part of a tensor, every nth place if there are steps."""
    axis %= x.rank
    length, size = x.shape[axis], part.shape[axis]
    if step == 1 and not start and size == length:
        return b.broadcast_to(b.cast(part, x.dtype), call.type.shape)
    if not (isinstance(length, int) and isinstance(size, int)):
        raise LoweringError("a part that is replaced along an open axis")
    begin = start or 0
    begin = max(begin + length, 0) if begin < 0 else min(begin, length)
    if step == 1:
        return _replaced(x, part, axis, begin, size, length)
    picked = np.arange(length, dtype=np.int32)
    picked[begin : begin + size * step : step] = length + np.arange(size)
    both = b.concat([x, b.cast(part, x.dtype)], axis)
    return b.gather(both, constant(picked), axis)


@lowers("select_scatter.default")
def select_scatter(call: Call, x: Value, part: Value, axis: int, place: int) -> Value:
    """Replace one place of an axis."""
    axis %= x.rank
    length = x.shape[axis]
    if not isinstance(length, int):
        raise LoweringError("a part that is replaced along an open axis")
    shape = (*x.shape[:axis], 1, *x.shape[axis + 1 :])
    return _replaced(x, b.reshape(part, shape), axis, place % length, 1, length)


def _replaced(
    x: Value, part: Value, axis: int, begin: int, size: int, length: int
) -> Value:
    pieces = [b.part(x, axis, 0, begin)] if begin else []
    pieces.append(b.cast(part, x.dtype))
    if begin + size < length:
        pieces.append(b.part(x, axis, begin + size, length - begin - size))
    return b.concat(pieces, axis)


@lowers("index_put.default")
def index_put(
    call: Call,
    x: Value,
    indices: Sequence[Value | None],
    values: Value,
    accumulate: bool = False,
) -> Value:
    """Only by a mask of booleans: that is a choice."""
    mask = indices[0]
    if len(indices) != 1 or mask is None or mask.dtype != "bool" or values.rank:
        raise LoweringError("a tensor that is written by index (use torch.where)")
    if accumulate:
        raise LoweringError("a tensor that is added to by index")
    shape = (*mask.shape, *[1] * (x.rank - mask.rank))
    return b.select(b.reshape(mask, shape), b.cast(values, x.dtype), x)


def _hits(indices: Value, length: Dim) -> Value:
    """Which places each index means: of booleans, with a new last axis of places."""
    if not isinstance(length, int):
        raise LoweringError("writing by index along an open axis")
    places = constant(np.arange(length, dtype=np.int32))
    column = b.reshape(_positive(indices, length), (*indices.shape, 1))
    return b.binary("Equal", column, places, "bool")


def _moved(x: Value, axis: int) -> tuple[Value, list[int]]:
    """An axis put last, and the order that puts it back."""
    order = [i for i in range(x.rank) if i != axis] + [axis]
    return b.transpose(x, order), [int(i) for i in np.argsort(order)]


def _aligned(x: Value, indices: Value, axis: int) -> tuple[int, Value, list[int]]:
    """The axis from the front, the indices with it last, and the way back.

    Raises:
        LoweringError: the indices leave out rows, or there is no axis.
    """
    if x.rank == 0 or indices.rank == 0:
        raise LoweringError("writing by index into a single number")
    axis %= x.rank
    pairs = zip(x.shape, indices.shape, strict=True)
    if any(i != axis and a != c for i, (a, c) in enumerate(pairs)):
        raise LoweringError("indices that are for a part of the tensor")
    moved, back = _moved(indices, axis)
    return axis, moved, back


@lowers("scatter_add.default")
def scatter_add(call: Call, x: Value, axis: int, indices: Value, part: Value) -> Value:
    """Each number is added where its index points: a sum over all that point there."""
    if x.dtype != "float32":
        raise LoweringError("sums of integers by index")
    axis, rows, back = _aligned(x, indices, axis)
    part = b.slice_(part, [0] * part.rank, indices.shape)
    values, _ = _moved(part, axis)
    hits = b.cast(_hits(rows, x.shape[axis]), "float32")
    products = b.mul(hits, b.reshape(values, (*values.shape, 1)))
    return b.add(x, b.transpose(b.reduce("Sum", products, (-2,), keep=False), back))


@lowers("scatter.value")
def scatter_value(
    call: Call, x: Value, axis: int, indices: Value, value: float, **_: Any
) -> Value:
    """One number wherever an index points, as for one-hot vectors."""
    axis, rows, back = _aligned(x, indices, axis)
    counts = b.cast(_hits(rows, x.shape[axis]), "int32")
    hit = b.truth(b.reduce("Max", counts, (-2,), keep=False))
    return b.select(b.transpose(hit, back), b.scalar(value, x.dtype), x)


@lowers("scatter.src")
def scatter_part(
    call: Call, x: Value, axis: int, indices: Value, part: Value, **_: Any
) -> Value:
    """One number of each row, put where its index points."""
    axis, rows, back = _aligned(x, indices, axis)
    if rows.shape[-1] != 1:
        raise LoweringError("several indices for a row, which may be the same")
    values, _back = _moved(b.slice_(part, [0] * part.rank, indices.shape), axis)
    hit = b.reshape(_hits(rows, x.shape[axis]), (*rows.shape[:-1], x.shape[axis]))
    moved, _back = _moved(x, axis)
    return b.transpose(b.select(hit, b.cast(values, x.dtype), moved), back)


@lowers("index_add.default")
def index_add(
    call: Call, x: Value, axis: int, indices: Value, part: Value, alpha: float = 1
) -> Value:
    """Rows added where their indices point: a product with a matrix of 0 and 1."""
    if x.dtype != "float32":
        raise LoweringError("sums of integers by index")
    axis %= x.rank
    values, back = _moved(part, axis)
    hits = b.cast(_hits(indices, x.shape[axis]), "float32")
    flat = b.reshape(values, (numel(values.shape[:-1]), values.shape[-1]))
    added = b.reshape(b.matmul(flat, hits), (*values.shape[:-1], x.shape[axis]))
    return b.add(x, b.transpose(b.times(added, float(alpha)), back))
