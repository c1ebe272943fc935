"""A Keras model in the terms of TensorFlow.js Layers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from importlib import metadata
from typing import Any

import numpy as np

from ..artifact.card import Input, Output
from ..artifact.converted import Array, ConvertedModel, Tolerance, Weight
from ..artifact.weights import Quantize
from ..errors import InvalidModelError
from ..frameworks import float32_policies, half_policies, precision_note
from . import composite, names, topology, training
from .families import augmentation
from .registry import REGISTRY, tfjs_dtype

TOLERANCE = Tolerance(1e-5)


def convert(
    model: Any, example: Any = None, *, quantize: Quantize | None = None
) -> ConvertedModel:
    """Translate a Sequential or Functional Keras model.

    Neither the example is needed, nor how the weights will be stored.

    Raises:
        InvalidModelError: it is neither, or is not built; or names of layers are unfit.
        UnsupportedLayerError: a layer has no equal in TensorFlow.js.
    """
    topology.require_layers(model)
    with names.unique_names(model) as renamed:
        return _converted(model, renamed)


def _converted(model: Any, renamed: list[str]) -> ConvertedModel:
    config = topology.model_config(model)
    weights = list(_weights(model))
    _check_names(weights)

    model_json = {"format": "layers-model", "modelTopology": {"model_config": config}}
    trained, told = training.config(model)
    notes = [*renamed, *told, *augmentation.notes(model)]
    if kinds := half_policies(model):
        notes.append(precision_note(kinds))
    return ConvertedModel(
        kind="layers-model",
        model_json={**model_json, "trainingConfig": trained} if trained else model_json,
        weights=weights,
        inputs=described_inputs(model),
        outputs=described_outputs(model),
        layers=len(model.layers),
        parameters=sum(int(weight.values.size) for weight in weights),
        framework=_framework(),
        predict=partial(predict, model),
        tolerance=TOLERANCE,
        notes=notes,
        rows=model.inputs[0].shape[0],
    )


def predict(model: Any, inputs: Sequence[Array]) -> list[Array]:
    """Give a Keras model's own outputs, computed in float32."""
    import keras

    # A model may take a dictionary; one that is Sequential takes one array.
    structured: Any = inputs[0]
    if not isinstance(model, keras.Sequential):
        structured = keras.tree.pack_sequence_as(model.input, list(inputs))
    if half_policies(model):
        model.predict_function = None  # It was compiled for another type.
    with float32_policies(model), _fresh_states(model):
        outputs = model.predict(structured, batch_size=len(inputs[0]), verbose=0)
    return [np.asarray(output) for output in keras.tree.flatten(outputs)]


def _flat(states: Any) -> list[Any]:
    import keras

    return list(keras.tree.flatten(states))


@contextmanager
def _fresh_states(model: Any) -> Iterator[None]:
    """Let stateful layers begin anew, as TensorFlow.js does, and then go on."""
    saved = [
        [(state, np.array(state)) for state in _flat(layer.states)]
        for layer in model._flatten_layers()
        if getattr(layer, "stateful", False) and getattr(layer, "states", None)
    ]
    for state, value in (pair for pairs in saved for pair in pairs):
        state.assign(np.zeros_like(value))
    try:
        yield
    finally:
        for state, value in (pair for pairs in saved for pair in pairs):
            state.assign(value)


def described_inputs(model: Any) -> list[Input]:
    """Describe what a model takes, as the card does."""
    return [Input(_name(t), list(t.shape[1:]), _dtype(t)) for t in model.inputs]


def described_outputs(model: Any) -> list[Output]:
    """Describe what a model gives, as the card does."""
    return [Output(_name(t), list(t.shape[1:]), t.dtype) for t in model.outputs]


def _name(tensor: Any) -> str:
    """Its layer's name: a tensor's own depends on what was made before it."""
    layer, _, index = tensor._keras_history
    return f"{layer.name}:{index}" if index > 0 else str(layer.name)


def _dtype(tensor: Any) -> str:
    dtype = str(tensor.dtype)
    return tfjs_dtype(dtype) or ("float32" if "float" in dtype else dtype)


def _weights(model: Any) -> Iterator[Weight]:
    """All weights of all layers, under TensorFlow.js's names, in the layers' order."""
    for scope, layer in scoped_layers(model):
        values = REGISTRY[type(layer).__name__].values
        named = named_variables(scope, layer) if values is None else ()
        for name, variable in named:
            per_channel = name.endswith("/depthwise_kernel")
            yield Weight(name, np.asarray(variable.numpy()), per_channel)
        for name, array in values(layer) if values is not None else ():
            whole = f"{scope}{name}" if name[0] == "_" else f"{scope}/{name}"
            yield Weight(whole, array, whole.endswith("/depthwise_kernel"))


def named_variables(scope: str, layer: Any) -> Iterator[tuple[str, Any]]:
    """Give a layer's variables by the names that TensorFlow.js gives to its weights."""
    names = REGISTRY[type(layer).__name__].weights
    for variable in layer.weights:
        yield f"{scope}/{names.get(variable.name, variable.name)}", variable


def scoped_layers(model: Any) -> Iterator[tuple[str, Any]]:
    """Give the layers that hold weights themselves, each with its scope's name."""
    for layer in model.layers:
        if hasattr(layer, "layers"):
            yield from scoped_layers(layer)  # A model in a model adds nothing.
        else:
            yield from _parts(layer, composite.weights_name(layer))


def _parts(layer: Any, scope: str) -> Iterator[tuple[str, Any]]:
    translation = REGISTRY.get(type(layer).__name__)
    if translation is None:
        return  # An operation between layers, which has no weights.
    if translation.parts is None:
        yield scope, layer
        return
    for name, part in translation.parts(layer):
        yield from _parts(part, f"{scope}/{name}" if name else scope)


def _check_names(weights: list[Weight]) -> None:
    """TensorFlow.js finds weights by name, whatever model their layer is in."""
    for part in (part for weight in weights for part in weight.name.split("/")):
        if not names.NAME.fullmatch(part):
            raise InvalidModelError(
                f"TensorFlow.js cannot take the name of the layer {part!r}: it has to "
                "be made of letters, digits, '.', '_' and '-', and begin with one of "
                "the first two. Rename it."
            )
    counts = Counter(weight.name for weight in weights)
    twice = [name for name, count in counts.items() if count > 1]
    if twice:
        layer = twice[0].split("/")[0]
        raise InvalidModelError(
            f"two layers are called {layer!r}, in different parts of the model, and "
            "TensorFlow.js cannot tell their weights apart. Rename one."
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
