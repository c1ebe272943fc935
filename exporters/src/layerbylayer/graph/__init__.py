"""Any module that torch.export can trace, as a TensorFlow.js Graph model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch

from .capture import capture
from .ir import Graph
from .lower import lower
from .parameters import with_parameters
from .passes import optimized, without_duplicates
from .serialize import Serialized, serialized

__all__ = ["Graph", "Serialized", "compiled", "finished"]


def compiled(
    module: torch.nn.Module,
    example: Sequence[torch.Tensor],
    *,
    dynamic_shapes: Any = None,
    fold_weights: bool = True,
) -> Graph:
    """Trace a module and express it in TensorFlow.js's operations."""
    captured = capture(module, example, dynamic_shapes)
    return optimized(lower(captured), fold_weights=fold_weights)


def finished(graph: Graph) -> Serialized:
    """The graph as it is written into model.json."""
    return serialized(without_duplicates(with_parameters(graph)))
