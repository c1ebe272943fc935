"""Names of layers that TensorFlow.js cannot take, or cannot tell apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

# See `tensorNameRegex` in TensorFlow.js Layers.
NAME = re.compile(r"[A-Za-z0-9][-A-Za-z0-9._]*")


def fitting(name: str) -> str:
    """Give a name that TensorFlow.js takes: the same, if it does."""
    fit = re.sub(r"[^-A-Za-z0-9._]", "_", name)
    return fit if NAME.fullmatch(fit) else f"layer_{fit}"


@contextmanager
def unique_names(model: Any) -> Iterator[list[str]]:
    """Let each layer with weights have a fit name of its own, for a block's length.

    TensorFlow.js finds weights by the name of their layer, whatever model that is in.
    The layers farther out keep theirs.

    Yields:
        Notes on what is renamed.
    """
    layers = list(_outer_first(model))
    taken = {str(layer.name) for layer in layers}
    seen: set[str] = set()
    renamed: list[tuple[Any, str]] = []
    for layer in layers:
        if hasattr(layer, "layers") or not layer.weights:
            continue
        name = fit = fitting(str(layer.name))
        number = 0
        while fit in seen or (fit != layer.name and fit in taken):
            number += 1
            fit = f"{name}_{number}"
        if fit != layer.name:
            renamed.append((layer, str(layer.name)))
            layer.name = fit
            taken.add(fit)
        seen.add(fit)
    notes = []
    if renamed:
        pairs = ", ".join(f"{old!r} to {layer.name!r}" for layer, old in renamed)
        notes = [
            "TensorFlow.js finds weights by their layer's name, which has to be "
            "different for each and made of letters, digits, '.', '_' and '-'. These "
            f"are renamed: {pairs}."
        ]
    try:
        yield notes
    finally:
        for layer, name in renamed:
            layer.name = name


def _outer_first(model: Any) -> Iterator[Any]:
    """List all layers once, those of a model before those of models in it."""
    waiting, seen = [model], set()
    while waiting:
        for layer in waiting.pop(0).layers:
            if id(layer) in seen:
                continue
            seen.add(id(layer))
            yield layer
            if hasattr(layer, "layers"):
                waiting.append(layer)
