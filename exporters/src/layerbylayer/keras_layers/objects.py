"""Initializers, regularizers, constraints and activations inside a layer's settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .registry import Config, Settings

Translate = Callable[[Config], Config]


def _keeping(*keys: str) -> Translate:
    """Only these settings, where they are given."""
    return lambda config: {k: config[k] for k in keys if config.get(k) is not None}


def _scaling(config: Config) -> Config:
    """TensorFlow.js says `normal` to what is not cut off."""
    settings = _keeping("scale", "mode", "distribution", "seed")(config)
    if settings["distribution"] == "untruncated_normal":
        settings["distribution"] = "normal"
    return settings


INITIALIZERS: Mapping[str, tuple[str, Translate]] = {
    "Zeros": ("Zeros", _keeping()),
    "Ones": ("Ones", _keeping()),
    "Constant": ("Constant", _keeping("value")),
    "RandomUniform": ("RandomUniform", _keeping("minval", "maxval", "seed")),
    "RandomNormal": ("RandomNormal", _keeping("mean", "stddev", "seed")),
    "TruncatedNormal": ("TruncatedNormal", _keeping("mean", "stddev", "seed")),
    "VarianceScaling": ("VarianceScaling", _scaling),
    "GlorotUniform": ("GlorotUniform", _keeping("seed")),
    "GlorotNormal": ("GlorotNormal", _keeping("seed")),
    "HeNormal": ("HeNormal", _keeping("seed")),
    "HeUniform": ("HeUniform", _keeping("seed")),
    "LecunNormal": ("LeCunNormal", _keeping("seed")),
    "LecunUniform": ("LeCunUniform", _keeping("seed")),
    "Orthogonal": ("Orthogonal", _keeping("gain", "seed")),
    "Identity": ("Identity", _keeping("gain")),
}
OLD_NAMES = {"OrthogonalInitializer": "Orthogonal"}
"""Names of Keras 3.5."""
# What is not given would be 0.01, not 0.
REGULARIZERS: Mapping[str, tuple[str, Translate]] = {
    name: (
        "L1L2",
        lambda config: {"l1": config.get("l1", 0), "l2": config.get("l2", 0)},
    )
    for name in ("L1", "L2", "L1L2")
}
CONSTRAINTS: Mapping[str, tuple[str, Translate]] = {
    "MaxNorm": ("MaxNorm", _keeping("max_value", "axis")),
    "MinMaxNorm": ("MinMaxNorm", _keeping("min_value", "max_value", "rate", "axis")),
    "NonNeg": ("NonNeg", _keeping()),
    "UnitNorm": ("UnitNorm", _keeping("axis")),
}

# Keras's names of activations, and TensorFlow.js's where it computes the same. Its
# hard_sigmoid is another function, 0.2 x + 0.5, and is left out for that reason.
ACTIVATIONS = {
    "linear": "linear",
    "relu": "relu",
    "relu6": "relu6",
    "elu": "elu",
    "selu": "selu",
    "sigmoid": "sigmoid",
    "tanh": "tanh",
    "softmax": "softmax",
    "softplus": "softplus",
    "softsign": "softsign",
    "silu": "swish",
    "log_softmax": "log_softmax",
    "gelu": "gelu",
    "mish": "mish",
}
OF_TFJS = "layerbylayer>tfjs_hard_sigmoid"
"""The function that `from_tfjs` has for TensorFlow.js's hard_sigmoid."""


def take_activation(settings: Settings, key: str = "activation") -> str:
    """Give the name of an activation, as TensorFlow.js knows it.

    Raises:
        UnsupportedLayerError: it knows none that computes the same.
    """
    value = settings.take(key)
    # A function is described by its name, a lambda by its code.
    name = value.get("config", "<lambda>") if isinstance(value, dict) else value
    if isinstance(name, dict):
        name = value["class_name"]
    if name == OF_TFJS:
        return "hard_sigmoid"
    if not isinstance(name, str) or name not in ACTIVATIONS:
        raise settings.refuse(
            f"{key} {name!r} has no equal in TensorFlow.js",
            f"Use one of: {', '.join(sorted(ACTIVATIONS))}.",
        )
    return ACTIVATIONS[name]


def take_objects(settings: Settings, *stems: str) -> Config:
    """`<stem>_initializer`, `_regularizer` and `_constraint` for each stem.

    Raises:
        UnsupportedLayerError: TensorFlow.js does not know one of them.
    """
    kinds = {
        "initializer": INITIALIZERS,
        "regularizer": REGULARIZERS,
        "constraint": CONSTRAINTS,
    }
    keys = [
        (f"{stem}_{kind}", known) for stem in stems for kind, known in kinds.items()
    ]
    taken = {key: _object(settings, key, known) for key, known in keys}
    # Not every layer has all: TensorFlow.js is told of those that are there.
    return {key: value for key, value in taken.items() if value is not None}


def _object(
    settings: Settings, key: str, known: Mapping[str, tuple[str, Translate]]
) -> Config | None:
    value: Any = settings.remaining.pop(key, None)
    if value is None:
        return None
    name = OLD_NAMES.get(value["class_name"], value["class_name"])
    if name not in known or not value.get("module", "").startswith("keras."):
        raise settings.refuse(
            f"{key} {name} is not known to TensorFlow.js",
            f"Use one of: {', '.join(sorted(known))}.",
        )
    class_name, translate = known[name]
    return {"class_name": class_name, "config": translate(value["config"])}
