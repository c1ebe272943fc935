"""The graph of layers: Keras 3's description of it, as TensorFlow.js reads it."""

from __future__ import annotations

import json
from typing import Any

from ..errors import BadModel, ExportError
from .registry import translate


def model_config(model: Any) -> dict[str, Any]:
    """The `model_config` of model.json for a Sequential or Functional model.

    Raises:
        BadModel: the model is neither, or is not built.
        UnsupportedLayer: a layer has no equal in TensorFlow.js.
    """
    import keras

    kinds = (keras.Sequential, keras.src.models.functional.Functional)
    if not isinstance(model, kinds):
        raise BadModel(
            f"{type(model).__name__} is neither a Sequential nor a Functional model: "
            "its layers cannot be listed. Build it as keras.Model(inputs, outputs)."
        )
    if not model.built:
        raise BadModel(
            f"the model {model.name!r} is not built, its shapes are unknown. Begin it "
            "with keras.layers.Input(shape=...), or call it once."
        )
    # Through JSON as in a .keras file, so that all objects are serialized.
    config = json.loads(model.to_json())["config"]
    translated = _sequential if isinstance(model, keras.Sequential) else _functional
    kind = "Sequential" if isinstance(model, keras.Sequential) else "Model"
    return {"class_name": kind, "config": translated(config)}


def _layer(layer: dict[str, Any]) -> dict[str, Any]:
    class_name = layer["class_name"]
    config = dict(layer["config"])
    return {"class_name": class_name, "config": translate(class_name, config)}


def _sequential(config: dict[str, Any]) -> dict[str, Any]:
    layers = [_layer(layer) for layer in config["layers"]]
    return {"name": config["name"], "layers": layers}


def _functional(config: dict[str, Any]) -> dict[str, Any]:
    layers = []
    for layer in config["layers"]:
        nodes = [_node(layer, node) for node in layer["inbound_nodes"]]
        entry = {**_layer(layer), "name": layer["name"], "inbound_nodes": nodes}
        layers.append(entry)
    return {
        "name": config["name"],
        "layers": layers,
        "input_layers": _tensors(config["input_layers"]),
        "output_layers": _tensors(config["output_layers"]),
    }


def _node(layer: dict[str, Any], node: dict[str, Any]) -> list[list[Any]]:
    """One call of a layer: the tensors that it takes, as [layer, node, tensor, {}]."""
    left = {k: v for k, v in node["kwargs"].items() if k not in ("training", "mask")}
    histories = _histories(node["args"])
    if left or not histories:
        raise ExportError(
            f"layer {layer['name']!r} ({layer['class_name']}) is called with more than "
            "tensors. Pass what is constant when the layer is made."
        )
    return [[*history, {}] for history in histories]


def _histories(value: Any) -> list[list[Any]]:
    if isinstance(value, dict) and value.get("class_name") == "__keras_tensor__":
        return [value["config"]["keras_history"]]
    if isinstance(value, list):
        return [history for item in value for history in _histories(item)]
    return []


def _tensors(value: list[Any]) -> list[list[Any]]:
    """Keras 3 writes one tensor as [name, node, tensor], several as a list of these."""
    return [value] if isinstance(value[0], str) else value
