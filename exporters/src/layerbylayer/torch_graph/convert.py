"""A PyTorch module, or a Keras model on the torch backend, as a TensorFlow.js graph."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import torch

from ..artifact import example as examples
from ..artifact.card import FeatureMap, Function, Input, Output
from ..artifact.converted import Array, ConvertedModel, Tolerance, Weight
from ..artifact.weights import Quantize
from ..errors import InvalidModelError
from .capture import Captured, Method, capture, captured_program
from .feature_map import NAME as FEATURE_MAP
from .feature_map import with_feature_map
from .ir import Graph, Node, Shape, Value
from .lower import lower
from .lowerings.registry import tensor_type
from .ops import OPS
from .parameters import with_parameters
from .passes import eliminate_common_subexpressions, optimized
from .serialize import Serialized, serialized
from .traced import (
    FORWARD,
    Traced,
    example_inputs,
    framework,
    keras_names,
    method_inputs,
)

_log = logging.getLogger("layerbylayer")
DENSE = "MatMul"
"""The operation of a dense layer."""
TOLERANCE = Tolerance(1e-4, floor=1e-3)


def convert(
    model: Any,
    example: Any = None,
    *,
    quantize: Quantize | None = None,
    feature_map: bool = False,
    dynamic_shapes: Any = None,
    functions: Mapping[str, Sequence[Any]] | None = None,
) -> ConvertedModel:
    """Trace a model and express it in TensorFlow.js's operations.

    Args:
        model: a PyTorch module; a Keras model on the torch backend; or what
            torch.export.export has made of a module.
        example: some inputs, (examples, ...): a module is traced on them.
        quantize: how the weights will be stored. Factors of batch normalization then
            stay apart from the weights, which keeps more of their bits.
        feature_map: export the last feature map as well, as the output "feature_map",
            (batch, height, width, channels): for a classifier that ends in global
            average pooling and a dense layer.
        dynamic_shapes: which dimensions are open, as torch.export.export takes it;
            without it, the first one of each input, the batch.
        functions: in place of an example: methods of the model that become functions of
            one graph and share its weights, each with an example of its inputs. The
            function `step` with an input `token` has the input `step_token`, and the
            outputs `step_output_0` and so on; `execute` runs what is asked for. All
            examples have the same number of rows.

    Raises:
        InvalidModelError: the model cannot be traced, or has no feature map.
        InvalidExampleError: there is none, or the model cannot be run on it.
        UnsupportedOpError: TensorFlow.js cannot express some operations.
    """
    if functions is not None:
        return _functions(model, functions, dynamic_shapes or {}, quantize)
    captured = captured_model(model, example, dynamic_shapes)
    if feature_map:
        captured = with_feature_map(captured)
    return _converted(model, [captured], lower(captured), quantize)


def _functions(
    model: Any,
    functions: Mapping[str, Sequence[Any]],
    dynamic_shapes: Mapping[str, Any],
    quantize: Quantize | None,
) -> ConvertedModel:
    """Several methods as one graph: what is constant is there once."""
    inputs: list[Node] = []
    outputs: dict[str, Value] = {}
    given: dict[str, Array] = {}
    captured: list[Captured] = []
    described: dict[str, Function] = {}
    for name, example in functions.items():
        arrays: Any = examples.arrays(tuple(example))
        _log.info("tracing %s", name)
        one = captured_method(model, name, arrays, dynamic_shapes.get(name))
        captured.append(one)
        graph = lower(one)
        inputs += graph.inputs
        named = {f"{name}_{key}": value for key, value in graph.outputs.items()}
        outputs |= named
        given |= {
            str(node.name): array
            for node, array in zip(graph.inputs, arrays, strict=True)
        }
        described[name] = Function(
            [str(node.name) for node in graph.inputs], list(named)
        )
    converted = _converted(model, captured, Graph(tuple(inputs), outputs), quantize)
    return replace(converted, example=given, functions=described)


def captured_method(
    model: Any,
    name: str,
    example: Sequence[Array],
    dynamic_shapes: Any = None,
    *,
    open_batch: bool = True,
) -> Captured:
    """Trace one method of a model; the arguments are those of `convert` and `capture`.

    Raises:
        InvalidModelError: the model has no such method, or it cannot be traced.
        InvalidExampleError: it cannot be run on the example.
    """
    if isinstance(model, Traced):
        return _captured_before(model, name)
    names, tensors = method_inputs(model, name, example)
    one = capture(
        Method(model, name),
        tensors,
        names=names,
        dynamic_shapes=dynamic_shapes,
        open_batch=open_batch,
    )
    return replace(one, label=type(model).__name__)


def _captured_before(model: Traced, name: str) -> Captured:
    wrapped = name != FORWARD or model.framework["name"] == "keras"
    return captured_program(
        model.programs[name], model.label, model.inputs[name], wrapped
    )


def captured_model(
    model: Any, example: Any, dynamic_shapes: Any = None, *, open_batch: bool = True
) -> Captured:
    """Trace a model; the arguments are those of `convert` and `capture`.

    Raises:
        InvalidModelError: the model cannot be traced.
        InvalidExampleError: there is none, or the model cannot be run on it.
    """
    _log.info("tracing %s", type(model).__name__)
    if isinstance(model, Traced):
        return _captured_before(model, FORWARD)
    if isinstance(model, torch.export.ExportedProgram):
        return captured_program(model)
    if not isinstance(model, torch.nn.Module):
        raise InvalidModelError(
            f"{type(model).__name__} is no PyTorch module. A Keras model is one if "
            "KERAS_BACKEND=torch is set before Keras is imported."
        )
    return capture(
        model,
        example_inputs(model, example),
        names=keras_names(model),
        dynamic_shapes=dynamic_shapes,
        open_batch=open_batch,
    )


def _converted(
    model: Any, captured: Sequence[Captured], lowered: Graph, quantize: Quantize | None
) -> ConvertedModel:
    _log.info("compiling %d operations", lowered.size())
    graph = optimized(lowered, fold_weights=quantize in (None, "float16"))
    final = eliminate_common_subexpressions(with_parameters(graph))
    final.verify("its parameters became inputs")
    written = serialized(final)
    depthwise = {
        written.names[node.inputs[1].node]
        for node in final.nodes()
        if node.definition.scale_per_channel
    }
    weights = [
        Weight(name, array, per_channel=name in depthwise)
        for name, array in written.weights.items()
    ]

    return ConvertedModel(
        kind="graph-model",
        model_json={
            "format": "graph-model",
            "modelTopology": written.topology,
            "signature": written.signature,
        },
        weights=weights,
        inputs=[
            Input(str(node.name), _inner(node.types[0].shape), node.types[0].dtype)
            for node in graph.inputs
        ],
        outputs=[
            Output(name, _inner(value.shape), value.dtype)
            for name, value in graph.outputs.items()
        ],
        layers=graph.size(),
        parameters=sum(w.values.size for w in weights if w.values.dtype == np.float32),
        framework=model.framework if isinstance(model, Traced) else framework(model),
        predict=partial(framework_outputs, captured),
        tolerance=TOLERANCE,
        feature_map=_feature_map(graph, final, written),
    )


def framework_outputs(
    captured: Sequence[Captured], inputs: Sequence[Array]
) -> list[Array]:
    """Compute what the model itself gives, one function after the other."""
    outputs: list[Array] = []
    left = list(inputs)
    for one in captured:
        tensors = [
            torch.from_numpy(np.ascontiguousarray(left.pop(0))).to(wanted)
            for wanted in one.dtypes
        ]
        outputs += [_array(tensor) for tensor in one.run(tensors)]
    return outputs


def _feature_map(graph: Graph, final: Graph, written: Serialized) -> FeatureMap | None:
    """Where a page finds the feature map and the dense layer's kernel."""
    if FEATURE_MAP not in graph.outputs:
        return None
    node = next(iter(final.outputs.values())).node
    while node.op not in (DENSE, OPS[DENSE].fused_as):
        node = node.inputs[0].node
    return FeatureMap(FEATURE_MAP, written.names[node.inputs[1].node])


def _inner(shape: Shape) -> list[int | None]:
    """A shape without the batch; None for what is open."""
    return [size if isinstance(size, int) else None for size in shape[1:]]


def _array(tensor: torch.Tensor) -> Array:
    kind = tensor_type(tensor).dtype
    tensor = tensor.float() if tensor.dtype == torch.bfloat16 else tensor
    return tensor.detach().cpu().numpy().astype(kind)
