"""Compile a graph or a module and run it under Node.js as it is, without a card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from layerbylayer import parity
from layerbylayer.artifact.card import Stored, StoredType
from layerbylayer.torch_graph.capture import capture
from layerbylayer.torch_graph.ir import Graph
from layerbylayer.torch_graph.lower import lower
from layerbylayer.torch_graph.lowerings.registry import tensor_type
from layerbylayer.torch_graph.passes import optimized
from layerbylayer.wasm.check import TOLERANCE, Case
from layerbylayer.wasm.compile import Compiled, compiled
from layerbylayer.wasm.write import write


@dataclass(frozen=True)
class Compared:
    """What came of a run: a difference for each output."""

    differences: list[float]
    allowed: list[float]

    @property
    def agree(self) -> bool:
        pairs = zip(self.differences, self.allowed, strict=True)
        return all(found <= allowed for found, allowed in pairs)


def array(tensor: torch.Tensor) -> np.ndarray:
    return tensor.detach().float().numpy().astype(tensor_type(tensor).dtype)


def compile_module(module, inputs) -> Graph:
    return optimized(lower(capture(module, inputs, open_batch=False)))


def run(
    runner: parity.Runner, folder: Path, network: Compiled, inputs: Sequence[np.ndarray]
) -> list[np.ndarray]:
    """The outputs of a network's only function for inputs as they are."""
    write(folder, network)
    [function] = network.functions
    arrays = {}
    for place, values in zip(function.inputs, inputs, strict=True):
        kind: StoredType = "float32" if values.dtype == np.float32 else "int32"
        kind = "uint8" if values.dtype == bool else kind
        (folder / f"{place.name}.bin").write_bytes(values.tobytes())
        arrays[place.name] = Stored(f"{place.name}.bin", kind, list(values.shape))
    return list(runner.run(Case(folder, network, arrays)).outputs)


def compare(
    runner: parity.Runner,
    folder: Path,
    module: torch.nn.Module,
    inputs: tuple[torch.Tensor, ...],
) -> Compared:
    """Compile a module, run it, and hold its outputs against PyTorch's."""
    captured = capture(module, inputs, open_batch=False)
    network = compiled({"predict": optimized(lower(captured))})
    expected = [array(tensor) for tensor in captured.run(inputs)]
    found = run(runner, folder, network, [array(tensor) for tensor in inputs])
    differences = []
    for ours, theirs in zip(found, expected, strict=True):
        theirs_shape = theirs.shape or (1,)
        assert ours.shape == theirs_shape and ours.dtype == theirs.dtype
        differences.append(parity.difference(ours, theirs))
    return Compared(differences, [TOLERANCE.allowed(one) for one in expected])
