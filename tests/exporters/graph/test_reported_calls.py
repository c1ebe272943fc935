"""Reported: what a graph is called with, in which order, and under which names."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import torch
from layerbylayer import InvalidModelError, ParityError, to_tfjs
from torch import nn

Dim = torch.export.Dim
pytestmark = pytest.mark.filterwarnings("ignore::layerbylayer.ExportWarning")


class Calls(nn.Module):
    """A function as a module, whose arguments are the function's."""

    def __init__(self, function: Any, *parts: nn.Module) -> None:
        super().__init__()
        self.function, self.parts = function, nn.ModuleList(parts)
        self.forward = function


def signature(folder: Path) -> dict[str, list[str]]:
    parts = json.loads((folder / "model.json").read_text())["signature"]
    return {key: list(names) for key, names in parts.items()}


def test_inputs_and_outputs_keep_the_order_of_forward(
    computes: Any, tmp_path: Path
) -> None:
    """Parity is checked by position, too: x - 2a is another for (a, x)."""
    many = Calls(lambda x, a: tuple(x - i * a for i in range(12)))
    computes(many, torch.randn(3, 4), torch.randn(3, 4))
    found = signature(tmp_path / "model")
    assert found["inputs"] == ["x", "a"]
    assert found["outputs"] == [f"output_{i}" for i in range(12)]


def test_names_may_meet(computes: Any, tmp_path: Path) -> None:
    x = torch.randn(3, 4)
    state = Calls(lambda x, h: {"h": x + h, "x": x, "loss/a": h, "loss_a": x * 2})
    card = computes(state, x, torch.randn(3, 4))
    assert [o.name for o in card.outputs] == ["h", "x", "loss_a", "loss_a_1"]
    card = computes(Calls(lambda output: {"output": output * 2, 1: output, 0: x}), x)
    assert [o.name for o in card.outputs] == ["output", "output_1", "output_0"]


def test_tensors_may_be_nested(computes: Any) -> None:
    x, y = torch.randn(3, 4), torch.randn(3, 4)
    nested = Calls(lambda batch, more: batch["a"] - 2 * batch["b"] * more[0])
    card = computes(nested, {"a": x, "b": y}, [y])
    assert [i.name for i in card.inputs] == ["batch_a", "batch_b", "more_0"]
    computes(Calls(lambda given: given["q"] - given["p"]), {"q": x, "p": y})
    computes(Calls(lambda pair: pair[0] - 2 * pair[1]), [x, y])
    computes(Calls(lambda x, y: x - y), {"y": y, "x": x})


def test_a_keras_model_takes_its_dictionary(computes: Any) -> None:
    b, a = keras.Input((3,), name="b"), keras.Input((3,), name="a")
    model = keras.Model({"b": b, "a": a}, keras.layers.Subtract()([b, a]))
    computes(model, {"a": np.ones((2, 3), "f4"), "b": np.full((2, 3), 3, "f4")})


