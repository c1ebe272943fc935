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
from ..errors import InvalidExampleError, InvalidModelError
from .ir.graph import Graph, Node, Value
from .ir.ops import OPS
from .ir.rows import Rows
from .lower import lower
from .lowerings.registry import tensor_type
from .passes import eliminate_common_subexpressions, optimized
from .prepare import Prepared, prepared
from .serialization.parameters import with_parameters
from .serialization.serialize import Serialized, serialized
from .traced import FORWARD, Traced, framework, method_inputs
from .tracing.arguments import Arguments, of_example
from .tracing.capture import Captured, capture, captured_program
from .tracing.feature_map import NAME as FEATURE_MAP
from .tracing.feature_map import with_feature_map
from .tracing.precision import halves_inside, halves_note, loosened
from .tracing.wrappers import Method

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
    ready, arguments = prepared_model(model, example, dynamic_shapes)
    if feature_map:
        captured = with_feature_map(ready.captured)
        ready = Prepared(captured, lower(captured))
    converted = _converted(model, [ready.captured], ready.graph, quantize)
    if arguments is None or example is None or isinstance(example, str):
        return converted
    arrays = [tensor.numpy() for tensor in arguments.tensors]
    names = [described.name for described in converted.inputs]
    return replace(converted, example=dict(zip(names, arrays, strict=True)))


def _functions(
    model: Any,
    functions: Mapping[str, Sequence[Any]],
    dynamic_shapes: Mapping[str, Any],
    quantize: Quantize | None,
) -> ConvertedModel:
    """Several methods as one graph: what is constant is there once."""
    inputs: list[Node] = []
    outputs: dict[str, Value] = {}
    arguments: dict[str, Array] = {}
    captured: list[Captured] = []
    described: dict[str, Function] = {}
    for name, example in functions.items():
        arrays: Any = examples.arrays(tuple(example))
        _log.info("tracing %s", name)
        captured_function = captured_method(
            model, name, arrays, dynamic_shapes.get(name)
        )
        captured.append(captured_function)
        graph = lower(captured_function)
        inputs += graph.inputs
        named = {f"{name}_{key}": value for key, value in graph.outputs.items()}
        outputs |= named
        arguments |= {
            str(node.name): array
            for node, array in zip(graph.inputs, arrays, strict=True)
        }
        described[name] = Function(
            [str(node.name) for node in graph.inputs], list(named)
        )
    converted = _converted(model, captured, Graph(tuple(inputs), outputs), quantize)
    return replace(converted, example=arguments, functions=described)


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
    captured = capture(
        Method(model, name),
        tensors,
        names=names,
        dynamic_shapes=dynamic_shapes,
        open_batch=open_batch,
    )
    return replace(captured, label=type(model).__name__)


def prepared_model(
    model: Any, example: Any, dynamic_shapes: Any = None, *, alone: bool = False
) -> tuple[Prepared, Arguments | None]:
    """Trace and lower a model; the arguments are those of `convert` and `capture`.

    With `alone` it is traced on the first example, and for no other number of them.

    Returns:
        The model, and the example that it was traced on if it was not traced before.

    Raises:
        InvalidModelError: the model cannot be traced.
        InvalidExampleError: there is none, or the model cannot be run on it.
        UnsupportedOpError: some operations cannot be expressed.
    """
    _log.info("tracing %s", type(model).__name__)
    if isinstance(model, Traced | torch.export.ExportedProgram):
        captured = _captured_before(model, FORWARD)
        return Prepared(captured, lower(captured)), None
    if not isinstance(model, torch.nn.Module):
        raise InvalidModelError(
            f"{type(model).__name__} is no PyTorch module. A Keras model is one if "
            "KERAS_BACKEND=torch is set before Keras is imported."
        )
    arguments = of_example(model, example)
    traced_on = arguments.first() if alone else arguments
    return prepared(model, traced_on, dynamic_shapes, open_batch=not alone), arguments


