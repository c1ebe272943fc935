"""Reported: operations that were refused, and have a way of the same numbers."""

from __future__ import annotations

from typing import Any

import keras
import pytest
import torch
from layerbylayer import UnsupportedOpError
from torch.nn import functional

from .test_reported_calls import Calls
from .test_reported_numbers import Line

PLACE = r"test_reported_numbers.py:\d+"
"""Where `Line` calls its function."""
pytestmark = pytest.mark.filterwarnings("ignore::layerbylayer.ExportWarning")


def test_parts_are_written(computes: Any) -> None:
    def written(x: torch.Tensor) -> Any:
        one, some, steps = x.clone(), x.clone(), x.clone()
        one[:, 0] = 7.0
        some[:, 1:3] = x[:, 3:5] * 2
        steps[:, ::2] = 0.5
        return one, some, steps

    card = computes(Calls(written), torch.randn(3, 6))
    assert not card.notes


def test_numbers_are_written_by_index(computes: Any) -> None:
    def summed(x: Any, where: Any, rows: Any) -> Any:
        zeros = torch.zeros(x.shape[0], 5)
        hot = zeros.scatter(1, where[:, :1], 1.0)
        return (
            zeros.scatter_add(1, where, x),
            hot,
            hot.scatter(1, where[:, 1:2], x[:, :1]),
            torch.zeros(4, 6).index_add(0, rows, x),
        )

    where, rows = torch.randint(0, 5, (3, 6)), torch.tensor([1, 3, 1])
    computes(Calls(summed), torch.randn(3, 6), where, rows)


def test_heads_may_share_keys(computes: Any) -> None:
    attend = functional.scaled_dot_product_attention
    shared = Calls(lambda q, k: attend(q, k, k, is_causal=True, enable_gqa=True))
    computes(shared, torch.randn(3, 4, 5, 8), torch.randn(3, 2, 5, 8))


def test_orders_and_distances(computes: Any) -> None:
    def ordered(x: Any, y: Any, n: Any) -> Any:
        return (
            *n.sort(dim=1, descending=True, stable=True),
            n.topk(2, dim=1)[0],
            *x.median(dim=1),
            n.median(dim=1)[0],
            torch.cdist(x, y),
            torch.hypot(x, y),
            torch.exp2(x),
        )

    x, y = torch.randn(3, 5), torch.randn(3, 5)
    computes(Calls(ordered), x, y, torch.randint(-9, 9, (3, 5)))


def test_decimals_are_rounded(computes: Any) -> None:
    def rounded(x: Any) -> Any:
        return tuple(torch.round(100 * x, decimals=d) for d in (0, 2, -1))

    computes(Calls(rounded), torch.randn(3, 5))
    x = keras.Input((4,))
    computes(keras.Model(x, keras.ops.round(3 * x)), torch.randn(3, 4))


def test_a_fixed_matrix_is_inverted_beforehand(computes: Any) -> None:
    matrix = torch.eye(4) * 2 + 0.1
    computes(Calls(lambda x: x @ torch.linalg.inv(matrix)), torch.randn(3, 4))
    solved = Line(lambda x: torch.linalg.solve(x, x))
    with pytest.raises(UnsupportedOpError, match=rf"\({PLACE}\): .*neither inverts"):
        computes(solved, torch.randn(3, 4, 4))


def test_complex_numbers_are_refused_with_their_line(computes: Any) -> None:
    def turned(x: Any) -> Any:
        pairs = torch.view_as_complex(x.reshape(*x.shape[:-1], -1, 2))
        turns = torch.polar(torch.ones(4), torch.arange(4.0))
        return torch.view_as_real(pairs * turns).flatten(-2)

    with pytest.raises(
        UnsupportedOpError,
        match=rf"view_as_complex \({PLACE}\): .* sines and cosines",
    ):
        computes(Line(turned), torch.randn(3, 5, 8))


def test_distributions_are_told_from_what_they_draw(computes: Any) -> None:
    """Their checks of values would hide it."""
    normal = torch.distributions.Normal
    computes(Calls(lambda x: normal(x, 1.0).log_prob(x + 1)), torch.randn(3, 4))
    with pytest.raises(UnsupportedOpError, match="draws random numbers"):
        computes(Calls(lambda x: normal(x, 1.0).rsample()), torch.randn(3, 4))
    assert normal(torch.zeros(2), 1.0)._validate_args


