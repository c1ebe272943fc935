"""The tutorial that improves photographs: what is lost, its rivals, and its network."""

import ast
from typing import Any

import numpy as np
import pytest
import torch
from scipy.ndimage import gaussian_filter1d

from site_src.pipeline.sources.tutorials import tutorial

PAGE = tutorial.find_one("enhance")
CODES = [cell.code for cell in PAGE.cells if cell.kind == "code"]
PARTS = (
    "import os",
    "BRIGHT =",
    "def halved",
    "def off",
    "def block",
    "class UNet",
    "class Improver",
)


def code_of(part: str) -> str:
    """The one cell in which this stands."""
    (code,) = [code for code in CODES if part in code]
    return code


def function_of(code: str, name: str) -> str:
    """One function of a cell that also computes."""
    (found,) = [
        ast.unparse(part)
        for part in ast.parse(code).body
        if isinstance(part, ast.FunctionDef) and part.name == name
    ]
    return found


@pytest.fixture(scope="module")
def page() -> dict[str, Any]:
    """The functions of the page, and its classes, with a narrow network."""
    names: dict[str, Any] = {"width": 4}
    for part in PARTS:
        code = code_of(part)
        if part == "def off":
            code = function_of(code, "off")
        exec(code, names)
    for part in ("def bicubic", "def blurred", "def mosaic"):
        exec(function_of(code_of(part), part.removeprefix("def ")), names)
    return names


def picture(seed: int, side: int = 16, count: int = 2) -> torch.Tensor:
    rng = torch.Generator().manual_seed(seed)
    return torch.rand(count, 3, side, side, generator=rng)


def test_a_picture_is_not_off_from_itself_and_a_shade_is_a_shade(page):
    true = picture(1)
    assert page["off"](true, true) == 0
    assert page["off"](true + 3 / 255, true) == pytest.approx(3, rel=1e-4)


def test_grey_has_no_colour_and_keeps_what_is_grey(page):
    grey = page["grey"](picture(2), None)
    assert torch.equal(grey[:, 0], grey[:, 1]) and torch.equal(grey[:, 1], grey[:, 2])
    plain = torch.full((1, 3, 4, 4), 0.3)
    assert torch.allclose(page["grey"](plain, None), plain)


def test_halving_keeps_means_and_shape(page):
    true = picture(3)
    halved = page["halved"](true, None)
    assert halved.shape == true.shape
    assert torch.allclose(halved[0, 0, :2, :2], true[0, 0, :2, :2].mean().expand(2, 2))


def test_noise_has_the_strength_that_the_page_says(page):
    grey = torch.full((1, 3, 64, 64), 0.5)
    noisy = page["noisy"](grey, torch.Generator().manual_seed(0))
    assert (noisy - grey).std().item() == pytest.approx(0.1, rel=0.05)


def test_bicubic_rises_with_a_ramp_and_keeps_plain_pictures(page):
    plain = torch.full((1, 3, 8, 8), 0.7)
    assert torch.allclose(page["bicubic"](plain), plain, atol=1e-6)
    squares = torch.linspace(0.1, 0.9, 8).repeat_interleave(2)
    large = page["bicubic"](squares.expand(1, 3, 16, 16).contiguous())[0, 0, 8]
    assert (large.diff() > 0).all()
    straight = torch.linspace(large[4].item(), large[11].item(), 8)
    assert torch.allclose(large[4:12], straight, atol=0.02)


def test_the_blur_agrees_with_scipy(page):
    true = picture(4)
    expected = true.numpy()
    for axis in (2, 3):
        expected = gaussian_filter1d(expected, 0.8, axis, mode="nearest", radius=3)
    assert np.abs(page["blurred"](true, 0.8).numpy() - expected).max() < 1e-6


def test_an_untrained_network_changes_nothing(page):
    net = page["UNet"]().eval()
    true = picture(5)
    assert torch.equal(net(true), true)
    assert page["Improver"](net)(true.permute(0, 2, 3, 1)).shape == (2, 16, 16, 3)


def test_letters_with_one_mosaic_are_one_for_every_network(page):
    letter = torch.zeros(1, 1, 28, 28)
    letter[0, 0, 0, 0] = 1
    moved = letter.roll(3, dims=3)
    assert torch.equal(page["mosaic"](letter), page["mosaic"](moved))
