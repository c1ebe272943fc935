"""Run a compiled network under Node.js, as a page would, and compare."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from .. import parity
from ..artifact.card import Stored
from ..artifact.converted import Array, Tolerance
from ..errors import InvalidExampleError
from .compile import Compiled, Function
from .program.state import State

if TYPE_CHECKING:
    from .convert import Part

SCRIPT = Path(__file__).parent / "javascript" / "runner.mjs"
NAME = "The compiled network"
TOLERANCE = Tolerance(1e-4, floor=1e-3)
"""That of the exporter to TensorFlow.js's graphs."""


@dataclass(frozen=True)
class Case:
    """An exported folder, and for each input the array in it to run the network on.

    `module` is the file to run; without one, model.mjs chooses.
    """

    folder: Path
    compiled: Compiled
    arrays: Mapping[str, Stored]
    module: str | None = None

    def to_json(self) -> str:
        """One line of what runner.mjs reads."""
        functions = [self._function(function) for function in self.compiled.functions]
        request = {
            "folder": str(self.folder.resolve()),
            "module": self.module,
            "functions": functions,
        }
        return json.dumps(request) + "\n"

    def _function(self, function: Function) -> dict[str, object]:
        stored = [self.arrays[place.name] for place in function.inputs]
        count = stored[0].shape[0] if stored and stored[0].shape else 1
        runs = count // at_once(function)
        outputs = [
            {"dtype": place.dtype, "shape": [*_grown(place.shape, runs)]}
            for place in function.outputs
        ]
        inputs = [{"file": array.file, "stored": array.dtype} for array in stored]
        return {"name": function.name, "inputs": inputs, "outputs": outputs}


def at_once(function: Function) -> int:
    """How many examples a function takes in one run."""
    shape = function.inputs[0].shape if function.inputs else ()
    return shape[0] if shape else 1


def _grown(shape: Sequence[int], runs: int) -> Sequence[int]:
    """The shape of the outputs of several runs together, along the first axis."""
    return [shape[0] * runs, *shape[1:]] if shape else [runs]


def expected_outputs(
    made: Mapping[str, Part],
    network: Compiled,
    inputs: Mapping[str, Array],
    state: State,
) -> list[Array]:
    """Compute the framework's outputs as the network does: some examples at a time.

    With state there is one example: the functions run one after the other, and what
    one of them leaves is what the next one finds; at first it is zeros.

    Args:
        made: the functions by name.
        network: the same, compiled.
        inputs: by name, without what is kept as state.
        state: the names of what is kept.

    Raises:
        InvalidExampleError: the number of examples is no multiple of those.
    """
    if state.buffers:
        return _chained(made, inputs, state)
    outputs: list[Array] = []
    for function in network.functions:
        tensors = [inputs[place.name] for place in function.inputs]
        outputs += _in_runs(made[function.name], at_once(function), tensors)
    return outputs


def _in_runs(part: Part, size: int, inputs: Sequence[Array]) -> list[Array]:
    count = len(inputs[0]) if inputs else size
    if count % size:
        raise InvalidExampleError(
            f"the model takes {size} examples at a time, and there are {count}."
        )
    runs = [
        part.outputs([array[start : start + size] for array in inputs])
        for start in range(0, count, size)
    ]
    return [
        np.concatenate(parts) if parts[0].ndim else np.stack(parts)
        for parts in zip(*runs, strict=True)
    ]


def _chained(
    made: Mapping[str, Part], inputs: Mapping[str, Array], state: State
) -> list[Array]:
    state_values = {
        buffer: np.zeros(buffer.size, np.float32) for buffer in state.buffers
    }
    outputs: list[Array] = []
    for part in made.values():
        tensors = []
        for node in part.graph.inputs:
            name = str(node.name)
            buffer = state.inputs.get(name)
            shape = node.types[0].shape
            tensors.append(
                inputs[name] if buffer is None else state_values[buffer].reshape(shape)
            )
        results = dict(zip(part.graph.outputs, part.outputs(tensors), strict=True))
        for name, values in results.items():
            if name in state.outputs:
                state_values[state.outputs[name]] = values
            else:
                outputs.append(values)
    return outputs


def runner() -> AbstractContextManager[parity.Runner]:
    """Node.js, ready to run compiled networks; one process for all inside of it."""
    return parity.runner(SCRIPT, NAME)
