"""A Keras model in the terms of TensorFlow.js Layers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import metadata
from typing import Any

import numpy as np

from ..card import Input, Output
from ..converted import Array, Converted, Tolerance, Weight
from . import topology
from .registry import REGISTRY

TOLERANCE = Tolerance(1e-5)


def convert(model: Any, example: Any = None) -> Converted:
    """Translate a Sequential or Functional Keras model; the example is not needed.

    Raises:
        BadModel: it is neither, or is not built.
        UnsupportedLayer: a layer has no equal in TensorFlow.js.
    """
    config = topology.model_config(model)

    def predict(inputs: Sequence[Array]) -> list[Array]:
        outputs = model.predict(inputs[0] if len(inputs) == 1 else inputs, verbose=0)
        return list(outputs) if isinstance(outputs, list) else [outputs]

    weights = list(_weights(model))
    return Converted(
        kind="layers-model",
        model_json={
            "format": "layers-model",
            "modelTopology": {"model_config": config},
        },
        weights=weights,
        inputs=[Input(_name(t), list(t.shape[1:]), t.dtype) for t in model.inputs],
        outputs=[Output(_name(t), list(t.shape[1:]), t.dtype) for t in model.outputs],
        layers=len(model.layers),
        parameters=sum(int(weight.values.size) for weight in weights),
        framework=_framework(),
        predict=predict,
        tolerance=TOLERANCE,
    )


def _name(tensor: Any) -> str:
    """Its layer's name: a tensor's own depends on what was made before it."""
    layer, _, index = tensor._keras_history
    return f"{layer.name}:{index}" if index > 0 else str(layer.name)


def _weights(model: Any) -> Iterator[Weight]:
    """All weights of all layers, in the order of the layers."""
    for layer in model.layers:
        translation = REGISTRY[type(layer).__name__]
        for variable in layer.weights:
            name = translation.weights.get(variable.name, variable.name)
            yield Weight(
                f"{layer.name}/{name}",
                np.asarray(variable.numpy()),
                per_channel=name == "depthwise_kernel",
            )


def _framework() -> dict[str, str]:
    import keras

    backend = keras.backend.backend()
    # The backend's distribution carries the name of the backend.
    return {
        "name": "keras",
        "version": keras.__version__,
        "backend": backend,
        "backend_version": metadata.version(backend).split("+")[0],
    }
