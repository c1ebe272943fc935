"""An example of another dtype than the model's: converted with no loss, or refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import torch
from layerbylayer import InvalidExampleError, to_page, to_tfjs, to_wasm
from torch import nn

layers = keras.layers
ONES = np.ones((2, 4))
LOSSLESS = ["int32", "int64", "uint8", "uint16", "bool", ">f4", "longdouble", "float16"]


@pytest.fixture(scope="module")
def floats() -> Any:
    return keras.Sequential([layers.Input((4,), name="x"), layers.Dense(2)])


@pytest.fixture(scope="module")
def tokens() -> Any:
    parts = [layers.Input((4,), dtype="int32", name="x"), layers.Embedding(9, 2)]
    return keras.Sequential(parts)


def written(write: Any, model: Any, folder: Path, example: Any) -> str:
    """The dtype of the exported input, of a model that agrees."""
    card = write(model, folder, example=example, overwrite=True)
    assert card.parity.status == "passed"
    return str(card.inputs[0].dtype)


def refused(write: Any, model: Any, folder: Path, example: Any) -> str:
    with pytest.raises(InvalidExampleError) as raised:
        write(model, folder, example=example)
    assert not folder.exists()
    return str(raised.value)


def graph(model: Any, folder: Path, **options: Any) -> Any:
    return to_tfjs(model, folder, format="graph", **options)


@pytest.mark.parametrize("write", [to_wasm, graph])
def test_keras_models_keep_their_own_dtypes(
    write: Any, tmp_path: Path, node: Any
) -> None:
    """Each kind of example, once for floats and once for whole numbers."""
    kinds = [*(ONES.astype(dtype) for dtype in LOSSLESS), torch.ones(2, 4).bfloat16()]
    floats = [layers.Input((4,), name=f"f{i}") for i, _ in enumerate(kinds)]
    whole = [
        layers.Input((4,), dtype="int32", name=f"i{i}") for i, _ in enumerate(kinds)
    ]
    embedding = layers.Embedding(9, 4)
    taken = [layers.Flatten()(embedding(tokens)) for tokens in whole]
    model = keras.Model([*floats, *whole], layers.Concatenate()([*floats, *taken]))
    card = write(model, tmp_path / "out", example=tuple(kinds * 2))
    assert card.parity.status == "passed"
    assert {i.name: i.dtype for i in card.inputs} == {
        i.name: i.dtype for i in model.inputs
    }


@pytest.mark.parametrize("write", [to_wasm, graph, to_tfjs, to_page])
def test_what_would_be_lost_is_named(
    write: Any, floats: Any, tokens: Any, tmp_path: Path
) -> None:
    out = tmp_path / "out.zip"
    message = refused(write, floats, out, np.full((2, 4), 2**24 + 1))
    assert "the example for 'x' is int64 and has 16777217 in it" in message
    assert "no float32" in message and message.endswith("float32 holds them.")
    for value, dtype in [(1.5, "float32"), (2**40, "int64"), (3e9, "float64")]:
        message = refused(write, tokens, out, np.full((2, 4), value, dtype))
        assert f"the example for 'x' is {dtype} and has" in message
        assert message.endswith("Pass whole numbers from -2147483648 to 2147483647.")


@pytest.mark.parametrize("write", [to_wasm, to_tfjs])
@pytest.mark.parametrize(
    ("example", "message"),
    [
        (ONES.astype("object"), "an array of object, and a model takes numbers"),
        (np.full((2, 4), "a"), "what is text or a category becomes numbers"),
        (ONES.astype("complex64"), "an array of complex64"),
        ([[1.0, 2.0], [3.0]], "rows of the same length"),
        (torch.ones(2, 4).to_sparse(), "is a sparse tensor. Pass it with .to_dense()"),
        (np.full((2, 4), 2**64 - 1, "u8"), "above those of int64. Pass floats."),
    ],
    ids=["object", "text", "complex", "ragged", "sparse", "uint64"],
)
def test_what_is_no_array_of_numbers_is_refused(
    write: Any, example: Any, message: str, floats: Any, tmp_path: Path
) -> None:
    for model in (nn.Linear(4, 2), floats):
        assert message in refused(write, model, tmp_path / "out", example)


@pytest.mark.parametrize(
    ("module", "example", "message"),
    [
        (
            nn.Linear(4, 2),
            ONES.astype("int32"),
            "float32 (.float()) for 'input', which",
        ),
        (nn.Linear(4, 2), ONES.astype("bool"), "which is taken as bool: pass that."),
        (
            nn.Embedding(9, 2),
            ONES.astype("uint8"),
            "int64 (.long()) for 'input', which",
        ),
        (nn.Embedding(9, 2), ONES.astype("bool"), "runs with int64 (.long())"),
        (nn.Embedding(9, 2), ONES, "which is taken as float32: pass that."),
        (
            nn.Bilinear(4, 4, 2),
            (ONES.astype("float32"), ONES.astype("int64")),
            "runs with float32 (.float()) for 'input2', which is taken as int64",
        ),
    ],
)
def test_modules_say_what_they_would_run_on(
    module: nn.Module, example: Any, message: str, tmp_path: Path
) -> None:
    for write in (to_wasm, to_tfjs):
        assert message in refused(write, module, tmp_path / "out", example)


def test_a_list_of_examples_and_nested_arguments_are_compiled(
    tmp_path: Path, floats: Any, node: Any
) -> None:
    assert written(to_wasm, floats, tmp_path / "a", list(ONES)) == "float32"

    class Nested(nn.Module):
        def forward(self, batch: Any, scale: Any) -> Any:
            return batch["a"] * scale.reshape(-1, 1) - batch["more"][0]

    x = torch.randn(2, 4)
    example: Any = ({"a": x, "more": [x * 2]}, torch.tensor([3.0, 2.0]))
    card = to_wasm(Nested(), tmp_path / "b", example=example)
    assert card.parity.status == "passed" and card.parity.examples == 2
    message = refused(to_wasm, Nested(), tmp_path / "c", ({"a": x, "more": [x]}, 3.0))
    assert "'scale' is a single number" in message


def test_why_keras_cannot_run_an_example_is_told(tokens: Any, tmp_path: Path) -> None:
    for write in (to_wasm, to_tfjs):
        message = refused(write, tokens, tmp_path / "out", np.full((2, 4), 77))
        assert "Embedding.call(). index out of range" in message
