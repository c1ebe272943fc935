"""Layers of one name in different parts of a model."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def unique_names(model: Any) -> Iterator[list[str]]:
    """Let no two layers with weights share a name, for the length of a block.

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
        name = str(layer.name)
        if name in seen:
            number = 1
            while f"{name}_{number}" in taken:
                number += 1
            renamed.append((layer, name))
            layer.name = f"{name}_{number}"
            taken.add(layer.name)
        seen.add(str(layer.name))
    notes = []
    if renamed:
        pairs = ", ".join(f"{old!r} to {layer.name!r}" for layer, old in renamed)
        notes = [
            "TensorFlow.js finds weights by their layer's name, so that of several "
            f"layers with the same name all but one are renamed: {pairs}."
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
