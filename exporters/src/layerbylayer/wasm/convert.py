"""From a model to graphs whose sizes are fixed, one for each function."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..artifact import example as examples
from ..artifact.converted import Array
from ..torch_graph.convert import (
    DENSE,
    captured_method,
    class_weights,
    framework_outputs,
    prepared_model,
)
from ..torch_graph.ir.graph import Graph, Node, TensorType
from ..torch_graph.lower import lower
from ..torch_graph.passes import optimized
from ..torch_graph.traced import Traced
from ..torch_graph.traced import framework as traced_framework
from ..torch_graph.tracing.capture import Captured
from ..torch_graph.tracing.feature_map import NAME as FEATURE_MAP
from ..torch_graph.tracing.feature_map import with_feature_map
from .bind import with_fixed_sizes

_log = logging.getLogger("layerbylayer")
NO_TRANSPOSE = {"transpose_a": False, "transpose_b": False}
CLASS_MAPS = "class_maps"
FUNCTION = "predict"
"""What the function is called where a model has only one."""


@dataclass(frozen=True)
class Part:
    """One function of a model: its graph, and the framework's own answers.

    `example` has an array for each input, where the model was traced on one.
    """

    captured: Captured
    graph: Graph
    example: Sequence[Array] | None = None

    def outputs(self, inputs: Sequence[Array]) -> list[Array]:
        """Compute what the framework gives."""
        return framework_outputs([self.captured], list(self.graph.outputs), inputs)


def parts(
    model: Any,
    example: Any,
    functions: Mapping[str, Sequence[Any]] | None,
    feature_map: bool,
) -> dict[str, Part]:
    """Trace a model, and compile it to the graph that TensorFlow.js would get.

    Args:
        model: what `torch_graph.convert` takes.
        example: some inputs; only the shape of one of them matters.
        functions: in place of an example: methods by name, with examples of their
            inputs.
        feature_map: whether to give the last feature map as well.

    Raises:
        InvalidModelError: the model cannot be traced, or has no feature map.
        InvalidExampleError: there is no example, or the model cannot be run on it.
        UnsupportedOpError: some operations have no equal.
    """
    if functions is None:
        ready, arguments = prepared_model(model, example, alone=True)
        captured = ready.captured
        if feature_map:
            captured = with_feature_map(captured)
        drawn = example is None or isinstance(example, str)
        if drawn or arguments is None:
            return {FUNCTION: _part(captured, example)}
        arrays = [tensor.numpy() for tensor in arguments.tensors]
        return {FUNCTION: _part(captured, tuple(arrays), arrays)}
    return {name: _method(model, name, tuple(g)) for name, g in functions.items()}


def class_maps(graph: Graph) -> Graph | None:
    """Build what turns a graph's feature map into the maps of all classes.

    It takes the feature map, (height x width, channels), to (height x width, classes):
    the products with the weights of the dense layer at the end, which it shares.

    Returns:
        The graph; None where the given one has no feature map.
    """
    if FEATURE_MAP not in graph.outputs:
        return None
    *_, height, width, channels = graph.outputs[FEATURE_MAP].shape
    kernel = class_weights(graph)
    places = TensorType((height * width, channels), "float32")
    maps = TensorType((height * width, kernel.shape[-1]), "float32")
    source = Node("Placeholder", (), (places,), name=FEATURE_MAP)
    product = Node(DENSE, (source.out, kernel), (maps,), NO_TRANSPOSE)
    return Graph((source,), {CLASS_MAPS: product.out})


def framework(model: Any) -> Mapping[str, str]:
    """Tell the framework's name and version, of a trace those that it was made with."""
    return model.framework if isinstance(model, Traced) else traced_framework(model)


def _method(model: Any, name: str, inputs: Sequence[Any]) -> Part:
    """A method; its outputs bear its name, as its inputs do."""
    arrays = [a[:1] if a.ndim else a for a in map(examples.array, inputs)]
    captured = captured_method(model, name, arrays, open_batch=False)
    part = _part(captured, inputs)
    outputs = {f"{name}_{key}": v for key, v in part.graph.outputs.items()}
    return replace(part, graph=Graph(part.graph.inputs, outputs))


def _part(
    captured: Captured, example: Any, arrays: Sequence[Array] | None = None
) -> Part:
    lowered = lower(captured)
    _log.info("compiling %d operations", lowered.size())
    drawn = example is None or isinstance(example, str)
    known = {} if drawn else examples.arrays(example)
    if isinstance(known, list):
        names = (str(node.name) for node in lowered.inputs)
        known = dict(zip(names, known, strict=True))
    # Only what was traced before may leave sizes open.
    shapes = [
        known[str(node.name)].shape if known else node.types[0].shape
        for node in lowered.inputs
    ]
    return Part(captured, optimized(with_fixed_sizes(lowered, shapes)), arrays)
