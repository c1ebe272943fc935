"""How a Layers model is trained, as Keras compiles it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import keras

from ..keras_layers.registry import Config
from ..keras_layers.training import ALIASES, LOSSES, METRICS, UntrainableError

RATES = ("learning_rate", "learningRate")


def compile_like(model: keras.Model, training: Mapping[str, Any]) -> str | None:
    """Compile a model as TensorFlow.js has it; say why if that cannot be."""
    try:
        model.compile(
            optimizer=_optimizer(training["optimizer_config"]),
            loss=_each(training["loss"], _loss),
            metrics=_each(training.get("metrics") or [], _metric),
        )
    except (UntrainableError, KeyError, TypeError, ValueError) as problem:
        return f"The model is not compiled: {problem}."
    return None


def _each(value: Any, translate: Callable[[Any], str]) -> Any:
    if isinstance(value, list):
        return [translate(item) for item in value]
    if isinstance(value, dict):
        return {name: translate(item) for name, item in value.items()}
    return translate(value)


def _optimizer(described: Mapping[str, Any]) -> Any:
    """Make the optimizer; TensorFlow.js names its settings in one of two ways."""
    name, config = described["class_name"], described["config"]
    if name not in OPTIMIZERS:
        raise UntrainableError(f"Keras has no optimizer {name!r}")
    class_name, names = OPTIMIZERS[name]
    taken: Config = {}
    for key, value in config.items():
        if key in names and value is not None:
            taken[names[key]] = value
    return getattr(keras.optimizers, class_name)(**taken)


def _named(**names: str) -> dict[str, str]:
    return {**dict.fromkeys(RATES, "learning_rate"), "epsilon": "epsilon", **names}


BETAS = _named(beta1="beta_1", beta2="beta_2", beta_1="beta_1", beta_2="beta_2")
MOMENTUM = {
    **dict.fromkeys(RATES, "learning_rate"),
    **dict.fromkeys(("use_nesterov", "useNesterov", "nesterov"), "nesterov"),
    "momentum": "momentum",
}
OPTIMIZERS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "SGD": ("SGD", MOMENTUM),
    "Momentum": ("SGD", MOMENTUM),
    "Adam": ("Adam", BETAS),
    "Adamax": ("Adamax", BETAS),
    "RMSProp": (
        "RMSprop",
        _named(decay="rho", rho="rho", momentum="momentum", centered="centered"),
    ),
    "Adagrad": (
        "Adagrad",
        {
            **dict.fromkeys(RATES, "learning_rate"),
            **dict.fromkeys(
                ("initialAccumulatorValue", "initial_accumulator_value"),
                "initial_accumulator_value",
            ),
        },
    ),
}
"""By TensorFlow.js's name: Keras's, and the names of the settings."""


def _loss(loss: Any) -> str:
    name = str(loss)
    if name not in LOSSES:
        raise UntrainableError(f"Keras has no loss {name!r} that computes alike")
    return {theirs: ours for ours, theirs in ALIASES.items()}.get(name, name)


def _metric(metric: Any) -> str:
    name = str(metric)
    if name not in METRICS:
        raise UntrainableError(f"Keras has no metric {name!r}")
    return name
