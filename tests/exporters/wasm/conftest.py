"""Helpers for compiled networks: what a model computes has to come back from them."""

import pytest
import torch
from layerbylayer import to_wasm
from layerbylayer.wasm import check


@pytest.fixture(autouse=True)
def seeded():
    torch.manual_seed(0)


@pytest.fixture(scope="session")
def node():
    """One Node.js process for all networks."""
    with check.runner() as runner:
        yield runner


@pytest.fixture
def computes(node, tmp_path):
    """Compile a model, check that it agrees; the card."""

    def computes(model, *inputs, **options):
        example = inputs[0] if len(inputs) == 1 else tuple(inputs)
        card = to_wasm(model, tmp_path / "model", example=example, **options)
        assert card.parity.status == "passed" and card.parity.backend == "compiled"
        return card

    return computes
