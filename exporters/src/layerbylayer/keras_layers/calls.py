"""How Keras 3 writes down what a layer is called with."""

from __future__ import annotations

from typing import Any


def flat(value: Any) -> list[Any]:
    """Tell what is not None, without lists."""
    if isinstance(value, list):
        return [leaf for item in value for leaf in flat(item)]
    return [] if value is None else [value]


def histories(value: Any) -> list[list[Any]]:
    """[layer, node, tensor] of each tensor, in order, however they are nested.

    A tensor is a dictionary that says so; or, in a model's inputs and outputs, the
    history alone. A dictionary of tensors is taken in the order of its keys, as Keras
    does.
    """
    if isinstance(value, dict):
        if value.get("class_name") == "__keras_tensor__":
            return [value["config"]["keras_history"]]
        return [history for key in sorted(value) for history in histories(value[key])]
    if isinstance(value, list):
        if len(value) == 3 and isinstance(value[0], str):
            return [value]
        return [history for item in value for history in histories(item)]
    return []
