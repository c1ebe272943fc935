"""The tutorial on style: its losses, and the Keras copy that the page runs."""

from typing import Any

import keras
import numpy as np
import pytest
import torch

from site_src.pipeline.sources.tutorials import tutorial

PAGE = tutorial.find_one("style")
CODES = [cell.code for cell in PAGE.cells if cell.kind == "code"]
PARTS = (
    "import os",
    "def conv_norm",
    "class Block",
    "STAGES =",
    "class EfficientNetLite0",
    "def look",
    "def squared",
    "def content_loss",
    "def improved",
    "def gram",
    "def style_of",
    "def painted",
    "def dreamed",
    "def convolved",
    "def through",
    "eyes = ",
)


def code_of(part: str) -> str:
    """The one cell in which this stands."""
    (code,) = [code for code in CODES if part in code]
    return code


@pytest.fixture(scope="module")
def page() -> dict[str, Any]:
    """The functions of the page, and its network, on small pictures."""
    names: dict[str, Any] = {"side": 32, "steps": 15, "dream_steps": 5}
    for part in PARTS:
        exec(code_of(part), names)
    return names


def picture(seed: int, side: int = 32) -> torch.Tensor:
    return torch.rand(1, 3, side, side, generator=torch.Generator().manual_seed(seed))


def test_a_gram_matrix_is_that_of_numbers_by_hand(page):
    maps = torch.tensor([[[[1.0, 2.0]], [[3.0, 4.0]]]])
    assert page["gram"](maps).tolist() == [[[2.5, 5.5], [5.5, 12.5]]]


def test_a_picture_has_no_distance_from_itself(page):
    maps = page["look"](picture(1))
    assert page["content_loss"](maps[3], maps[3]) == 0
    assert page["style_loss"](maps, page["style_of"](picture(1))) == 0
    assert page["style_loss"](maps, page["style_of"](0.5 * picture(2))) > 0


def test_roughness_is_what_neighbours_differ_by(page):
    stripes = torch.zeros(1, 3, 4, 4)
    stripes[..., ::2] = 1
    assert page["roughness"](stripes) == 1
    assert page["roughness"](torch.full((1, 3, 4, 4), 0.3)) == 0


def test_painting_lowers_the_style_loss_and_leaves_the_photograph(page):
    photo, style = picture(1), 0.5 * picture(2)
    before = photo.clone()
    work, losses = page["painted"](photo, style)
    assert torch.equal(photo, before)
    assert losses[-1] < losses[0]
    assert work.min() >= 0
    assert work.max() <= 1


def test_a_dream_makes_its_map_stronger(page):
    photo = picture(3)
    dream = page["dreamed"](photo, 5, 0)
    strength = [page["look"](p)[5][:, 0].mean() for p in (photo, dream)]
    assert strength[1] > strength[0]


def test_the_copy_in_keras_sees_what_the_network_sees(page):
    """Padding, strides and batch norm of Keras give the same maps."""
    small = picture(4, page["small"])
    expected = page["look"](small)
    found = page["eyes"](small.permute(0, 2, 3, 1))
    for maps, layer in zip(found, (0, 1, 3), strict=True):
        values = keras.ops.convert_to_numpy(maps).transpose(0, 3, 1, 2)
        np.testing.assert_allclose(values, expected[layer].numpy(), atol=1e-3)
