"""The tutorial on autoencoders: its functions do what the page says of them."""

import os
import subprocess
import sys
from typing import Any

import numpy as np
import pytest
import torch

from site_src.pipeline import config
from site_src.pipeline.sources.tutorials import tutorial

PAGE = tutorial.find_one("autoencoder")
PARTS = (
    "import keras",
    "class Autoencoder",
    "def drawn_wrong",
    "def train(",
    "class Variational",
    "def grey",
    "def walk",
    "class Plane",
)


@pytest.fixture(scope="module")
def page() -> dict[str, Any]:
    """The functions of the page, without its data and without training."""
    namespace: dict[str, Any] = {"rounds": 30}
    for part in PARTS:
        (cell,) = [c for c in PAGE.cells if c.kind == "code" and part in c.code]
        # What comes after the functions of a cell uses them on the test digits.
        exec(cell.code.split("\n\n\n")[0], namespace)
    return namespace


@pytest.fixture(scope="module")
def blobs() -> torch.Tensor:
    """Pictures of 784 pixels of two kinds: ink above, or ink below."""
    torch.manual_seed(0)
    pictures = 0.1 * torch.rand(256, 784)
    pictures[::2, :392] += 0.8
    pictures[1::2, 392:] += 0.8
    return pictures


def test_it_runs_as_a_script(tmp_path):
    path = os.pathsep.join([str(config.ROOT), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, "-m", "site_src.pipeline", "run", str(PAGE.path)]
        + ["--profile", "smoke"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": path, "MPLBACKEND": "Agg"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    for model in ("digit-plane", "letter-plane"):
        assert (tmp_path / "exported" / model / "model.json").exists()


@pytest.mark.parametrize("kind", ["Autoencoder", "Variational"])
def test_a_bottleneck_of_two_numbers_tells_two_kinds_apart(page, blobs, kind):
    model = page["train"](page[kind], 2, blobs, 1)
    codes = model.encode(blobs)
    assert codes.shape == (256, 2)
    drawn = model.decode(codes)
    assert drawn.min() >= 0 and drawn.max() <= 1
    assert (drawn - blobs).square().mean() < blobs.var(0).mean() / 4
    again = page["train"](page[kind], 2, blobs, 1)
    assert torch.equal(model.encode(blobs), again.encode(blobs))


def test_the_kl_term_is_that_of_pytorch(page, blobs):
    """With all of the weight on it, what is left of the loss is the divergence."""
    torch.manual_seed(0)
    heavy, light = (page["Variational"](3, order=order) for order in (1000, 0))
    light.load_state_dict(heavy.state_dict())
    middles, squares = heavy.clouds(blobs)
    clouds = torch.distributions.Normal(middles, squares.sqrt())
    normal = torch.distributions.Normal(0.0, 1.0)
    exact = torch.distributions.kl_divergence(clouds, normal).sum(1).mean()
    losses = []
    for model in (heavy, light):
        torch.manual_seed(1)
        losses.append(model.loss(blobs).double())
    assert torch.isclose((losses[0] - losses[1]) / 1000, exact.double(), rtol=1e-3)


def test_the_kl_term_keeps_clouds_near_the_middle_and_wide(page, blobs):
    kept, alone = (
        page["train"](page["Variational"], 2, blobs, 1, order=order) for order in (1, 0)
    )
    widths, middles = [], []
    for model in (kept, alone):
        at, squares = model.clouds(blobs)
        widths.append(squares.sqrt().mean() / at.std())
        middles.append(at.abs().max())
    assert widths[1] < widths[0] / 2
    assert middles[0] < middles[1]


def test_grey_is_the_share_of_ink_that_is_neither(page):
    drawn = torch.tensor([[0.0, 0.1, 0.5, 0.6, 0.9, 1.0]])
    assert page["grey"](drawn) == 0.5


def test_a_walk_begins_and_ends_where_it_should(page):
    start, end = torch.tensor([0.0, 1.0]), torch.tensor([4.0, -1.0])
    steps = page["walk"](start, end, 5)
    assert np.allclose(steps[0], start) and np.allclose(steps[-1], end)
    assert np.allclose(steps[2], [2, 0])


def test_the_exported_plane_does_both_ways(page):
    torch.manual_seed(0)
    model = page["Variational"](2)
    pictures, places = 255 * torch.rand(3, 28, 28, 1), torch.randn(3, 2)
    codes, redrawn, drawn = page["Plane"](model)(pictures, places)
    assert torch.allclose(codes, model.encode(pictures.reshape(3, 784) / 255))
    assert drawn.shape == (3, 28, 28, 1) and drawn.max() <= 255
    for shown, at in ((redrawn, codes), (drawn, places)):
        assert torch.allclose(shown.reshape(3, 784), 255 * model.decode(at), atol=1e-3)
