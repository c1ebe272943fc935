"""Several layers of TensorFlow.js's that stand for one of Keras's.

Where one tensor is needed twice, a chain is not enough: they become a model, which
TensorFlow.js takes as a layer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Config = dict[str, Any]
Chain = list[tuple[str, Config]]
"""Classes and settings, each taking what the one before it gives."""
MODEL = "Model"


@dataclass(frozen=True)
class Part:
    """A layer of such a model, and those that it takes; "" is the model's input."""

    class_name: str
    name: str
    config: Mapping[str, Any] = field(default_factory=dict)
    sources: Sequence[str] = ("",)


def model(name: str, shape: Sequence[int | None], parts: Sequence[Part]) -> Config:
    """Give the settings of a model of some layers; its output is the last one's.

    Args:
        name: of the model; those of the parts are to begin with it.
        shape: of its input, with the batch.
        parts: each only takes what stands before it.
    """
    first = f"{name}_input"
    layers: list[Config] = [
        {
            "class_name": "InputLayer",
            "name": first,
            "config": {
                "name": first,
                "batch_input_shape": list(shape),
                "dtype": "float32",
                "sparse": False,
            },
            "inbound_nodes": [],
        }
    ]
    for part in parts:
        common = {"name": part.name, "dtype": "float32", "trainable": True}
        sources = [[source or first, 0, 0, {}] for source in part.sources]
        layers.append(
            {
                "class_name": part.class_name,
                "name": part.name,
                "config": {**common, **part.config},
                "inbound_nodes": [sources],
            }
        )
    return {
        "layers": layers,
        "input_layers": [[first, 0, 0]],
        "output_layers": [[parts[-1].name, 0, 0]],
    }


def _leaky_relu(name: str, rank: int) -> Chain:
    return [("LeakyReLU", {"alpha": 0.2})]


# relu6(x + 3) / 6; TensorFlow.js's own hard_sigmoid is another function.
_GATE: Chain = [
    ("Rescaling", {"scale": 1.0, "offset": 3.0}),
    ("ReLU", {"max_value": 6.0}),
    ("Rescaling", {"scale": 1 / 6, "offset": 0.0}),
]


def _hard_sigmoid(name: str, rank: int) -> Chain:
    return list(_GATE)


def _hard_silu(name: str, rank: int) -> Chain:
    parts: list[Part] = []
    for index, (class_name, config) in enumerate(_GATE):
        source = parts[-1].name if parts else ""
        parts.append(Part(class_name, f"{name}_gate_{index}", config, (source,)))
    parts.append(Part("Multiply", f"{name}_product", {}, ("", parts[-1].name)))
    return [(MODEL, model(name, [None] * rank, parts))]


CHAINED: Mapping[str, Callable[[str, int], Chain]] = {
    "hard_sigmoid": _hard_sigmoid,
    "hard_silu": _hard_silu,
    "leaky_relu": _leaky_relu,
}
"""Activations that TensorFlow.js has as layers alone: from the name and the number of
dimensions, with the batch."""
ACTIVATED = (
    "Conv1D",
    "Conv2D",
    "Conv2DTranspose",
    "Conv3D",
    "Dense",
    "DepthwiseConv1D",
    "DepthwiseConv2D",
    "SeparableConv1D",
    "SeparableConv2D",
)
"""Classes behind which such layers may stand for their activation."""


LAYERS = ("ELU", "LeakyReLU", "ReLU")
"""Layers of Keras's that may stand for an activation: one of TensorFlow.js's each."""


def linear_name(name: str) -> str:
    """Name what is left of a layer whose activation is another layer."""
    return f"{name}_linear"


def weights_name(layer: Any) -> str:
    """Name the layer in TensorFlow.js that holds the weights of one of Keras's."""
    activation = getattr(layer, "activation", None)
    chained = type(layer).__name__ in ACTIVATED and (
        getattr(activation, "__name__", "") in CHAINED
        or type(activation).__name__ in LAYERS
    )
    return linear_name(layer.name) if chained else str(layer.name)
