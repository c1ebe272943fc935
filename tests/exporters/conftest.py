"""One Node.js process runs all the models that the tests export."""

import json
import os
import subprocess

os.environ.setdefault("KERAS_BACKEND", "torch")

import numpy as np
import pytest
from layerbylayer import parity, to_tfjs


@pytest.fixture(scope="session")
def tensorflow_js():
    """Run a folder in TensorFlow.js: (folder, inputs) -> Answer."""
    process = subprocess.Popen(
        ["node", str(parity.SCRIPT)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

    def run(folder, inputs):
        process.stdin.write(parity.request(folder, inputs))
        process.stdin.flush()
        return parity.read_answer(json.loads(process.stdout.readline()))

    yield run
    process.stdin.close()
    process.wait(timeout=30)


@pytest.fixture
def agrees(tensorflow_js, tmp_path, monkeypatch):
    """Export a model, and assert that TensorFlow.js computes what Keras does."""
    # The shared process in place of one process for each export.
    monkeypatch.setattr(parity, "run", tensorflow_js)

    def agrees(model, inputs):
        card = to_tfjs(model, tmp_path / "model", example=inputs)
        assert card.parity.status == "passed"
        assert card.parity.examples == len(inputs)
        return card

    return agrees


@pytest.fixture
def draw():
    """Random inputs of a shape, of both signs."""
    return lambda *shape: np.random.default_rng(0).normal(size=shape).astype("float32")
