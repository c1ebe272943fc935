"""The tutorial on policy gradients: its game, its gradient, and what it exports."""

from pathlib import Path
from typing import Any

import pytest
import torch

from site_src.pipeline.sources.tutorials import tutorial
from tests.tutorials.scripts import run_smoke

PAGE = tutorial.find_one("game")
PARTS = (
    "import torch",
    "ROWS = ",
    "def policy",
    "def play",
    "def network",
    "def train",
    "def plain",
    "def completes",
    "def against",
    "def costly",
    "EMPTY = ",
    "def all_games",
    "def watch",
    "def could_win",
    "class Moments",
)


@pytest.fixture(scope="module")
def page() -> dict[str, Any]:
    """The functions of the page, without a training."""
    names: dict[str, Any] = {"updates": 120, "games": 128, "seeds": 2, "tested": 400}
    for part in PARTS:
        (cell,) = [c for c in PAGE.cells if c.kind == "code" and part in c.code]
        code = cell.code.split("\n\n\nlearned = ")[0].split("\n\n\nwary = ")[0]
        exec(code, names)
    return names


def board(text: str) -> torch.Tensor:
    """A board (1, 2, 9) from "xx. .o. ..o", x to move."""
    squares = text.replace(" ", "")
    sides = [[float(square == side) for square in squares] for side in "xo"]
    return torch.tensor([sides])


def first_free(boards: torch.Tensor) -> torch.Tensor:
    """A player who takes the first free square."""
    return -1000.0 * torch.arange(9).expand(len(boards), 9)


def last_free(boards: torch.Tensor) -> torch.Tensor:
    return -first_free(boards)


def test_it_runs_as_a_script(tmp_path: Path) -> None:
    run_smoke(PAGE, tmp_path)
    assert (tmp_path / "exported/three-in-a-row/model.json").exists()


@pytest.mark.parametrize(
    ("stones", "line"),
    [
        ("xxx ... ...", True),
        ("x.. .x. ..x", True),
        ("..x .x. x..", True),
        (".x. .x. .x.", True),
        ("xx. ..x xx.", False),
        ("... ... ...", False),
    ],
)
def test_a_line_is_three_in_a_row(page, stones, line):
    assert bool(page["has_line"](board(stones)[:, 0])) is line


def test_a_taken_square_gets_no_share(page):
    shares = page["policy"](page["chance"], board("xo. x.. ..o")).exp()[0]
    assert shares.tolist() == pytest.approx([0, 0, 0.2, 0, 0.2, 0.2, 0.2, 0.2, 0])


def test_a_game_ends_with_a_line_and_counts_its_moves(page):
    # First takes 1 2 3, second 9 8: over after five moves.
    results, moves, logs = page["play"](first_free, last_free, 7)
    assert results.tolist() == [1.0] * 7
    assert moves.tolist() == [5.0] * 7
    assert all(log.abs().max() == 0 for log in logs)


def test_the_second_can_win_too(page):
    def wastes(boards: torch.Tensor) -> torch.Tensor:
        """Take the squares 9, 8 and 4 first: no line."""
        order = torch.tensor([1.0, 2, 3, 7, 4, 5, 6, 8, 9])
        return 1000 * order.expand(len(boards), 9)

    results, moves, _ = page["play"](wastes, first_free, 3)
    assert results.tolist() == [-1.0] * 3
    assert moves.tolist() == [6.0] * 3


def test_chance_against_chance_is_what_is_known_of_it(page):
    torch.manual_seed(1)
    results, _, _ = page["play"](page["chance"], page["chance"], 20_000)
    shares = [(results == wanted).float().mean().item() for wanted in (1, 0, -1)]
    assert shares == pytest.approx([0.585, 0.127, 0.288], abs=0.015)


def test_the_gradient_of_the_loss_is_that_of_the_expected_reward(page):
    """One door, one draw: return times log-share, averaged, has the exact slope."""
    (cell,) = [c for c in PAGE.cells if c.kind == "code" and "def estimates" in c.code]
    names = dict(page) | {
        "scores": torch.tensor([0.5, 0.0, -0.5], requires_grad=True),
        "doors": torch.tensor([1.0, 0.0, -1.0]),
    }
    exec(cell.code.split("\n\n\ntorch.manual_seed")[0], names)
    torch.manual_seed(2)
    expected = (names["scores"].softmax(0) * names["doors"]).sum()
    (slope,) = torch.autograd.grad(expected, names["scores"])
    for extra in (0, 10):
        found = names["estimates"](names["doors"] + extra, draws=400_000).mean(0)
        assert torch.allclose(found, slope, atol=0.03), extra


def test_it_learns_to_beat_chance_and_the_seed_repeats_it(page):
    learner, curve = page["train"](page["plain"], 0)
    assert curve.shape == (120, 3)
    assert curve[-20:, 0].mean() > curve[:20, 0].mean() + 0.15
    again, _ = page["train"](page["plain"], 0)
    assert all(
        torch.equal(a, b)
        for a, b in zip(learner.parameters(), again.parameters(), strict=True)
    )


def test_what_a_defeat_costs(page):
    mine = torch.tensor([1.0, 0.0, -1.0])
    assert page["plain"](mine, None).tolist() == [1, 0, -1]
    assert page["costly"](mine, None).tolist() == [1, 0, -3]


@pytest.mark.parametrize(
    ("stones", "squares"),
    [
        ("xx. oo. ...", {2}),  # wins, and doesn't block
        ("x.. oo. ..x", {5}),
        ("... .x. ...", set(range(9)) - {4}),
    ],
)
def test_the_careful_rival_wins_then_blocks_then_plays_by_chance(page, stones, squares):
    shares = page["policy"](page["careful"], board(stones)).exp()[0]
    assert {at for at, share in enumerate(shares) if share > 0.05} == squares


def test_all_games_are_all_games(page):
    """Against a player who takes the first free square."""
    found = page["all_games"](first_free, False)
    assert len({moves for moves, _ in found}) == len(found)
    # Begin with 3: it takes 1; 5: it takes 2; 7 makes a line.
    assert ("357", -1) in found
    for moves, result in found:
        assert len(set(moves)) == len(moves)
        assert result in (1, 0, -1)


def test_boards_where_a_stone_wins_are_found(page):
    boards = page["could_win"](page["chance"])
    assert len(boards) > 50
    for one in boards[:50]:
        assert one.sum(0).max() == 1
        free = (one.sum(0) == 0).nonzero()[:, 0]
        after = one[0] + torch.eye(9)[free]
        assert page["has_line"](after).any()
        assert not page["has_line"](one).any()


def test_what_is_exported_is_the_policy(page):
    torch.manual_seed(3)
    players = [page["network"]() for _ in range(3)]
    boards = torch.cat([board("xo. x.. ..o"), board("... .x. ...")])
    with torch.no_grad():
        shares = page["Moments"](players)(boards.flatten(1))
        for player, found in zip(players, shares, strict=True):
            wanted = page["policy"](player, boards).exp()
            assert torch.allclose(found, wanted, atol=1e-6)
