"""Helpers for modules of PyTorch: what they compute has to come back from TF.js."""

import numpy as np
import pytest
import torch
from layerbylayer import to_tfjs


@pytest.fixture(autouse=True)
def seeded():
    torch.manual_seed(0)


@pytest.fixture
def computes(tensorflow_js, tmp_path):
    """Export a module, check that it agrees; the card."""

    def computes(module, *inputs, name="model", **options):
        example = inputs[0] if len(inputs) == 1 else tuple(inputs)
        card = to_tfjs(
            module, tmp_path / name, format="graph", example=example, **options
        )
        assert card.parity.status == "passed"
        return card

    return computes


def shaken(module):
    """Statistics and shifts of batch normalization that are not trivial."""
    for part in module.modules():
        if isinstance(part, torch.nn.modules.batchnorm._BatchNorm):
            torch.nn.init.uniform_(part.weight, 0.5, 1.5)
            torch.nn.init.normal_(part.bias, std=0.1)
            part.running_mean.normal_(std=0.1)
            part.running_var.uniform_(0.5, 1.5)
    return module


def shaken_keras(model):
    """The same for a Keras model, all of whose vectors are drawn anew."""
    random = np.random.default_rng(0)
    for weight in model.weights:
        if "variance" in weight.path or "gamma" in weight.path:
            weight.assign(random.uniform(0.5, 1.5, weight.shape))
        elif len(weight.shape) == 1:
            weight.assign(random.normal(0, 0.1, weight.shape))
    return model
