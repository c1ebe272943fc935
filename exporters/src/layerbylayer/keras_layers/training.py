"""Optimizer, loss and metrics of a compiled model, for training on in TensorFlow.js.

A model whose optimizer or loss TensorFlow.js lacks, or computes otherwise, can be used
there all the same, but is not compiled: the card's notes say why.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from .registry import Config

Translated = tuple[str, Config]


class UntrainableError(Exception):
    """TensorFlow.js does not train this way; the message says what it lacks."""


def config(model: Any) -> tuple[Config | None, list[str]]:
    """Give the `trainingConfig` of model.json, and what is missing there and why."""
    if not getattr(model, "compiled", False):
        return None, []
    # Through JSON as in a .keras file, so that all objects are serialized.
    compiled = json.loads(model.to_json())["compile_config"]
    try:
        if compiled.get("loss_weights") is not None:
            raise UntrainableError("it has loss_weights")
        trained = {
            "optimizer_config": _optimizer(compiled["optimizer"]),
            "loss": _each(compiled["loss"], _loss),
        }
    except UntrainableError as problem:
        return None, [f"To train it in TensorFlow.js, compile it there: {problem}."]
    try:
        metrics = _each(compiled.get("metrics") or [], _metric)
    except UntrainableError as problem:
        return {**trained, "metrics": []}, [f"Compiled without metrics: {problem}."]
    return {**trained, "metrics": metrics}, []


def _each(value: Any, translate: Callable[[Any], str]) -> Any:
    """One for all outputs, one for each in order, or by the name of the output."""
    if isinstance(value, list):
        return [translate(item) for item in value]
    if isinstance(value, dict) and "class_name" not in value:
        return {name: translate(item) for name, item in value.items()}
    return translate(value)


def _sgd(config: Config) -> Translated:
    rate = {"learning_rate": config["learning_rate"]}
    if not config["momentum"]:
        return "SGD", rate
    momentum = {"momentum": config["momentum"], "use_nesterov": config["nesterov"]}
    return "Momentum", {**rate, **momentum}


def _adam(config: Config) -> Translated:
    return "Adam", _betas(config)


def _adamax(config: Config) -> Translated:
    return "Adamax", {**_betas(config), "decay": 0}


def _betas(config: Config) -> Config:
    keys = {"beta1": "beta_1", "beta2": "beta_2"}
    return {
        "learning_rate": config["learning_rate"],
        "epsilon": config["epsilon"],
        **{ours: config[theirs] for ours, theirs in keys.items()},
    }


def _rmsprop(config: Config) -> Translated:
    if config["centered"]:
        raise UntrainableError("its RMSprop, if centered, computes otherwise")
    shared = {key: config[key] for key in ("learning_rate", "momentum", "epsilon")}
    return "RMSProp", {**shared, "decay": config["rho"], "centered": False}


def _adagrad(config: Config) -> Translated:
    if config["epsilon"] != 1e-7:
        raise UntrainableError("its Adagrad has no other epsilon than 1e-7")
    keys = ("learning_rate", "initial_accumulator_value")
    return "Adagrad", {key: config[key] for key in keys}


# Its Adadelta divides by the gradients of the step before, and is left out.
OPTIMIZERS: Mapping[str, Callable[[Config], Translated]] = {
    "SGD": _sgd,
    "Adam": _adam,
    "Adamax": _adamax,
    "RMSprop": _rmsprop,
    "Adagrad": _adagrad,
}
# What has to be off: TensorFlow.js has none of these.
PLAIN = (
    "weight_decay",
    "clipnorm",
    "global_clipnorm",
    "clipvalue",
    "use_ema",
    "loss_scale_factor",
    "gradient_accumulation_steps",
    "amsgrad",
)


def _optimizer(serialized: Config) -> Config:
    name, settings = serialized["class_name"], serialized["config"]
    if name not in OPTIMIZERS:
        raise UntrainableError(f"it has no optimizer that computes as {name} does")
    for key in PLAIN:
        if settings.get(key):
            raise UntrainableError(f"its optimizers know no {key}")
    if not isinstance(settings["learning_rate"], float):
        raise UntrainableError("its optimizers have one learning rate, not a schedule")
    class_name, config = OPTIMIZERS[name](settings)
    return {"class_name": class_name, "config": config}


# Left out: its hinge and squared_hinge do not take 0 for -1.
LOSSES = {
    "binary_crossentropy",
    "categorical_crossentropy",
    "categorical_hinge",
    "kullback_leibler_divergence",
    "logcosh",
    "mean_absolute_error",
    "mean_absolute_percentage_error",
    "mean_squared_error",
    "mean_squared_logarithmic_error",
    "poisson",
    "sparse_categorical_crossentropy",
}
ALIASES = {
    "mse": "mean_squared_error",
    "mae": "mean_absolute_error",
    "mape": "mean_absolute_percentage_error",
    "msle": "mean_squared_logarithmic_error",
    "kl_divergence": "kullback_leibler_divergence",
    "log_cosh": "logcosh",
}
# A loss as an object: what its settings have to be.
DEFAULTS = {
    "from_logits": False,
    "label_smoothing": 0.0,
    "axis": -1,
    "ignore_class": None,
    "reduction": "sum_over_batch_size",
}


def _loss(loss: Any) -> str:
    """Name a loss; TensorFlow.js makes camel case of it."""
    if isinstance(loss, dict) and "class_name" in loss:
        settings = loss["config"] if isinstance(loss["config"], dict) else {}
        for key, default in DEFAULTS.items():
            if settings.get(key, default) != default:
                raise UntrainableError(f"its losses know no {key}={settings[key]!r}")
        loss = settings.get("name", loss["config"])
    name = ALIASES.get(str(loss).lower(), loss)
    if name not in LOSSES:
        raise UntrainableError(f"it has no loss that computes as {loss!r} does")
    return str(name)


METRICS = {
    "acc": "accuracy",
    "accuracy": "accuracy",
    "mse": "mse",
    "mean_squared_error": "mse",
    "mae": "mae",
    "mean_absolute_error": "mae",
    "binary_accuracy": "binary_accuracy",
    "categorical_accuracy": "categorical_accuracy",
    "categorical_crossentropy": "categorical_crossentropy",
    "sparse_categorical_crossentropy": "sparse_categorical_crossentropy",
}


def _metric(metric: Any) -> str:
    if isinstance(metric, list) and len(metric) == 1:
        metric = metric[0]
    if isinstance(metric, dict) and isinstance(metric.get("config"), dict):
        metric = metric["config"].get("name")
    if not isinstance(metric, str) or metric.lower() not in METRICS:
        raise UntrainableError(f"TensorFlow.js has no metric {metric!r}")
    return METRICS[metric.lower()]
