"""No pass changes what a graph computes: random graphs, evaluated by NumPy."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
from hypothesis import HealthCheck, find, given, settings
from hypothesis.errors import NoSuchExample
from layerbylayer.torch_graph.ir.graph import Graph
from layerbylayer.torch_graph.passes import (
    canonical,
    eliminate_common_subexpressions,
    fold_scales,
    fused,
    integers_for_booleans,
    laid_out,
    merged_movement,
    merged_reductions,
    optimized,
    padding_into_convolutions,
    passes,
    with_nans,
    with_own_matrices,
    without_broadcasts,
)
from layerbylayer.torch_graph.serialization.parameters import with_parameters

from .evaluator import evaluate
from .random_graphs import graphs

Pass = Callable[[Graph], Graph]


def with_final_layout(graph: Graph) -> Graph:
    """What most passes get in the compiler."""
    return merged_movement(laid_out(graph))


PASSES: dict[str, Pass] = {
    "canonical": canonical,
    "eliminate_common_subexpressions": eliminate_common_subexpressions,
    "fold_scales": fold_scales,
    "fold_scales, kept apart": partial(fold_scales, kept_apart=True),
    "fused": fused,
    "integers_for_booleans": integers_for_booleans,
    "laid_out": laid_out,
    "merged_movement": merged_movement,
    "merged_reductions": merged_reductions,
    "padding_into_convolutions": padding_into_convolutions,
    "with_nans": with_nans,
    "with_own_matrices": with_own_matrices,
    "with_parameters": with_parameters,
    "without_broadcasts": without_broadcasts,
    "optimized": optimized,
    "optimized, weights kept": partial(optimized, fold_weights=False),
}


def shape_of(graph: Graph) -> list[tuple[object, ...]]:
    """What a change shows in: operations, their attributes, how they hang together."""
    order = {node: place for place, node in enumerate(graph.nodes())}
    return [
        (
            node.op,
            str(sorted(node.attrs.items())),
            tuple(order[value.node] for value in node.inputs),
            None if node.array is None else node.array.tobytes(),
        )
        for node in order
    ]


def assert_equal(before: Graph, after: Graph) -> None:
    """Both compute the same numbers, of the same dtypes and shapes."""
    shape = before.inputs[0].types[0].shape
    x = np.random.default_rng(0).uniform(-2, 2, shape).astype(np.float32)
    expected, found = evaluate(before, {"x": x}), evaluate(after, {"x": x})
    assert list(found) == list(expected)
    for name, values in expected.items():
        assert found[name].dtype == values.dtype
        scale = float(np.abs(values).max(initial=1.0))
        np.testing.assert_allclose(found[name], values, rtol=0, atol=1e-4 * scale)


@pytest.mark.parametrize("name", PASSES)
@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(graph=graphs())
def test_a_pass_changes_no_number(name: str, graph: Graph) -> None:
    graph.verify("it was drawn")
    for before in (graph, with_final_layout(graph)):
        after = PASSES[name](before)
        after.verify(name)
        assert_equal(graph, after)


@pytest.mark.parametrize("name", PASSES)
def test_each_pass_changes_some_of_these_graphs(name: str) -> None:
    """A pass that found nothing to do would pass the test above."""
    step = PASSES[name]

    def is_changed(graph: Graph) -> bool:
        both = (graph, with_final_layout(graph))
        return any(shape_of(step(before)) != shape_of(before) for before in both)

    quick = settings(max_examples=500, derandomize=True, deadline=None, database=None)
    try:
        assert is_changed(find(graphs(), is_changed, settings=quick))
    except NoSuchExample:
        pytest.fail(f"let random_graphs.py draw what {name} changes", pytrace=False)


def test_all_passes_of_the_compiler_are_tested() -> None:
    tested = {getattr(step, "func", step) for step in PASSES.values()}
    for step in passes():
        function = getattr(step.apply, "func", step.apply)
        assert function in tested, f"add {step.name!r} to PASSES, at the top"
