"""From a Keras 3 model to a description."""

from __future__ import annotations

from typing import Any

from ..errors import InvalidModelError
from .description import Description, Layer


def read(model: Any) -> Description:
    """Describe a Sequential or Functional model.

    Raises:
        InvalidModelError: it is of another kind, or does not know its input shape yet.
    """
    import keras

    if not isinstance(model, (keras.Sequential, keras.Model)):
        raise InvalidModelError(
            f"{type(model).__name__} is a layer, not a model: wrap it in one."
        )
    if isinstance(model, keras.Sequential):
        if not model.built or model._functional is None:
            raise InvalidModelError(
                f"model {model.name!r} is not built: begin it with keras.Input(...)."
            )
        model = model._functional
    if not hasattr(model, "_nodes_by_depth"):
        raise InvalidModelError(
            f"model {model.name!r} is a subclass of keras.Model, whose layers Keras "
            "does not know before it runs: write it as Sequential or Functional."
        )
    return Description(tuple(_layers(model)))


def _layers(model: Any) -> list[Layer]:
    names: dict[int, str] = {}
    calls: dict[str, int] = {}
    layers = []
    for depth in sorted(model._nodes_by_depth, reverse=True):
        for node in model._nodes_by_depth[depth]:
            operation = node.operation
            calls[operation.name] = call = calls.get(operation.name, 0) + 1
            name = operation.name if call == 1 else f"{operation.name} ({call})"
            names[id(node)] = name
            count = getattr(operation, "count_params", int)
            layers.append(
                Layer(
                    kind="Input" if node.is_input else type(operation).__name__,
                    name=name,
                    shape=tuple(node.outputs[0].shape[1:]),
                    parameters=count() if call == 1 else 0,
                    inputs=_unique(names[id(parent)] for parent in node.parent_nodes),
                    activation=_activation(operation),
                )
            )
    return layers


def _unique(names: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _activation(operation: Any) -> str | None:
    function = getattr(operation, "activation", None)
    name = getattr(function, "__name__", None) or getattr(function, "name", None)
    return None if name == "linear" else name
