"""One Node.js process runs all the models that the tests export."""

import numpy as np
import pytest
from layerbylayer import parity, to_tfjs


def pytest_addoption(parser):
    parser.addoption(
        "--write-table",
        action="store_true",
        help="write the tables of docs/exporters/ that belong to the tests that run",
    )


def pytest_configure(config):
    several = config.getoption("numprocesses", None)
    if several and config.getoption("--write-table", False):
        # Each process would know of its own tests alone.
        raise pytest.UsageError("the table is written by one process: leave out -n.")


@pytest.fixture(scope="session")
def tensorflow_js():
    """The process: a `parity.Runner`, which every export then uses."""
    with parity.runner() as runner:
        yield runner


@pytest.fixture
def agrees(tensorflow_js, tmp_path):
    """Export a model, and assert that TensorFlow.js computes what it does."""

    def agrees(model, inputs, **more):
        card = to_tfjs(model, tmp_path / "model", example=inputs, **more)
        assert card.parity.status == "passed"
        assert card.example and card.parity.examples == card.example.count
        return card

    return agrees


@pytest.fixture(scope="session")
def measured(request):
    """Take note of a layer's difference from Keras, for the table in the docs."""
    found: dict[str, list[float]] = {}
    yield lambda name, apart: found.setdefault(name, []).append(apart)
    if request.config.getoption("--write-table"):
        from tests.exporters.table import PAGE, page

        PAGE.write_text(page(found))


@pytest.fixture
def draw():
    """Random inputs of a shape, of both signs."""

    def draw(*shape: int) -> np.ndarray:
        return np.random.default_rng(0).normal(size=shape).astype("float32")

    return draw
