"""The graph of layers: TensorFlow.js's description of it, built anew in Keras."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import keras

from ..errors import InvalidModelError, UnsupportedLayerError
from ..keras_layers import masks
from ..keras_layers.calls import histories
from . import layers as families
from .layers import ADVICE

MODELS = {"Sequential", "Model", "Functional"}
Tensors = dict[tuple[str, int, int], Any]


def build(topology: Mapping[str, Any]) -> keras.Model:
    """Make the model, with weights that are not yet its own.

    Raises:
        InvalidModelError: the description is none of a model.
        UnsupportedLayerError: a layer has no equal in Keras.
    """
    described = topology.get("model_config", topology)
    try:
        return _model(described)
    except (KeyError, TypeError, IndexError, AttributeError) as error:
        raise InvalidModelError(
            f"the modelTopology is not as TensorFlow.js writes it "
            f"({type(error).__name__}: {error})."
        ) from error
    except ValueError as error:
        raise InvalidModelError(f"Keras cannot build the model: {error}") from error


def _model(described: Mapping[str, Any]) -> keras.Model:
    class_name, config = described["class_name"], described["config"]
    if class_name not in MODELS:
        raise InvalidModelError(
            f"it is a {class_name}, and neither a Sequential nor a Functional model."
        )
    if class_name != "Sequential":
        return _functional(config)
    # Old converters wrote the list of the layers alone.
    return _sequential({"layers": config} if isinstance(config, list) else config)


def _layer(described: Mapping[str, Any]) -> Any:
    nested = described["class_name"] in MODELS
    return _model(described) if nested else families.build(described)


def _sequential(config: Mapping[str, Any]) -> keras.Model:
    described = list(config["layers"])
    _check_masks(config)
    first = described[0]
    config = first["config"]
    if first["class_name"] == "InputLayer":
        described = described[1:]
    inputs: list[Any] = []
    if first["class_name"] not in MODELS:
        if config.get("batch_input_shape") is None:
            raise InvalidModelError(
                f"the first layer, {config.get('name')!r}, does not say what shape its "
                "input has (batch_input_shape)."
            )
        inputs = [_input(config)]
    layers = [_layer(layer) for layer in described]
    return keras.Sequential([*inputs, *layers], name=config.get("name"))


def _input(config: Mapping[str, Any], name: str | None = None) -> Any:
    return keras.Input(
        batch_shape=tuple(config["batch_input_shape"]),
        dtype=config.get("dtype") or "float32",
        name=name,
    )


def _functional(config: Mapping[str, Any]) -> keras.Model:
    described = config["layers"]
    _check_masks(config)
    tensors: Tensors = {}
    waiting = [_Waiting(layer) for layer in described]
    while waiting:
        before = len(tensors)
        waiting = [layer for layer in waiting if not layer.call(tensors)]
        if waiting and len(tensors) == before:
            raise InvalidModelError(
                f"the layer {waiting[0].name!r} takes what no layer gives."
            )
    inputs, outputs = (
        [tensors[name, node, index] for name, node, index in histories(config[key])]
        for key in ("input_layers", "output_layers")
    )
    return keras.Model(
        inputs[0] if len(inputs) == 1 else inputs,
        outputs[0] if len(outputs) == 1 else outputs,
        name=config.get("name"),
    )


class _Waiting:
    """A layer, and those of its calls that are still to be made."""

    def __init__(self, described: Mapping[str, Any]) -> None:
        self.name = str(described.get("name") or described["config"]["name"])
        self.nodes = list(described.get("inbound_nodes") or [])
        self.class_name = described["class_name"]
        # The first node of a model is that of its own making.
        self.done = 1 if self.class_name in MODELS else 0
        if self.class_name == "InputLayer":
            self.layer = None
            self.config = described["config"]
        else:
            self.layer = _layer(described)

    def call(self, tensors: Tensors) -> bool:
        """Make the calls whose tensors are there; tell whether none is left."""
        if self.layer is None:
            tensors[self.name, 0, 0] = _input(self.config, self.name)
            return True
        while self.nodes:
            sources = [self._source(source) for source in self.nodes[0]]
            if any(source not in tensors for source in sources):
                return False
            arguments = [tensors[source] for source in sources]
            for index, made in enumerate(keras.tree.flatten(self._called(arguments))):
                tensors[self.name, self.done, index] = made
            self.done += 1
            self.nodes.pop(0)
        return True

    def _source(self, source: Sequence[Any]) -> tuple[str, int, int]:
        name, node, index, *rest = source
        more = {k: v for k, v in (rest[0] if rest else {}).items() if v is not None}
        more.pop("training", None)
        if more:
            raise UnsupportedLayerError(
                self.class_name, self.name, f"it is called with {more}", ADVICE
            )
        return name, node, index

    def _called(self, arguments: list[Any]) -> Any:
        assert self.layer is not None
        if len(arguments) == 1:
            return self.layer(arguments[0])
        if isinstance(self.layer, (keras.layers.RNN, keras.layers.Bidirectional)):
            # TensorFlow.js takes the first state with the input.
            return self.layer(arguments[0], initial_state=arguments[1:])
        return self.layer(arguments)


def _check_masks(config: Mapping[str, Any]) -> None:
    try:
        masks.check(masks.calls_of(config))
    except UnsupportedLayerError as error:
        raise UnsupportedLayerError(
            error.class_name,
            error.name,
            "a mask (of Masking, or of an Embedding with mask_zero) gets to it, and "
            "Keras does not treat masks here as TensorFlow.js does",
            ADVICE,
        ) from error
