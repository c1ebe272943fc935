"""Masks: which layers treat them alike in Keras and in TensorFlow.js.

Keras hands a mask on through layers in which TensorFlow.js loses it, or has layers use
it that take no notice there. Both would be silently wrong, and are refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..errors import UnsupportedLayerError
from . import operations
from .calls import histories
from .registry import GRAPH, Config

KEEPS = {
    "Activation",
    "AlphaDropout",
    "BatchNormalization",
    "Dense",
    "Dropout",
    "GaussianDropout",
    "GaussianNoise",
    "LayerNormalization",
    "Masking",
    "PReLU",
    "ReLU",
    "SpatialDropout1D",
}
"""Layers that hand a mask on unchanged, in both."""
DROPS = {
    "AveragePooling1D",
    "Conv1D",
    "Flatten",
    "GlobalMaxPooling1D",
    "MaxPooling1D",
    "Permute",
    "RepeatVector",
    "Reshape",
    "ZeroPadding2D",
}
"""Layers in which Keras drops a mask, and at which TensorFlow.js stops."""
USES = {"Bidirectional", "GRU", "LSTM", "RNN", "SimpleRNN"}
"""Layers that use a mask alike; they hand it on if they return sequences."""


@dataclass(frozen=True)
class Call:
    """One call of a layer: its description, and the layers whose outputs it takes."""

    layer: dict[str, Any]
    sources: tuple[str, ...]


def check(calls: Sequence[Call]) -> None:
    """Follow masks through a model, whose calls are in order.

    An Embedding whose mask Keras drops before anything has used it makes none.

    Raises:
        UnsupportedLayerError: one gets to a layer that is not known to treat it alike.
    """
    for call in calls:
        if call.layer["config"].get("mask_zero") and _is_dropped(call, calls):
            call.layer["config"]["mask_zero"] = False
    masked: set[str] = set()
    for call in calls:
        layer, class_name = call.layer, call.layer["class_name"]
        config, name = layer["config"], layer["config"]["name"]
        if _makes(layer):
            masked.add(name)
        if not masked.intersection(call.sources) or class_name == "Masking":
            continue
        if class_name in KEEPS:
            masked.add(name)
            continue
        along = config.get("layer", layer)["config"]
        sequences = along.get("return_sequences")
        # Keras's Bidirectional gives zeros where there is nothing, if all steps are
        # wanted; TensorFlow.js repeats the step before.
        zeros = sequences and along.get("zero_output_for_mask")
        if class_name in USES and not zeros:
            if sequences:
                masked.add(name)
        else:
            raise UnsupportedLayerError(
                class_name,
                name,
                "a mask (of Masking, or of an Embedding with mask_zero) gets to it, "
                "and TensorFlow.js does not treat masks here as Keras does",
                f"Let a recurrent layer use up the mask first. {GRAPH}",
            )


def _is_dropped(maker: Call, calls: Iterable[Call]) -> bool:
    """Tell whether all that a mask gets to hands it on or drops it."""
    masked = {maker.layer["config"]["name"]}
    for call in calls:
        if not masked.intersection(call.sources):
            continue
        class_name = call.layer["class_name"]
        if class_name in KEEPS:
            masked.add(call.layer["config"]["name"])
        elif class_name not in DROPS:
            return False
    return True


def _makes(layer: Mapping[str, Any]) -> bool:
    return layer["class_name"] == "Masking" or bool(layer["config"].get("mask_zero"))


def without_operations(config: Mapping[str, Any]) -> list[Config]:
    """Give a Functional model's layers without the operations that compute its masks.

    Keras lists these between the layers; TensorFlow.js computes masks on its own.

    Raises:
        UnsupportedLayerError: a layer is given a mask that no layer makes.
    """
    layers = {layer["name"]: layer for layer in config["layers"]}
    masked = {
        source[0]
        for layer in layers.values()
        if _makes(layer)
        for node in layer["inbound_nodes"]
        for source in histories(node["args"])
    }
    computing: set[str] = set()
    for layer in layers.values():
        for node in layer["inbound_nodes"]:
            for source, _, _ in histories(node["kwargs"].get("mask")):
                chain, root = _chain(layers, source)
                if root not in masked:
                    raise UnsupportedLayerError(
                        layer["class_name"],
                        layer["name"],
                        "it is called with a mask that no layer makes",
                        f"Use Masking, or an Embedding with mask_zero. {GRAPH}",
                    )
                computing.update(chain)
    return [layer for name, layer in layers.items() if name not in computing]


def _chain(layers: Mapping[str, Config], name: str) -> tuple[list[str], str]:
    """List the operations that compute a mask, and name the layer that they look at."""
    chain: list[str] = []
    while operations.is_operation(layers[name]) and layers[name]["class_name"] in (
        "NotEqual",
        "Any",
    ):
        chain.append(name)
        [[name, _, _]] = histories(layers[name]["inbound_nodes"][0]["args"])
    return (chain, name) if chain else ([], "")
