"""Operations between layers, as in `x * 2` or `keras.ops.relu(x)`, as layers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..errors import UnsupportedLayerError
from . import slices
from .registry import GRAPH, INTEGERS, Config

Numbers = Callable[[float], Config]
# With one number: what it is to TensorFlow.js's Rescaling.
WITH_A_NUMBER: Mapping[str, Numbers] = {
    "Add": lambda number: {"scale": 1.0, "offset": number},
    "Subtract": lambda number: {"scale": 1.0, "offset": -number},
    "Multiply": lambda number: {"scale": number, "offset": 0.0},
    "Divide": lambda number: {"scale": 1 / number, "offset": 0.0},
    "TrueDivide": lambda number: {"scale": 1 / number, "offset": 0.0},
}
FLOATS = ("float32", "float16", "bfloat16")
"""Types of tensors that are float32 in TensorFlow.js: the latter in mixed precision."""
OF_TENSORS = {"Add", "Multiply", "Maximum", "Minimum"}
ACTIVATIONS = {
    "Relu": "relu",
    "Relu6": "relu6",
    "Sigmoid": "sigmoid",
    "Silu": "swish",
    "Tanh": "tanh",
    "Softplus": "softplus",
}


def is_operation(layer: Mapping[str, Any]) -> bool:
    """Tell whether this is no layer, though its class may be called like one."""
    return str(layer.get("module")).startswith("keras.src.ops")


def translate(layer: Mapping[str, Any]) -> list[Config]:
    """Give the layers that compute what an operation does, one after the other.

    Raises:
        UnsupportedLayerError: TensorFlow.js has no such layer.
    """
    name, class_name = layer["name"], layer["class_name"]
    common = {"name": name, "dtype": "float32", "trainable": True}
    arguments = [
        value for node in layer["inbound_nodes"] for value in _flat(node["args"])
    ]
    settings = [
        value for node in layer["inbound_nodes"] for value in node["kwargs"].values()
    ]
    tensors = [value for value in arguments if _is_tensor(value)]
    numbers = [value for value in arguments if isinstance(value, int | float)]
    floats = all(t["config"]["dtype"] in FLOATS for t in tensors)
    known = all(t["config"]["dtype"] in (*FLOATS, *INTEGERS) for t in tensors)
    plain = len(tensors) + len(numbers) == len(arguments) and floats
    if plain and not any(settings):
        if len(tensors) == 2 and not numbers and class_name in OF_TENSORS:
            return [{"class_name": class_name, "config": common}]
        tensor_first = bool(arguments) and _is_tensor(arguments[0])
        commutes = class_name in ("Add", "Multiply")
        one_of_each = len(tensors) == len(numbers) == 1
        if len(arguments) == 1 and class_name == "Negative":
            config = WITH_A_NUMBER["Multiply"](-1.0)
            return [{"class_name": "Rescaling", "config": {**common, **config}}]
        if one_of_each and class_name == "Subtract" and not tensor_first:
            config = {"scale": -1.0, "offset": numbers[0]}
            return [{"class_name": "Rescaling", "config": {**common, **config}}]
        if one_of_each and class_name in WITH_A_NUMBER and (tensor_first or commutes):
            config = WITH_A_NUMBER[class_name](numbers[0])
            return [{"class_name": "Rescaling", "config": {**common, **config}}]
        if len(arguments) == 1 and class_name in ACTIVATIONS:
            config = {"activation": ACTIVATIONS[class_name]}
            return [{"class_name": "Activation", "config": {**common, **config}}]
    if class_name == "GetItem" and known and (parts := _slices(layer)):
        names = [f"{name}_before_{index}" for index in range(len(parts) - 1)]
        return [
            {"class_name": kind, "config": {**common, **config, "name": own}}
            for own, (kind, config) in zip([*names, name], parts, strict=True)
        ]
    raise UnsupportedLayerError(
        class_name,
        name,
        "this operation between layers has no layer in TensorFlow.js",
        "Use a layer of Keras in its place.",
        graph=GRAPH,
    )


def _is_tensor(value: Any) -> bool:
    """Tell a tensor from slices and arrays, which are dictionaries, too."""
    return isinstance(value, dict) and value.get("class_name") == "__keras_tensor__"


def _slices(layer: Mapping[str, Any]) -> slices.Chain | None:
    """Give the layers for a slice, which all calls of it share."""
    chains = []
    for node in layer["inbound_nodes"]:
        tensor, key = node["args"]
        chains.append(slices.chain(tensor["config"]["shape"], key))
    return chains[0] if all(chain == chains[0] for chain in chains) else None


def _flat(value: Any) -> list[Any]:
    if isinstance(value, list):
        return [argument for item in value for argument in _flat(item)]
    return [value]
