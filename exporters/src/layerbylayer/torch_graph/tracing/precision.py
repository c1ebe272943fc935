"""Float32, in which TensorFlow.js computes, for models of other floats."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any

import torch

from ...artifact.converted import Tolerance
from ...errors import InvalidModelError
from ...frameworks import detect, half_policies, precision_note
from .arguments import HALVES
from .places import user_line

ROUNDINGS = 4
"""How many times the step of a half-precision float an answer may be away."""


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


def halves_inside(graphs: Iterable[torch.fx.Graph]) -> dict[torch.dtype, str]:
    """List the half-precision floats in traced graphs, each with its first line."""
    lines: dict[torch.dtype, str] = {}
    for graph in graphs:
        for node in graph.nodes:
            value = node.meta.get("val")
            dtype = value.dtype if isinstance(value, torch.Tensor) else None
            if dtype in (torch.float16, torch.bfloat16) and node.op != "placeholder":
                lines.setdefault(dtype, user_line(node))
    return lines


def loosened(tolerance: Tolerance, halves: dict[torch.dtype, str]) -> Tolerance:
    """Allow for what the model itself rounds off in half precision."""
    steps = [ROUNDINGS * torch.finfo(dtype).eps for dtype in halves]
    return Tolerance(max([tolerance.relative, *steps]), tolerance.floor)


def halves_note(halves: dict[torch.dtype, str]) -> list[str]:
    """Say which parts of the model compute in half precision, and what that means."""
    return [
        f"Parts of the model compute in {str(dtype).removeprefix('torch.')}"
        f"{'' if line == 'the model' else f' ({line})'}; "
        "TensorFlow.js computes them in float32, and was compared with them as closely "
        "as they are computed."
        for dtype, line in halves.items()
    ]
