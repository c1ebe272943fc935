"""The constants in weights.bin: as they lie in memory, or in fewer bits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import prod
from typing import Literal

import numpy as np

from ...artifact.weights import SMALL, half_precision
from ..linking.link import Invocation
from .memory import ALIGNED
from .program import Array, Buffer

Quantize = Literal["uint8", "float16"]
WIDEN = "widen"
"""The name of the module's function that widens the weights."""
FEW = 8
"""Fewer numbers of a channel are not worth a scale of their own."""


@dataclass
class Stored:
    """The bytes of the file, and the calls that make float32 of them.

    `counts` are of the constants, by the type that they are stored as. `start` is the
    address that the bytes are copied to.
    """

    start: int
    data: bytes = b""
    widening: list[Invocation] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, array: Array) -> int:
        """Append an array; its address."""
        address = self.start + len(self.data)
        encoded = array.tobytes()
        self.data += encoded.ljust(-(-len(encoded) // ALIGNED) * ALIGNED, b"\0")
        return address


def store(
    buffers: Iterable[Buffer],
    addresses: Mapping[Buffer, int],
    quantize: Quantize | None,
    start: int,
) -> Stored:
    """Encode constants.

    Args:
        buffers: of constants, in the order in which they lie in memory.
        addresses: where each of them is to be.
        quantize: what to store floats as, where that is worth it; None for plain bytes,
            which are copied to where they are to be.
        start: the address that the bytes are copied to.
    """
    stored = Stored(start)
    for buffer in buffers:
        assert buffer.array is not None
        kind = _kind(buffer.array, quantize)
        stored.counts[kind] += 1
        if quantize is None:
            stored.add(buffer.array)
        else:
            call = _narrow(stored, buffer.array, kind, addresses[buffer])
            stored.widening.append(call)
    return stored


def _kind(array: Array, quantize: Quantize | None) -> str:
    """What to store an array as."""
    if quantize is None or array.dtype != np.float32 or array.size < SMALL:
        return str(array.dtype)
    _, places, _ = _channels(array)
    if quantize == "uint8" and places >= FEW:
        return "uint8"
    return "float16" if half_precision(array) is not None else "float32"


def _channels(array: Array) -> tuple[int, int, int]:
    """An array as (outer channels, numbers, inner channels)."""
    if array.ndim == 3:
        outer, places, inner = array.shape
        return outer, places, inner
    inner = array.shape[-1] if array.ndim else 1
    return 1, prod(array.shape[:-1]), inner


def _narrow(stored: Stored, array: Array, kind: str, address: int) -> Invocation:
    """Store an array; the call that brings it to its address as it was."""
    if kind == "float16":
        source = stored.add(array.astype("<f2"))
        return Invocation("widen_halves", (address, source, array.size))
    if kind != "uint8":
        source = stored.add(array)
        block = (1, 1, 1, array.size, 0, 0, 0, 1, 0, 0, 0, 1)
        return Invocation("copy", (address, source, *block))
    sizes = _channels(array)
    values = array.reshape(sizes)
    least = values.min(axis=1, keepdims=True)
    scale = (values.max(axis=1, keepdims=True) - least) / np.float32(255)
    steps = np.rint((values - least) / np.where(scale == 0, np.float32(1), scale))
    places = [stored.add(part) for part in (steps.astype("u1"), scale, least)]
    return Invocation("widen_bytes", (address, *places, *sizes))
