"""Reductions, cumulative sums, order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from ..ir import build as b
from ..ir.graph import Node, TensorType, Value, constant, numel
from .elementwise.numbers import operand
from .registry import Call, LoweringError, lowers

Axes = Sequence[int] | int | None


def _axes(x: Value, axes: Axes) -> list[int]:
    if isinstance(axes, int):
        axes = [axes]
    if axes is None or len(axes) == 0:
        return list(range(x.rank))
    return [axis % x.rank for axis in axes] if x.rank else []


def _reduce(op: str, call: Call, x: Value, axes: Axes, keep: bool) -> Value:
    along = _axes(x, axes)
    if not along:
        return x
    return b.reduce(op, x, along, keep)


@lowers("sum.dim_IntList", "sum.default")
def sum_(
    call: Call, x: Value, axes: Axes = None, keep: bool = False, **_: Any
) -> Value:
    """Add up along axes."""
    return _reduce("Sum", call, operand(x, call.dtype), axes, keep)


@lowers("mean.dim", "mean.default")
def mean(
    call: Call, x: Value, axes: Axes = None, keep: bool = False, **_: Any
) -> Value:
    """Take the mean along axes."""
    return _reduce("Mean", call, operand(x, "float32"), axes, keep)


@lowers("prod.dim_int", "prod.default")
def prod(
    call: Call, x: Value, axis: int | None = None, keep: bool = False, **_: Any
) -> Value:
    """Multiply along axes."""
    return _reduce("Prod", call, operand(x, call.dtype), axis, keep)


@lowers("amax.default", "max.default")
def amax(call: Call, x: Value, axes: Axes = None, keep: bool = False) -> Value:
    """Take the largest along axes."""
    if call.dtype == "bool":
        return any_(call, x, axes, keep)
    return _reduce("Max", call, x, axes, keep)


@lowers("amin.default", "min.default")
def amin(call: Call, x: Value, axes: Axes = None, keep: bool = False) -> Value:
    """Take the smallest along axes."""
    if call.dtype == "bool":
        return all_(call, x, axes, keep)
    return _reduce("Min", call, x, axes, keep)


@lowers("any.default", "any.dim", "any.dims")
def any_(call: Call, x: Value, axes: Axes = None, keep: bool = False) -> Value:
    """Whether any is not zero."""
    return b.truth(_reduce("Max", call, b.cast(b.truth(x), "int32"), axes, keep))


@lowers("all.default", "all.dim", "all.dims")
def all_(call: Call, x: Value, axes: Axes = None, keep: bool = False) -> Value:
    """Whether none is zero."""
    return b.truth(_reduce("Min", call, b.cast(b.truth(x), "int32"), axes, keep))


def _arg(op: str, x: Value, axis: int, keep: bool) -> Value:
    axis %= x.rank
    shape = [size for i, size in enumerate(x.shape) if i != axis]
    out = b.node(op, (x,), shape, "int32", dimension=axis)
    reduced_shape = [1 if i == axis else size for i, size in enumerate(x.shape)]
    return b.reshape(out, reduced_shape) if keep else out


def _arg_extreme(op: str, call: Call, x: Value, axis: int | None, keep: bool) -> Value:
    if x.dtype == "bool":
        x = b.cast(x, "int32")
    if axis is None:
        x = b.reshape(x, (numel(x.shape),))
        return b.reshape(_arg(op, x, 0, keep=False), call.type.shape)
    if x.rank == 0:
        return b.scalar(0, "int32")
    return _arg(op, x, axis, keep)


@lowers("argmax.default")
def argmax(call: Call, x: Value, axis: int | None = None, keep: bool = False) -> Value:
    """Where the largest is."""
    return _arg_extreme("ArgMax", call, x, axis, keep)


@lowers("argmin.default")
def argmin(call: Call, x: Value, axis: int | None = None, keep: bool = False) -> Value:
    """Where the smallest is."""
    return _arg_extreme("ArgMin", call, x, axis, keep)


def _with_place(
    call: Call, op: str, arg: str, x: Value, axis: int, keep: bool
) -> tuple[Value, Value]:
    if x.dtype == "bool":
        raise LoweringError("an order of booleans")
    if x.rank == 0:
        return x, b.scalar(0, "int32")
    return b.reduce(op, x, (axis,), keep), _arg(arg, x, axis, keep)


@lowers("max.dim")
def max_dim(call: Call, x: Value, axis: int, keep: bool = False) -> Any:
    """Take the largest along an axis, and where it is."""
    return _with_place(call, "Max", "ArgMax", x, axis, keep)


@lowers("min.dim")
def min_dim(call: Call, x: Value, axis: int, keep: bool = False) -> Any:
    """Take the smallest along an axis, and where it is."""
    return _with_place(call, "Min", "ArgMin", x, axis, keep)


@lowers("var_mean.correction")
def var_mean(
    call: Call,
    x: Value,
    axes: Axes = None,
    *,
    correction: float | None = None,
    keepdim: bool = False,
) -> tuple[Value, Value]:
    """Both at once."""
    variance = var(call, x, axes, correction=correction, keepdim=keepdim)
    return variance, mean(call, x, axes, keepdim)


@lowers("var.correction")
def var(
    call: Call,
    x: Value,
    axes: Axes = None,
    *,
    correction: float | None = None,
    keepdim: bool = False,
) -> Value:
    """Take the variance, divided by the number less a correction (1 by default)."""
    along = _axes(x, axes)
    count = 1
    for axis in along:
        size = x.shape[axis]
        if not isinstance(size, int):
            raise LoweringError("the variance along an open axis")
        count *= size
    centred = b.sub(x, b.reduce("Mean", x, along, keep=True))
    total = b.reduce("Sum", b.unary("Square", centred), along, keepdim)
    divisor = count - (1 if correction is None else correction)
    if divisor <= 0:
        raise LoweringError("the variance of a single number")
    return b.times(total, 1 / divisor)


@lowers("var.dim")
def var_dim(
    call: Call, x: Value, axes: Axes, unbiased: bool = True, keep: bool = False
) -> Value:
    """Take the variance, written otherwise."""
    return var(call, x, axes, correction=float(unbiased), keepdim=keep)


@lowers("cumsum.default")
def cumsum(call: Call, x: Value, axis: int, **_: Any) -> Value:
    """Add up all that comes before, itself included."""
    return _cumulative("Cumsum", call, x, axis)


@lowers("cumprod.default")
def cumprod(call: Call, x: Value, axis: int, **_: Any) -> Value:
    """Products of all that comes before, itself included."""
    return _cumulative("Cumprod", call, x, axis)


def _cumulative(op: str, call: Call, x: Value, axis: int) -> Value:
    if x.rank == 0:
        return operand(x, call.dtype)
    x = operand(x, call.dtype)
    return b.node(
        op,
        (x,),
        x.shape,
        x.dtype,
        axis=axis % x.rank,
        exclusive=False,
        reverse=False,
    )


@lowers("topk.default")
def topk(
    call: Call,
    x: Value,
    k: int,
    axis: int = -1,
    largest: bool = True,
    is_sorted: bool = True,
) -> Any:
    """Find the k largest or smallest, with what finds large ones in the last axis."""
    return _largest(x, k, axis, largest)


def _largest(x: Value, k: int, axis: int, largest: bool) -> tuple[Value, Value]:
    if x.rank == 0:
        return x, b.scalar(0, "int32")
    if x.dtype == "bool":
        raise LoweringError("an order of booleans")
    axis %= x.rank
    order = [i for i in range(x.rank) if i != axis] + [axis]
    back = tuple(int(i) for i in np.argsort(order))
    moved = b.transpose(x, order)
    moved = moved if largest else b.sub(b.scalar(0, x.dtype), moved)
    shape = (*moved.shape[:-1], k)
    top = Node(
        "TopKV2",
        (moved,),
        (TensorType(shape, x.dtype), TensorType(shape, "int32")),
        {"k": k, "sorted": True},
    )
    values, places = Value(top, 0), Value(top, 1)
    values = values if largest else b.sub(b.scalar(0, x.dtype), values)
    return b.transpose(values, back), b.transpose(places, back)


@lowers("sort.stable")
def sort_stable(
    call: Call,
    x: Value,
    *,
    stable: bool | None = None,
    dim: int = -1,
    descending: bool = False,
) -> Any:
    """Sort; written otherwise, as TensorFlow.js keeps the order of equal ones."""
    return _sorted(x, dim, descending)


@lowers("sort.default")
def sort(call: Call, x: Value, axis: int = -1, descending: bool = False) -> Any:
    """All of them as the k largest."""
    return _sorted(x, axis, descending)


def _sorted(x: Value, axis: int, descending: bool) -> tuple[Value, Value]:
    if x.rank == 0:
        return x, b.scalar(0, "int32")
    length = x.shape[axis]
    if not isinstance(length, int):
        raise LoweringError("sorting along an open axis")
    return _largest(x, length, axis, descending)


@lowers("median.dim")
def median(call: Call, x: Value, axis: int = -1, keep: bool = False) -> Any:
    """Take the lower of the two in the middle, and where it is."""
    return _in_order(call, x, axis, lambda length: (length + 1) // 2)


@lowers("median.default")
def median_of_all(call: Call, x: Value) -> Value:
    """Take the median of all numbers, as of one row."""
    return median(call, b.reshape(x, (numel(x.shape),)), 0)[0]  # type: ignore[no-any-return]


@lowers("kthvalue.default")
def kth_value(call: Call, x: Value, k: int, axis: int = -1, keep: bool = False) -> Any:
    """Take the k-th smallest along an axis, and where it is."""
    return _in_order(call, x, axis, lambda _: k)


def _in_order(call: Call, x: Value, axis: int, k: Callable[[int], int]) -> Any:
    """Take the k-th smallest along an axis, where k depends on its length."""
    if x.rank == 0:
        return x, b.scalar(0, "int32")
    length = x.shape[axis]
    if not isinstance(length, int):
        raise LoweringError("the k-th smallest, as a median, along an open axis")
    number = k(length)
    values, places = _largest(x, number, axis, largest=False)
    picked = (b.part(v, axis % x.rank, number - 1, 1) for v in (values, places))
    return tuple(b.reshape(value, call.type.shape) for value in picked)


@lowers("_cdist_forward.default")
def cdist(call: Call, x: Value, y: Value, order: float, *_: Any) -> Value:
    """Norms of all differences of two rows."""
    rows = b.reshape(x, (*x.shape[:-1], 1, x.shape[-1]))
    columns = b.reshape(y, (*y.shape[:-2], 1, *y.shape[-2:]))
    return vector_norm(call, b.sub(rows, columns), order, (-1,))


@lowers("linalg_vector_norm.default")
def vector_norm(
    call: Call,
    x: Value,
    order: float = 2,
    axes: Axes = None,
    keep: bool = False,
    **_: Any,
) -> Value:
    """Take the root of the sum of powers; of order infinity the largest."""
    x = operand(x, "float32")
    if order == 2:
        total = _reduce("Sum", call, b.unary("Square", x), axes, keep)
        return b.unary("Sqrt", total)
    if order == 1:
        return _reduce("Sum", call, b.unary("Abs", x), axes, keep)
    if order == float("inf"):
        return _reduce("Max", call, b.unary("Abs", x), axes, keep)
    if order in (0, float("-inf")):
        raise LoweringError(f"a norm of order {order}")
    powers = b.binary("Pow", b.unary("Abs", x), b.scalar(order))
    total = _reduce("Sum", call, powers, axes, keep)
    return b.binary("Pow", total, b.scalar(1 / order))


def causal(rows: int, columns: int, diagonal: int, lower: bool) -> Value:
    """Make a triangle of truths."""
    square = np.ones((rows, columns), bool)
    return constant(np.tril(square, diagonal) if lower else np.triu(square, diagonal))


@lowers("tril.default", "triu.default")
def triangle(call: Call, x: Value, diagonal: int = 0) -> Value:
    """Zeros above or below a diagonal of the last two axes."""
    rows, columns = x.shape[-2:]
    if not (isinstance(rows, int) and isinstance(columns, int)):
        raise LoweringError("a triangle of an open size")
    mask = causal(rows, columns, diagonal, "tril" in call.target)
    if x.dtype == "bool":
        return b.binary("LogicalAnd", x, mask)
    return b.select(mask, x, b.scalar(0, x.dtype))
