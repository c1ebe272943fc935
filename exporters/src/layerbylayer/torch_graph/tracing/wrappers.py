"""Models and methods as the modules that torch.export traces."""

from __future__ import annotations

from typing import Any

import torch

from ...frameworks import detect, float32_policies


class KerasCall(torch.nn.Module):
    """A Keras model on the torch backend, called for inference."""

    def __init__(self, model: Any) -> None:
        """Wrap a model."""
        super().__init__()
        self.model = model

    def forward(self, *inputs: torch.Tensor) -> Any:
        """Call the model; several inputs go as it takes them, or as one list."""
        structured: Any = inputs[0] if len(inputs) == 1 else list(inputs)
        structure = getattr(self.model, "_inputs_struct", None)
        if isinstance(structure, dict):
            import keras

            structured = keras.tree.pack_sequence_as(structure, list(inputs))
        with float32_policies(self.model):
            return self.model(structured, training=False)


class Method(torch.nn.Module):
    """One method of a module, as a module."""

    def __init__(self, model: torch.nn.Module, name: str) -> None:
        """Wrap a method."""
        super().__init__()
        self.model, self.name = model, name

    def forward(self, *inputs: torch.Tensor) -> Any:
        """Call the method."""
        return getattr(self.model, self.name)(*inputs)


def called(model: torch.nn.Module) -> torch.nn.Module:
    """Give what is traced of a model: itself, or for Keras a call of it."""
    return KerasCall(model) if detect(model) == "keras" else model
