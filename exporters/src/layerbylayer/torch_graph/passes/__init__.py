"""The passes by name, in their order. Each is a function from a graph to a graph."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from ..ir.graph import Graph
from .affine import canonical, fold_scales
from .booleans import integers_for_booleans
from .broadcasts import without_broadcasts
from .duplicates import eliminate_common_subexpressions
from .fusion import fused
from .layout import laid_out
from .movement import merged_movement, merged_reductions
from .nans import with_nans
from .padding import padding_into_convolutions
from .products import with_own_matrices

_log = logging.getLogger("layerbylayer")

__all__ = [
    "Pass",
    "canonical",
    "eliminate_common_subexpressions",
    "fold_scales",
    "fused",
    "integers_for_booleans",
    "laid_out",
    "merged_movement",
    "merged_reductions",
    "optimized",
    "padding_into_convolutions",
    "passes",
    "run",
    "until_stable",
    "with_nans",
    "with_own_matrices",
    "without_broadcasts",
]


@dataclass(frozen=True)
class Pass:
    """A step from a graph to one that computes the same."""

    name: str
    apply: Callable[[Graph], Graph]
    repeat: bool = False
    """Whether to go on for as long as the graph gets smaller."""


def passes(*, fold_weights: bool = True) -> Sequence[Pass]:
    """List the passes in the order in which they run.

    Args:
        fold_weights: multiply factors (of batch normalization) into the weights before
            them; without, the weights stay as they were trained, to be quantized.
    """
    scales = partial(fold_scales, kept_apart=not fold_weights)
    return (
        Pass("broadcasts", without_broadcasts),
        Pass("movement before layout", merged_movement),
        Pass("common subexpressions", eliminate_common_subexpressions),
        # From here on a reduction may be followed by its Reshape.
        Pass("layout", laid_out),
        Pass("movement", merged_movement),
        Pass("padding into convolutions", padding_into_convolutions),
        Pass("canonical constants", canonical, repeat=True),
        Pass("scales into weights", scales),
        Pass("movement after scales", merged_movement, repeat=True),
        Pass("reductions without axes", merged_reductions),
        Pass("NaN stays NaN", with_nans),
        Pass("fusion", fused),
        Pass("integers for booleans", integers_for_booleans),
        Pass("common subexpressions at the end", eliminate_common_subexpressions),
        Pass("matrices of their own", with_own_matrices),
    )


def optimized(graph: Graph, *, fold_weights: bool = True) -> Graph:
    """Run all passes, and verify the graph before and after each.

    Args:
        graph: as lowering made it.
        fold_weights: as for `passes`.

    Raises:
        InvalidGraphError: a graph is wrong; the error names the pass that made it.
    """
    return run(passes(fold_weights=fold_weights), graph)


def run(steps: Sequence[Pass], graph: Graph) -> Graph:
    """Run passes, and verify the graph before and after each.

    Raises:
        InvalidGraphError: a graph is wrong; the error names the pass that made it.
    """
    graph.verify("lowering")
    for step in steps:
        before = graph.size()
        graph = until_stable(step.apply, graph) if step.repeat else step.apply(graph)
        graph.verify(f"the pass {step.name!r}")
        _log.debug("%s: %d nodes, were %d", step.name, graph.size(), before)
    return graph


def until_stable(step: Callable[[Graph], Graph], graph: Graph) -> Graph:
    """Run a pass again and again, as long as the graph gets smaller."""
    while True:
        smaller = step(graph)
        if smaller.size() >= graph.size():
            return smaller
        graph = smaller
