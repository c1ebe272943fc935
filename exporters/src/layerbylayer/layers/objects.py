"""Initializers, regularizers, constraints and activations inside a layer's settings."""

from __future__ import annotations

from typing import Any

from .registry import Settings

INITIALIZERS = {
    "Zeros",
    "Ones",
    "Constant",
    "RandomUniform",
    "RandomNormal",
    "TruncatedNormal",
    "VarianceScaling",
    "GlorotUniform",
    "GlorotNormal",
    "HeNormal",
    "HeUniform",
    "LecunNormal",
    "LecunUniform",
    "Orthogonal",
}
RENAMED_INITIALIZERS = {"LecunNormal": "LeCunNormal", "LecunUniform": "LeCunUniform"}
REGULARIZERS = {"L1": "L1L2", "L2": "L1L2", "L1L2": "L1L2"}
CONSTRAINTS = {"MaxNorm", "MinMaxNorm", "NonNeg", "UnitNorm"}

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
}


def take_activation(settings: Settings, key: str = "activation") -> str:
    """The name of an activation, as TensorFlow.js knows it.

    Raises:
        UnsupportedLayer: it knows none that computes the same.
    """
    value = settings.take(key)
    name = value["config"] if isinstance(value, dict) else value
    if not isinstance(name, str) or name not in ACTIVATIONS:
        raise settings.refuse(
            f"activation {name!r} has no equal in TensorFlow.js",
            f"Use one of: {', '.join(sorted(ACTIVATIONS))}.",
        )
    return ACTIVATIONS[name]


def take_objects(settings: Settings, *stems: str) -> dict[str, Any]:
    """`<stem>_initializer`, `_regularizer` and `_constraint` for each stem.

    Raises:
        UnsupportedLayer: TensorFlow.js does not know one of them.
    """
    taken = {}
    for stem in stems:
        for kind, known in (
            ("initializer", {n: RENAMED_INITIALIZERS.get(n, n) for n in INITIALIZERS}),
            ("regularizer", REGULARIZERS),
            ("constraint", {name: name for name in CONSTRAINTS}),
        ):
            key = f"{stem}_{kind}"
            taken[key] = _object(settings, key, known)
    return taken


def _object(
    settings: Settings, key: str, known: dict[str, str]
) -> dict[str, Any] | None:
    value = settings.left.pop(key, None)
    if value is None:
        return None
    name = value["class_name"]
    if name not in known:
        raise settings.refuse(
            f"{key} {name} is not known to TensorFlow.js",
            f"Use one of: {', '.join(sorted(known))}.",
        )
    return {"class_name": known[name], "config": value["config"]}
