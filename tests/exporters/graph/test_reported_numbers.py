"""Reported: operations that gave other numbers than PyTorch's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import torch
from layerbylayer import InvalidExampleError, UnsupportedOpError, to_tfjs
from torch import nn
from torch.nn import functional

from .test_reported_calls import Calls


class Line(nn.Module):
    """A function, called in a line of a module's own."""

    def __init__(self, function: Any) -> None:
        super().__init__()
        self.function = function

    def forward(self, x: torch.Tensor) -> Any:
        return self.function(x)


pytestmark = pytest.mark.filterwarnings("ignore::layerbylayer.ExportWarning")
MASK = torch.tensor([[True, True, False, False], [True] * 4, [False] * 4])
"""Padding right, none, and a row of nothing else."""


def test_a_row_that_is_masked_out_attends_to_nothing(computes: Any) -> None:
    """PyTorch gives 0; TensorFlow.js's Softmax gives the mean."""
    attend = functional.scaled_dot_product_attention
    queries = torch.randn(3, 2, 4, 8)
    mask = MASK[:, None, None, :]
    added = torch.zeros(mask.shape).masked_fill(~mask, float("-inf"))
    given = Calls(lambda q, mask: attend(q, q, q, attn_mask=mask))
    computes(given, queries, mask)
    computes(given, queries, added)
    lowest = torch.zeros(mask.shape).masked_fill(~mask, torch.finfo(torch.float32).min)
    computes(Calls(lambda q: attend(q, q, q, attn_mask=lowest)), queries)
    held = Calls(lambda q: attend(q, q, q, attn_mask=mask.expand(3, 1, 4, 4)))
    computes(held, queries)


def test_a_softmax_of_nothing_is_nan(computes: Any) -> None:
    """As in nn.MultiheadAttention, which gives its weights."""
    shares = Calls(
        lambda x, mask: x.masked_fill(~mask, float("-inf")).softmax(-1).nan_to_num(7)
    )
    computes(shares, torch.randn(3, 4), MASK)
    layer = nn.MultiheadAttention(8, 2, batch_first=True)
    weighted = Calls(lambda x, mask: layer(x, x, x, key_padding_mask=~mask), layer)
    computes(weighted, torch.randn(3, 4, 8), MASK)
    causal = torch.ones(4, 4).tril() == 0
    plain = Calls(lambda x: x.masked_fill(causal, float("-inf")).softmax(-1))
    card = computes(plain, torch.randn(3, 4, 4))
    assert "Max" not in card.parity.kernels, "each row sees something"


def test_padding_is_compared_with_the_plain_path(computes: Any) -> None:
    layer = nn.TransformerEncoderLayer(8, 2, 16, batch_first=True)
    encoder = nn.TransformerEncoder(layer, 2)
    padded = Calls(lambda x, mask: encoder(x, src_key_padding_mask=~mask), encoder)
    card = computes(padded, torch.randn(2, 4, 8), MASK[:2])
    assert "fast path" in card.notes[0]


def test_a_mask_needs_no_is_causal(computes: Any) -> None:
    layer = nn.TransformerEncoderLayer(8, 2, 16, batch_first=True)
    encoder = nn.TransformerEncoder(layer, 1)
    causal = nn.Transformer.generate_square_subsequent_mask
    computes(Calls(lambda x: encoder(x, mask=causal(4)), encoder), torch.randn(4, 4, 8))
    given = Calls(lambda x, mask: encoder(x, mask=mask), encoder)
    card = computes(given, torch.randn(4, 4, 8), causal(4))
    assert not card.notes


def test_booleans_are_moved_whole(computes: Any) -> None:
    def moved(x: torch.Tensor) -> Any:
        mask, other = x > 0, x > 0.5
        chosen = torch.where(mask, other, x < -0.5)
        filled = mask.masked_fill(other, False)
        return chosen, filled, mask.flip(1), mask.roll(1, 1), chosen.T.flip(0)

    computes(Calls(moved), torch.randn(5, 7))
    tokens = keras.layers.Embedding(7, 3, mask_zero=True)
    both = keras.layers.Bidirectional(keras.layers.LSTM(2))
    model = keras.Sequential([keras.layers.Input((5,)), tokens, both])
    computes(model, np.array([[1, 2, 0, 0, 0], [3, 4, 5, 0, 0], [1, 1, 1, 1, 6]]))


def test_small_numbers_have_a_sign_and_nan_stays(computes: Any) -> None:
    small = torch.tensor([[1e-8, -1e-9, 0.0, 2.0]] * 2)
    computes(Calls(lambda x: (x.sign(), torch.fmod(x, 1.5))), small)

    def limited(x: torch.Tensor) -> Any:
        y = x.log()
        return (
            functional.relu6(y),
            y.clamp(-1, 1),
            y.relu(),
            torch.maximum(x, y),
            functional.hardswish(y),
        )

    holes = torch.tensor([[1.0, -1.0, 2.0]] * 2)
    computes(Calls(limited), holes)
    dense = nn.Linear(3, 2)
    computes(Calls(lambda x: dense(x.log()).relu(), dense), holes)
    card = computes(nn.Sequential(nn.Linear(3, 2), nn.ReLU6()), holes)
    assert (
        "_FusedMatMul" in card.parity.kernels and "Minimum" not in card.parity.kernels
    )


def test_integers_beyond_int32_are_told(tmp_path: Path) -> None:
    large = torch.full((2, 4), 2**30)
    with pytest.raises(InvalidExampleError, match="'output' reaches 4294967296"):
        to_tfjs(Calls(lambda x: x.sum(1)), tmp_path / "m", example=large)
    for added in (2**40, torch.tensor([2**40])):
        add = Line(lambda x, added=added: x + added)
        with pytest.raises(UnsupportedOpError, match=r"test_reported_numbers\.py:\d+"):
            to_tfjs(add, tmp_path / "m", example=(large,))


@pytest.mark.parametrize(
    ("function", "message"),
    [
        (lambda x: torch.linalg.inv(x @ x.T), r"linalg_inv_ex .*neither inverts"),
        (lambda x: x * (x.max().item() + 1), "number that is computed in Python"),
        (lambda x: x + torch.randn_like(x), "random numbers"),
    ],
)
def test_what_cannot_be_done_is_said_with_its_line(
    function: Any, message: str, tmp_path: Path
) -> None:
    with pytest.raises(UnsupportedOpError, match=message) as caught:
        to_tfjs(Line(function), tmp_path / "m", example=torch.randn(3, 4))
    assert Path(__file__).name in str(caught.value)


def test_a_number_from_a_tensor_is_one(computes: Any) -> None:
    computes(Calls(lambda x: x * x.max().item()), torch.randn(3, 4))
