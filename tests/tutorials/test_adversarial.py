"""The tutorial on attacked pictures: its functions do what the page says of them."""

from typing import Any

import numpy as np
import pytest
import torch

from site_src.pipeline.sources.tutorials import tutorial
from tests.tutorials.scripts import run_smoke

PAGE = tutorial.find_one("adversarial")
PARTS = ("import keras", "def margin", "def slopes", "def many_steps", "def blurred")


@pytest.fixture(scope="module")
def page() -> dict[str, Any]:
    """The functions of the page, without its data and without training."""
    namespace: dict[str, Any] = {}
    for part in PARTS:
        (cell,) = [c for c in PAGE.cells if c.kind == "code" and part in c.code]
        # What comes after the functions of a cell uses them on the test digits.
        exec(cell.code.split("\n\n\n")[0] if "def " in part else cell.code, namespace)
    (cell,) = [c for c in PAGE.cells if c.kind == "code" and "def step" in c.code]
    exec(cell.code, namespace)
    return namespace


@pytest.fixture(scope="module")
def attacked() -> tuple[torch.nn.Module, torch.Tensor, torch.Tensor]:
    """A network of 8 by 8 pixels and three classes, pictures, what it says of them."""
    torch.manual_seed(0)
    layers = [torch.nn.Flatten(), torch.nn.Linear(64, 16), torch.nn.ReLU()]
    model = torch.nn.Sequential(*layers, torch.nn.Linear(16, 3))
    images = 255 * torch.rand(20, 8, 8, 1)
    return model, images, model(images).argmax(dim=1)


def test_it_runs_as_a_script(tmp_path):
    run_smoke(PAGE, tmp_path)
    for model in ("brittle", "hardened"):
        written = (tmp_path / "exported" / model / "model.json").read_text()
        assert "layers-model" in written, "gradients in the page need layers"


def test_the_margin_is_above_zero_where_the_answer_is_right(page, attacked):
    model, images, said = attacked
    assert (page["margin"](model, images, said) >= 0).all()
    assert (page["margin"](model, images, (said + 1) % 3) <= 0).all()
    scores = torch.tensor([[1.0, 5.0, 2.0]])
    assert page["margin"](lambda _: scores, None, torch.tensor([1])).item() == 3
    assert page["margin"](lambda _: scores, None, torch.tensor([0])).item() == -4


def test_slopes_are_what_a_nudge_measures(page, attacked):
    model, images, said = attacked
    exact, wide = model.double(), images.double()
    slope = page["slopes"](exact, wide, said)
    nudged = wide.clone()
    nudged[:, 3, 4] += 1e-4
    with torch.no_grad():
        change = page["margin"](exact, nudged, said) - page["margin"](exact, wide, said)
    assert np.allclose(change / 1e-4, slope[:, 3, 4, 0], rtol=1e-3, atol=1e-8)
    model.float()


@pytest.mark.parametrize("attack", ["step", "many_steps"])
def test_an_attack_lowers_the_margin_and_stays_in_its_room(page, attacked, attack):
    model, images, said = attacked
    moved = page[attack](model, images, said, 0.5)
    assert (moved - images).abs().max() <= 0.5 + 1e-4
    assert moved.min() >= 0 and moved.max() <= 255
    with torch.no_grad():
        before = page["margin"](model, images, said)
        assert (page["margin"](model, moved, said) < before).all()
    # A wish is the same with the sign turned round.
    wishes = (said + 1) % 3
    wished = page[attack](model, images, wishes, -0.5)
    assert (wished - images).abs().max() <= 0.5 + 1e-4
    with torch.no_grad():
        gained = page["margin"](model, wished, wishes)
        assert (gained > page["margin"](model, images, wishes)).all()


def test_the_blur_is_the_mean_of_nine_pixels(page):
    images = 255 * torch.rand(2, 28, 28, 1)
    blurred = page["blurred"](images)
    assert blurred.shape == images.shape
    assert torch.isclose(blurred[1, 5, 9, 0], images[1, 4:7, 8:11, 0].mean())
