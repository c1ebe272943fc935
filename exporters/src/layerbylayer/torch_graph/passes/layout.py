"""Which order of axes each tensor has in memory, so that few Transposes are left.

Convolutions take and give channels-last images, reshapes and products the order in
which the module wrote its axes. Operations in between work in any order. Values that
such operations tie together choose one order: that of the most expensive neighbours.
The Transposes of the module itself, of Keras's channels-last models for example, are
ties like others, so that they cancel with those that convolutions need.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from .. import build as b
from ..ir import Graph, Node, Shape, TensorType, Value, numel

Perm = tuple[int, ...]
"""Axis i in memory is axis perm[i] of the value as the graph was written."""

UNARY = frozenset(
    [
        "Abs",
        "Acos",
        "Acosh",
        "Asin",
        "Asinh",
        "Atan",
        "Atanh",
        "Cast",
        "Ceil",
        "Cos",
        "Cosh",
        "Elu",
        "Erf",
        "Exp",
        "Expm1",
        "Floor",
        "IsInf",
        "IsNan",
        "LeakyRelu",
        "Log",
        "Log1p",
        "LogicalNot",
        "Neg",
        "Reciprocal",
        "Relu",
        "Relu6",
        "Round",
        "Rsqrt",
        "Selu",
        "Sigmoid",
        "Sign",
        "Sin",
        "Sinh",
        "Softplus",
        "Sqrt",
        "Square",
        "Tan",
        "Tanh",
    ]
)
ELEMENTWISE = UNARY | frozenset(
    [
        "AddV2",
        "Atan2",
        "Equal",
        "FloorDiv",
        "Greater",
        "GreaterEqual",
        "Less",
        "LessEqual",
        "LogicalAnd",
        "LogicalOr",
        "Maximum",
        "Minimum",
        "Mod",
        "Mul",
        "NotEqual",
        "Pow",
        "Prelu",
        "RealDiv",
        "SelectV2",
        "Sub",
    ]
)
# What an open dimension counts when orders are compared.
OPEN = 4


def laid_out(graph: Graph) -> Graph:
    """The same graph, with an order chosen for each value and few Transposes."""
    return _Rewriter(graph, _chosen(graph)).run()


def identity(value: Value) -> Perm:
    """The order in which the value was written."""
    return tuple(range(value.rank))


def compose(outer: Sequence[int], inner: Sequence[int]) -> Perm:
    """outer[inner[i]]."""
    return tuple(outer[i] for i in inner)


def inverse(perm: Sequence[int]) -> Perm:
    """The way back."""
    back = [0] * len(perm)
    for place, axis in enumerate(perm):
        back[axis] = place
    return tuple(back)


def is_still(shape: Shape, perm: Sequence[int]) -> bool:
    """Whether a Transpose moves no number in memory."""
    moved = [axis for axis in perm if shape[axis] != 1]
    return moved == sorted(moved)


Carry = Callable[[Perm], Perm | None]


@dataclass(frozen=True)
class LayoutConstraint:
    """Two values of one operation, and how an order of one gives that of the other."""

    source: Value
    result: Value
    forward: Carry
    backward: Carry


def _same(perm: Perm) -> Perm:
    return perm


def _ties(node: Node) -> list[LayoutConstraint]:
    """The ties of an operation that works in any order; none if it does not."""
    out = node.out
    if node.op == "Transpose":
        perm = node.attrs["perm"]
        back = inverse(perm)
        return [
            LayoutConstraint(
                node.inputs[0],
                out,
                lambda order: compose(back, order),
                lambda order: compose(perm, order),
            )
        ]
    if node.op == "Reshape":
        (x,) = node.inputs
        groups = _groups(x.shape, out.shape)
        if groups is None:
            return []
        reversed_groups = [(after, before) for before, after in groups]
        return [
            LayoutConstraint(
                x,
                out,
                lambda order: _carried(order, groups, x.shape, out.shape),
                lambda order: _carried(order, reversed_groups, out.shape, x.shape),
            )
        ]
    if node.op in ELEMENTWISE or node.op in MOVABLE:
        return [
            LayoutConstraint(value, out, _same, _same)
            for value in _followers(node)
            if value.rank == out.rank
        ]
    return []


def _followers(node: Node) -> Sequence[Value]:
    """The inputs that are in the order of the result."""
    return node.inputs[:1] if node.op == "GatherV2" else node.inputs


def _groups(before: Shape, after: Shape) -> list[tuple[Perm, Perm]] | None:
    """Axes that a Reshape merges or splits: [(axes before, axes after)], without ones.

    None if a part is neither merged nor split.
    """
    first = [i for i, size in enumerate(before) if size != 1]
    second = [i for i, size in enumerate(after) if size != 1]
    groups: list[tuple[Perm, Perm]] = []
    i = j = 0
    while i < len(first) or j < len(second):
        left, right = [first[i]] if i < len(first) else [], []
        if j < len(second):
            right = [second[j]]
        if not left or not right:
            return None
        i, j = i + 1, j + 1
        size, other = before[left[0]], after[right[0]]
        while size != other:
            if not (isinstance(size, int) and isinstance(other, int)):
                return None
            if size < other and i < len(first):
                left.append(first[i])
                size = size * before[first[i]]
                i += 1
            elif other < size and j < len(second):
                right.append(second[j])
                other = other * after[second[j]]
                j += 1
            else:
                return None
        if len(left) > 1 and len(right) > 1:
            return None
        groups.append((tuple(left), tuple(right)))
    return groups


def _carried(
    order: Perm, groups: list[tuple[Perm, Perm]], before: Shape, after: Shape
) -> Perm | None:
    """The order after a Reshape, if the axes of each group stay together."""
    moved = [axis for axis in order if before[axis] != 1]
    by_first = {left[0]: (left, right) for left, right in groups}
    result: list[int] = []
    place = 0
    while place < len(moved):
        group = by_first.get(moved[place])
        if group is None or tuple(moved[place : place + len(group[0])]) != group[0]:
            return None
        place += len(group[0])
        result += group[1]
    # Axes of size 1 stay behind the axis that they were behind.
    for axis, size in enumerate(after):
        if size == 1:
            result.insert(0 if axis == 0 else result.index(axis - 1) + 1, axis)
    return tuple(result)


def _axis(node: Node, perm: Perm, key: str) -> dict[str, Any]:
    return {key: perm.index(node.attrs[key])}


def _axes(node: Node, perm: Perm) -> dict[str, Any]:
    return {"axis": tuple(sorted(perm.index(axis) for axis in node.attrs["axis"]))}


def _each(*keys: str) -> Callable[[Node, Perm], dict[str, Any]]:
    def permuted(node: Node, perm: Perm) -> dict[str, Any]:
        return {key: tuple(node.attrs[key][axis] for axis in perm) for key in keys}

    return permuted


# What changes in the attributes when the order does.
MOVABLE: dict[str, Callable[[Node, Perm], dict[str, Any]]] = {
    "ConcatV2": lambda node, perm: _axis(node, perm, "axis"),
    "GatherV2": lambda node, perm: _axis(node, perm, "axis"),
    "Cumsum": lambda node, perm: _axis(node, perm, "axis"),
    "Cumprod": lambda node, perm: _axis(node, perm, "axis"),
    **dict.fromkeys(("Mean", "Sum", "Max", "Min", "Prod", "ReverseV2"), _axes),
    "PadV2": _each("paddings"),
    "Slice": _each("begin", "size"),
    "Tile": _each("multiples"),
    "BroadcastTo": _each("shape"),
}


def _is_movable(node: Node) -> bool:
    return node.op != "GatherV2" or node.inputs[1].rank == 1


def _chosen(graph: Graph) -> dict[Value, Perm]:
    """An order for each value that may have another one than it was written in."""
    ties: dict[Value, list[tuple[Value, Carry]]] = defaultdict(list)
    free: set[Value] = set()
    needed: set[Value] = set(graph.outputs.values())
    followed: set[Value] = set()
    values: list[Value] = []
    for node in graph.nodes():
        values += [Value(node, index) for index in range(len(node.types))]
        found = _ties(node) if _is_movable(node) else []
        tied = {tie.source for tie in found}
        if found:
            free.add(node.out)
        for tie in found:
            ties[tie.source].append((tie.result, tie.forward))
            ties[tie.result].append((tie.source, tie.backward))
        for value in node.inputs:
            (followed if value in tied else needed).add(value)
    chosen: dict[Value, Perm] = {}
    seen: set[Value] = set()
    for start in values:
        if start in seen or start not in ties:
            continue
        component = list(_reached(start, ties))
        seen.update(component)
        fixed = [
            value
            for value in component
            if value.array is None and (value not in free or value in needed)
        ]
        best: tuple[float, dict[Value, Perm]] | None = None
        tried: set[Value] = set()
        for seed in [*fixed, start]:
            if seed in tried or seed.rank < 2:
                continue
            orders = _spread(seed, ties)
            tried.update(v for v in fixed if orders.get(v) == identity(v))
            tried.add(seed)
            cost = sum(
                _cost(value, orders.get(value, identity(value)), free, needed, followed)
                for value in component
            )
            if best is None or cost < best[0]:
                best = (cost, orders)
        if best is not None:
            chosen.update(best[1])
    return chosen


def _reached(
    start: Value, ties: dict[Value, list[tuple[Value, Carry]]]
) -> Iterable[Value]:
    reached, todo = {start: None}, [start]
    while todo:
        for value, _ in ties[todo.pop()]:
            if value not in reached:
                reached[value] = None
                todo.append(value)
    return reached


def _spread(
    seed: Value, ties: dict[Value, list[tuple[Value, Carry]]]
) -> dict[Value, Perm]:
    """The orders of all values if the seed's is as it was written."""
    orders, todo = {seed: identity(seed)}, [seed]
    for value in todo:
        for other, carry in ties[value]:
            order = carry(orders[value])
            if other not in orders and order is not None:
                orders[other] = order
                todo.append(other)
    return orders


