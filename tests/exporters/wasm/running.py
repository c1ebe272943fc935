"""Compile a graph or a module and run it under Node.js as it is, without a card."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from graph.running import Compared, array, store
from layerbylayer import parity
from layerbylayer.torch_graph.lower import lower
from layerbylayer.torch_graph.passes import optimized
from layerbylayer.torch_graph.tracing.capture import capture
from layerbylayer.wasm.check import TOLERANCE, Case
from layerbylayer.wasm.compile import Compiled, compiled
from layerbylayer.wasm.write import write


def run(
    runner: parity.Runner, folder: Path, network: Compiled, inputs: Sequence[np.ndarray]
) -> list[np.ndarray]:
    """The outputs of a network's only function for inputs as they are."""
    write(folder, network)
    [function] = network.functions
    arrays = {
        place.name: store(folder, place.name, values)
        for place, values in zip(function.inputs, inputs, strict=True)
    }
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
