"""What a network keeps between calls: outputs that are inputs of the next call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod

from ...errors import InvalidModelError
from ...torch_graph.ir.graph import Graph, TensorType
from .program import Buffer, Pointer

StateNames = Mapping[str, Sequence[str]]
"""By a name of its own, the inputs and outputs that one piece of state is."""


@dataclass(frozen=True)
class State:
    """The rooms of all state, by the names of its inputs and of its outputs."""

    inputs: Mapping[str, Buffer]
    outputs: Mapping[str, Buffer]

    @property
    def buffers(self) -> list[Buffer]:
        """Each room once."""
        both = [*self.inputs.values(), *self.outputs.values()]
        return list(dict.fromkeys(both))

    def input(self, name: str) -> Pointer | None:
        """Where an input is, if it is a state."""
        return Pointer(self.inputs[name]) if name in self.inputs else None


NO_STATE = State({}, {})


def states(graphs: Mapping[str, Graph], names: StateNames) -> State:
    """Find the inputs and outputs that are state.

    Raises:
        InvalidModelError: there is no such input or output, or they differ in shape.
    """
    inputs = {
        str(node.name): node.types[0]
        for graph in graphs.values()
        for node in graph.inputs
    }
    outputs = {
        name: value.type
        for graph in graphs.values()
        for name, value in graph.outputs.items()
    }
    merged = State({}, {})
    for state, members in names.items():
        types = [_type(name, {**inputs, **outputs}) for name in members]
        if len(set(types)) != 1:
            listed = ", ".join(
                f"{name} {kind.dtype}{kind.shape}"
                for name, kind in zip(members, types, strict=True)
            )
            raise InvalidModelError(
                f"the state {state!r} is of several shapes or types: {listed}."
            )
        buffer = Buffer(prod(types[0].shape), persistent=True)
        merged = State(
            {**merged.inputs, **{n: buffer for n in members if n in inputs}},
            {**merged.outputs, **{n: buffer for n in members if n in outputs}},
        )
    return merged


def _type(name: str, types: Mapping[str, TensorType]) -> TensorType:
    if name not in types:
        raise InvalidModelError(
            f"the state {name!r} is neither an input nor an output; there are "
            f"{', '.join(types)}."
        )
    return types[name]
