"""A graph with all its sizes fixed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..errors import InvalidModelError
from ..torch_graph.ir.graph import Graph, Node, TensorType, Value

BATCH = 1
"""How many examples a network takes at a time, where it leaves that open."""


def with_fixed_sizes(graph: Graph, shapes: Sequence[Sequence[int]]) -> Graph:
    """Put numbers in the place of open sizes.

    Args:
        graph: as lowering made it.
        shapes: of some examples for each input; the first axis, if it is open, becomes
            1.

    Raises:
        InvalidModelError: a size cannot be told from these.
    """
    sizes: dict[Any, int] = {}
    for node, shape in zip(graph.inputs, shapes, strict=True):
        for axis, (size, known) in enumerate(
            zip(node.types[0].shape, shape, strict=True)
        ):
            if not isinstance(size, int):
                sizes.setdefault(size, known if axis else BATCH)
    return _rebuilt(graph, sizes) if sizes else graph


def _rebuilt(graph: Graph, sizes: Mapping[Any, int]) -> Graph:
    new: dict[Node, Node] = {}

    def fixed(value: Any) -> Any:
        if isinstance(value, tuple | list):
            return tuple(fixed(part) for part in value)
        if not hasattr(value, "subs"):
            return value
        number = value.subs(sizes)
        if not number.is_Integer:
            raise InvalidModelError(
                f"the size {value} cannot be told from the example. Trace the model "
                "with that size fixed."
            )
        return int(number)

    for node in graph.nodes():
        types = tuple(
            TensorType(tuple(map(fixed, kind.shape)), kind.dtype) for kind in node.types
        )
        new[node] = replace(
            node,
            inputs=tuple(Value(new[v.node], v.index) for v in node.inputs),
            types=types,
            attrs={key: fixed(value) for key, value in node.attrs.items()},
        )
    return Graph(
        tuple(new[node] for node in graph.inputs),
        {n: Value(new[v.node], v.index) for n, v in graph.outputs.items()},
    )
