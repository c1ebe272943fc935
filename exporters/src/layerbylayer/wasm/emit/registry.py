"""How operations become calls of kernels: what the functions that do it are given."""

from __future__ import annotations

from collections.abc import Callable
from math import prod
from typing import Any

from ...errors import UnsupportedOpError
from ...torch_graph.ir.graph import Graph, Node, Value
from ..program.program import Argument, Buffer, Call, Pointer, Program, Tensor, Weights
from ..program.state import NO_STATE, State


class EmitError(Exception):
    """A setting of an operation that no kernel has; the message says which."""


class Emitter:
    """Turns the nodes of one graph into calls, in their order."""

    def __init__(self, weights: Weights) -> None:
        """Begin a function whose constants go to `weights`."""
        self.weights = weights
        self.calls: list[Call] = []
        self.places: dict[Value, Pointer] = {}

    def place(self, value: Value) -> Pointer:
        """Tell where a tensor is; a constant is kept the first time."""
        if value not in self.places:
            assert value.array is not None
            self.places[value] = self.weights.add(value.array)
        return self.places[value]

    def room(self, count: int) -> Pointer:
        """Make room for some numbers."""
        return Pointer(Buffer(count))

    def result(self, node: Node, index: int = 0) -> Pointer:
        """Make room for a result of a node."""
        value = Value(node, index)
        self.places[value] = self.room(prod(value.shape))
        return self.places[value]

    def alias(self, node: Node, place: Pointer) -> None:
        """Say that the result of a node is there already."""
        self.places[node.out] = place

    def call(
        self, kernel: str, *arguments: Argument, over: tuple[Pointer, ...] = ()
    ) -> None:
        """Call a kernel; its result may be written over what is at `over`."""
        result = arguments[0]
        assert isinstance(result, Pointer)
        replaceable = tuple(
            pointer.buffer
            for pointer in over
            if pointer.offset == 0 and pointer.buffer.size == result.buffer.size
        )
        self.calls.append(Call(kernel, arguments, replaceable))


Emit = Callable[[Emitter, Node], None]
EMITTERS: dict[str, Emit] = {}
"""By the operation's name, a function that makes its calls."""


def emits(*names: str) -> Callable[[Emit], Emit]:
    """Register how operations become calls.

    Raises:
        ValueError: one is registered already.
    """

    def register(function: Emit) -> Emit:
        for name in names:
            if name in EMITTERS:
                raise ValueError(f"the operation {name} has its calls already")
            EMITTERS[name] = function
        return function

    return register


def program(graph: Graph, weights: Weights, state: State = NO_STATE) -> Program:
    """Compile a graph, all sizes of which are fixed.

    Args:
        graph: after all passes; attributes are no inputs.
        weights: takes the constants.
        state: inputs and outputs that are kept from call to call.

    Raises:
        UnsupportedOpError: with all operations for which there is no kernel.
    """
    emitter = Emitter(weights)
    problems: list[tuple[str, str, str]] = []
    inputs = []
    for node in graph.inputs:
        state_place = state.input(str(node.name))
        if state_place is None:
            place = emitter.result(node)
            inputs.append(Tensor(str(node.name), place, node.types[0]))
        else:
            emitter.alias(node, state_place)
    for node in graph.nodes():
        if node.definition.category == "source":
            continue
        try:
            if node.op not in EMITTERS:
                raise EmitError("there is no kernel for it")
            if any(0 in kind.shape for kind in node.types):
                for index in range(len(node.types)):
                    emitter.result(node, index)
            else:
                EMITTERS[node.op](emitter, node)
        except EmitError as problem:
            problems.append((node.op, node.line or "the model", str(problem)))
            for index in range(len(node.types)):
                emitter.result(node, index)
    if problems:
        raise UnsupportedOpError(problems, "WebAssembly")
    outputs = {
        name: Tensor(name, emitter.place(value), value.type)
        for name, value in graph.outputs.items()
    }
    _keep(emitter, outputs, state)
    tensors = [tensor for name, tensor in outputs.items() if name not in state.outputs]
    return Program(emitter.calls, inputs, tensors)


def _keep(emitter: Emitter, outputs: dict[str, Tensor], state: State) -> None:
    """Copy what is state to where it is kept.

    In two steps: an output may itself be something kept, which is about to be replaced.
    """
    state_names = [name for name in outputs if name in state.outputs]
    for name, tensor in outputs.items():
        if tensor.place.buffer.persistent and state.outputs:
            count = prod(tensor.type.shape)
            between = emitter.room(count)
            _copied(emitter, between, tensor.place, count)
            outputs[name] = Tensor(name, between, tensor.type)
    for name in state_names:
        target = Pointer(state.outputs[name])
        _copied(emitter, target, outputs[name].place, target.buffer.size)


def _copied(emitter: Emitter, to: Pointer, source: Pointer, count: int) -> None:
    emitter.call("copy", to, source, 1, 1, 1, count, 0, 0, 0, 1, 0, 0, 0, 1)


def numel(value: Value) -> int:
    """Count the numbers of a tensor."""
    return int(prod(value.shape))


def vectors(count: int) -> int:
    """Count the groups of four that hold some numbers."""
    return -(-count // 4)


def suffix(dtype: Any) -> str:
    """Return the end of a kernel's name, by the type that it computes with."""
    return "" if dtype == "float32" else "_int"
