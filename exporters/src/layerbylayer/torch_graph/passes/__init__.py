"""The passes, in their order. Each is a function from a graph to a graph."""

from __future__ import annotations

from collections.abc import Callable

from ..ir import Graph
from .affine import canonical, fold_scales
from .broadcasts import without_broadcasts
from .duplicates import eliminate_common_subexpressions
from .fusion import fused
from .layout import laid_out
from .movement import merged_movement, merged_reductions
from .padding import padding_into_convolutions

Pass = Callable[[Graph], Graph]

__all__ = [
    "canonical",
    "fused",
    "fold_scales",
    "laid_out",
    "merged_movement",
    "merged_reductions",
    "optimized",
    "padding_into_convolutions",
    "until_stable",
    "without_broadcasts",
    "eliminate_common_subexpressions",
]


def optimized(graph: Graph, *, fold_weights: bool = True) -> Graph:
    """All passes.

    Args:
        graph: as lowering made it.
        fold_weights: multiply factors (of batch normalization) into the weights before
            them; without, the weights stay as they were trained, to be quantized.
    """
    graph = eliminate_common_subexpressions(merged_movement(without_broadcasts(graph)))
    graph = merged_movement(laid_out(graph))
    graph = padding_into_convolutions(graph)
    graph = until_stable(canonical, graph)
    graph = fold_scales(graph, kept_apart=not fold_weights)
    graph = until_stable(merged_movement, graph)
    return eliminate_common_subexpressions(fused(merged_reductions(graph)))


def until_stable(step: Pass, graph: Graph) -> Graph:
    """A pass again and again, as long as the graph gets smaller."""
    while True:
        smaller = step(graph)
        if smaller.size() >= graph.size():
            return smaller
        graph = smaller
