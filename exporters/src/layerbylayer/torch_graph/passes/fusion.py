"""Products with their bias and activation, as one kernel each."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..ir.graph import Graph, Node, Value, constant, rewrite
from .movement import is_per_channel


def fused(graph: Graph) -> Graph:
    """Bias first, then activations."""
    return rewrite(rewrite(graph, _bias), _activation)


def _bias(node: Node, uses: Callable[[Value], int]) -> Value | None:
    if node.op != "AddV2":
        return None
    for x, bias in (node.inputs, node.inputs[::-1]):
        product = x.node
        fused_as = product.definition.fused_as
        if not fused_as or uses(x) != 1 or x.shape != node.types[0].shape:
            continue
        channels = x.shape[-1]
        if bias.array is not None and is_per_channel(bias, x):
            flat = bias.array.reshape(-1)
            if flat.size != channels:
                if not isinstance(channels, int):
                    continue
                flat = flat.repeat(channels)
            # TensorFlow.js's WASM kernels take a bias of rank 1 only.
            vector = constant(flat, bias.node.name)
        elif bias.shape == (channels,):
            vector = bias
        else:
            continue
        return _fused(product, (vector,), ("BiasAdd",))
    return None


def _activation(node: Node, uses: Callable[[Value], int]) -> Value | None:
    if not node.definition.activation:
        return None
    x = node.inputs[0]
    product = x.node
    if uses(x) != 1:
        return None
    if product.definition.fused_as:
        channels = x.shape[-1]
        if not isinstance(channels, int):
            return None
        none = constant(np.zeros(channels, np.float32))
        product = _fused(product, (none,), ("BiasAdd",)).node
    if len(product.attrs.get("fused_ops", ())) != 1:
        return None
    more: tuple[Value, ...] = ()
    if node.op == "Prelu":
        slope = node.inputs[1]
        if slope.array is None or not is_per_channel(slope, x):
            return None
        channels = x.shape[-1]
        assert isinstance(channels, int)
        flat = slope.array.reshape(-1)
        more = (constant(flat if flat.size == channels else flat.repeat(channels)),)
    attrs = dict(product.attrs)
    attrs["fused_ops"] = ("BiasAdd", node.op)
    attrs["num_args"] = 1 + len(more)
    if node.op == "LeakyRelu":
        attrs["leakyrelu_alpha"] = node.attrs["alpha"]
    return Node(
        product.op, (*product.inputs, *more), product.types, attrs, line=product.line
    ).out


def _fused(product: Node, more: tuple[Value, ...], ops: tuple[str, ...]) -> Value:
    # Without an activation TensorFlow.js wants to read a second word all the same.
    attrs = {**product.attrs, "fused_ops": ops, "num_args": len(more)}
    fused_as = product.definition.fused_as
    assert fused_as is not None
    return Node(
        fused_as,
        (*product.inputs, *more),
        product.types,
        attrs,
        line=product.line,
    ).out
