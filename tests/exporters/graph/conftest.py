"""Helpers for modules of PyTorch: what they compute has to come back from TF.js."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from layerbylayer import parity, to_tfjs
from layerbylayer.torch_graph.convert import TOLERANCE


@pytest.fixture(autouse=True)
def seeded():
    torch.manual_seed(0)


@pytest.fixture
def computes(tensorflow_js, tmp_path):
    """Export a module, check that it agrees (`cpu`: on that backend, too); the card."""

    def computes(module, *inputs, name="model", cpu=False, **options):
        example = inputs[0] if len(inputs) == 1 else tuple(inputs)
        folder = tmp_path / name
        card = to_tfjs(module, folder, format="graph", example=example, **options)
        assert card.parity.status == "passed" and card.parity.backend == "wasm"
        if cpu:
            case, expected = written(folder, card)
            answer = tensorflow_js.run(replace(case, backend="cpu"))
            assert answer.backend == "cpu"
            parity.compare(answer, expected, TOLERANCE, "the framework")
        return card

    return computes


def written(folder, card):
    """The example of an exported folder as a case, and the framework's outputs."""
    arrays = [
        np.fromfile(folder / stored.file, f"<{np.dtype(stored.dtype).str[1:]}")
        .reshape(stored.shape)
        .astype(output.dtype)
        for stored, output in zip(card.example.outputs, card.outputs, strict=True)
    ]
    inputs = card.example.inputs
    return parity.Case(folder, card.kind, card.inputs, inputs, card.outputs), arrays


def shaken(module):
    """Statistics and shifts of batch normalization that are not trivial."""
    for part in module.modules():
        if isinstance(part, torch.nn.modules.batchnorm._BatchNorm):
            torch.nn.init.uniform_(part.weight, 0.5, 1.5)
            torch.nn.init.normal_(part.bias, std=0.1)
            assert part.running_mean is not None and part.running_var is not None
            part.running_mean.normal_(std=0.1)
            part.running_var.uniform_(0.5, 1.5)
    return module


def shaken_keras(model: Any) -> Any:
    """The same for a Keras model, all of whose vectors are drawn anew.

    Factors are below one: with larger ones the deepest networks are chaotic, and give
    other answers to inputs that differ by a millionth, in Keras alone.
    """
    random = np.random.default_rng(0)
    for weight in model.weights:
        if "variance" in weight.path:
            weight.assign(random.uniform(0.7, 1.3, weight.shape))
        elif "gamma" in weight.path:
            weight.assign(random.uniform(0.3, 0.9, weight.shape))
        elif len(weight.shape) == 1:
            weight.assign(random.normal(0, 0.1, weight.shape))
    return model
