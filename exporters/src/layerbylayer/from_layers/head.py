"""A last layer alone, as the site's teach-me downloads it: one JSON file."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from typing import Any

import numpy as np

from ..artifact.converted import Array
from ..errors import InvalidModelError
from .files import LayersFiles

FORMAT = "layer-by-layer-head"
NAME = "head"
APART = 1e-4
"""How far the probabilities in the file may be from those of its weights."""


def is_one(written: Any) -> bool:
    """Tell whether a JSON file holds such a layer."""
    return isinstance(written, dict) and written.get("format") == FORMAT


def read(written: Mapping[str, Any]) -> LayersFiles:
    """Describe it as the Layers model that it is: dense, with softmax.

    It takes the features of a network that is not in the file, (examples, features).

    Raises:
        InvalidModelError: it is damaged, or its numbers are not those of its check.
    """
    if written.get("version") != 1:
        raise InvalidModelError(
            f"the file is of version {written.get('version')!r}, and only 1 is known. "
            "Download it again."
        )
    classes = written.get("classes")
    if not isinstance(classes, list) or not classes:
        raise InvalidModelError("the file does not say what its classes are.")
    kernel, bias = _numbers(written, "kernel"), _numbers(written, "bias")
    if len(bias) != len(classes) or not kernel.size or kernel.size % len(classes):
        raise InvalidModelError(
            f"the file has {kernel.size} weights and {len(bias)} biases, which do not "
            f"fit {len(classes)} classes. Download it again."
        )
    kernel = kernel.reshape(-1, len(classes))
    _check(written.get("check"), kernel, bias)
    return LayersFiles(
        _topology(*kernel.shape),
        None,
        [
            {"name": f"{NAME}/kernel", "shape": list(kernel.shape), "dtype": "float32"},
            {"name": f"{NAME}/bias", "shape": list(bias.shape), "dtype": "float32"},
        ],
        kernel.tobytes() + bias.tobytes(),
    )


def _topology(features: int, classes: int) -> dict[str, Any]:
    first = {"name": "features", "batch_input_shape": [None, features]}
    dense = {"name": NAME, "units": classes, "activation": "softmax", "use_bias": True}
    layers = [
        {"class_name": "InputLayer", "config": {**first, "dtype": "float32"}},
        {"class_name": "Dense", "config": dense},
    ]
    config = {"name": NAME, "layers": layers}
    return {"model_config": {"class_name": "Sequential", "config": config}}


def _numbers(written: Mapping[str, Any], key: str) -> Array:
    try:
        raw = base64.b64decode(str(written.get(key)), validate=True)
        return np.frombuffer(raw, "<f4")
    except (binascii.Error, ValueError) as error:
        raise InvalidModelError(
            f"the numbers of {key!r} in the file cannot be read ({error}). Download it "
            "again."
        ) from error


def _check(check: Any, kernel: Array, bias: Array) -> None:
    """Compare with what the page itself computed when it wrote the file."""
    if not isinstance(check, Mapping):
        raise InvalidModelError("the file has no check. Download it again.")
    features = _numbers(check, "features")
    expected = _numbers(check, "probabilities")
    if features.shape != kernel.shape[:1] or expected.shape != bias.shape:
        raise InvalidModelError("the check in the file does not fit its weights.")
    scores = features.astype(np.float64) @ kernel + bias
    powers = np.exp(scores - scores.max())
    apart = float(np.abs(powers / powers.sum() - expected).max())
    if not apart <= APART:
        raise InvalidModelError(
            f"the weights in the file give other probabilities than the page did, by "
            f"{apart:.2g}: it is damaged. Download it again."
        )
