"""A model, traced and lowered, with as much open as its operations allow."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch

from ..errors import UnsupportedOpError
from ..frameworks import detect, eval_mode
from .ir.graph import Graph
from .lower import lower
from .tracing.arguments import Arguments, keras_names
from .tracing.capture import Captured, list_captures
from .tracing.precision import in_float32

ATTENTION = (torch.nn.TransformerEncoderLayer, torch.nn.MultiheadAttention)


@dataclass(frozen=True)
class Prepared:
    """A traced model, and its graph before any pass."""

    captured: Captured
    graph: Graph


def prepared(
    model: torch.nn.Module,
    arguments: Arguments,
    dynamic_shapes: Any = None,
    *,
    open_batch: bool = True,
) -> Prepared:
    """Trace and lower a model.

    Where an operation cannot be expressed with an open size that nobody asked for, it
    is tried again with that size fixed; a note says so.

    Args:
        model: a PyTorch module, or a Keras model on the torch backend.
        arguments: an example.
        dynamic_shapes: which axes are open, as torch.export.export takes it.
        open_batch: whether to leave the batch open.

    Raises:
        InvalidExampleError: the model cannot be run on the example.
        InvalidModelError: it cannot be traced.
        UnsupportedOpError: TensorFlow.js cannot express some operations.
    """
    exact, notes = in_float32(model)
    label = type(model).__name__
    problem: UnsupportedOpError | None = None
    for captured in list_captures(
        exact,
        arguments,
        names=keras_names(model),
        dynamic_shapes=dynamic_shapes,
        open_batch=open_batch,
    ):
        try:
            graph = lower(captured)
        except UnsupportedOpError as error:
            if captured.opened is None:
                raise
            problem, words = problem or error, captured.opened.words
            continue
        told = [*notes, *captured.notes, *_of_fast_path(exact, arguments, captured)]
        if problem is not None:
            operation, line, why = problem.problems[0]
            told.append(f"Not open: {words}, for {operation} ({line}): {why}.")
        return Prepared(replace(captured, notes=told, label=label), graph)
    assert problem is not None
    raise problem


def _of_fast_path(
    model: torch.nn.Module, arguments: Arguments, captured: Captured
) -> Sequence[str]:
    """Say where PyTorch's fast path for attention gives other numbers than its own."""
    if detect(model) == "keras" or not any(
        isinstance(part, ATTENTION) for part in model.modules()
    ):
        return []
    if not torch.backends.mha.get_fastpath_enabled():
        return []
    with eval_mode(model), torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fast = torch.utils._pytree.tree_leaves(model(*arguments.values))
    plain = captured.run(arguments.tensors)
    same = all(
        np.allclose(first.numpy(), second.numpy(), rtol=1e-3, atol=1e-4, equal_nan=True)
        for first, second in zip(fast, plain, strict=False)
        if isinstance(first, torch.Tensor) and first.shape == second.shape
    )
    return [] if same else [FAST_PATH]


FAST_PATH = (
    "PyTorch's fast path for attention answers otherwise than its plain one, at places "
    "that are padding; TensorFlow.js was compared with the plain one "
    "(torch.backends.mha.set_fastpath_enabled(False))."
)
