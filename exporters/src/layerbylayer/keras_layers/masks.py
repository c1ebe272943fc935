"""Masks: which layers treat them alike in Keras and in TensorFlow.js.

Keras hands a mask on through layers in which TensorFlow.js loses it, or has layers use
it that take no notice there. Both would be silently wrong, and are refused.

TensorFlow.js also keeps the last mask that it met, and gives it to every later layer
that has none of its own. Only recurrent layers look at it: these get a mask of their
own, in which nothing is masked.
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
"""Layers in which both drop a mask."""
USES = {"Bidirectional", "GRU", "LSTM", "RNN", "SimpleRNN"}
"""Layers that use a mask alike; they hand it on if they return sequences."""
MADE = {"Sequential", "Model"}
"""What models are called in TensorFlow.js."""
NOWHERE = 3e38
"""A number that no input holds: Masking with it masks nothing."""
ADVICE = "Let a recurrent layer use up the mask first."


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
    _masked(calls)


def _masked(calls: Iterable[Call]) -> set[str]:
    """Name the layers whose outputs have a mask, in Keras and in TensorFlow.js.

    Raises:
        UnsupportedLayerError: a mask gets to a layer that may treat it otherwise.
    """
    masked: set[str] = set()
    lost: set[str] = set()
    for call in calls:
        layer, class_name = call.layer, call.layer["class_name"]
        config, name = layer["config"], layer["config"]["name"]
        if _makes(layer):
            masked.add(name)
        if class_name in MADE and _gives_mask(layer):
            lost.add(name)
        held = [kind for kind in (masked, lost) if kind.intersection(call.sources)]
        if not held or class_name == "Masking" or class_name in DROPS:
            continue
        if class_name in KEEPS:
            for kind in held:
                kind.add(name)
            continue
        along = config.get("layer", layer)["config"]
        sequences = along.get("return_sequences")
        # Keras's Bidirectional gives zeros where there is nothing, if all steps are
        # wanted; TensorFlow.js repeats the step before.
        zeros = sequences and along.get("zero_output_for_mask")
        if class_name not in USES or zeros:
            raise _refused(
                call,
                "a mask (of Masking, or of an Embedding with mask_zero) gets to it, "
                "and TensorFlow.js does not treat masks here as Keras does",
            )
        if lost in held:
            raise _refused(
                call,
                "the mask that a model inside the model makes gets to it, and "
                "TensorFlow.js does not let it out",
            )
        if sequences:
            masked.add(name)
    return masked


def _refused(call: Call, problem: str) -> UnsupportedLayerError:
    layer = call.layer
    return UnsupportedLayerError(
        layer["class_name"], layer["config"]["name"], problem, ADVICE, graph=GRAPH
    )


def _gives_mask(model: Mapping[str, Any]) -> bool:
    """Tell whether a model's output has a mask in Keras."""
    config = model["config"]
    masked = _masked(calls_of(config))
    if "output_layers" in config:
        return bool(masked.intersection(name for name, *_ in config["output_layers"]))
    return config["layers"][-1]["config"]["name"] in masked


def calls_of(config: Mapping[str, Any]) -> list[Call]:
    """List a model's calls in an order in which what a layer takes was made before.

    Keras lists layers by depth, but one that is shared only where it is called first.
    """
    layers = config["layers"]
    if "output_layers" not in config:
        names = ["", *(layer["config"]["name"] for layer in layers)]
        return [
            Call(layer, (before,)) for layer, before in zip(layers, names, strict=False)
        ]
    return 2 * [
        Call(layer, tuple(source[0] for source in node))
        for layer in layers
        for node in layer["inbound_nodes"] or [[]]
    ]


def unmasked(config: Mapping[str, Any]) -> list[Config]:
    """List the layers that TensorFlow.js would give a mask that is not theirs.

    These are recurrent layers, and models with such inside, that take nothing masked in
    a model that makes masks, unless all masks are made of what they give.
    """
    calls = calls_of(config)
    makers = {call.layer["config"]["name"] for call in calls if _makes(call.layer)}
    masked = _masked(calls) if makers else set()
    found = {
        call.layer["config"]["name"]: call.layer
        for call in calls
        if makers
        and _is_recurrent(call.layer)
        and not masked.intersection(call.sources)
    }
    return [
        layer for name, layer in found.items() if not makers <= _behind(name, calls)
    ]


def _is_recurrent(layer: Mapping[str, Any]) -> bool:
    """Tell whether a layer uses a mask, or one inside of it does."""
    inside = layer["config"].get("layers", []) if layer["class_name"] in MADE else []
    return layer["class_name"] in USES or any(map(_is_recurrent, inside))


def _behind(name: str, calls: Iterable[Call]) -> set[str]:
    """Name all layers that take what a layer gives, at once or by others."""
    behind = {name}
    for call in calls:
        if behind.intersection(call.sources):
            behind.add(call.layer["config"]["name"])
    return behind


def with_masks_of_their_own(config: Config, is_nested: bool) -> None:
    """Put a Masking that masks nothing before layers that `unmasked` lists.

    Args:
        config: of a model, as TensorFlow.js reads it.
        is_nested: whether it is a model in another one, where that does not help.

    Raises:
        UnsupportedLayerError: a model is such a layer, or has one inside another model.
    """
    for layer in unmasked(config):
        name, class_name = layer["config"]["name"], layer["class_name"]
        if is_nested or class_name in MADE:
            raise UnsupportedLayerError(
                class_name,
                name,
                "it takes nothing masked, and TensorFlow.js would give it a mask that "
                "another layer of the model makes",
                "Use it outside of a model in the model.",
                graph=GRAPH,
            )
        own = f"{name}_unmasked"
        before: Config = {
            "class_name": "Masking",
            "config": {"name": own, "mask_value": NOWHERE, "dtype": "float32"},
        }
        at = config["layers"].index(layer)
        if "inbound_nodes" in layer:
            nodes = layer["inbound_nodes"]
            before |= {"name": own, "inbound_nodes": [[node[0]] for node in nodes]}
            layer["inbound_nodes"] = [
                [[own, index, 0, {}], *node[1:]] for index, node in enumerate(nodes)
            ]
        config["layers"].insert(at, before)
    _masked(calls_of(config))  # Of which there are more now.


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
                        "Use Masking, or an Embedding with mask_zero.",
                        graph=GRAPH,
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
