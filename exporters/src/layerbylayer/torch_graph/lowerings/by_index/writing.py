"""Writing by index: a tensor, parts of which are replaced or added to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...ir import build as b
from ...ir.graph import Dim, Value, constant, numel
from ..registry import Call, LoweringError, lowers
from .reading import positive


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
    """Write rows: the axes that are indexed are one, and in front."""
    mask = indices[0]
    if mask is not None and mask.dtype == "bool":
        return _by_mask(x, indices, values, accumulate)
    axes = [axis for axis, index in enumerate(indices) if index is not None]
    chosen = [index for index in indices if index is not None]
    if any(index.dtype == "bool" for index in chosen):
        raise LoweringError("a mask beside other indices (use torch.where)")
    rest = [axis for axis in range(x.rank) if axis not in axes]
    where = b.broadcast(*(index.shape for index in chosen))
    # PyTorch puts what is indexed in place of the axes, if these are neighbours.
    first = axes[0] if axes == list(range(axes[0], axes[0] + len(axes))) else 0
    row_shape = [x.shape[axis] for axis in rest]
    values = b.broadcast_to(
        b.cast(values, x.dtype), (*row_shape[:first], *where, *row_shape[first:])
    )
    middle = list(range(first, first + len(where)))
    others = [axis for axis in range(values.rank) if axis not in middle]
    rows = b.reshape(
        b.transpose(values, [*middle, *others]), (numel(where), numel(tuple(row_shape)))
    )
    front = b.transpose(x, [*axes, *rest])
    lengths = front.shape[: len(axes)]
    table = b.reshape(front, (numel(lengths), numel(tuple(row_shape))))
    places = b.reshape(_joined(chosen, lengths, where), (numel(where),))
    change = _added if accumulate else _put
    result = b.reshape(change(table, places, rows), front.shape)
    return b.transpose(result, [int(i) for i in np.argsort([*axes, *rest])])


def _by_mask(
    x: Value, indices: Sequence[Value | None], values: Value, accumulate: bool
) -> Value:
    """A choice: of one value, or of one for each place behind the mask."""
    mask = indices[0]
    assert mask is not None
    if len(indices) != 1 or values.rank > x.rank - mask.rank:
        raise LoweringError(
            "values for the places of a mask, whose number depends on values (use "
            "torch.where)"
        )
    shape = (*mask.shape, *[1] * (x.rank - mask.rank))
    values = b.cast(values, x.dtype)
    if accumulate:
        values = b.add(x, values)
    return b.select(b.reshape(mask, shape), values, x)


def _joined(indices: Sequence[Value], lengths: Sequence[Dim], shape: Any) -> Value:
    """Indices of several axes as one, of the axes laid in a line."""
    if not all(isinstance(length, int) for length in lengths):
        raise LoweringError("writing by index along an open axis")
    joined: Value | None = None
    for index, length in zip(indices, lengths, strict=True):
        place = positive(index, length)
        if joined is None:
            joined = place
        elif joined.array is not None and place.array is not None:
            joined = constant((joined.array * length + place.array).astype(np.int32))
        else:
            joined = b.add(b.mul(joined, b.scalar(length, "int32")), place)
    assert joined is not None
    return (
        b.broadcast_to(joined, shape)
        if joined.array is None
        else constant(np.ascontiguousarray(np.broadcast_to(joined.array, shape)))
    )


def _put(table: Value, places: Value, rows: Value) -> Value:
    """Rows of a table replaced; of several for one place, the last one counts.

    Args:
        table: (length, numbers).
        places: (rows,), int32.
        rows: (rows, numbers).
    """
    length = table.shape[0]
    both = b.concat([table, rows], 0)
    if places.array is not None:
        source = np.arange(length, dtype=np.int32)
        source[places.array] = length + np.arange(len(places.array), dtype=np.int32)
        return b.gather(both, constant(source), 0)
    return b.gather(both, sources(places, length), 0)


def sources(places: Value, length: int) -> Value:
    """Tell where each place takes its number from: (..., length), of (..., rows).

    It is the place itself or, counted on from `length`, the last of those that are
    written there.
    """
    order = b.add(b.arange(places.shape[-1]), b.scalar(1, "int32"))
    column = b.reshape(order, (places.shape[-1], 1))
    marked = b.select(hits(places, length), column, b.scalar(0, "int32"))
    last = b.reduce("Max", marked, (-2,), keep=False)
    written = b.binary("Greater", last, b.scalar(0, "int32"), "bool")
    own = constant(np.arange(length, dtype=np.int32))
    return b.select(written, b.add(last, b.scalar(length - 1, "int32")), own)


def _added(table: Value, places: Value, rows: Value) -> Value:
    """Rows added where their places are; the arguments are those of `_put`."""
    if places.array is not None:
        picked = _rows_of_each(places.array, table.shape[0])
        padded = b.pad(rows, [(0, 1), (0, 0)])
        parts = b.gather(padded, constant(picked), 0)
        return b.add(table, b.reduce("Sum", parts, (1,), keep=False))
    one_hot = b.cast(hits(places, table.shape[0]), table.dtype)
    if table.dtype == "float32":
        return b.add(table, b.matmul(b.transpose(one_hot, (1, 0)), rows))
    products = b.mul(b.reshape(one_hot, (*one_hot.shape, 1)), _column(rows, 1))
    return b.add(table, b.reduce("Sum", products, (0,), keep=False))


def _rows_of_each(places: NDArray[Any], length: int) -> NDArray[np.int32]:
    """The rows for each place, and the row behind the last one where there are fewer.

    Returns:
        (length, the most rows for one place).
    """
    counts = np.bincount(places, minlength=length)
    picked = np.full((length, max(int(counts.max(initial=0)), 1)), len(places))
    order = np.argsort(places, kind="stable")
    starts = np.cumsum(counts) - counts
    picked[places[order], np.arange(len(places)) - starts[places[order]]] = order
    return picked.astype(np.int32)


def _column(x: Value, axis: int) -> Value:
    return b.reshape(x, (*x.shape[:axis], 1, *x.shape[axis:]))


def hits(indices: Value, length: Dim) -> Value:
    """Tell which places each index means: of booleans, with a last axis of places."""
    if not isinstance(length, int):
        raise LoweringError("writing by index along an open axis")
    places = constant(np.arange(length, dtype=np.int32))
    column = b.reshape(positive(indices, length), (*indices.shape, 1))
    return b.binary("Equal", column, places, "bool")


@lowers("index_add.default")
def index_add(
    call: Call, x: Value, axis: int, indices: Value, part: Value, alpha: float = 1
) -> Value:
    """Rows added where their indices point: a product with a matrix of 0 and 1."""
    if x.rank == 0:
        raise LoweringError("writing by index into a single number")
    axis %= x.rank
    order = [axis, *(i for i in range(x.rank) if i != axis)]
    front, rows = b.transpose(x, order), b.transpose(part, order)
    numbers = numel(front.shape[1:])
    table = b.reshape(front, (front.shape[0], numbers))
    places = b.reshape(positive(indices, front.shape[0]), (rows.shape[0],))
    factor = b.scalar(alpha, x.dtype)
    flat = b.reshape(rows, (rows.shape[0], numbers))
    flat = b.mul(flat, factor) if alpha != 1 else flat
    result = b.reshape(_added(table, places, flat), front.shape)
    return b.transpose(result, [int(i) for i in np.argsort(order)])
