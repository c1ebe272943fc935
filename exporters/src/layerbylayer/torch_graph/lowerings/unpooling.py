"""Where the largest number of a window is, and putting it back there."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch

from ..ir import build as b
from ..ir.graph import Value, constant, numel
from .by_index.scattering import scatter_part
from .registry import Call, LoweringError, lowers

SAME_NUMBERS = ("alias", "clone", "squeeze", "unsqueeze", "view", "reshape")
"""Operations that leave the numbers and their order as they are."""


def places(
    x: Value, tables: Sequence[np.ndarray[Any, Any]], edges: Sequence[int]
) -> Value:
    """Give where the largest number of each window is, counted through an image.

    Args:
        x: (..., *spatial), channels first.
        tables: for each spatial axis (windows, places of each), counted in what is
            padded.
        edges: what is padded at each end.

    Returns:
        (..., *windows), int32.
    """
    dims = len(tables)
    outer, lengths = x.shape[:-dims], x.shape[-dims:]
    if not all(isinstance(length, int) for length in lengths):
        raise LoweringError("places in a pooling with an open size of the image")
    pads = [
        (edge, max(int(table.max()) + 1 - length - edge, 0))
        for table, edge, length in zip(tables, edges, lengths, strict=True)
    ]
    padded = b.pad(x, [(0, 0)] * len(outer) + pads, -b.LARGEST)
    within = _windows(tables, padded.shape[-dims:], [0] * dims)
    flat = b.reshape(padded, (numel(outer), numel(padded.shape[-dims:])))
    shape = (numel(outer), *within.shape)
    windows = b.reshape(b.gather(flat, constant(within.ravel()), 1), shape)
    largest = b.node("ArgMax", (windows,), shape[:2], "int32", dimension=2)
    # Places in a window are as far apart in each: from its beginning, which may be in
    # the padding.
    counted = _windows(tables, lengths, edges)
    begins, steps = counted[:, 0], counted[0] - counted[0, 0]
    found = b.add(b.gather(constant(steps), largest, 0), constant(begins))
    return b.reshape(found, (*outer, *(len(table) for table in tables)))


def _windows(
    tables: Sequence[np.ndarray[Any, Any]], lengths: Sequence[Any], edges: Sequence[int]
) -> np.ndarray[Any, Any]:
    """Count places through an image: (windows, places of each), int32."""
    whole = np.zeros((1, 1), np.int64)
    for table, length, edge in zip(tables, lengths, edges, strict=True):
        both = (whole * length)[:, None, :, None] + (table - edge)[None, :, None, :]
        whole = both.reshape(len(whole) * len(table), -1)
    return whole.astype(np.int32)


@lowers("max_unpool2d.default", "max_unpool3d.default")
def max_unpool(call: Call, x: Value, indices: Value, size: Any, *_: Any) -> Value:
    """Put numbers where they were the largest.

    Each is in its own window if pooling took windows side by side; else every place
    looks at all numbers.
    """
    dims = 3 if "3d" in call.target else 2
    shape, spatial = call.type.shape, call.type.shape[-dims:]
    if not all(isinstance(n, int) for n in (*spatial, *x.shape[-dims:])):
        raise LoweringError("unpooling with an open size of the image")
    area = numel(spatial)
    windows = _side_by_side(call, dims)
    if windows is not None:
        for axis, window in enumerate(windows, start=x.rank - dims):
            last = x.shape[axis] - 1
            own = np.minimum(np.arange(shape[axis]) // window, last).astype(np.int32)
            x = b.gather(x, constant(own), axis)
            indices = b.gather(indices, constant(own), axis)
        places_ = constant(np.arange(area, dtype=np.int32).reshape(spatial))
        hit = b.binary("Equal", indices, places_, "bool")
        return b.select(hit, x, b.scalar(0, x.dtype))
    rows = (numel(x.shape[:-dims]), numel(x.shape[-dims:]))
    empty = b.broadcast_to(b.scalar(0, x.dtype), (rows[0], area))
    flat = [b.reshape(value, rows) for value in (indices, x)]
    return b.reshape(scatter_part(call, empty, 1, *flat), shape)


def _side_by_side(call: Call, dims: int) -> list[int] | None:
    """Give the sizes of the windows that the indices came of, if none overlap."""
    source: Any = call.node and call.node.args[1]
    while isinstance(source, torch.fx.Node):
        name = str(source.target).removeprefix("aten.").partition(".")[0]
        if name == f"max_pool{dims}d_with_indices":
            break
        if source.target is not operator.getitem and name not in SAME_NUMBERS:
            return None
        source = source.args[0]
    else:
        return None
    x, kernel, *more = list[Any](source.args)
    size = list(kernel) * (dims if len(kernel) == 1 else 1)
    stride, padding, dilation = ([*more, *[None] * 3])[:3]
    plain = (
        list(stride or size) in (size, size[:1])
        and not any(padding or [])
        and set(dilation or [1]) == {1}
        and tuple(x.meta["val"].shape[-dims:]) == tuple(call.type.shape[-dims:])
    )
    return size if plain else None
