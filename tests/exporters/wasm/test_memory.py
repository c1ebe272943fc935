"""The plan of memory: nothing is overwritten that is needed, and rooms are shared."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from graph.evaluator import evaluate
from graph.random_graphs import graphs
from graph.test_models import TinyGPT, UNet, images, resnet
from hypothesis import HealthCheck, given, settings
from layerbylayer import parity
from layerbylayer.torch_graph.ir.graph import Graph
from layerbylayer.torch_graph.lower import lower
from layerbylayer.torch_graph.passes import optimized
from layerbylayer.torch_graph.tracing.capture import capture
from layerbylayer.wasm.compile import compiled
from layerbylayer.wasm.emit import program
from layerbylayer.wasm.program.memory import plan
from layerbylayer.wasm.program.program import Weights
from layerbylayer.wasm.write import write

SCRIPT = Path(__file__).with_name("arena.mjs")


@dataclass(frozen=True)
class Request:
    """One line of what arena.mjs reads."""

    fields: dict[str, object]

    def to_json(self) -> str:
        return json.dumps(self.fields) + "\n"


@pytest.fixture(scope="module")
def arena():
    runner = parity.Runner(SCRIPT, "the network")
    yield runner
    runner.close()


def run(runner: parity.Runner, folder: Path, graph: Graph, x: np.ndarray):
    network = compiled({"predict": graph})
    write(folder, network)
    (folder / "x.bin").write_bytes(x.tobytes())
    [function] = network.functions
    fields = {
        "folder": str(folder),
        "weightsAt": network.weights_at,
        "arenaAt": network.weights_at + len(network.weights),
        "inputs": [{"file": "x.bin", "address": function.inputs[0].address}],
        "outputs": [
            {
                "dtype": "float32",
                "shape": list(place.shape),
                "address": place.address,
                "bytes": 4 * int(np.prod(place.shape)),
            }
            for place in function.outputs
        ],
    }
    return runner.run(Request(fields)).outputs


@settings(
    max_examples=200,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
@given(graph=graphs())
def test_random_graphs_compute_what_numpy_does(graph, arena, tmp_path):
    """Whatever lay in the arena before is not seen: it is full of NaN."""
    shape = graph.inputs[0].types[0].shape
    x = np.random.default_rng(0).uniform(-2, 2, shape).astype(np.float32)
    expected = evaluate(graph, {"x": x})
    for before in (graph, optimized(graph)):
        found = run(arena, tmp_path, before, x)
        for ours, theirs in zip(found, expected.values(), strict=True):
            scale = float(np.abs(theirs).max(initial=1.0))
            np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-4 * scale)


MODELS = {
    "ResNet": (resnet, images(1, 3, 32, 32)),
    "U-Net": (UNet, images(1, 3, 16, 16)),
    "a tiny GPT": (TinyGPT, images(1, 8).long() * 0),
}


@pytest.mark.parametrize("name", MODELS)
def test_the_arena_is_hardly_larger_than_what_is_used_at_once(name):
    make, inputs = MODELS[name]
    graph = optimized(lower(capture(make(), (inputs,), open_batch=False)))
    one = program(graph, Weights())
    found = plan(one)
    assert 0 < found.least <= found.size <= 1.1 * found.least
    buffers = {buffer for call in one.calls for buffer in call.buffers}
    all_of_them = sum(4 * buffer.size for buffer in buffers if buffer.array is None)
    assert found.size < 0.7 * all_of_them
