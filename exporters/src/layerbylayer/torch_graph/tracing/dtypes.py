"""Advice where a module takes other numbers than the example has."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from itertools import product

import torch

from ...frameworks import detect
from .arguments import Arguments

CALLS = {torch.float32: "float", torch.int64: "long"}


def otherwise(
    model: torch.nn.Module, called: torch.nn.Module, arguments: Arguments
) -> str:
    """Say of which dtype the example would have to be, if the module runs on that.

    Args:
        model: a module that cannot be run on its example.
        called: what of it is called.
        arguments: the example.

    Returns:
        A sentence that goes on from an error, with the space before it; or nothing.
    """
    if detect(model) == "keras":  # It gets what its inputs say.
        return ""
    for places, dtype in product(_tried(len(arguments.tensors)), CALLS):
        tensors = list(arguments.tensors)
        for place in places:
            tensors[place] = tensors[place].to(dtype)
        with torch.no_grad():
            try:
                called(*arguments.replaced(tensors).values)
            except Exception:  # As it did before.
                continue
        names = _names(model, arguments)
        told = [
            f"{names[place]}, which is taken as "
            f"{str(arguments.tensors[place].dtype).removeprefix('torch.')}"
            for place in places
        ]
        wanted = f"{str(dtype).removeprefix('torch.')} (.{CALLS[dtype]}())"
        return f". It runs with {wanted} for {', and '.join(told)}: pass that."
    return ""


def _tried(count: int) -> Iterator[tuple[int, ...]]:
    """Which tensors to change: each alone, and all."""
    yield from ((place,) for place in range(count))
    if count > 1:
        yield tuple(range(count))


def _names(model: torch.nn.Module, arguments: Arguments) -> list[str]:
    """What the tensors are called in the module's forward, or which they are."""
    parameters = list(inspect.signature(model.forward).parameters)
    flat = all(isinstance(value, torch.Tensor) for value in arguments.values)
    count = len(arguments.tensors)
    if flat and len(parameters) >= count:
        return [repr(name) for name in parameters[:count]]
    return [f"tensor {place}" for place in range(count)]
