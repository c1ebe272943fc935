"""The tutorial on noise and digits: lines, walks, guidance and measures."""

import re
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from site_src.pipeline.sources.tutorials import tutorial

PAGE = tutorial.find_one("diffusion")
CODES = [cell.code for cell in PAGE.cells if cell.kind == "code"]
PARTS = (
    "import math",
    "def draw_ring",
    "def missed",
    "def slowing",
    "def walk",
    "def waves",
    "class Denoiser",
    "def train",
    "def sample",
    "def features",
    "def nearest",
    "def verdict",
    "class OneStep",
)


def code_of(part: str) -> str:
    """The cell that defines this, without what it prints or measures."""
    (code,) = [code for code in CODES if part in code]
    return code.split("\n\n\n")[0] if part in {"def nearest", "def verdict"} else code


@pytest.fixture(scope="module")
def page() -> dict[str, Any]:
    """The functions of the page, on pictures of noise, with a reader of chance."""
    torch.manual_seed(1)
    names: dict[str, Any] = {"steps": 40, "ring_steps": 10, "tested": 20, "seeds": 2}
    names["pictures"] = torch.rand(300, 196) * 2 - 1
    names["digits"] = torch.arange(300) % 10
    for part in PARTS:
        exec(code_of(part), names)
    names["reader"] = nn.Sequential(nn.Linear(196, 16), nn.ReLU(), nn.Linear(16, 10))
    names["net"] = names["Denoiser"]()
    return names


def test_a_line_begins_at_the_noise_and_ends_at_the_data(page):
    noise, data = torch.tensor([[2.0, -2.0]]), torch.tensor([[1.0, 1.0]])
    for time, wanted in ((0.0, noise), (1.0, data), (0.5, (noise + data) / 2)):
        assert torch.allclose(page["between"](noise, data, time), wanted)


def test_what_is_counted_is_the_error_of_the_velocity(page):
    noise, ends = torch.randn(50, 2), torch.randn(50, 2)
    time = 0.8 * torch.rand(50, 1)
    now, guess = page["between"](noise, ends, time), torch.randn(50, 2)
    velocity = (guess - now) / (1 - time)
    wanted = (velocity - (ends - noise)).square().mean()
    assert torch.isclose(page["missed"](guess, ends, time), wanted, rtol=1e-3)


def test_the_best_guess_is_the_mean_of_the_ends(page):
    ends, time = torch.tensor([[0.0], [1.0], [5.0]]), torch.full((3, 1), 0.3)
    tried = torch.linspace(-1, 6, 701)
    errors = [page["missed"](torch.full((3, 1), g.item()), ends, time) for g in tried]
    best = tried[int(torch.stack(errors).argmin())]
    assert abs(best - 2) < 0.02


def test_a_walk_with_a_guess_that_stays_is_straight_and_even(page):
    start, end = torch.zeros(1, 2), torch.tensor([[4.0, 8.0]])
    asked = []

    def guess(_, time):
        asked.append(time.item())
        return end

    points = page["walk"](guess, start, 4, time=0.2)
    assert np.allclose(asked, [0.2, 0.4, 0.6, 0.8])
    assert torch.allclose(torch.cat(points)[:, 0], torch.tensor([0.0, 1, 2, 3, 4]))


def test_one_step_lands_on_the_guess(page):
    start = torch.randn(5, 196)
    asked = torch.arange(5)
    with torch.no_grad():
        guess = page["net"](start, torch.zeros(5, 1), asked)
    assert torch.allclose(
        page["sample"](page["net"], start, asked, 1), guess, atol=1e-6
    )


def test_guidance_goes_past_what_was_asked(page):
    class Two(nn.Module):
        def forward(self, now, time, asked):
            value = torch.where(asked == page["ANYTHING"], 0.1, 0.3)
            return value[:, None].expand_as(now)

    start, asked = torch.zeros(2, 196), torch.tensor([7, 3])
    for strength, wanted in ((1, 0.3), (2, 0.5), (0, 0.1), (100, 1.0)):
        drawn = page["sample"](Two(), start, asked, 1, strength)
        assert torch.allclose(drawn, torch.full_like(drawn, wanted)), strength


def test_what_is_exported_is_a_step_of_the_walk(page):
    """Walking with the exported step, as the page does, ends where `sample` does."""
    net, asked = page["net"], torch.tensor([7, 3, 0])
    step, now = page["OneStep"](net, page["reader"]), torch.randn(3, 196)
    wanted = page["sample"](net, now, asked, 4, 1.5, time=0.4)
    with torch.no_grad():
        for done in range(4):
            time = torch.full((3, 1), 0.4 + 0.6 * done / 4)
            reading, guess = step(
                now.reshape(3, 14, 14, 1), time, asked[:, None], torch.full((3, 1), 1.5)
            )
            now = page["between"](now, guess.flatten(1), 1 / (4 - done))
    assert torch.allclose(now, wanted, atol=1e-5)
    assert torch.allclose(reading, page["reader"](wanted).softmax(1), atol=1e-5)


def test_the_distance_of_a_heap_from_itself_is_nothing(page):
    some = torch.randn(400, 196)
    assert abs(page["distance"](some, some)) < 1e-6
    assert page["distance"](some, some + 1) > 0.1


def test_the_distance_is_that_of_two_gaussians(page):
    """In one dimension it is the square of means' and of spreads' difference."""
    plain = page["reader"]
    page["reader"] = nn.Sequential(
        nn.Linear(196, 2, bias=False), nn.ReLU(), nn.Identity()
    )
    weights = torch.zeros(2, 196)
    weights[0, 0] = weights[1, 1] = 1
    page["reader"][0].weight = nn.Parameter(weights)
    try:
        first, second = torch.zeros(50_000, 196), torch.zeros(50_000, 196)
        first[:, :2] = 20 + torch.randn(50_000, 2)
        second[:, :2] = 23 + 2 * torch.randn(50_000, 2)
        assert page["distance"](first, second) == pytest.approx(2 * (9 + 1), rel=0.03)
    finally:
        page["reader"] = plain


def test_a_copy_is_found_and_lies_at_nothing(page):
    far, which = page["nearest"](page["pictures"][[17, 250]])
    assert which.tolist() == [17, 250]
    assert np.allclose(far, 0, atol=1e-2)


def test_training_goes_downhill(page):
    _, losses = page["train"](0)
    assert len(losses) == 40
    assert sum(losses[-5:]) < sum(losses[:5])


def test_the_code_of_an_exercise_runs(page):
    prose = "\n".join(c.source for c in PAGE.cells if c.kind == "markdown")
    blocks = re.findall(r"```python\n(.*?)```", prose, re.DOTALL)
    assert blocks
    for block in blocks:
        names = dict(page)
        exec(block, names)
        points = names["draw_ring"](500, torch.Generator().manual_seed(1))
        assert points.shape == (500, 2)
        assert ((points[:, 0].abs() - 1.5).abs() < 0.6).all()
