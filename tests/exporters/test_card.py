"""The card, and the schema from which the site takes its types."""

import json
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from layerbylayer.artifact import schema
from layerbylayer.artifact.card import (
    Card,
    Example,
    FeatureMap,
    File,
    Function,
    Input,
    Output,
    Parity,
    Quantization,
    Stored,
)

SMALL = Card(
    name="digits",
    title="Digits",
    kind="graph-model",
    labels=None,
    inputs=[Input("image", [28, None])],
    outputs=[Output("output", [10])],
    framework={"name": "torch"},
    exporter={"name": "layerbylayer"},
    layers=3,
    parameters=10,
    metrics={"loss": 0.5},
    files={"model.json": File(10, "ab")},
    example=None,
    parity=Parity("unchecked", reason="no example"),
)
LARGE = replace(
    SMALL,
    labels=["a", "b"],
    example=Example(1, [Stored("x.bin", "uint8", [1])], [], [3]),
    parity=Parity("passed", None, 1e-7, 1e-5, 4, "wasm", "4.22.0", ["Add"]),
    quantization=Quantization("uint8", {"uint8": 3}, same_answer=1.0),
    feature_map=FeatureMap("feature_map", "kernel"),
    functions={"step": Function(["x"], ["y"])},
    notes=("a note",),
)


def test_the_schema_is_current() -> None:
    """If not: python -m layerbylayer.artifact.schema."""
    assert schema.FILE.read_text(encoding="utf-8") == schema.text()


@pytest.mark.parametrize("card", [SMALL, LARGE], ids=["small", "large"])
def test_cards_fit_the_schema_and_are_read_again(card: Card) -> None:
    Draft202012Validator.check_schema(schema.schema())
    written = json.loads(card.to_json())
    assert list(Draft202012Validator(schema.schema()).iter_errors(written)) == []
    assert Card.from_json(card.to_json()) == card


@pytest.mark.parametrize(
    "change",
    [{"kind": "model"}, {"version": 1}, {"unknown": 1}, {"layers": "3"}, {"files": []}],
    ids=str,
)
def test_what_is_no_card_does_not_fit(change: dict[str, Any]) -> None:
    written = {**json.loads(SMALL.to_json()), **change}
    assert list(Draft202012Validator(schema.schema()).iter_errors(written)) != []


def test_the_summary_is_one_line() -> None:
    assert SMALL.summary() == "3 nodes, 10 parameters, 10 bytes, parity unchecked"
    assert LARGE.summary().endswith("parity 1.0e-07")
