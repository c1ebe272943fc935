"""Operations on each number, whose operands are broadcast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from math import prod

from ...torch_graph.ir.graph import Node, Shape, Value
from ..program.program import Pointer
from .movement import strided, strides
from .registry import EmitError, Emitter, emits, numel, suffix, vectors

UNARY = (
    *("Abs", "Acos", "Acosh", "Asin", "Asinh", "Atan", "Atanh", "Ceil", "Cos", "Cosh"),
    *("Elu", "Erf", "Exp", "Expm1", "Floor", "IsInf", "IsNan", "Log", "Log1p"),
    *("LogicalNot", "Neg", "Reciprocal", "Relu", "Relu6", "Round", "Rsqrt", "Selu"),
    *("Sigmoid", "Sin", "Sinh", "Softplus", "Sqrt", "Square", "Tan", "Tanh"),
)
FLOATS = ("Atan2", "Prelu", "RealDiv")
"""What takes floats alone."""
TRUTHS = ("LogicalAnd", "LogicalOr")
"""What takes truths alone."""
NUMBERS = (
    *("AddV2", "Equal", "FloorDiv", "Greater", "GreaterEqual", "Less", "LessEqual"),
    *("Maximum", "Minimum", "Mod", "Mul", "NotEqual", "Pow", "Sub"),
)
"""What has a kernel for floats and one for integers."""


@emits(*UNARY)
def unary(emitter: Emitter, node: Node) -> None:
    """Apply a function to each number."""
    (x,) = node.inputs
    if x.dtype != ("bool" if node.op == "LogicalNot" else "float32"):
        raise EmitError(f"it has no kernel for {x.dtype}")
    _unary(emitter, node.op, node)


@emits("LeakyRelu")
def leaky_relu(emitter: Emitter, node: Node) -> None:
    """Multiply what is below zero by a slope."""
    _unary(emitter, node.op, node, float(node.attrs["alpha"]))


CASTS = {
    ("float32", "int32"): "float_to_int",
    ("float32", "bool"): "float_to_bool",
    ("int32", "float32"): "int_to_float",
    ("int32", "bool"): "int_to_bool",
    ("bool", "float32"): "int_to_float",
}


@emits("Cast")
def cast(emitter: Emitter, node: Node) -> None:
    """Convert; a truth is an integer already."""
    (x,) = node.inputs
    kernel = CASTS.get((x.dtype, node.types[0].dtype))
    if kernel is None:
        emitter.alias(node, emitter.place(x))
    else:
        _unary(emitter, kernel, node)


def _unary(emitter: Emitter, kernel: str, node: Node, *more: float) -> None:
    x, y = emitter.place(node.inputs[0]), emitter.result(node)
    emitter.call(kernel, y, x, vectors(numel(node.out)), *more, over=(x,))


@emits(*FLOATS, *TRUTHS, *NUMBERS)
def binary(emitter: Emitter, node: Node) -> None:
    """Apply a function to two numbers each."""
    dtype = node.inputs[0].dtype
    if node.op in FLOATS and dtype != "float32":
        raise EmitError(f"it has no kernel for {dtype}")
    _broadcast(emitter, node.op + (suffix(dtype) if node.op in NUMBERS else ""), node)


@emits("SelectV2")
def select(emitter: Emitter, node: Node) -> None:
    """Take one number or the other."""
    _broadcast(emitter, node.op, node)


def _broadcast(emitter: Emitter, kernel: str, node: Node) -> None:
    shape, y = node.types[0].shape, emitter.result(node)
    places = [emitter.place(value) for value in node.inputs]
    shapes: list[Shape] = [value.shape for value in node.inputs]
    rows = as_rows(shapes, shape)
    if rows is None:
        places = [
            _repeated(emitter, value, place, shape)
            for value, place in zip(node.inputs, places, strict=True)
        ]
        rows = as_rows([shape] * len(places), shape)
    assert rows is not None
    emitter.call(
        kernel,
        y,
        *places,
        rows.count,
        rows.length,
        *(number for pair in rows.steps for number in pair),
        over=tuple(places),
    )


def _repeated(emitter: Emitter, value: Value, place: Pointer, shape: Shape) -> Pointer:
    """A copy in which all that is to be broadcast is there as often as it is used."""
    if value.shape == shape:
        return place
    target = emitter.room(prod(shape))
    along = broadcast_strides(value.shape, shape)
    strided(emitter, target, strides(shape), place, along, shape)
    return target


def broadcast_strides(shape: Shape, target: Shape) -> list[int]:
    """How far a tensor's numbers are apart along the axes that it is broadcast to."""
    own = strides(shape)
    missing = len(target) - len(shape)
    apart = [0 if size == 1 else step for size, step in zip(shape, own, strict=True)]
    return [0] * missing + apart


@dataclass(frozen=True)
class Rows:
    """Tensors as rows: how many of which length; stride of rows and of numbers each."""

    count: int
    length: int
    steps: Sequence[tuple[int, int]]


def as_rows(shapes: Sequence[Shape], target: Shape) -> Rows | None:
    """See broadcast tensors as rows, if two axes are enough."""
    rank = len(target)
    grown = [(1,) * (rank - len(shape)) + tuple(shape) for shape in shapes]
    axes = [
        (size, tuple(shape[axis] != 1 for shape in grown))
        for axis, size in enumerate(target)
        if size != 1
    ]
    parts = [
        (prod(size for size, _ in group), pattern)
        for pattern, group in groupby(axes, key=lambda axis: axis[1])
    ]
    if len(parts) > 2:
        return None
    if len(parts) < 2:
        [(length, pattern)] = parts or [(1, (True,) * len(shapes))]
        # Behind a single row there is room for whole vectors.
        length = 4 * vectors(length)
        return Rows(1, length, [(0, int(own)) for own in pattern])
    (count, outer), (length, inner) = parts
    steps = [
        ((length if step else 1) if row else 0, int(step))
        for row, step in zip(outer, inner, strict=True)
    ]
    return Rows(count, length, steps)
