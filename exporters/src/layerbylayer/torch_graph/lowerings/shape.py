"""Shapes: views, axes, parts, copies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..ir import build as b
from ..ir.graph import Dim, Value, constant, numel
from .registry import Call, LoweringError, lowers


@lowers(
    "view.default",
    "_unsafe_view.default",
    "reshape.default",
    "unsqueeze.default",
    "squeeze.dim",
    "squeeze.dims",
    "squeeze.default",
)
def view(call: Call, x: Value, *_: Any) -> Value:
    """Reshape; the shape of the result is known from the trace."""
    return b.reshape(x, call.type.shape)


@lowers("permute.default")
def permute(call: Call, x: Value, order: Sequence[int]) -> Value:
    """Axes in another order."""
    return b.transpose(x, [axis % x.rank for axis in order])


@lowers("t.default")
def t(call: Call, x: Value) -> Value:
    """Rows for columns."""
    return b.transpose(x, (1, 0)) if x.rank == 2 else x


@lowers("transpose.int")
def transpose(call: Call, x: Value, first: int, second: int) -> Value:
    """Two axes exchanged."""
    order = list(range(x.rank))
    if order:
        order[first], order[second] = order[second], order[first]
    return b.transpose(x, order)


@lowers("expand.default")
def expand(call: Call, x: Value, *_: Any, **__: Any) -> Value:
    """Axes of size 1 repeated; where elementwise operations do so anyway, nothing."""
    return b.broadcast_to(x, call.type.shape)


@lowers("cat.default")
def cat(call: Call, values: Sequence[Value], axis: int = 0) -> Value:
    """After each other; PyTorch lets empty vectors pass."""
    full = [value for value in values if value.shape != (0,)]
    if not full:
        return values[0]
    return b.concat([b.cast(value, call.dtype) for value in full], axis)


@lowers("stack.default")
def stack(call: Call, values: Sequence[Value], axis: int = 0) -> Value:
    """Along a new axis."""
    rank = values[0].rank + 1
    axis %= rank
    grown = [
        b.reshape(
            b.cast(value, call.dtype), (*value.shape[:axis], 1, *value.shape[axis:])
        )
        for value in values
    ]
    return b.concat(grown, axis)


def _place(place: Any, length: Dim, default: Dim) -> Dim:
    """A start as a number from 0 to the length."""
    if place is None:
        return default
    if isinstance(place, int) and isinstance(length, int):
        return max(place + length, 0) if place < 0 else min(place, length)
    if isinstance(place, int) and place < 0:
        return length + place
    return place


@lowers("slice.Tensor")
def slice_(
    call: Call,
    x: Value,
    axis: int = 0,
    start: Any = None,
    end: Any = None,
    step: int = 1,
) -> Value:
    """Take a part of one axis, or every nth of it."""
    axis %= x.rank
    length, size = x.shape[axis], call.type.shape[axis]
    begin = _place(start, length, 0)
    if step == 1:
        return b.part(x, axis, begin, size)
    if not (isinstance(begin, int) and isinstance(size, int)):
        return _strided(x, axis, begin, size, step)
    picked = (begin + step * np.arange(size)).astype(np.int32)
    return b.gather(x, constant(picked), axis)


def _strided(x: Value, axis: int, begin: Dim, size: Dim, step: int) -> Value:
    """Every nth of an open axis: the index is computed."""
    places = b.node(
        "Range",
        (),
        (size,),
        "int32",
        start=begin,
        limit=begin + size * step,
        delta=step,
        Tidx="int32",
    )
    return b.gather(x, places, axis)


@lowers("select.int")
def select(call: Call, x: Value, axis: int, index: Any) -> Value:
    """One place of an axis, which goes."""
    axis %= x.rank
    place = _place(index, x.shape[axis], 0)
    return b.reshape(b.part(x, axis, place, 1), call.type.shape)


@lowers("split_with_sizes.default")
def split_with_sizes(call: Call, x: Value, sizes: Sequence[int], axis: int = 0) -> Any:
    """Parts of given sizes."""
    axis %= x.rank
    parts, start = [], 0
    for size in sizes:
        parts.append(b.part(x, axis, start, size))
        start += size
    return tuple(parts)


@lowers("split.Tensor")
def split(call: Call, x: Value, size: int, axis: int = 0) -> Any:
    """Parts of one size; the last may be smaller."""
    sizes = [kind.shape[axis] for kind in call.results]
    if not all(isinstance(size, int) for size in sizes):
        raise LoweringError("parts of an open size")
    return split_with_sizes(call, x, sizes, axis)


@lowers("unbind.int")
def unbind(call: Call, x: Value, axis: int = 0) -> Any:
    """All places of an axis."""
    axis %= x.rank
    return tuple(
        b.reshape(b.part(x, axis, place, 1), kind.shape)
        for place, kind in enumerate(call.results)
    )


@lowers("repeat.default")
def repeat(call: Call, x: Value, repeats: Sequence[int]) -> Value:
    """Copy, with new axes in front."""
    if not all(isinstance(number, int) for number in repeats):
        grown = b.reshape(x, (*[1] * (len(repeats) - x.rank), *x.shape))
        if all(s == 1 or n == 1 for s, n in zip(grown.shape, repeats, strict=True)):
            return b.broadcast_to(grown, call.type.shape)
        raise LoweringError("an open number of copies")
    grown = b.reshape(x, (*[1] * (len(repeats) - x.rank), *x.shape))
    return b.tile(grown, list(repeats))


@lowers("flip.default")
def flip(call: Call, x: Value, axes: Sequence[int]) -> Value:
    """Axes read backwards."""
    if not axes or x.rank == 0:
        return x
    along = tuple(axis % x.rank for axis in axes)
    return b.node("ReverseV2", (x,), x.shape, x.dtype, axis=along)


@lowers("roll.default")
def roll(
    call: Call, x: Value, shifts: Sequence[int], axes: Sequence[int] = ()
) -> Value:
    """Roll: what leaves at one end comes in at the other."""
    if not axes:
        flat = b.reshape(x, (numel(x.shape),))
        return b.reshape(_rolled(flat, shifts[0], 0), x.shape)
    for shift, axis in zip(shifts, axes, strict=True):
        x = _rolled(x, shift, axis % x.rank)
    return x


def _rolled(x: Value, shift: int, axis: int) -> Value:
    length = x.shape[axis]
    if not isinstance(length, int):
        if shift not in (-1, 0, 1):
            raise LoweringError("a roll along an open axis by more than one")
        shift = length - 1 if shift == -1 else shift
    else:
        shift = shift % length if length else 0
    if shift == 0:
        return x
    cut = length - shift
    return b.concat([b.part(x, axis, cut, shift), b.part(x, axis, 0, cut)], axis)


def _pairs(x: Value, padding: Sequence[int]) -> list[tuple[int, int]]:
    """PyTorch's numbers, which begin at the last axis, as pairs for each axis."""
    if not all(isinstance(number, int) for number in padding):
        raise LoweringError("padding of an open size")
    pairs = [(padding[2 * i], padding[2 * i + 1]) for i in range(len(padding) // 2)]
    return [(0, 0)] * (x.rank - len(pairs)) + pairs[::-1]


@lowers("constant_pad_nd.default", "pad.default")
def constant_pad(
    call: Call, x: Value, padding: Sequence[int], value: float = 0
) -> Value:
    """Put a value around; where the number is negative, cut off."""
    if x.dtype == "bool":
        padded = b.pad(b.cast(x, "int32"), _pairs(x, padding), int(value))
        return b.truth(padded)
    # TensorFlow.js's WebGL cannot write an infinite number into a program.
    return b.pad(x, _pairs(x, padding), max(min(value, b.LARGEST), -b.LARGEST))


def _picked(x: Value, pairs: Sequence[tuple[int, int]], mode: str) -> Value:
    """Padding by what is there: by index, which runs on all backends."""
    for axis, (low, high) in enumerate(pairs):
        length = x.shape[axis]
        if not low and not high:
            continue
        if not isinstance(length, int):
            raise LoweringError("padding along an open axis")
        index = np.pad(np.arange(length), (max(low, 0), max(high, 0)), mode)  # type: ignore[call-overload]
        index = index[max(-low, 0) : len(index) - max(-high, 0)]
        x = b.gather(x, constant(index.astype(np.int32)), axis)
    return x


@lowers(*[f"reflection_pad{d}d.default" for d in (1, 2, 3)])
def reflection_pad(call: Call, x: Value, padding: Sequence[int]) -> Value:
    """Mirror at each edge."""
    return _picked(x, _pairs(x, padding), "reflect")


@lowers(*[f"replication_pad{d}d.default" for d in (1, 2, 3)])
def replication_pad(call: Call, x: Value, padding: Sequence[int]) -> Value:
    """Repeat the edge."""
    return _picked(x, _pairs(x, padding), "edge")


@lowers("unfold.default")
def unfold(call: Call, x: Value, axis: int, size: int, step: int) -> Value:
    """Windows along an axis; their places become a new last axis."""
    if x.rank == 0:
        raise LoweringError("windows of a single number")
    axis %= x.rank
    length, number = x.shape[axis], call.type.shape[axis]
    if not (isinstance(length, int) and isinstance(number, int)):
        raise LoweringError("windows along an open axis")
    index = step * np.arange(number)[:, None] + np.arange(size)[None, :]
    y = b.gather(x, constant(index.astype(np.int32)), axis)
    order = [i for i in range(y.rank) if i != axis + 1] + [axis + 1]
    return b.transpose(y, order)