def test_places_of_equal_integers_are_the_first(computes: Any) -> None:
    """PyTorch may name any of them: it is compared in a stable order."""
    numbers = torch.randint(0, 4, (3, 40))
    asked = Calls(
        lambda n: (
            n.argsort(1),
            *n.sort(1, descending=True),
            *n.topk(5, 1),
            *n.topk(3, 1, largest=False),
            *n.median(1),
            *n.kthvalue(7, 1, keepdim=True),
        )
    )
    card = computes(asked, numbers, cpu=True)
    assert "Of equal ones PyTorch may name any" in card.notes[0]
    program = torch.export.export(Calls(lambda n: n.argsort(1)), (numbers,))
    assert "with stable=True" in computes(program, numbers).notes[0]
    stable = Calls(lambda n: torch.sort(n, dim=1, stable=True)[1])
    assert not computes(stable, numbers).notes


def test_a_median_may_be_of_all_numbers(computes: Any) -> None:
    card = computes(Calls(lambda x: x - x.median()), torch.randn(3, 4))
    assert "the batch, for median" in card.notes[0]
    computes(Calls(lambda x: x - x.median()), torch.randint(-9, 9, (2, 5)))
    computes(Calls(lambda x: x.kthvalue(3, 1)), torch.randn(3, 8))


@pytest.mark.parametrize("mode", ["bilinear", "nearest"])
@pytest.mark.parametrize("padding", ["zeros", "border", "reflection"])
def test_volumes_are_sampled(mode: str, padding: str, computes: Any) -> None:
    """Places reach far beyond the volume; the batch is open."""
    volume, grid = torch.randn(2, 3, 4, 5, 6), 5 * torch.rand(2, 3, 4, 5, 3) - 2.5
    sampled = Calls(
        lambda x, grid: tuple(
            functional.grid_sample(x, grid, mode, padding, align_corners=corners)
            for corners in (True, False)
        )
    )
    assert not computes(sampled, volume, grid, cpu=True).notes


POOLED = {
    "side by side": ({"kernel_size": 2}, (9, 8)),
    "overlapping": ({"kernel_size": 3, "stride": 2, "padding": 1}, (8, 9)),
    "with gaps": ({"kernel_size": 2, "stride": 1, "dilation": 2}, (7, 8)),
    "cut": ({"kernel_size": 3, "stride": 2, "ceil_mode": True}, (8, 8)),
}


@pytest.mark.parametrize("name", POOLED)
def test_places_of_the_largest(name: str, computes: Any) -> None:
    """All numbers are below zero, as padding must not be the largest."""
    settings, size = POOLED[name]
    pool: Any = functional.max_pool2d
    pooled = Calls(lambda x: pool(x, return_indices=True, **settings))
    assert not computes(pooled, torch.randn(2, 3, *size) - 5, cpu=True).notes


def test_pooling_is_undone(computes: Any) -> None:
    """The batch is open: nothing that depends on it is written by index."""
    f: Any = functional

    def undone(x: Any, line: Any, volume: Any, y: Any, where: Any) -> Any:
        image, found = f.max_pool2d(x, 2, return_indices=True)
        row, at = f.max_pool1d(line, 2, return_indices=True)
        block, inside = f.max_pool3d(volume, 2, return_indices=True)
        shared, twice = f.max_pool1d(line, 3, 2, 1, return_indices=True)
        return (
            f.max_unpool2d(2 * image, found, 2, output_size=x.shape),
            f.max_unpool1d(row, at, 2),
            f.max_unpool3d(block, inside, 2),
            f.max_unpool1d(shared, twice, 3, 2, 1, line.shape),
            f.max_unpool2d(y, where, 2),
        )

    shapes = (2, 3, 9, 7), (2, 3, 8), (2, 3, 4, 4, 6)
    given = functional.max_pool2d(torch.randn(2, 3, 6, 8), 2, return_indices=True)
    inputs = *(torch.randn(shape) - 5 for shape in shapes), *given
    assert not computes(Calls(undone), *inputs, cpu=True).notes


@pytest.mark.parametrize("rows", [1, 3])
def test_a_matrix_may_be_multiplied_by_in_two_shapes(rows: int, computes: Any) -> None:
    """Of a batch of 1, WASM would take the first shape; both are tried."""
    columns = 4 // rows
    turned = Calls(lambda x: x @ x.reshape(-1, columns, rows) @ x)
    computes(turned, torch.randn(1, rows, columns))
    attends = Calls(lambda x: functional.scaled_dot_product_attention(x, x, x))
    computes(attends, torch.randn(1, 5, 1))
