"""Looking up places: in what is sorted, and in bags of rows."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...ir import build as b
from ...ir.graph import Node, Value, constant
from ..registry import Call, LoweringError, lowers
from .reading import gather


def _place(sorted_: Value, values: Value, right: bool) -> Value:
    """Count what comes before each value.

    Args:
        sorted_: (..., length), ascending.
        values: (..., count).
        right: whether equal ones come before it.
    """
    if sorted_.dtype != values.dtype:
        sorted_, values = b.cast(sorted_, "float32"), b.cast(values, "float32")
    row = b.reshape(sorted_, (*sorted_.shape[:-1], 1, sorted_.shape[-1]))
    column = b.reshape(values, (*values.shape, 1))
    before = b.binary("LessEqual" if right else "Less", row, column, "bool")
    # As floats: whole numbers this small are exact in them.
    counted = b.reduce("Sum", b.cast(before, "float32"), (-1,), keep=False)
    return b.cast(counted, "int32")


@lowers("bucketize.Tensor")
def bucketize(
    call: Call, values: Value, boundaries: Value, right: bool = False, **_: Any
) -> Value:
    """Count the boundaries below each value."""
    flat = b.reshape(values, (*values.shape, 1))
    counts = _place(boundaries, flat, right)
    return b.reshape(counts, values.shape)


@lowers("searchsorted.Tensor")
def searchsorted(
    call: Call,
    sorted_: Value,
    values: Value,
    *,
    right: bool = False,
    side: str | None = None,
    sorter: Value | None = None,
    **_: Any,
) -> Value:
    """Count the places before each value, in rows that are sorted."""
    if sorter is not None:
        sorted_ = gather(call, sorted_, -1, sorter)
    above = right or side == "right"
    if sorted_.rank == 1:
        return bucketize(call, values, sorted_, above)
    return _place(sorted_, values, above)


@lowers("searchsorted.Scalar", "bucketize.Scalar")
def one_value(
    call: Call, first: Any, second: Any, *rest: Any, right: bool = False, **more: Any
) -> Value:
    """Count them for one number."""
    is_bucketize = "bucketize" in call.target
    boundaries, number = (second, first) if is_bucketize else (first, second)
    above = right or more.get("side") == "right"
    kind = "int32" if isinstance(number, int) else "float32"
    value = b.scalar(number, kind)  # type: ignore[arg-type]
    if more.get("sorter") is not None:
        boundaries = gather(call, boundaries, -1, more["sorter"])
    return bucketize(call, value, boundaries, above)


SUM, MEAN, MAX = 0, 1, 2


@lowers("_embedding_bag.default", "_embedding_bag_forward_only.default")
def embedding_bag(
    call: Call,
    table: Value,
    indices: Value,
    offsets: Value,
    scale_by_frequency: bool = False,
    mode: int = SUM,
    sparse: bool = False,
    shares: Value | None = None,
    include_last_offset: bool = False,
    padding: int = -1,
) -> Any:
    """Rows of a table, put together by bags.

    All bags as long as each other are a Reshape; others a matrix that says which row is
    in which bag.
    """
    rows = b.gather(table, indices, 0)
    bags = call.type.shape[0]
    length = _even(offsets, indices, bags, include_last_offset)
    # PyTorch writes -1 where no row is padding.
    member = b.binary("NotEqual", indices, b.scalar(padding, "int32"), "bool")
    if length is not None:
        rows = b.reshape(rows, (bags, length, table.shape[-1]))
        member = b.reshape(member, (bags, length))
        shares = None if shares is None else b.reshape(shares, (bags, length))
    else:
        rows = b.reshape(rows, (1, *rows.shape))
        placed = _members(offsets, indices, bags, include_last_offset)
        member = b.binary("LogicalAnd", placed, member, "bool")
    return _bagged(rows, member, shares, mode), None, None, None


def _bagged(rows: Value, member: Value, shares: Value | None, mode: int) -> Value:
    """Put rows together.

    Args:
        rows: (bags or 1, length, numbers).
        member: (bags, length), whether a row is in a bag.
        shares: (bags, length) or (length,), what to multiply each by.
        mode: of PyTorch's: a sum, the mean, the largest.
    """
    column = b.reshape(member, (*member.shape, 1))
    number = b.cast(column, "float32")
    count = b.reduce("Sum", number, (1,), keep=False)
    if mode == MAX:
        least = constant(np.asarray(-b.LARGEST, np.float32))
        largest = b.reduce("Max", b.select(column, rows, least), (1,), keep=False)
        filled = b.binary("Greater", count, b.scalar(0.0), "bool")
        return b.select(filled, largest, b.scalar(0.0))
    if shares is not None:
        number = b.mul(number, b.reshape(shares, (*shares.shape, 1)))
    total = b.reduce("Sum", b.mul(number, rows), (1,), keep=False)
    if mode == MEAN:
        return b.div(total, b.binary("Maximum", count, b.scalar(1.0)))
    return total


def _even(offsets: Value, indices: Value, bags: Any, last: bool) -> int | None:
    """How long each bag is, if all are as long as each other; else None."""
    if last:
        return None
    if offsets.array is not None:
        total = indices.shape[0]
        if not isinstance(total, int) or not bags or total % bags:
            return None
        length = total // bags
        even = np.array_equal(offsets.array, np.arange(bags) * length)
        return length if even else None
    node: Node = offsets.node
    start, step = node.attrs.get("start"), node.attrs.get("delta")
    if node.op == "Range" and start == 0 and isinstance(step, int):
        # nn.EmbeddingBag makes it so for a batch of rows.
        total = node.attrs["limit"]
        if total == indices.shape[0]:
            return step
    return None


def _members(offsets: Value, indices: Value, bags: Any, last: bool) -> Value:
    """(bags, rows): which row is in which bag."""
    total = indices.shape[0]
    if not isinstance(bags, int):
        raise LoweringError("an open number of bags")
    begins = b.part(offsets, 0, 0, bags)
    whole = (
        b.reshape(b.size(total), (1,))
        if not isinstance(total, int)
        else constant(np.array([total], np.int32))
    )
    ends = b.part(offsets, 0, 1, bags - 1)
    ends = b.part(offsets, 0, 1, bags) if last else b.concat([ends, whole], 0)
    places = b.reshape(b.arange(total), (1, total))
    after = b.binary("GreaterEqual", places, b.reshape(begins, (bags, 1)), "bool")
    before = b.binary("Less", places, b.reshape(ends, (bags, 1)), "bool")
    return b.binary("LogicalAnd", after, before, "bool")
