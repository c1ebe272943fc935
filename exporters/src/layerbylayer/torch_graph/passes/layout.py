"""Which order of axes each tensor has in memory, so that few Transposes are left.

Convolutions take and give channels-last images, reshapes and products the order in
which the module wrote its axes. Operations in between work in any order. Values that
such operations tie together choose one order: that of the most expensive neighbours.
The Transposes of the module itself, of Keras's channels-last models for example, are
ties like others, so that they cancel with those that convolutions need.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ..ir import build as b
from ..ir.graph import Graph, Node, Shape, TensorType, Value, numel
from .orders import (
    Perm,
    carried,
    compose,
    identity,
    inverse,
    is_still,
    reshape_groups,
)

# What an open dimension counts when orders are compared.
OPEN = 4
_log = logging.getLogger("layerbylayer")


def laid_out(graph: Graph) -> Graph:
    """Give the same graph, with an order chosen for each value and few Transposes."""
    return _Rewriter(graph, _chosen(graph)).run()


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


def _constraints(node: Node) -> list[LayoutConstraint]:
    """How the orders of an operation's operands hang together, if they do."""
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
        groups = reshape_groups(x.shape, out.shape)
        if groups is None:
            return []
        reversed_groups = [(after, before) for before, after in groups]
        return [
            LayoutConstraint(
                x,
                out,
                lambda order: carried(order, groups, x.shape, out.shape),
                lambda order: carried(order, reversed_groups, out.shape, x.shape),
            )
        ]
    if _is_movable(node):
        return [
            LayoutConstraint(value, out, _same, _same)
            for value in _followers(node)
            if value.rank == out.rank
        ]
    return []


def _followers(node: Node) -> Sequence[Value]:
    """The inputs that are in the order of the result."""
    return node.inputs[: node.definition.laid_out_inputs]


def _permuted_attrs(node: Node, perm: Perm) -> dict[str, Any]:
    """The attributes about axes, when the axes of the result are in another order."""
    changed: dict[str, Any] = {}
    for name, kind in node.definition.axis_attrs.items():
        value = node.attrs[name]
        if kind == "one":
            changed[name] = perm.index(value)
        elif kind == "several":
            changed[name] = tuple(sorted(perm.index(axis) for axis in value))
        else:
            changed[name] = tuple(value[axis] for axis in perm)
    return changed


def _is_movable(node: Node) -> bool:
    """Whether it works in any order of the axes of its result."""
    definition = node.definition
    if definition.layout is None:
        _log.debug("layout: %s keeps its order, for no rule is known", node.op)
    if definition.layout != "any":
        return False
    # Indices of several axes put these in the place of one.
    laid_out = definition.laid_out_inputs
    return laid_out is None or all(v.rank == 1 for v in node.inputs[laid_out:])


def _chosen(graph: Graph) -> dict[Value, Perm]:
    """An order for each value that may have another one than it was written in."""
    constraints: dict[Value, list[tuple[Value, Carry]]] = defaultdict(list)
    free: set[Value] = set()
    needed: set[Value] = set(graph.outputs.values())
    followed: set[Value] = set()
    values: list[Value] = []
    for node in graph.nodes():
        values += [Value(node, index) for index in range(len(node.types))]
        node_constraints = _constraints(node)
        constrained = {constraint.source for constraint in node_constraints}
        if node_constraints:
            free.add(node.out)
        for constraint in node_constraints:
            constraints[constraint.source].append(
                (constraint.result, constraint.forward)
            )
            constraints[constraint.result].append(
                (constraint.source, constraint.backward)
            )
        for value in node.inputs:
            (followed if value in constrained else needed).add(value)
    chosen: dict[Value, Perm] = {}
    seen: set[Value] = set()
    for start in values:
        if start in seen or start not in constraints:
            continue
        component = list(_reached(start, constraints))
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
            orders = _spread(seed, constraints)
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
    start: Value, constraints: dict[Value, list[tuple[Value, Carry]]]
) -> Iterable[Value]:
    reached, todo = {start: None}, [start]
    while todo:
        for value, _ in constraints[todo.pop()]:
            if value not in reached:
                reached[value] = None
                todo.append(value)
    return reached


def _spread(
    seed: Value, constraints: dict[Value, list[tuple[Value, Carry]]]
) -> dict[Value, Perm]:
    """The orders of all values if the seed's is as it was written."""
    orders, todo = {seed: identity(seed)}, [seed]
    for value in todo:
        for other, carry in constraints[value]:
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
        moved = self._moved(node, order)
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
        if node.definition.layout == "reorders":
            constraints = _constraints(node)
            source = constraints[0].backward(order) if constraints else None
            if source is None:
                return None
            operand = self._get(node.inputs[0], source)
            if node.op == "Transpose":
                return operand
            return b.reshape(operand, out.type.permuted(order).shape)
        if not _is_movable(node):
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
        if node.definition.axis_attrs and any(v.rank != out.rank for v in followers):
            return None
        inputs += [self._get(v, identity(v)) for v in node.inputs[len(followers) :]]
        changed = _permuted_attrs(node, order)
        types = (TensorType(out.type.permuted(order).shape, out.dtype),)
        return Node(
            node.op, tuple(inputs), types, {**node.attrs, **changed}, line=node.line
        ).out
