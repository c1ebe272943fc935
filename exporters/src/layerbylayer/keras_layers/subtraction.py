"""Differences of two tensors, which TensorFlow.js has no layer for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .registry import Config

Nodes = Sequence[Sequence[list[Any]]]
"""For each call the tensors that it takes, as [layer, node, tensor, ...]."""


def takes_tensors(layer: Mapping[str, Any], nodes: Nodes) -> bool:
    """Tell whether this is a - b of two tensors, as a layer or as an operation."""
    return layer["class_name"] == "Subtract" and all(len(node) == 2 for node in nodes)


def layers(layer: Mapping[str, Any], nodes: Nodes) -> list[Config]:
    """Make the two layers of it: one for -b, and one for the sum."""
    name = str(layer.get("name") or layer["config"]["name"])
    negated = f"{name}_negated"
    common = {"dtype": "float32", "trainable": True}
    return [
        {
            "class_name": "Rescaling",
            "name": negated,
            "config": {**common, "name": negated, "scale": -1.0, "offset": 0.0},
            "inbound_nodes": [[second] for _, second in nodes],
        },
        {
            "class_name": "Add",
            "name": name,
            "config": {**common, "name": name},
            "inbound_nodes": [
                [first, [negated, index, 0, {}]]
                for index, (first, _) in enumerate(nodes)
            ],
        },
    ]
