"""Picking by index."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ...ir import build as b
from ...ir.graph import Dim, Value, constant, numel
from ..registry import Call, LoweringError, lowers


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


def positive(indices: Value, length: Dim) -> Value:
    """Count indices from the start that are counted from the end."""
    if indices.array is not None and isinstance(length, int):
        positions = indices.array
        return constant(
            np.where(positions < 0, positions + length, positions).astype(np.int32)
        )
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
    positions = [
        positive(i, x.shape[axis])
        for axis, i in zip(places, chosen, strict=True)
        if i is not None
    ]
    first, count = places[0], len(places)
    adjacent = places == list(range(first, first + count))
    if not adjacent:
        rest = [axis for axis in range(x.rank) if axis not in places]
        x, first = b.transpose(x, [*places, *rest]), 0
    if count == 1:
        return b.gather(x, positions[0], first)
    sizes = x.shape[first : first + count]
    if not all(isinstance(size, int) for size in sizes[1:]):
        raise LoweringError("several indices of open axes")
    joined = positions[0]
    for size, following in zip(sizes[1:], positions[1:], strict=True):
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


@lowers("diagonal.default", "diagonal_copy.default")
def diagonal(
    call: Call, x: Value, offset: int = 0, first: int = 0, second: int = 1
) -> Value:
    """Places of two axes as one, which is picked from at even steps."""
    first, second = first % x.rank, second % x.rank
    rows, columns = x.shape[first], x.shape[second]
    if not (isinstance(rows, int) and isinstance(columns, int)):
        raise LoweringError("a diagonal along an open axis")
    rest = [axis for axis in range(x.rank) if axis not in (first, second)]
    moved = b.transpose(x, [*rest, first, second])
    flat = b.reshape(moved, (*moved.shape[:-2], rows * columns))
    begin = offset if offset >= 0 else -offset * columns
    picked = begin + np.arange(call.type.shape[-1]) * (columns + 1)
    return b.gather(flat, constant(picked.astype(np.int32)), -1)
