"""The tutorial on two players: their steps, what is counted, and what is exported."""

import math
import re
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from site_src.pipeline.sources.tutorials import tutorial

PAGE = tutorial.find_one("gan")
CODES = [cell.code for cell in PAGE.cells if cell.kind == "code"]
PARTS = (
    "import math",
    "def network",
    "def play_round",
    "def adams",
    "def heaps_covered",
    "def play_in_plane",
    "def shrunk",
    "def make_generator",
    "def run(",
    "def draw(",
    "def read(",
    "def features",
    "class Flow",
    "def train_flow",
    "def walk(",
    "def multiply_adds",
    "def verdict",
    "class Carpet",
)
# What follows the functions of these cells works with all the data.
CUT = ("def shrunk", "def draw(", "def walk(", "def multiply_adds", "def verdict")


def code_of(part: str) -> str:
    """The cell that defines this, without what it computes for the page."""
    (code,) = [code for code in CODES if part in code]
    if part == "def draw(":
        return code.split("\n\ngames =")[0]
    if part == "def walk(":
        return code.split("\n\nflows =")[0]
    return code.split("\n\n\n")[0] if part in CUT else code


@pytest.fixture(scope="module")
def page() -> dict[str, Any]:
    """The functions of the page, on pictures of noise, with a reader of chance."""
    torch.manual_seed(1)
    names: dict[str, Any] = {"rounds": 30, "plane_rounds": 50, "tested": 20}
    names["pictures"] = torch.rand(300, 1, 14, 14) * 2 - 1
    for part in PARTS:
        if part == "def draw(":
            exec("import torch\nnoises = torch.randn(20, 32)", names)
        exec(code_of(part), names)
    names["reader"] = nn.Sequential(
        nn.Flatten(), nn.Linear(196, 16), nn.ReLU(), nn.Linear(16, 10)
    )
    return names


def slope(loss: torch.Tensor, net: nn.Module) -> list[torch.Tensor]:
    return list(torch.autograd.grad(loss, list(net.parameters())))


def test_each_player_steps_along_its_own_loss(page):
    """By plain descent, weights change by rate times slope, one after the other."""
    torch.manual_seed(0)
    maker, critic = page["network"](4, 2), page["network"](2, 1)
    real, noise = torch.randn(8, 2), torch.randn(8, 4)
    before = [p.detach().clone() for p in critic.parameters()]
    start = [p.detach().clone() for p in maker.parameters()]
    yes, no = critic(real).sigmoid(), critic(maker(noise).detach()).sigmoid()
    wanted = -yes.log().mean() - (1 - no).log().mean()
    slopes = slope(wanted, critic)
    optimizers = [torch.optim.SGD(net.parameters(), lr=0.1) for net in (maker, critic)]
    caught, fooled = page["play_round"]((maker, critic), optimizers, real, noise)
    assert caught == pytest.approx(wanted.item(), rel=1e-4)
    for now, old, way in zip(critic.parameters(), before, slopes, strict=True):
        assert torch.allclose(now, old - 0.1 * way, atol=1e-5)
    # The generator stepped against the discriminator as it is after its step.
    moved = [p.detach().clone() for p in maker.parameters()]
    with torch.no_grad():
        for p, old in zip(maker.parameters(), start, strict=True):
            p.copy_(old)
    wanted = -critic(maker(noise)).sigmoid().log().mean()
    assert fooled == pytest.approx(wanted.item(), rel=1e-4)
    for now, old, way in zip(moved, start, slope(wanted, maker), strict=True):
        assert torch.allclose(now, old - 0.1 * way, atol=1e-5)


def test_a_heap_counts_with_one_point_in_fifty(page):
    torch.manual_seed(0)
    assert page["heaps_covered"](page["draw_heaps"](2000)) == 8
    one = torch.tensor([[2.0, 0.0]])
    assert page["heaps_covered"](one.repeat(50, 1)) == 1
    far = torch.full((49, 2), 9.0)
    assert page["heaps_covered"](torch.cat([one, far])) == 1
    assert page["heaps_covered"](torch.cat([one, far, far])) == 0


def test_a_game_in_the_plane_can_be_repeated(page):
    first, second = (page["play_in_plane"](3, (0.01, 0.01)) for _ in range(2))
    assert [len(first), first[0].shape] == [2, (500, 2)]
    assert torch.equal(first[1], second[1])
    assert not torch.equal(first[0], first[1])


