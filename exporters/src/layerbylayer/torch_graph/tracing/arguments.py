"""What a module is called with: tensors, alone or in lists and dictionaries."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch.utils import _pytree as pytree

from ...artifact import example as examples
from ...artifact.card import Input
from ...artifact.converted import Array
from ...errors import InvalidExampleError, InvalidModelError
from ...frameworks import detect, eval_mode
from . import wrappers

HALVES = (torch.float16, torch.bfloat16, torch.float64)
PLAIN = (
    *(torch.float32, torch.bool, torch.uint8),
    *(torch.int8, torch.int16, torch.int32, torch.int64),
)
"""What PyTorch computes in."""


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

    def first(self) -> Arguments:
        """Take the first example alone."""
        rows = [tensor[:1] if tensor.ndim else tensor for tensor in self.tensors]
        return self.replaced(rows)

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
        InvalidExampleError: there is no example, its names are unknown, or the module's
            numbers depend on how it lies in memory.
    """
    if example is None or isinstance(example, str):
        example = _drawn(model)
    if detect(model) == "keras":
        given = Arguments(tuple(_of_keras(model, _flat_of_keras(model, example))))
    else:
        ordered = _by_place(inspect.signature(model.forward), example)
        given = Arguments(tuple(_tensors(value) for value in ordered))
    return _contiguous(model, given)


def _contiguous(model: torch.nn.Module, given: Arguments) -> Arguments:
    """Lay the tensors out in order, as all that a page hands over is.

    A trace of views notes their strides, and PyTorch cannot decompose some of those
    traces once they were saved.

    Raises:
        InvalidExampleError: the module then gives other numbers.
    """
    if all(tensor.is_contiguous() for tensor in given.tensors):
        return given
    made = given.replaced([tensor.contiguous() for tensor in given.tensors])
    before, again = _numbers(model, given, seed=0), _numbers(model, given, seed=1)
    after = _numbers(model, made, seed=0)
    if before is None or again is None or after is None or not _alike(before, again):
        return made  # It fails, or draws numbers: whoever runs it next tells so.
    if not _alike(before, after):
        raise InvalidExampleError(
            f"{type(model).__name__} gives other numbers for a copy of the example, "
            "whose values lie in memory one after the other: it reads strides (through "
            "as_strided or is_contiguous, say), and a page has none. Index or reshape "
            "instead, and pass the example with .contiguous()."
        )
    return made


def _numbers(
    model: torch.nn.Module, given: Arguments, seed: int
) -> list[torch.Tensor] | None:
    """What a module gives; None where it fails."""
    # It may write into what it is given.
    own = given.replaced([tensor.clone() for tensor in given.tensors])
    with eval_mode(model), torch.no_grad(), torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        try:
            outputs = wrappers.called(model)(*own.values)
        except Exception:
            return None
    leaves = pytree.tree_leaves(outputs)
    return [leaf.detach() for leaf in leaves if isinstance(leaf, torch.Tensor)]


def _alike(before: Sequence[torch.Tensor], after: Sequence[torch.Tensor]) -> bool:
    """Whether two runs agree, but for what another order of sums changes."""
    return all(
        one.shape == other.shape
        and bool(torch.isclose(one, other, 1e-3, 1e-4, equal_nan=True).all())
        for one, other in zip(before, after, strict=False)
    )


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
    """Make a tensor: of float32 from other floats and from pixels.

    Raises:
        InvalidExampleError: it is of no numbers.
    """
    plain = isinstance(value, torch.Tensor) and value.layout == torch.strided
    made: torch.Tensor
    if plain and value.dtype in (*HALVES, *PLAIN):
        made = value.detach().cpu()
    else:
        made = torch.from_numpy(np.array(examples.array(value), order="C"))
    return made.float() if made.dtype in (*HALVES, torch.uint8) else made


def _of_keras(model: Any, example: Sequence[Any]) -> Iterator[torch.Tensor]:
    """Give the example in the dtypes that a Keras model takes, where it says so."""
    names: Any = keras_names(model)
    inputs: Any = getattr(model, "inputs", None)
    if names is None or len(inputs) != len(example):
        yield from map(tensor, example)  # Whoever counts them next tells so.
        return
    for value, name, taken in zip(example, names, inputs, strict=True):
        made = examples.array(value)
        yield tensor(examples.converted(made, name, tfjs_dtype(str(taken.dtype))))


def tfjs_dtype(dtype: str) -> str:
    """Tell what TensorFlow.js has for a dtype of Keras.

    Raises:
        InvalidModelError: it is of texts.
    """
    if dtype == "bool":
        return dtype
    if "float" in dtype:
        return "float32"
    if "int" in dtype:
        return "int32"
    raise InvalidModelError(
        f"an input of the model takes {dtype}, and TensorFlow.js's models take "
        "numbers. Let the model begin behind what makes numbers of it."
    )


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
        kind = "a PyTorch module"
        if detect(model) == "keras":
            kind = "a Keras model that does not say what shapes it takes"
        raise InvalidExampleError(
            f"{type(model).__name__} is {kind}: it is traced on an example. "
            "Pass some real inputs as `example`."
        )
    described = [
        Input(name, list(tensor.shape[1:]), tfjs_dtype(str(tensor.dtype)))
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