def _cost(
    value: Value,
    order: Perm,
    free: set[Value],
    needed: set[Value],
    followed: set[Value],
) -> float:
    """The numbers that Transposes of a value would move."""
    if value.array is not None or is_still(value.shape, order):
        return 0.0
    # Written in one order and read in the other: at once, or where it leaves.
    there = value in needed if value in free else value in followed
    return float(_count(value.shape)) if there else 0.0


def _count(shape: Shape) -> int:
    total = numel(tuple(size if isinstance(size, int) else OPEN for size in shape))
    assert isinstance(total, int)
    return total + 1


class _Rewriter:
    """Builds the graph in which each value has its order."""

    def __init__(self, graph: Graph, chosen: dict[Value, Perm]) -> None:
        self.graph = graph
        self.chosen = chosen
        self.stored: dict[Value, tuple[Perm, Value]] = {}
        self.converted: dict[tuple[Value, Perm], Value] = {}

    def run(self) -> Graph:
        for node in self.graph.nodes():
            self._node(node)
        return Graph(
            self.graph.inputs,
            {n: self._get(v, identity(v)) for n, v in self.graph.outputs.items()},
        )

    def _get(self, value: Value, order: Perm) -> Value:
        """A value in an order."""
        stored, new = self.stored[value]
        if stored == order:
            return new
        key = (value, order)
        if key not in self.converted:
            perm = compose(inverse(stored), order)
            if is_still(new.shape, perm):
                self.converted[key] = b.reshape(new, new.type.permuted(perm).shape)
            else:
                self.converted[key] = b.transpose(new, perm)
        return self.converted[key]

    def _aligned(self, value: Value, order: Perm) -> Value:
        """An operand of lower rank, broadcast along an order of the result's axes."""
        plain = self._get(value, identity(value))
        if value.rank == 0 or order == tuple(range(len(order))):
            return plain
        shape = (1,) * (len(order) - value.rank) + value.shape
        grown = b.reshape(plain, shape)
        if is_still(grown.shape, order):
            return b.reshape(grown, grown.type.permuted(order).shape)
        return b.transpose(grown, order)

    def _node(self, node: Node) -> None:
        out = node.out
        order = self.chosen.get(out, identity(out))
        moved = self._moved(node, order) if _is_movable(node) else None
        if moved is not None:
            self.stored[out] = (order, moved)
            return
        inputs = [self._get(value, identity(value)) for value in node.inputs]
        same = all(a is b_ for a, b_ in zip(inputs, node.inputs, strict=True))
        new = node if same else node.with_inputs(inputs)
        for index in range(len(node.types)):
            value = Value(node, index)
            self.stored[value] = (identity(value), Value(new, index))

    def _moved(self, node: Node, order: Perm) -> Value | None:
        """The operation in an order of its result; None if it works in its own only."""
        out = node.out
        if node.op in ("Transpose", "Reshape"):
            ties = _ties(node)
            source = ties[0].backward(order) if ties else None
            if source is None:
                return None
            given = self._get(node.inputs[0], source)
            if node.op == "Transpose":
                return given
            return b.reshape(given, out.type.permuted(order).shape)
        if node.op not in ELEMENTWISE and node.op not in MOVABLE:
            return None
        if order == identity(out):
            return None
        followers = _followers(node)
        inputs = [
            self._get(value, order)
            if value.rank == out.rank
            else self._aligned(value, order)
            for value in followers
        ]
        if node.op in MOVABLE and any(v.rank != out.rank for v in followers):
            return None
        inputs += [self._get(v, identity(v)) for v in node.inputs[len(followers) :]]
        changed = MOVABLE[node.op](node, order) if node.op in MOVABLE else {}
        types = (TensorType(out.type.permuted(order).shape, out.dtype),)
        return Node(
            node.op, tuple(inputs), types, {**node.attrs, **changed}, line=node.line
        ).out