def _captured_before(
    model: Traced | torch.export.ExportedProgram, name: str
) -> Captured:
    if isinstance(model, torch.export.ExportedProgram):
        return captured_program(model)
    wrapped = name != FORWARD or model.framework["name"] == "keras"
    captured = captured_program(
        model.programs[name], model.label, model.inputs[name], wrapped
    )
    return replace(captured, notes=[*model.notes, *captured.notes])


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
    trained = all(_is_finite(function) for function in captured)
    weights = [
        Weight(name, array, per_channel=name in depthwise, may_be_nan=trained)
        for name, array in written.weights.items()
    ]

    halves = halves_inside(function.module.graph for function in captured)
    rows = Rows.of(graph.inputs, [len(function.dtypes) for function in captured])
    return ConvertedModel(
        kind="graph-model",
        model_json={
            "format": "graph-model",
            "modelTopology": written.topology,
            "signature": written.signature,
        },
        weights=weights,
        inputs=[
            Input(
                str(node.name),
                rows.inner(node.types[0].shape),
                node.types[0].dtype,
                batched=rows.first(node.types[0].shape),
            )
            for node in graph.inputs
        ],
        outputs=[
            Output(name, rows.inner(v.shape), v.dtype, batched=rows.first(v.shape))
            for name, v in graph.outputs.items()
        ],
        steps={str(n.name): rows.steps(n.types[0].shape) for n in graph.inputs},
        rows=rows.fixed,
        notes=[
            *(note for function in captured for note in function.notes),
            *halves_note(halves),
        ],
        layers=graph.size(),
        parameters=sum(w.values.size for w in weights if w.values.dtype == np.float32),
        framework=model.framework if isinstance(model, Traced) else framework(model),
        predict=partial(framework_outputs, captured, list(graph.outputs)),
        tolerance=loosened(TOLERANCE, halves),
        feature_map=_feature_map(graph, final, written),
    )


def _is_finite(captured: Captured) -> bool:
    """Whether what was trained is finite; what else is not is of the model's code."""
    return all(
        bool(captured.constants[place].isfinite().all()) for place in captured.names
    )


def framework_outputs(
    captured: Sequence[Captured], names: Sequence[str], inputs: Sequence[Array]
) -> list[Array]:
    """Compute what the model itself gives, one function after the other.

    Args:
        captured: the functions.
        names: of the outputs of all.
        inputs: of all.
    """
    outputs: list[Array] = []
    remaining = list(inputs)
    for function in captured:
        tensors = [
            # ascontiguousarray would make a vector of a single number.
            torch.from_numpy(np.require(remaining.pop(0), requirements=["C", "W"])).to(
                wanted
            )
            for wanted in function.dtypes
        ]
        ran = zip(function.run(tensors), names[len(outputs) :], strict=False)
        outputs += [_array(tensor, name) for tensor, name in ran]
    return outputs


def _feature_map(graph: Graph, final: Graph, written: Serialized) -> FeatureMap | None:
    """Where a page finds the feature map and the dense layer's kernel."""
    if FEATURE_MAP not in graph.outputs:
        return None
    return FeatureMap(FEATURE_MAP, written.names[class_weights(final).node])


def class_weights(graph: Graph) -> Value:
    """Find the kernel of the dense layer that gives the first output of a graph."""
    node = next(iter(graph.outputs.values())).node
    while node.op not in (DENSE, OPS[DENSE].fused_as):
        node = node.inputs[0].node
    return node.inputs[1]


def _array(tensor: torch.Tensor, name: str) -> Array:
    """The values in the dtype of TensorFlow.js.

    Raises:
        InvalidExampleError: they are integers too large for it.
    """
    kind = tensor_type(tensor).dtype
    tensor = tensor.float() if tensor.dtype == torch.bfloat16 else tensor
    array = tensor.detach().cpu().numpy()
    if kind == "int32" and array.size:
        limits = np.iinfo(np.int32)
        low, high = int(array.min()), int(array.max())
        if low < limits.min or high > limits.max:
            reached = low if low < limits.min else high
            raise InvalidExampleError(
                f"on the example, the output {name!r} reaches {reached}, more than "
                "int32 holds, the only integers of TensorFlow.js. Compute it in floats."
            )
    return array.astype(kind)
