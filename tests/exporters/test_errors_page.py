"""The page of error messages quotes what TensorFlow.js says of a Keras 3 model."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import keras
import pytest

layers = keras.layers
PAGE = Path(__file__).parents[2] / "docs/exporters/errors.md"
SCRIPT = Path(__file__).with_name("provoke.mjs")


def said_of(topology: str, weights: Sequence[Any] = ()) -> str:
    """What TensorFlow.js says of Keras 3's own description of a model."""
    asked = {"topology": {"model_config": json.loads(topology)}, "weights": weights}
    done = subprocess.run(
        ["node", SCRIPT],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def sequential() -> keras.Model:
    return keras.Sequential([layers.Input((4,)), layers.Dense(2)], name="sequential")


def functional() -> keras.Model:
    x = layers.Input((4,))
    return keras.Model(x, layers.Add()([layers.Dense(4)(x), x]))


def renamed(model: keras.Model) -> str:
    return str(model.to_json()).replace('"batch_shape"', '"batch_input_shape"')


def other(model: keras.Model) -> str:
    return renamed(model).replace('"Dense"', '"Normalization"')


@pytest.mark.parametrize(
    ("title", "said"),
    [
        (
            "An InputLayer should be passed either a `batchInputShape` or an "
            "`inputShape`",
            lambda: said_of(functional().to_json()),
        ),
        (
            "Corrupted configuration, expected array for nodeData",
            lambda: said_of(renamed(functional())),
        ),
        (
            "Provided weight data has no target variable",
            lambda: said_of(
                renamed(sequential()),
                [{"name": "sequential/dense/kernel", "shape": [4, 2]}],
            ),
        ),
        (
            "Unknown layer: Normalization",
            lambda: said_of(other(sequential())),
        ),
    ],
)
def test_the_page_quotes_tensorflow_js(title: str, said: Any) -> None:
    assert title in PAGE.read_text()
    assert said().startswith(title)


def test_renaming_gets_a_sequential_model_one_step_further() -> None:
    assert said_of(renamed(sequential())) == "loaded"


def test_functional_is_known_today() -> None:
    config = json.loads(renamed(functional()))["config"]
    config["layers"] = [
        {**layer, "inbound_nodes": nodes}
        for layer, nodes in zip(
            config["layers"],
            [[], [[[config["layers"][0]["name"], 0, 0, {}]]]],
            strict=False,
        )
    ]
    ends = [[layer["name"], 0, 0] for layer in config["layers"]]
    config["input_layers"], config["output_layers"] = ends[:1], ends[1:]
    assert said_of(json.dumps({"class_name": "Functional", "config": config})) == (
        "loaded"
    )