def test_the_state_of_an_lstm_and_numbers_are_inputs(computes: Any) -> None:
    lstm = nn.LSTM(4, 5, num_layers=2, batch_first=True)

    class Stepped(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.lstm = lstm

        def forward(self, x: Any, h: Any, c: Any, scale: Any) -> Any:
            y, state = self.lstm(x, (h, c))
            return y * scale, *state

    for batch in (3, 2):  # As many as layers: nothing tells the axes apart.
        state = torch.randn(2, batch, 5)
        inputs = torch.randn(batch, 6, 4), state, state, torch.tensor(2.0)
        card = computes(Stepped(), *inputs)
        assert [i.batched for i in card.inputs] == [True, False, False, False]
        assert list(card.inputs[1].shape) == [2, None, 5]
        assert list(card.inputs[3].shape) == []
        assert list(card.outputs[1].shape) == [2, None, 5]


def test_a_number_may_be_the_first_output(computes: Any) -> None:
    card = computes(Calls(lambda x: (x.sum(), x.argmax(), x)), torch.randn(3, 4))
    assert [o.batched for o in card.outputs] == [False, False, True]
    assert card.parity.examples == 3


def lengthwise(x: torch.Tensor) -> torch.Tensor:
    y = x * 2
    return y * len(y)


def test_a_fixed_axis_is_told_with_its_line(computes: Any, tmp_path: Path) -> None:
    line = lengthwise.__code__.co_firstlineno + 2
    card = computes(Calls(lengthwise), torch.randn(3, 4))
    assert (
        f"axis 0 of 'x' is fixed at 3 by {Path(__file__).name}:{line}" in card.notes[0]
    )
    with pytest.raises(
        InvalidModelError, match=f"{Path(__file__).name}:{line}, though"
    ):
        to_tfjs(
            Calls(lengthwise),
            tmp_path / "m",
            example=torch.randn(3, 4),
            dynamic_shapes=({0: Dim.AUTO},),
        )
    with pytest.raises(InvalidModelError, match="fixed at 6 by GRU"):
        to_tfjs(
            nn.GRU(4, 5, batch_first=True),
            tmp_path / "m",
            example=torch.randn(1, 6, 4),
            dynamic_shapes=({0: Dim.AUTO, 1: Dim.AUTO},),
        )


def test_keras_models_tell_what_they_fix(computes: Any) -> None:
    layers = keras.layers
    tokens = layers.Embedding(7, 3, mask_zero=True)
    masked = keras.Sequential([layers.Input((5,)), tokens, layers.LSTM(2)])
    card = computes(masked, np.random.default_rng(0).integers(0, 7, (3, 5)))
    assert "the batch, for axis 0" in card.notes[0] and "LSTM" in card.notes[0]
    images = [layers.Input((None, None, 3)), layers.Conv2D(2, 3)]
    card = computes(keras.Sequential(images), np.ones((2, 8, 7, 3), "float32"))
    assert list(card.inputs[0].shape) == [None, None, 3] and not card.notes


def test_one_operation_may_need_the_batch_fixed(computes: Any) -> None:
    card = computes(Calls(lambda x: x.sort(0)[0]), torch.randn(3, 4))
    assert "sorting along an open axis" in card.notes[0]


def test_another_batch_and_length_are_tried(tmp_path: Path, computes: Any) -> None:
    """A Python number that is made of the example's length is found out."""
    open_length = ({0: Dim.AUTO, 1: Dim.AUTO},)
    computes(
        Calls(lambda x: x.sum(1) / x.shape[1]),
        torch.randn(3, 4),
        dynamic_shapes=open_length,
    )
    card = computes(Calls(lambda x: x.mean(1).squeeze()), torch.randn(2, 3))
    assert "a squeeze() may take the batch away" in card.notes[0]
    with pytest.raises(ParityError, match=r"name the axis, or give more than one"):
        to_tfjs(
            Calls(lambda x: (x * 2).squeeze()),
            tmp_path / "m",
            example=torch.randn(1, 4),
        )


def test_a_cache_grows(computes: Any) -> None:
    """Positions are counted from what came before."""
    grown = Calls(lambda x, past: x + torch.arange(x.shape[1]) + past.shape[1])
    open_both = ({0: Dim.AUTO, 1: Dim.AUTO}, {0: Dim.AUTO, 1: Dim.AUTO})
    computes(grown, torch.randn(3, 4), torch.randn(3, 6), dynamic_shapes=open_both)


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float64])
def test_modules_of_other_floats_are_compared_in_float32(
    dtype: torch.dtype, computes: Any
) -> None:
    module = nn.Linear(3, 2).to(dtype)
    card = computes(module, torch.randn(4, 3, dtype=dtype))
    assert str(dtype).removeprefix("torch.") in card.notes[0]
    assert module.weight.dtype == dtype


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16])
def test_parts_in_half_precision_are_compared_as_closely(
    dtype: torch.dtype, computes: Any
) -> None:
    linear = nn.Linear(6, 5)

    def mixed(x: torch.Tensor) -> torch.Tensor:
        with torch.autocast("cpu", dtype):
            return linear(x).softmax(-1)

    name = str(dtype).removeprefix("torch.")
    card = computes(Calls(mixed, linear), torch.randn(3, 6))
    assert f"Parts of the model compute in {name}" in card.notes[0]
    x = torch.randn(3, 6)
    card = computes(Calls(lambda x: (x.to(dtype) / 3).float()), x)
    exact = computes(Calls(lambda x: x / 3), x).parity.allowed
    assert card.parity.allowed == pytest.approx(
        4 * torch.finfo(dtype).eps / 1e-4 * exact, rel=0.01
    )


def test_what_cannot_be_traced_is_named(tmp_path: Path) -> None:
    class Answer:
        def __init__(self, logits: torch.Tensor) -> None:
            self.logits = logits

    with pytest.raises(InvalidModelError, match="its output is of the class Answer"):
        to_tfjs(Calls(lambda x: Answer(x)), tmp_path / "m", example=torch.randn(3, 4))
    with pytest.raises(InvalidModelError, match="give the module that it was made of"):
        to_tfjs(
            torch.jit.script(nn.Linear(4, 3)), tmp_path / "m", example=torch.randn(3, 4)
        )
