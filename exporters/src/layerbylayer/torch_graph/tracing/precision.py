"""Float32, in which TensorFlow.js computes, for models of other floats."""

from __future__ import annotations

import copy
from typing import Any

import torch

from ...errors import InvalidModelError
from ...frameworks import detect, half_policies, precision_note
from .arguments import HALVES


def in_float32(model: Any) -> tuple[Any, list[str]]:
    """Give the model, or a copy of it in float32, and a note where that is another.

    A Keras model stays what it is: `frameworks.float32_policies` is for these.

    Raises:
        InvalidModelError: the module cannot be copied.
    """
    if detect(model) == "keras":
        return model, [precision_note(kinds)] if (kinds := half_policies(model)) else []
    if not isinstance(model, torch.nn.Module):
        return model, []
    held = [*model.parameters(), *model.buffers()]
    kinds = {str(t.dtype).removeprefix("torch.") for t in held if t.dtype in HALVES}
    if not kinds:
        return model, []
    try:
        return copy.deepcopy(model).float(), [precision_note(kinds)]
    except Exception as error:
        raise InvalidModelError(
            f"{type(model).__name__} is of {', '.join(sorted(kinds))} and cannot be "
            f"copied to make it float32 ({error}). Call float() on it."
        ) from error
