"""What a module is called with: tensors, alone or in lists and dictionaries."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch.utils import _pytree as pytree

from ...artifact import example as examples
from ...artifact.card import Input
from ...artifact.converted import Array
from ...errors import InvalidExampleError
from ...frameworks import detect

HALVES = (torch.float16, torch.bfloat16, torch.float64)


@dataclass(frozen=True)
class Arguments:
    """The positional arguments of a call; `values` may be nested."""

    values: tuple[Any, ...]

    @property
    def tensors(self) -> list[torch.Tensor]:
        """All tensors, in the order in which torch.export lists them."""
        leaves = pytree.tree_leaves(self.values)
        return [leaf for leaf in leaves if isinstance(leaf, torch.Tensor)]

    def replaced(self, tensors: Sequence[torch.Tensor]) -> Arguments:
        """Put other tensors in the places of these."""
        rest = iter(tensors)
        values = pytree.tree_map_only(torch.Tensor, lambda _: next(rest), self.values)
        return Arguments(values)

    def shapes(self) -> str:
        """Write down the shapes, for an error."""
        return ", ".join(str(tuple(tensor.shape)) for tensor in self.tensors)


def as_arguments(example: Arguments | Sequence[torch.Tensor]) -> Arguments:
    """Take a sequence of tensors as one argument each."""
    return example if isinstance(example, Arguments) else Arguments(tuple(example))


def of_example(model: torch.nn.Module, example: Any) -> Arguments:
    """Make the arguments of a call from an example.

    A dictionary holds arguments by name if these are the names of the module's; else it
    is one argument. A list is one argument if the module does not take as many.

    Raises:
        InvalidExampleError: there is no example, or its names are unknown.
    """
    if example is None or isinstance(example, str):
        example = _drawn(model)
    if detect(model) == "keras":
        return Arguments(tuple(map(tensor, _flat_of_keras(model, example))))
    ordered = _by_place(inspect.signature(model.forward), example)
    return Arguments(tuple(_tensors(value) for value in ordered))


def _by_place(signature: inspect.Signature, example: Any) -> Sequence[Any]:
    if isinstance(example, tuple):
        return example
    if isinstance(example, Mapping):
        try:
            bound = signature.bind(**example)
        except TypeError:
            return [example]
        if not bound.kwargs:
            return bound.args
        raise InvalidExampleError(
            f"the arguments {', '.join(bound.kwargs)} can be given by name only, and "
            "TensorFlow.js's inputs have an order: let forward take them by position."
        )
    if isinstance(example, list) and any(hasattr(item, "shape") for item in example):
        try:
            signature.bind(*example)
        except TypeError:
            return [example]
        return example
    return [example]


def _tensors(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _tensors(item) for key, item in value.items()}
    if isinstance(value, tuple) or (
        isinstance(value, list) and any(hasattr(item, "shape") for item in value)
    ):
        return type(value)(_tensors(item) for item in value)
    return value if value is None or isinstance(value, str | bool) else tensor(value)


def tensor(value: Any) -> torch.Tensor:
    """Make a tensor: of float32 from other floats and from pixels."""
    if isinstance(value, torch.Tensor):
        made = value.detach().cpu()
    else:
        array = np.asarray(value)
        made = torch.from_numpy(np.array(array, order="C"))
    if made.dtype in HALVES or made.dtype == torch.uint8:
        made = made.float()
    return made


def _flat_of_keras(model: Any, example: Any) -> Sequence[Any]:
    """The arrays in the order of the model's inputs, however they are nested."""
    names = keras_names(model)
    if isinstance(example, Mapping):
        if names is not None and set(example) == set(names):
            return [example[name] for name in names]
        inputs = getattr(model, "input", None)
        if isinstance(inputs, Mapping) and set(inputs) == set(example):
            import keras

            flat: list[Any] = keras.tree.flatten(dict(example))
            return flat
        if names is None:
            return list(example.values())
        raise InvalidExampleError(
            f"the example has arrays for {', '.join(sorted(map(str, example)))}, but "
            f"the model's inputs are {', '.join(names)}."
        )
    ordered = examples.arrays(example)
    assert isinstance(ordered, list)
    if names is not None and len(names) == 1 and len(ordered) > 1:
        return [np.stack(ordered)]  # a list of examples
    return ordered


def _drawn(model: Any) -> dict[str, Array]:
    """An example for a Keras model, which knows the shapes of its inputs."""
    inputs = getattr(model, "inputs", None)
    if not inputs:
        raise InvalidExampleError(
            f"{type(model).__name__} is a PyTorch module: it is traced on an example. "
            "Pass some real inputs as `example`."
        )
    described = [
        Input(name, list(tensor.shape[1:]), str(tensor.dtype))
        for name, tensor in zip(keras_names(model) or [], inputs, strict=True)
    ]
    batches = {tensor.shape[0] for tensor in inputs} - {None}
    return examples.drawn(described, count=next(iter(batches), 2))


def keras_names(model: Any) -> list[str] | None:
    """List the names of a Keras model's inputs, as the layers format gives them."""
    inputs = getattr(model, "inputs", None)
    if not inputs or not hasattr(inputs[0], "_keras_history"):
        return None
    return [str(tensor._keras_history[0].name) for tensor in inputs]
