"""What a compiled network is before it has addresses: buffers, and calls of kernels."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...torch_graph.ir.graph import TensorType

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Buffer:
    """Room for some numbers of four bytes.

    Those of a constant are known. What is `persistent` is kept from call to call and
    not computed anew each time, so that its room is not in the arena.
    """

    size: int
    array: Array | None = None
    persistent: bool = False

    @property
    def in_arena(self) -> bool:
        """Whether its room can be used for something else before and afterwards."""
        return self.array is None and not self.persistent


@dataclass(frozen=True)
class Pointer:
    """A place in a buffer, counted in numbers."""

    buffer: Buffer
    offset: int = 0

    def moved(self, count: int) -> Pointer:
        """Return the place some numbers further on."""
        return Pointer(self.buffer, self.offset + count)


Argument = Pointer | int | float


@dataclass(frozen=True)
class Call:
    """A kernel with its arguments; pointers to results come first.

    `replaceable` are buffers that the first result may take the place of, if nobody
    needs them afterwards.
    """

    kernel: str
    arguments: tuple[Argument, ...]
    replaceable: tuple[Buffer, ...] = ()

    @property
    def buffers(self) -> list[Buffer]:
        """List all buffers that it reads or writes; the result's is the first."""
        return [
            argument.buffer
            for argument in self.arguments
            if isinstance(argument, Pointer)
        ]


@dataclass(frozen=True)
class Tensor:
    """An input or an output: where it is, and what it holds."""

    name: str
    place: Pointer
    type: TensorType


@dataclass(frozen=True)
class Program:
    """One function: its calls in their order, inputs and outputs."""

    calls: Sequence[Call]
    inputs: Sequence[Tensor]
    outputs: Sequence[Tensor]


@dataclass
class Weights:
    """The constants of all functions, each once.

    `zeros` stands for as many zeros as anybody needs; they are in no file, as memory is
    full of them. `parameters` counts the constants that are floats.
    """

    buffers: dict[bytes, Buffer] = field(default_factory=dict)
    zeros: Buffer = field(default_factory=lambda: Buffer(0, persistent=True))
    zeros_needed: int = 0
    parameters: int = 0

    def add(self, array: Array, count: int | None = None) -> Pointer:
        """Keep an array of float32, int32 or bool, in its order.

        Args:
            array: the constant; its last axis is that of channels, and where it has
                three, the first and the last are.
            count: how many of its numbers are the model's, if it has been padded.
        """
        kind = "<f4" if array.dtype == np.float32 else "<i4"
        values = np.ascontiguousarray(array, kind)
        key = hashlib.sha256(kind.encode() + values.tobytes()).digest()
        if key not in self.buffers:
            self.buffers[key] = Buffer(values.size, values)
            if array.dtype == np.float32:
                self.parameters += array.size if count is None else count
        return Pointer(self.buffers[key])

    def some_zeros(self, count: int) -> Pointer:
        """Ask for zeros."""
        self.zeros_needed = max(self.zeros_needed, count)
        return Pointer(self.zeros)
