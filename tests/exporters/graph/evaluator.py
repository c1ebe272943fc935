"""What a graph computes, by NumPy: slow, plain, and written apart from the compiler.

Each operation is as TensorFlow documents it. What the compiler holds as attributes may
be inputs already (see parameters.py): the evaluator takes both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from layerbylayer.torch_graph.ir.graph import Graph, Node, Value
from numpy.typing import NDArray

Array = NDArray[Any]


def evaluate(graph: Graph, inputs: Mapping[str, Array]) -> dict[str, Array]:
    """Compute all outputs of a graph, by name; dtypes and shapes are checked."""
    known: dict[Value, Array] = {}
    for node in graph.nodes():
        if node.op == "Placeholder":
            results: tuple[Array, ...] = (inputs[str(node.name)],)
        elif node.array is not None:
            results = (node.array,)
        else:
            results = _computed(node, [known[value] for value in node.inputs])
        for index, (result, kind) in enumerate(zip(results, node.types, strict=True)):
            assert result.shape == kind.shape, (node.op, result.shape, kind.shape)
            known[Value(node, index)] = result.astype(kind.dtype)
    return {name: known[value] for name, value in graph.outputs.items()}


def _computed(node: Node, inputs: list[Array]) -> tuple[Array, ...]:
    attrs = dict(node.attrs)
    leading = [n for n in node.definition.leading_operands if n not in attrs]
    trailing = [n for n in node.definition.trailing_operands if n not in attrs]
    for name in leading:
        attrs[name] = _plain(inputs.pop(0))
    if trailing:
        parameters = inputs[-len(trailing) :]
        inputs = inputs[: -len(trailing)]
        attrs |= zip(trailing, map(_plain, parameters), strict=True)
    with np.errstate(all="ignore"):
        result = OPERATIONS[node.op](attrs, *inputs)
    return result if isinstance(result, tuple) else (result,)


def _plain(parameter: Array) -> Any:
    values = parameter.tolist()
    return tuple(values) if isinstance(values, list) else values


def _elu(x: Array) -> Array:
    return np.where(x > 0, x, np.expm1(np.minimum(x, 0)))


UNARY: dict[str, Callable[[Array], Array]] = {
    "Abs": np.abs,
    "Cos": np.cos,
    "Elu": _elu,
    "Exp": np.exp,
    "Floor": np.floor,
    "IsNan": np.isnan,
    "Neg": np.negative,
    "Relu": lambda x: np.maximum(x, 0),
    "Relu6": lambda x: np.clip(x, 0, 6),
    "Sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "Sin": np.sin,
    "Square": np.square,
    "Tanh": np.tanh,
}
BINARY: dict[str, Callable[[Array, Array], Array]] = {
    "AddV2": np.add,
    "Maximum": np.maximum,
    "Minimum": np.minimum,
    "Mul": np.multiply,
    "RealDiv": np.divide,
    "Sub": np.subtract,
    "Less": np.less,
    "NotEqual": np.not_equal,
}
REDUCTIONS: dict[str, Callable[..., Array]] = {
    "Max": np.max,
    "Mean": np.mean,
    "Min": np.min,
    "Prod": np.prod,
    "Sum": np.sum,
}
ACTIVATIONS = {"Relu", "Relu6", "Elu", "Sigmoid"}


def _matmul(attrs: Mapping[str, Any], a: Array, b: Array, *more: Array) -> Array:
    a = a.T if attrs.get("transpose_a") else a
    b = b.T if attrs.get("transpose_b") else b
    return _fused(attrs, a @ b, more)


def _convolution(
    attrs: Mapping[str, Any], x: Array, kernel: Array, *more: Array, depthwise: bool
) -> Array:
    """Sum over the places of the kernel: x (n, h, w, c), kernel (kh, kw, c, out)."""
    x = np.pad(x, ((0, 0), *attrs["pads"], (0, 0)))
    (_, down, across, _), (_, rows, columns, _) = attrs["strides"], attrs["dilations"]
    height = (x.shape[1] - (kernel.shape[0] - 1) * rows - 1) // down + 1
    width = (x.shape[2] - (kernel.shape[1] - 1) * columns - 1) // across + 1
    total: Any = 0
    for i in range(kernel.shape[0]):
        for j in range(kernel.shape[1]):
            top, left = i * rows, j * columns
            part = x[
                :,
                top : top + (height - 1) * down + 1 : down,
                left : left + (width - 1) * across + 1 : across,
            ]
            if depthwise:
                product = part[..., None] * kernel[i, j]
                total = total + product.reshape(*part.shape[:3], -1)
            else:
                total = total + part @ kernel[i, j]
    return _fused(attrs, total, more)


def _fused(attrs: Mapping[str, Any], y: Array, more: Sequence[Array]) -> Array:
    """The bias and the activation of a fused operation."""
    names = attrs.get("fused_ops", ())
    assert len(more) == attrs.get("num_args", 0)
    operands = list(more)
    for name in names:
        if name == "BiasAdd":
            y = y + operands.pop(0)
        elif name == "Prelu":
            y = _prelu(attrs, y, operands.pop(0))
        elif name == "LeakyRelu":
            y = np.where(y > 0, y, y * attrs["leakyrelu_alpha"])
        else:
            assert name in ACTIVATIONS
            y = UNARY[name](y)
    assert operands == []
    return y


def _prelu(attrs: Mapping[str, Any], x: Array, slope: Array) -> Array:
    return np.where(x > 0, x, x * slope)


def _reduction(function: Callable[..., Array]) -> Callable[..., Array]:
    def reduce(attrs: Mapping[str, Any], x: Array) -> Array:
        axes = tuple(attrs["axis"])
        return function(x, axis=axes, keepdims=attrs["keep_dims"]) if axes else x

    return reduce


def _slice(attrs: Mapping[str, Any], x: Array) -> Array:
    pairs = zip(attrs["begin"], attrs["size"], strict=True)
    return x[tuple(slice(b, None if n == -1 else b + n) for b, n in pairs)]


def _pad(attrs: Mapping[str, Any], x: Array) -> Array:
    return np.pad(x, attrs["paddings"], constant_values=attrs["constant_values"])


def _softmax(attrs: Mapping[str, Any], x: Array) -> Array:
    powers = np.exp(x - x.max(-1, keepdims=True))
    result: Array = powers / powers.sum(-1, keepdims=True)
    return result


OPERATIONS: dict[str, Callable[..., Any]] = {
    **{op: (lambda attrs, x, f=f: f(x)) for op, f in UNARY.items()},
    **{op: (lambda attrs, x, y, f=f: f(x, y)) for op, f in BINARY.items()},
    **{op: _reduction(f) for op, f in REDUCTIONS.items()},
    "BatchMatMulV2": lambda attrs, a, b: a @ b,
    "BroadcastTo": lambda attrs, x: np.broadcast_to(x, attrs["shape"]),
    "Cast": lambda attrs, x: x.astype(attrs["DstT"]),
    "ConcatV2": lambda attrs, *xs: np.concatenate(xs, attrs["axis"]),
    "Conv2D": lambda *given: _convolution(*given, depthwise=False),
    "Cumsum": lambda attrs, x: np.cumsum(x, attrs["axis"]),
    "DepthwiseConv2dNative": lambda *given: _convolution(*given, depthwise=True),
    "FusedDepthwiseConv2dNative": lambda *given: _convolution(*given, depthwise=True),
    "GatherV2": lambda attrs, x, i: np.take(x, i, attrs["axis"]),
    "LeakyRelu": lambda attrs, x: np.where(x > 0, x, x * attrs["alpha"]),
    "MatMul": _matmul,
    "PadV2": _pad,
    "Prelu": _prelu,
    "Reshape": lambda attrs, x: x.reshape(attrs["shape"]),
    "ReverseV2": lambda attrs, x: np.flip(x, attrs["axis"]),
    "SelectV2": lambda attrs, c, x, y: np.where(c, x, y),
    "Slice": _slice,
    "Softmax": _softmax,
    "Tile": lambda attrs, x: np.tile(x, attrs["multiples"]),
    "Transpose": lambda attrs, x: x.transpose(attrs["perm"]),
    "_FusedConv2D": lambda *given: _convolution(*given, depthwise=False),
    "_FusedMatMul": _matmul,
}
