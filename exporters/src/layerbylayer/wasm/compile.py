"""From graphs to a module: addresses for all buffers, and the calls as instructions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..errors import InvalidModelError
from ..torch_graph.ir.graph import Graph
from .emit import program
from .kernels import VARIANTS
from .linking.link import Invocation, link
from .linking.objects import library
from .program.memory import Plan, padded, plan
from .program.program import Buffer, Pointer, Program, Tensor, Weights
from .program.state import StateNames, states
from .program.store import WIDEN, Quantize, store

RESERVED = {"memory", "reset", WIDEN}
"""What compiled networks and their modules have beside functions."""
SLACK = 64
"""Bytes behind the last buffer, as kernels read whole vectors."""


@dataclass(frozen=True)
class Place:
    """An input or an output in memory: the address of its first number, in bytes."""

    name: str
    shape: Sequence[int]
    dtype: str
    address: int


@dataclass(frozen=True)
class Function:
    """An exported function of the module: where its inputs and outputs are."""

    name: str
    inputs: Sequence[Place]
    outputs: Sequence[Place]


@dataclass(frozen=True)
class Compiled:
    """A network, ready to be written.

    Attributes:
        modules: WebAssembly with an export for each function, by the kernels' variant:
            "kernels" for all, "relaxed" for where there is relaxed SIMD.
        weights: what is to be copied to memory at `weights_at`.
        functions: what the module exports of the model.
        helpers: what it exports beside them, for work on their outputs.
        kernels: the names of those that it calls.
        parameters: how many floats the model holds.
        arena: bytes for everything that is computed; the largest of all functions.
        stored: how many constants are stored as which type.
        state: address and bytes of what is kept from call to call.
    """

    modules: Mapping[str, bytes]
    weights: bytes
    weights_at: int
    functions: Sequence[Function]
    helpers: Sequence[Function]
    kernels: Sequence[str]
    parameters: int
    arena: int
    stored: Mapping[str, int]
    state: tuple[int, int]


def compiled(
    graphs: Mapping[str, Graph],
    quantize: Quantize | None = None,
    state: StateNames | None = None,
    helpers: Mapping[str, Graph] | None = None,
) -> Compiled:
    """Compile graphs, whose sizes are fixed, as functions that share weights.

    Args:
        graphs: by the name of the function; they have gone through all passes.
        helpers: further ones, which work on outputs of the former.
        quantize: what to store floats as. The module then has one more function, which
            widens what has been copied to memory.
        state: inputs and outputs that are kept from call to call, by a name of their
            own; the functions then do not take and give them.

    Raises:
        InvalidModelError: state is no input or output, or differs in shape; or a
            function has a name that is taken.
        UnsupportedOpError: there is no kernel for some operations.
    """
    all_graphs = {**graphs, **(helpers or {})}
    for name in graphs.keys() & RESERVED:
        raise InvalidModelError(
            f"no function can be called {name!r}: compiled networks have one already. "
            "Give the method another name."
        )
    weights = Weights()
    kept_state = states(graphs, state or {})
    programs = {
        name: program(graph, weights, kept_state) for name, graph in all_graphs.items()
    }
    plans = {name: plan(emitted) for name, emitted in programs.items()}
    addresses: dict[Buffer, int] = {weights.zeros: 0}
    end = padded(weights.zeros_needed)
    state_at = end
    for buffer in kept_state.buffers:
        addresses[buffer] = end
        end += padded(buffer.size)
    start = end
    for buffer in weights.buffers.values():
        addresses[buffer] = end
        end += padded(buffer.size)
    arena = max((arena_plan.size for arena_plan in plans.values()), default=0)
    functions, calls = {}, {}
    for name, emitted in programs.items():
        places = _Addresses(addresses, plans[name], end)
        calls[name] = [
            Invocation(call.kernel, tuple(map(places.argument, call.arguments)))
            for call in emitted.calls
        ]
        functions[name] = places.function(name, emitted)
    # Narrow weights are widened from where the arena will be.
    at = start if quantize is None else end
    stored = store(weights.buffers.values(), addresses, quantize, at)
    widening = {} if quantize is None else {WIDEN: stored.widening}
    room = max(arena, 0 if quantize is None else len(stored.data))
    return Compiled(
        {
            variant: link(library(variant), {**calls, **widening}, end + room + SLACK)
            for variant in VARIANTS
        },
        stored.data,
        at,
        [functions[name] for name in graphs],
        [functions[name] for name in helpers or ()],
        sorted({call.kernel for listed in calls.values() for call in listed}),
        weights.parameters,
        arena,
        stored.counts,
        (state_at, start - state_at),
    )


@dataclass(frozen=True)
class _Addresses:
    """Where the constants are, and the buffers of one function."""

    constants: Mapping[Buffer, int]
    plan: Plan
    arena: int

    def argument(self, value: Any) -> int | float:
        if isinstance(value, Pointer):
            return self.address(value)
        return value if isinstance(value, float) else int(value)

    def address(self, pointer: Pointer) -> int:
        base = self.constants.get(pointer.buffer)
        if base is None:
            base = self.arena + self.plan.offsets[pointer.buffer]
        return base + 4 * pointer.offset

    def function(self, name: str, program: Program) -> Function:
        inputs, outputs = (
            [self._place(tensor) for tensor in tensors]
            for tensors in (program.inputs, program.outputs)
        )
        return Function(name, inputs, outputs)

    def _place(self, tensor: Tensor) -> Place:
        shape = [int(size) for size in tensor.type.shape]
        return Place(tensor.name, shape, tensor.type.dtype, self.address(tensor.place))
