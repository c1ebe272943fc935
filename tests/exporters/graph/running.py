"""Run a module in TensorFlow.js as it is, without a batch or a card."""

from __future__ import annotations

import json
import operator
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import torch
from layerbylayer import parity
from layerbylayer.artifact import weights
from layerbylayer.artifact.card import Input, Output, Stored, StoredType
from layerbylayer.artifact.converted import Tolerance, Weight
from layerbylayer.torch_graph.ir.graph import Graph
from layerbylayer.torch_graph.lower import lower
from layerbylayer.torch_graph.lowerings.registry import tensor_type
from layerbylayer.torch_graph.passes import eliminate_common_subexpressions, optimized
from layerbylayer.torch_graph.serialization.parameters import with_parameters
from layerbylayer.torch_graph.serialization.serialize import serialized
from layerbylayer.torch_graph.tracing.capture import Captured, capture

TOLERANCE = Tolerance(1e-4, floor=1e-3)
Backend = Literal["wasm", "cpu"]
BACKENDS: tuple[Backend, ...] = ("wasm", "cpu")


@dataclass(frozen=True)
class Compared:
    """What came of a run: the difference of each output, and what it may be."""

    differences: list[float]
    allowed: list[float]

    @property
    def agree(self) -> bool:
        """Whether all outputs are close enough."""
        pairs = zip(self.differences, self.allowed, strict=True)
        return all(found <= allowed for found, allowed in pairs)


@dataclass(frozen=True)
class ComparedGraph(Compared):
    """What came of a graph on each backend.

    `operations` counts the traced ATen operations.
    """

    graph: Graph
    operations: int


def array(tensor: torch.Tensor) -> np.ndarray:
    """The values of a tensor, in the type that they have in a graph."""
    return tensor.detach().float().numpy().astype(tensor_type(tensor).dtype)


def store(folder: Path, name: str, values: np.ndarray) -> Stored:
    """Write the values of an input, and say how they are stored."""
    kind: StoredType = "float32" if values.dtype == np.float32 else "int32"
    kind = "uint8" if values.dtype == bool else kind
    (folder / f"{name}.bin").write_bytes(values.tobytes())
    return Stored(f"{name}.bin", kind, list(values.shape))


def compare(
    runner: parity.Runner,
    folder: Path,
    module: torch.nn.Module,
    inputs: tuple[torch.Tensor, ...],
    backends: Sequence[Backend] = BACKENDS,
) -> ComparedGraph:
    """Export a module, run it on backends, and hold its outputs against PyTorch's."""
    captured = capture(module, inputs, open_batch=False)
    graph = optimized(lower(captured))
    written = serialized(eliminate_common_subexpressions(with_parameters(graph)))
    held = [Weight(name, values) for name, values in written.weights.items()]
    manifest, _ = weights.write(folder, held, None)
    model = {
        "modelTopology": written.topology,
        "signature": written.signature,
        "weightsManifest": manifest,
    }
    (folder / "model.json").write_text(json.dumps(model))
    described, stored = [], []
    for node, tensor in zip(graph.inputs, inputs, strict=True):
        assert node.name
        described.append(Input(node.name, [], node.types[0].dtype))
        stored.append(store(folder, node.name, array(tensor)))
    outputs = [Output(name, []) for name in graph.outputs]
    expected = [array(tensor) for tensor in captured.run(inputs)]
    differences: list[float] = []
    for backend in backends:
        case = parity.Case(folder, "graph-model", described, stored, outputs, backend)
        answer = runner.run(case)
        for ours, theirs in zip(answer.outputs, expected, strict=True):
            assert ours.shape == theirs.shape and ours.dtype == theirs.dtype, (
                f"{ours.dtype}{ours.shape} for {theirs.dtype}{theirs.shape}"
            )
            differences.append(parity.difference(ours, theirs))
    allowed = [TOLERANCE.allowed(theirs) for theirs in expected]
    return ComparedGraph(
        differences, allowed * len(backends), graph, _operations(captured)
    )


def _operations(captured: Captured) -> int:
    """The operations on tensors; what picks one result of several is none."""
    return sum(
        node.op == "call_function" and node.target is not operator.getitem
        for node in captured.module.graph.nodes
    )
