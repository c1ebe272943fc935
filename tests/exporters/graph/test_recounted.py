"""Found by counting again what people report: right numbers, or what is in the way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import keras
import pytest
import torch
from layerbylayer import ExportError, to_tfjs, to_wasm
from torch import nn

layers = keras.layers
Dim = torch.export.Dim
pytestmark = pytest.mark.filterwarnings("ignore")


class Calls(nn.Module):
    def __init__(self, function: Any) -> None:
        super().__init__()
        self.forward = function


def refused(model: Any, folder: Path, **options: Any) -> str:
    with pytest.raises(ExportError) as raised:
        to_tfjs(model, folder, **options)
    assert not folder.exists()
    return str(raised.value)


def test_numbers_texts_and_signs_come_back_as_they_are(computes: Any) -> None:
    """A single number is no vector; a text beside tensors is no input."""
    card = computes(Calls(lambda s: s * 2), torch.tensor(3.0), name="number")
    assert card.outputs[0].shape == [] and not card.outputs[0].batched
    x = torch.tensor([[0.0, -0.0, 2.5], [-3.0, torch.inf, -torch.inf]])
    signs = Calls(
        lambda x, text: (torch.copysign(x + 1, x), x.signbit(), x * len(text))
    )
    card = computes(signs, x, "ab", name="signs")
    assert [i.name for i in card.inputs] == ["x"]


def test_a_size_that_is_a_multiple_grows_by_it(computes: Any) -> None:
    """Nobody asked for uneven sizes, which the decoder gives back one shorter."""
    halves = nn.Sequential(nn.Conv2d(1, 2, 3, 2, 1), nn.ConvTranspose2d(2, 1, 4, 2, 1))
    shapes = ({0: Dim("b"), 2: 2 * Dim("h"), 3: 2 * Dim("w")},)
    card = computes(halves, torch.randn(2, 1, 4, 6), dynamic_shapes=shapes)
    assert card.inputs[0].shape == [1, None, None]


def test_what_fixes_an_axis_that_was_named_is_told(tmp_path: Path) -> None:
    """PyTorch says "Constraints violated", and to look at its logs."""
    flat = Calls(lambda x: x.flatten(1) @ torch.ones(24, 1))
    shapes = ({0: Dim("b"), 1: Dim("n")},)
    example = torch.randn(3, 4, 6)
    said = refused(flat, tmp_path / "m", example=example, dynamic_shapes=shapes)
    assert "axis 1 of 'x' is fixed at 4 by test_recounted.py:" in said


@pytest.mark.parametrize(
    ("model", "example", "message"),
    [
        (
            lambda: nn.Embedding(9, 2, max_norm=1.0),
            torch.ones(2, 3).long(),
            "leave max_norm",
        ),
        (lambda: Calls(lambda x: x), torch.ones(0, 3), "there is none in it. Give two"),
        (
            lambda: torch.ao.quantization.quantize_dynamic(
                nn.Sequential(nn.Linear(3, 2))
            ),
            torch.ones(2, 3),
            "it is quantized, and TensorFlow.js has no such arithmetic",
        ),
    ],
    ids=["max_norm", "empty", "quantized"],
)
def test_what_is_in_the_way_is_named(
    model: Any, example: Any, message: str, tmp_path: Path
) -> None:
    assert message in refused(model(), tmp_path / "m", example=example)


def test_autocast_around_an_export_is_told(tmp_path: Path) -> None:
    x = torch.randn(2, 3)
    with torch.autocast("cpu", torch.bfloat16):
        said = refused(nn.Linear(3, 2), tmp_path / "m", example=x)
        with pytest.raises(ExportError, match="torch.autocast is on"):
            to_wasm(nn.Linear(3, 2), tmp_path / "m", example=x)
    assert "Export outside of `with torch.autocast(...)`" in said


@pytest.mark.parametrize("format", ["layers", "graph"])
def test_options_of_other_kinds_are_named(format: Any, tmp_path: Path) -> None:
    model = keras.Sequential([layers.Input((3,)), layers.Dense(2)])
    wrong: list[tuple[str, Any, str]] = [
        ("example", "images.npy", "the only word that it can be is 'random'"),
        ("quantize", "int8", "weights are stored as uint8, uint16, float16"),
        ("labels", {0: "a", 1: "b"}, "give a list of names"),
        ("metrics", {"accuracy": float("nan")}, "'accuracy' is nan"),
        ("title", 5, "title=5: give a text"),
        ("input_range", (0, 0), "give two different numbers"),
    ]
    for name, value, message in wrong:
        options: dict[str, Any] = {name: value}
        assert message in refused(model, tmp_path / "m", format=format, **options)


def stateful() -> Any:
    return keras.Sequential(
        [layers.Input(batch_shape=(2, 3, 4)), layers.LSTM(2, stateful=True)]
    )


class Own(keras.Model):
    def call(self, x: Any) -> Any:
        return x * 2


def test_keras_models_are_told_in_the_words_of_keras(tmp_path: Path) -> None:
    out = tmp_path / "m"
    said = refused(stateful(), out, format="graph", example="random")
    assert "(a stateful layer, say)" in said and "an input and an output" in said
    said = refused(Own(), out, format="graph", example="random")
    assert said.startswith(
        "Own is a Keras model that does not say what shapes it takes"
    )
    parts = [layers.Input((3,)), layers.Dense(2, activation=lambda x: x * 2)]
    said = refused(keras.Sequential(parts), out, format="layers")
    assert "activation '<lambda>' has no equal in TensorFlow.js" in said
    x = layers.Input((3,))
    y = layers.Dense(2)(x)
    said = refused(keras.Model(x, [y, y]), out, format="layers")
    assert "gives one tensor twice" in said
    number = layers.Input(())
    said = refused(keras.Model(number, number * 2), out, format="layers")
    assert "a single number for each example" in said


@pytest.mark.parametrize("dtype", ["float16", "int64"])
def test_random_examples_of_other_dtypes(dtype: str, tmp_path: Path) -> None:
    part = layers.Dense(2) if dtype == "float16" else layers.Embedding(5, 2)
    model = keras.Sequential([layers.Input((3,), dtype=dtype), part])
    card = to_tfjs(model, tmp_path / "m", format="graph", example="random")
    assert card.parity.status == "passed"
    assert card.inputs[0].dtype == ("float32" if dtype == "float16" else "int32")
    assert card.inputs[0].shape == [3]
