"""The graph of layers: Keras 3's description of it, as TensorFlow.js reads it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ..errors import InvalidModelError, UnsupportedLayerError
from . import masks, operations, subtraction
from .calls import flat, histories
from .masks import MADE
from .registry import GRAPH, Config, translate

NESTED = {"Sequential", "Functional"}


def model_config(model: Any) -> Config:
    """Give the `model_config` of model.json for a Sequential or Functional model.

    Raises:
        InvalidModelError: the model is neither, or is not built.
        UnsupportedLayerError: a layer has no equal in TensorFlow.js.
    """
    import keras

    require_layers(model)
    # Through JSON, as in a .keras file, so that all objects are serialized. A subclass
    # of a Functional model is described by the class that it comes from.
    description = json.loads(model.to_json())
    _add_shapes(description["config"], model)
    kind = "Sequential" if isinstance(model, keras.Sequential) else "Functional"
    if "layers" not in description["config"]:
        raise InvalidModelError(
            f"{type(model).__name__}.get_config() does not list its layers. Build the "
            "model as keras.Model(inputs, outputs).",
            graph=GRAPH,
        )
    described = _model({**description, "class_name": kind})
    masks.with_masks_of_their_own(described["config"], is_nested=False)
    return described


def require_layers(model: Any) -> None:
    """Make sure that the layers of a model can be listed.

    Raises:
        InvalidModelError: it is neither Sequential nor Functional, or is not built.
    """
    import keras

    kinds = (keras.Sequential, keras.src.models.functional.Functional)
    if not isinstance(model, kinds):
        raise InvalidModelError(
            f"{type(model).__name__} is neither a Sequential nor a Functional model: "
            "its layers cannot be listed. Build it as keras.Model(inputs, outputs).",
            graph=GRAPH,
        )
    if not model.built:
        raise InvalidModelError(
            f"the model {model.name!r} is not built, its shapes are unknown. Begin it "
            "with keras.layers.Input(shape=...), or call it once."
        )
    if any(len(tensor.shape) < 2 for tensor in model.inputs):
        raise InvalidModelError(
            f"the model {model.name!r} takes a single number for each example, which "
            "TensorFlow.js's layers cannot. Let the input have one axis more: (1,).",
            graph=GRAPH,
        )
    if len({id(tensor) for tensor in model.outputs}) < len(model.outputs):
        raise InvalidModelError(
            f"the model {model.name!r} gives one tensor twice, which TensorFlow.js's "
            "layers cannot. Give it once.",
            graph=GRAPH,
        )


def _add_shapes(config: Config, model: Any) -> None:
    """Note each layer's name and what it takes: Keras writes both only for some."""
    for description, layer in _described(config, model):
        # The settings of a layer of the user's own may leave out its name.
        description["config"].setdefault("name", layer.name)
        if not layer._inbound_nodes:
            continue
        shapes = [list(t.shape) for t in layer._inbound_nodes[0].input_tensors]
        if len(shapes) == 1:
            [description["input_shape"]] = shapes
        if hasattr(layer, "layers"):
            _add_shapes(description["config"], layer)


def _described(config: Config, model: Any) -> Iterator[tuple[Config, Any]]:
    """Pair the descriptions in a model's settings with its layers."""
    descriptions = config.get("layers", [])
    if "input_layers" not in config:  # A Sequential model lists its input besides.
        yield from zip(reversed(descriptions), reversed(model.layers), strict=False)
        return
    layers = {layer.name: layer for layer in model.layers}
    for description in descriptions:
        if description["name"] in layers:
            yield description, layers[description["name"]]


def _model(description: Mapping[str, Any]) -> Config:
    translated = MODELS[description["class_name"]]
    class_name = {"Functional": "Model"}.get(description["class_name"], "Sequential")
    return {"class_name": class_name, "config": translated(description["config"])}


def _layer(layer: Mapping[str, Any]) -> list[Config]:
    """Translate a layer to a chain of one or more."""
    if operations.is_operation(layer):
        return operations.translate(layer)
    if layer["class_name"] in NESTED and str(layer.get("module")).startswith(
        ("keras", "keras.src.models")
    ):
        described = _model(layer)
        masks.with_masks_of_their_own(described["config"], is_nested=True)
        return [described]
    return translate(layer)


def _sequential(config: Mapping[str, Any]) -> Config:
    layers = [link for layer in config["layers"] for link in _layer(layer)]
    made = {"name": config["name"], "layers": layers}
    masks.check(masks.calls_of(made))
    return made


def _functional(config: Mapping[str, Any]) -> Config:
    described = masks.without_operations(config)
    calls = {
        layer["name"]: [_node(layer, node) for node in layer["inbound_nodes"]]
        for layer in described
    }
    chains = {
        layer["name"]: _layer(layer)
        for layer in described
        if not subtraction.takes_tensors(layer, calls[layer["name"]])
    }
    models = {name for name, chain in chains.items() if chain[-1]["class_name"] in MADE}

    def tensor(history: list[Any]) -> list[Any]:
        """In TensorFlow.js, the first node of a model is that of its own making."""
        name, node, index = history
        return [name, node + 1 if name in models else node, index]

    layers: list[Config] = []
    for layer in described:
        nodes = [
            [[*tensor(history), {}] for history in sources]
            for sources in calls[layer["name"]]
        ]
        if layer["name"] not in chains:
            layers += subtraction.layers(layer, nodes)
            continue
        for link in chains[layer["name"]]:
            name = link["config"]["name"]
            layers.append({**link, "name": name, "inbound_nodes": nodes})
            # The first call of a model is its own making.
            first = 1 if link["class_name"] in MADE else 0
            nodes = [[[name, first + index, 0, {}]] for index in range(len(nodes))]
    made = {
        "name": config["name"],
        "layers": layers,
        "input_layers": [tensor(h) for h in histories(config["input_layers"])],
        "output_layers": [tensor(h) for h in histories(config["output_layers"])],
    }
    masks.check(masks.calls_of(made))
    return made


MODELS: Mapping[str, Callable[[Mapping[str, Any]], Config]] = {
    "Sequential": _sequential,
    "Functional": _functional,
}


def _node(layer: Mapping[str, Any], node: Mapping[str, Any]) -> list[list[Any]]:
    """List the tensors that one call of a layer takes, as [layer, node, tensor]."""
    if operations.is_operation(layer):
        return histories(node["args"])
    # Masks are TensorFlow.js's own business: those that it does not make are refused.
    remaining = {
        key: value
        for key, value in node["kwargs"].items()
        if key not in ("training", "mask") and value is not None
    }
    # TensorFlow.js takes the first state with the input.
    states = histories(remaining.pop("initial_state", []))
    inputs = histories(node["args"])
    if remaining or not inputs or len(flat(node["args"])) != len(inputs):
        raise UnsupportedLayerError(
            layer["class_name"],
            layer["name"],
            "it is called with more than tensors",
            "Pass what is constant when the layer is made.",
            graph=GRAPH,
        )
    return inputs + states
