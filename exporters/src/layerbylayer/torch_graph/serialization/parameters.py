"""What TensorFlow.js takes as an input though it is no data: axes, shapes, sizes.

The compiler holds these as attributes. At the end they become constants, or, where a
dimension is open, numbers that the model computes from the shapes of its inputs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import sympy

from ...errors import InvalidModelError
from ..ir import build as b
from ..ir.graph import Graph, Node, TensorType, Value, constant, rewrite
from ..ir.ops import OPS


class UnknownSizeError(Exception):
    """A size that does not follow from the shapes of the inputs."""


def with_parameters(graph: Graph) -> Graph:
    """Give the graph, its parameters as inputs.

    Raises:
        InvalidModelError: an open dimension cannot be computed from the inputs' shapes.
    """
    sizes = _Sizes(graph)

    def rule(node: Node, uses: Callable[[Value], int]) -> tuple[Value, ...] | None:
        before = node.definition.leading_operands
        behind = node.definition.trailing_operands
        if not before and not behind:
            return None
        attrs = _with_rest(node)
        try:
            first = [sizes.parameter(attrs.pop(key)) for key in before]
            last = [sizes.parameter(attrs.pop(key)) for key in behind]
        except UnknownSizeError as size:
            raise InvalidModelError(
                f"{node.line or 'the model'}: the size {size} cannot be computed from "
                "the shapes of the inputs."
            ) from size
        inputs = (*first, *node.inputs, *last)
        new = Node(node.op, inputs, node.types, attrs, line=node.line)
        return tuple(Value(new, index) for index in range(len(new.types)))

    return rewrite(graph, rule)


def _with_rest(node: Node) -> dict[str, Any]:
    """The attributes, with -1 where TensorFlow.js works out an open dimension."""
    attrs = dict(node.attrs)
    if node.op == "Reshape":
        shape = attrs["shape"]
        if sum(not isinstance(size, int) for size in shape) == 1 and 0 not in shape:
            attrs["shape"] = tuple(s if isinstance(s, int) else -1 for s in shape)
    elif node.op == "Slice":
        attrs["size"] = tuple(
            -1 if not isinstance(size, int) and begin + size == length else size
            for begin, size, length in zip(
                attrs["begin"], attrs["size"], node.inputs[0].shape, strict=True
            )
        )
    return attrs


class _Sizes:
    """Numbers and sizes, as tensors."""

    def __init__(self, graph: Graph) -> None:
        self.places: dict[Any, tuple[Value, int]] = {}
        self.made: dict[Any, Value] = {}
        for node in graph.inputs:
            for axis, size in enumerate(node.types[0].shape):
                if not isinstance(size, int):
                    self.places.setdefault(size, (node.out, axis))

    def parameter(self, value: Any) -> Value:
        """Give a number, or a list of numbers, some of which may be open."""
        if isinstance(value, float):
            return constant(np.asarray(value, np.float32))
        if not isinstance(value, tuple):
            if isinstance(value, (int, np.integer)):
                return constant(np.asarray(value, np.int32))
            size = self.size(value)
            return self._node(
                "Reshape", size, constant(np.zeros(0, np.int32)), shape=()
            )
        try:
            return constant(np.asarray(value, np.int32))
        except TypeError:
            sizes = [self.size(size) for size in value]
            axis = constant(np.asarray(0, np.int32))
            return self._node("ConcatV2", *sizes, axis, shape=(len(sizes),))

    @staticmethod
    def _node(op: str, *inputs: Value, shape: tuple[int, ...]) -> Value:
        """A node whose parameters are inputs already."""
        return Node(op, inputs, (TensorType(shape, "int32"),)).out

    def size(self, size: Any) -> Value:
        """Give one number, as a vector of length 1."""
        if size not in self.made:
            self.made[size] = self._size(size)
        return self.made[size]

    def _size(self, size: Any) -> Value:
        if size in self.places:
            source, axis = self.places[size]
            whole = self._node("Shape", source, shape=(source.rank,))
            begin = constant(np.array([axis], np.int32))
            length = constant(np.array([1], np.int32))
            return self._node("Slice", whole, begin, length, shape=(1,))
        if isinstance(size, int) or size.is_Integer:
            return constant(np.array([int(size)], np.int32))
        if type(size).__name__ in ("floor", "TruncToInt"):
            return self._floored(size)
        op = BY_SYMPY.get(type(size).__name__)
        if op is None or not size.args:
            raise UnknownSizeError(size)
        result = self.size(size.args[0])
        for argument in size.args[1:]:
            result = b.binary(op, result, self.size(argument))
        return result

    def _floored(self, size: Any) -> Value:
        """Give a quotient that is rounded down; factors have to be simple fractions."""

        def plain(part: Any) -> Any:
            if part.is_Float:
                return sympy.Rational(float(part))
            if type(part).__name__ == "ToFloat":
                return part.args[0]
            return part.func(*map(plain, part.args)) if part.args else part

        above, below = sympy.fraction(sympy.together(plain(size.args[0])))
        if not below.is_Integer or int(below) > SIMPLE:
            raise UnknownSizeError(size)
        return b.binary("FloorDiv", self.size(sympy.expand(above)), self.size(below))


SIMPLE = 1024
"""The largest denominator of a factor that int32 computes as PyTorch's doubles do."""
BY_SYMPY = {name: op.name for op in OPS.values() for name in op.sympy}
"""The operation for each function of sympy that a size may be made of."""
