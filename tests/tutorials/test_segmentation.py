"""The tutorial on outlines: letters over photographs, IoU, and the U-Net."""

from collections.abc import Iterator
from typing import Any

import pytest
import torch

from site_src.pipeline.sources.tutorials import tutorial

PAGE = tutorial.find_one("segmentation")
CODES = [cell.code for cell in PAGE.cells if cell.kind == "code"]
PARTS = (
    "import os",
    "def tensor",
    "def place",
    "def lay",
    "def iou",
    "def unusual",
    "def block",
    "class UNet",
    "def train",
    "def outline",
    "def drawn_shapes",
    "def squared",
    "class Outliner",
)


def code_of(part: str) -> str:
    """The cell that defines this, without what it loads, trains or measures."""
    (code,) = [code for code in CODES if part in code]
    if part in {"def tensor", "def outline"}:
        return code.split("\n\n\n")[0]
    return code.split("\n\n\ndata")[0]


@pytest.fixture(autouse=True, scope="module")
def one_thread() -> Iterator[None]:
    """On pictures this small, threads wait for each other longer than they work."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def page() -> dict[str, Any]:
    """The functions of the page, on photographs of noise and letters of bars."""
    torch.manual_seed(1)
    names: dict[str, Any] = {"steps": 40, "tested": 20, "seeds": 2, "width": 4}
    names["photos"] = 0.3 * torch.rand(50, 3, 32, 32)
    bars = torch.zeros(10, 1, 28, 28)
    bars[:, :, 4:24, 9:19] = 1
    names["letters"] = bars
    for part in PARTS:
        exec(code_of(part), names)
    return names


def generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def test_letters_stay_within_the_picture_whole(page):
    full = torch.ones(200, 1, 28, 28)
    placed = page["place"](full, generator())
    assert placed.shape == (200, 1, 32, 32)
    assert placed.min() >= 0 and placed.max() <= 1 + 1e-5
    # A square that is slanted may lose its corners at the edge, and nothing else.
    sides = placed.sum((1, 2, 3)).sqrt() / 32
    assert sides.min() > 0.4 and sides.max() < 1
    assert sides.std() > 0.05


def test_a_letter_is_as_large_in_a_larger_picture(page):
    full = torch.ones(100, 1, 28, 28)
    small = page["place"](full, generator(), 32).sum((1, 2, 3))
    large = page["place"](full, generator(), 48, 2 / 3).sum((1, 2, 3))
    assert torch.allclose(small.mean(), large.mean(), rtol=0.1)


def test_a_colour_lies_over_the_photograph_and_the_mask_says_where(page):
    photo = torch.full((1, 3, 1, 3), 0.2)
    shape = torch.tensor([0.0, 0.4, 1.0]).reshape(1, 1, 1, 3)
    colour = torch.tensor([1.0, 0.0, 0.2]).reshape(1, 3, 1, 1)
    picture, mask = page["lay"](photo, shape, colour, 0.5)
    assert torch.allclose(picture[0, 0, 0], torch.tensor([0.2, 0.36, 0.6]))
    assert torch.allclose(picture[0, 2, 0], torch.full((3,), 0.2))
    assert mask[0, 0, 0].tolist() == [False, False, True]


def test_intersection_over_union(page):
    def mask(*places):
        return torch.tensor([place in places for place in range(9)]).reshape(1, 1, 3, 3)

    for guess, truth, wanted in (
        (mask(0, 1, 2), mask(0, 1, 2), 1),
        (mask(0, 1, 2, 3), mask(2, 3, 4), 2 / 5),
        (mask(), mask(1), 0),
        (mask(1), mask(2), 0),
        (mask(), mask(), 0),
    ):
        assert page["iou"](guess, truth).item() == pytest.approx(wanted)


def test_what_is_unusual_is_far_from_most_pixels(page):
    picture = torch.full((1, 3, 4, 4), 0.5)
    picture[0, :, 1, 2] = 1
    far = page["unusual"](picture, None)
    assert far.argmax() == 1 * 4 + 2
    assert far.sum().item() == pytest.approx(0.75**0.5)
    near = page["alike"](picture, torch.ones(1, 3, 1, 1))
    assert near.argmax() == 1 * 4 + 2


@pytest.mark.parametrize("bridges", [True, False])
def test_pixels_come_out_as_they_went_in_and_the_sizes_are_free(page, bridges):
    net = page["UNet"](3, 2, width=4, bridges=bridges).eval()
    for high, wide in ((32, 32), (48, 48), (8, 20)):
        out = net(torch.rand(2, 3, high, wide))
        assert out.shape == (2, 2, high, wide)
    with pytest.raises(RuntimeError):
        net(torch.rand(2, 3, 50, 50))


def test_only_bridges_tell_pixels_apart_that_are_pooled_together(page):
    torch.manual_seed(0)
    whole = page["UNet"](width=4).eval()
    cut = page["UNet"](width=4, bridges=False).eval()
    cut.load_state_dict(whole.state_dict())

    def turned(_, __, maps):
        """Turn each square of two by two pixels: its largest number stays."""
        squares = maps.unflatten(3, (-1, 2)).unflatten(2, (-1, 2))
        return squares.flip(3, 5).flatten(4, 5).flatten(2, 3)

    picture = torch.rand(1, 3, 32, 32)
    with torch.no_grad():
        before = whole(picture), cut(picture)
        for net in (whole, cut):
            net.down[0].register_forward_hook(turned)
        assert not torch.allclose(whole(picture), before[0], atol=1e-3)
        assert torch.allclose(cut(picture), before[1], atol=1e-6)


def test_it_learns_what_is_easy_and_does_so_alike_each_time(page):
    shapes = page["place"](page["letters"].repeat(4, 1, 1, 1), generator(7))
    photos = 0.3 * torch.rand(40, 3, 32, 32, generator=generator(8))
    white = torch.ones(40, 3, 1, 1)
    pictures, masks = page["lay"](photos, shapes, white, 1.0)
    net = page["train"](0)
    again = page["train"](0)
    found = page["outline"](net, pictures)
    assert torch.equal(found, page["outline"](again, pictures))
    assert page["iou"](found, masks).mean() > 0.4


def test_strangers_are_three_kinds_with_holes_or_corners(page):
    shapes = page["drawn_shapes"](60, generator())
    inside = (shapes >= 0.5).flatten(1).sum(dim=1)
    assert shapes.shape == (60, 1, 32, 32)
    assert inside.min() > 20


def test_what_is_exported_gives_a_probability_for_each_pixel(page):
    net = page["UNet"](width=4).eval()
    pictures = torch.rand(3, 48, 48, 3)
    with torch.no_grad():
        certainty = page["Outliner"](net)(pictures)
    assert certainty.shape == (3, 48, 48)
    marked = page["outline"](net, pictures.permute(0, 3, 1, 2))[:, 0]
    assert torch.equal(certainty > 0.5, marked)
