"""Scattering: each number of a part goes to where its index points."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...ir import build as b
from ...ir.graph import Dim, Value, constant
from ..registry import Call, LoweringError, lowers
from .reading import gather
from .writing import hits, sources


def _moved(x: Value, axis: int) -> tuple[Value, list[int]]:
    """An axis put last, and the order that puts it back."""
    order = [i for i in range(x.rank) if i != axis] + [axis]
    return b.transpose(x, order), [int(i) for i in np.argsort(order)]


@dataclass(frozen=True)
class _Rows:
    """What a scatter works on: the axis is the last one of all.

    `x` is (..., length), `places` (..., count), `values` (..., count).
    """

    x: Value
    places: Value
    values: Value

    @property
    def length(self) -> Dim:
        return self.x.shape[-1]

    @property
    def hits(self) -> Value:
        """(..., count, length): which value goes where."""
        return hits(self.places, self.length)

    @property
    def column(self) -> Value:
        """(..., count, 1): the values."""
        return b.reshape(self.values, (*self.values.shape, 1))

    def any(self) -> Value:
        """(..., length): whether anything goes there."""
        counts = b.cast(self.hits, "int32")
        return b.truth(b.reduce("Max", counts, (-2,), keep=False))


def _scattered(
    x: Value,
    axis: int,
    indices: Value,
    part: Value,
    change: Callable[[_Rows], Value],
) -> Value:
    """Change the rows of a tensor for which there are indices.

    Args:
        x: the tensor.
        axis: the one that the indices are of.
        indices: for other axes there may be fewer of them than x is long.
        part: a value for each index, or a single number.
        change: from rows to what `x` in them becomes.
    """
    if x.rank == 0 or indices.rank == 0:
        raise LoweringError("writing by index into a single number")
    axis %= x.rank
    shape = [x.shape[i] if i == axis else n for i, n in enumerate(indices.shape)]
    if part.rank:
        part = b.slice_(part, [0] * part.rank, indices.shape)
    part = b.broadcast_to(b.cast(part, x.dtype), indices.shape)
    moved, back = _moved(b.slice_(x, [0] * x.rank, shape), axis)
    rows = _Rows(moved, _moved(indices, axis)[0], _moved(part, axis)[0])
    changed = b.transpose(change(rows), back)
    # Put it back into what there are no indices for, one axis after the other.
    for other in reversed(range(x.rank)):
        size, length = changed.shape[other], x.shape[other]
        if size == length:
            continue
        if not (isinstance(size, int) and isinstance(length, int)):
            raise LoweringError("indices for a part of an open axis")
        begin, sizes = [0] * x.rank, list(changed.shape)
        begin[other], sizes[other] = size, length - size
        changed = b.concat([changed, b.slice_(x, begin, sizes)], other)
    return changed


def _sum(rows: _Rows) -> Value:
    products = b.mul(b.cast(rows.hits, rows.x.dtype), rows.column)
    return b.reduce("Sum", products, (-2,), keep=False)


@lowers("scatter_add.default")
def scatter_add(call: Call, x: Value, axis: int, indices: Value, part: Value) -> Value:
    """Each number is added where its index points: a sum over all that point there."""
    return _scattered(x, axis, indices, part, lambda rows: b.add(rows.x, _sum(rows)))


@lowers("scatter.value")
def scatter_value(
    call: Call, x: Value, axis: int, indices: Value, value: float, **_: Any
) -> Value:
    """One number wherever an index points, as for one-hot vectors."""
    number = b.scalar(value, x.dtype)
    return _scattered(
        x, axis, indices, number, lambda rows: b.select(rows.any(), number, rows.x)
    )


@lowers("scatter.src")
def scatter_part(
    call: Call, x: Value, axis: int, indices: Value, part: Value, **_: Any
) -> Value:
    """Put a number where its index points; of several for one place, the last."""

    def change(rows: _Rows) -> Value:
        if rows.places.shape[-1] == 1:
            hit = b.reshape(rows.hits, (*rows.places.shape[:-1], rows.length))
            return b.select(hit, rows.values, rows.x)
        both = b.concat([rows.x, rows.values], -1)
        picked = sources(rows.places, rows.length)
        return gather(call, both, -1, picked)

    return _scattered(x, axis, indices, part, change)


@lowers("scatter_reduce.two", "scatter.reduce")
def scatter_reduce(
    call: Call,
    x: Value,
    axis: int,
    indices: Value,
    part: Value,
    reduce: str,
    include_self: bool = True,
) -> Value:
    """Reduce all that goes to one place; that place itself may count as well."""
    if x.dtype == "bool":
        raise LoweringError("reductions of booleans by index")

    def change(rows: _Rows) -> Value:
        reduced = _reduced(rows, reduce, include_self)
        return reduced if include_self else b.select(rows.any(), reduced, rows.x)

    return _scattered(x, axis, indices, part, change)


EXTREMES = {"amax": ("Max", "Maximum", -1), "amin": ("Min", "Minimum", 1)}


def _reduced(rows: _Rows, reduce: str, include_self: bool) -> Value:
    kind = rows.x.dtype
    if reduce in ("sum", "add"):
        total = _sum(rows)
        return b.add(rows.x, total) if include_self else total
    if reduce == "mean":
        if kind != "float32":
            raise LoweringError("means of integers by index")
        total = _sum(rows)
        count = b.reduce("Sum", b.cast(rows.hits, kind), (-2,), keep=False)
        if include_self:
            return b.div(b.add(rows.x, total), b.plus(count, 1.0))
        return b.div(total, b.binary("Maximum", count, b.scalar(1.0)))
    if reduce in ("prod", "multiply"):
        factors = b.select(rows.hits, rows.column, b.scalar(1, kind))
        product = b.reduce("Prod", factors, (-2,), keep=False)
        return b.mul(rows.x, product) if include_self else product
    if reduce not in EXTREMES:
        raise LoweringError(f"scatter_reduce with reduce={reduce!r}")
    fold, pair, sign = EXTREMES[reduce]
    limit = b.LARGEST if kind == "float32" else int(np.iinfo(np.int32).max)
    least = (
        constant(np.asarray(sign * limit, np.float32))
        if kind == "float32"
        else b.scalar(sign * limit, kind)
    )
    extreme = b.reduce(fold, b.select(rows.hits, rows.column, least), (-2,), keep=False)
    return b.binary(pair, rows.x, extreme) if include_self else extreme
