"""Which axis of a graph's inputs and outputs counts the examples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .graph import Dim, Node, Shape


@dataclass(frozen=True)
class Rows:
    """The size of each function's batch: a number, or an expression where it is open.

    A batch is the first axis of a function's first input that has one.
    """

    batches: Sequence[Dim]

    @classmethod
    def of(cls, inputs: Sequence[Node], counts: Sequence[int]) -> Rows:
        """Find the batches; `counts` are the numbers of inputs of each function."""
        batches = []
        start = 0
        for count in counts:
            shapes = [node.types[0].shape for node in inputs[start : start + count]]
            batches += [shape[0] for shape in shapes if shape][:1]
            start += count
        return cls(batches)

    @property
    def fixed(self) -> int | None:
        """The number of examples, where it is not open."""
        return next((size for size in self.batches if isinstance(size, int)), None)

    def first(self, shape: Shape) -> bool:
        """Tell whether the first axis of a shape counts examples."""
        return bool(shape) and shape[0] in self.batches

    def inner(self, shape: Shape) -> list[int | None]:
        """Leave the batch out of a shape; None is what is open."""
        return [size if isinstance(size, int) else None for size in self._rest(shape)]

    def steps(self, shape: Shape) -> list[int]:
        """Tell by how much each size of these can grow: 2 for one that is 2h."""
        return [
            max(abs(int(size.coeff(symbol))) for symbol in size.free_symbols) or 1
            if not isinstance(size, int) and size.free_symbols
            else 1
            for size in self._rest(shape)
        ]

    def _rest(self, shape: Shape) -> Shape:
        return shape[1:] if self.first(shape) else shape