def test_pictures_keep_their_ink(page):
    images = np.zeros((2, 28, 28), "uint8")
    images[1, :14] = 255
    small = page["shrunk"](images)
    assert small.shape == (2, 1, 14, 14)
    assert small[0].unique().tolist() == [-1]
    assert small[1, 0, :7].unique().tolist() == [1]


def test_a_run_keeps_moments_and_a_mean(page):
    moments, mean, losses = page["run"](0)
    assert list(moments) == [2, 6, 30]
    assert all(made.shape == (20, 1, 14, 14) for made in moments.values())
    assert losses.shape == (30, 2)
    assert np.isfinite(losses).all()
    made = page["draw"](mean)
    assert not mean.training
    assert made.abs().max() <= 1
    # The mean lags behind the generator, so it draws something else.
    assert not torch.allclose(made, moments[30], atol=1e-4)


def test_drawing_leaves_a_generator_as_it_was(page):
    generator = page["make_generator"]()
    before = {name: value.clone() for name, value in generator.state_dict().items()}
    first, second = page["draw"](generator), page["draw"](generator)
    assert generator.training
    assert torch.equal(first, second)
    for name, value in generator.state_dict().items():
        assert torch.equal(value, before[name]), name


def test_reading_counts_what_is_sure(page):
    class Sure(nn.Module):
        def forward(self, pictures):
            return pictures[:, 0, 0, :10] * 10

    plain, page["reader"] = page["reader"], Sure()
    try:
        pictures = torch.full((4, 1, 14, 14), -1.0)
        pictures[0, 0, 0, 3] = pictures[1, 0, 0, 3] = pictures[2, 0, 0, 7] = 1
        surely, shares = page["read"](pictures)
    finally:
        page["reader"] = plain
    assert surely == pytest.approx(3 / 4)
    assert shares[3] == pytest.approx(1 / 2)
    assert shares.sum() == pytest.approx(1)


def test_the_distance_of_a_heap_from_itself_is_nothing(page):
    some = torch.randn(400, 1, 14, 14)
    assert abs(page["distance"](some, some)) < 1e-6
    assert page["distance"](some, some + 1) > 0.1


def test_a_walk_ends_on_the_last_guess(page):
    class Always(nn.Module):
        def forward(self, now, time):
            return torch.full_like(now, 0.25)

    for looks in (1, 4):
        made = page["walk"](Always(), looks)
        assert torch.allclose(made, torch.full((20, 1, 14, 14), 0.25), atol=1e-6)


def test_multiply_adds_are_those_of_the_layers(page):
    net = nn.Sequential(nn.Linear(5, 7), nn.ReLU(), nn.Linear(7, 3))
    assert page["multiply_adds"](net, torch.zeros(1, 5)) == 5 * 7 + 7 * 3
    wide = nn.Conv2d(2, 3, 3, padding=1)
    assert page["multiply_adds"](wide, torch.zeros(1, 2, 4, 4)) == 16 * 3 * 2 * 9


def test_what_is_exported_draws_a_mix_of_four_noises(page):
    generator = page["make_generator"]().eval()
    noises = torch.randn(4, 32)
    carpet = page["Carpet"](generator, page["reader"], noises).eval()
    with torch.no_grad():
        reading, picture = carpet(torch.tensor([[0.0, 1.0], [2.0, 0.0], [-2.0, 0.0]]))
        right = (noises[0] + noises[3]) / math.sqrt(2)
        round_the_back = (-noises[0] + noises[1]) / math.sqrt(2)
        wanted = generator(torch.stack([right, round_the_back, round_the_back]))
    assert torch.allclose(picture[..., 0], wanted[:, 0] / 2 + 0.5, atol=1e-5)
    assert torch.allclose(reading, page["reader"](wanted).softmax(1), atol=1e-5)


def test_the_keys_of_the_exercises_on_paper():
    keys = re.findall(
        r'name="(half|flat)".*?answer="([^"]+)"',
        "\n".join(c.source for c in PAGE.cells if c.kind == "markdown"),
        re.DOTALL,
    )
    answers = dict(keys)
    assert float(answers["half"]) == pytest.approx(2 * math.log(2), abs=1e-3)
    answer = torch.tensor(-5.0, requires_grad=True)
    kept = torch.autograd.grad(-answer.sigmoid().log(), answer)[0].abs()
    lost = torch.autograd.grad((1 - answer.sigmoid()).log(), answer)[0].abs()
    assert kept > 0.99 > 0.01 > lost
    assert answers["flat"].startswith("With -log p it learns")
