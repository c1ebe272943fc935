"""Products with weights: dense layers, convolutions, products of stacks of matrices."""

from __future__ import annotations

from math import inf, prod

import numpy as np

from ...torch_graph.ir.graph import Node, Value
from ..program.program import Array, Pointer
from .elementwise import broadcast_strides
from .movement import strided, strides
from .registry import Emitter, emits, numel, vectors

PANEL = 8
"""Output channels that a kernel computes together."""
LIMITS = {None: (-inf, inf), "Relu": (0.0, inf), "Relu6": (0.0, 6.0)}
"""Activations that the kernels of products apply themselves."""


def panels(weights: Array) -> Array:
    """Weights of (places, channels) as the kernels read them: 8 channels at a time."""
    places, channels = weights.shape
    count = -(-channels // PANEL)
    padded = np.zeros((places, count * PANEL), np.float32)
    padded[:, :channels] = weights
    return padded.reshape(places, count, PANEL).transpose(1, 0, 2)


def _packed(emitter: Emitter, weights: Value, channels: int) -> Pointer:
    """The weights of (..., channels) in panels; packed now, or whenever it runs."""
    places = numel(weights) // channels
    if weights.array is not None:
        flat = weights.array.reshape(places, channels)
        return emitter.weights.add(panels(flat), flat.size)
    return _packed_now(emitter, emitter.place(weights), places, channels)


def _packed_now(
    emitter: Emitter, weights: Pointer, places: int, channels: int
) -> Pointer:
    packed = emitter.room(-(-channels // PANEL) * PANEL * places)
    emitter.call("pack", packed, weights, places, channels)
    return packed


class _Fused:
    """The bias and the activation of a node."""

    def __init__(self, emitter: Emitter, node: Node, channels: int) -> None:
        names = [n for n in node.attrs.get("fused_ops", ()) if n != "BiasAdd"]
        self.emitter, self.node = emitter, node
        self.activation = names[0] if names else None
        fused = list(node.inputs[2:])
        self.bias = (
            emitter.place(fused.pop(0))
            if fused
            else emitter.weights.some_zeros(channels + PANEL)
        )
        self.slope = fused.pop(0) if fused else None
        plain = self.activation in LIMITS
        self.limits = LIMITS[self.activation if plain else None]

    def finish(self, y: Pointer, channels: int) -> None:
        """Apply an activation that the kernel of the product does not know."""
        count = numel(self.node.out)
        if self.activation in LIMITS:
            return
        assert self.activation is not None
        if self.activation == "Prelu":
            assert self.slope is not None
            slope = self.emitter.place(self.slope)
            rows = (count // channels, channels, channels, 1, 0, 1)
            self.emitter.call("Prelu", y, y, slope, *rows)
            return
        more = (
            (float(self.node.attrs["leakyrelu_alpha"]),)
            if self.activation == "LeakyRelu"
            else ()
        )
        self.emitter.call(self.activation, y, y, vectors(count), *more)


@emits("MatMul", "_FusedMatMul")
def matmul(emitter: Emitter, node: Node) -> None:
    """Multiply by a dense layer's weights."""
    rows, columns = node.types[0].shape
    fused = _Fused(emitter, node, columns)
    _dense(emitter, node, rows, fused)


def _dense(emitter: Emitter, node: Node, rows: int, fused: _Fused) -> None:
    """Multiply rows by weights, whose last axis is the output channels."""
    x, weights = node.inputs[:2]
    inner, channels = x.shape[-1], weights.shape[-1]
    packed, y = _packed(emitter, weights, channels), emitter.result(node)
    emitter.call(
        "dense",
        *(y, emitter.place(x), packed, fused.bias),
        *(rows, inner, channels, *fused.limits),
    )
    fused.finish(y, channels)


@emits("BatchMatMulV2")
def batch_matmul(emitter: Emitter, node: Node) -> None:
    """Stacks of matrices, whose first axes are broadcast."""
    x, w = node.inputs
    shape = node.types[0].shape
    stack, (rows, columns), inner = shape[:-2], shape[-2:], x.shape[-1]
    x_steps = broadcast_strides(x.shape[:-2], stack)
    w_steps = broadcast_strides(w.shape[:-2], stack)
    y = emitter.result(node)
    packed = emitter.room(-(-columns // PANEL) * PANEL * inner)
    zeros = emitter.weights.some_zeros(columns + PANEL)
    count, same = _together(stack, x_steps, w_steps)
    for first in range(0, prod(stack), count):
        at = np.unravel_index(first, stack) if stack else ()
        x_at = sum(int(i) * s for i, s in zip(at, x_steps, strict=True))
        w_at = sum(int(i) * s for i, s in zip(at, w_steps, strict=True))
        emitter.call(
            "multiply",
            y.moved(first * rows * columns),
            packed,
            emitter.place(x).moved(x_at * rows * inner),
            emitter.place(w).moved(w_at * inner * columns),
            zeros,
            *(count, rows, inner, columns),
            *(same[0] * rows * inner, same[1] * inner * columns),
        )


def _together(
    stack: tuple[int, ...], x_steps: list[int], w_steps: list[int]
) -> tuple[int, tuple[int, int]]:
    """How many products have even strides, from the last axis on; and these strides."""
    count, steps = 1, (0, 0)
    for size, *step in reversed(list(zip(stack, x_steps, w_steps, strict=True))):
        if size == 1:
            continue
        if count > 1 and step != [count * s for s in steps]:
            break
        if count == 1:
            steps = (step[0], step[1])
        count *= size
    return count, steps


def _image(node: Node) -> tuple[int, ...]:
    """What all kernels of convolutions want to know of the window."""
    rows, columns = node.inputs[1].shape[:2]
    (_, down, across, _), ((top, _), (left, _)) = (
        node.attrs["strides"],
        node.attrs["pads"],
    )
    _, row_dilation, column_dilation, _ = node.attrs["dilations"]
    return rows, columns, down, across, top, left, row_dilation, column_dilation


@emits("Conv2D", "_FusedConv2D")
def conv2d(emitter: Emitter, node: Node) -> None:
    """One image after the other."""
    x, weights = node.inputs[:2]
    batch, height, width, channels = node.types[0].shape
    fused = _Fused(emitter, node, channels)
    if weights.shape[:2] == (1, 1) and x.shape[:3] == (batch, height, width):
        # A dense layer, applied to each pixel.
        _dense(emitter, node, batch * height * width, fused)
        return
    packed, y = _packed(emitter, weights, channels), emitter.result(node)
    zeros = emitter.weights.some_zeros(x.shape[3])
    for image in range(batch):
        emitter.call(
            "convolve",
            y.moved(image * height * width * channels),
            emitter.place(x).moved(image * prod(x.shape[1:])),
            packed,
            fused.bias,
            zeros,
            *x.shape[1:],
            *(height, width, channels),
            *_image(node),
            *fused.limits,
        )
    fused.finish(y, channels)


@emits("DepthwiseConv2dNative", "FusedDepthwiseConv2dNative")
def depthwise(emitter: Emitter, node: Node) -> None:
    """Each channel by itself."""
    x, weights = node.inputs[:2]
    batch, height, width, channels = node.types[0].shape
    fused, y = _Fused(emitter, node, channels), emitter.result(node)
    for image in range(batch):
        emitter.call(
            "convolve_depthwise",
            y.moved(image * height * width * channels),
            emitter.place(x).moved(image * prod(x.shape[1:])),
            emitter.place(weights),
            fused.bias,
            *x.shape[1:],
            *(height, width, weights.shape[3]),
            *_image(node),
            *fused.limits,
        )
    fused.finish(y, channels)


@emits("Conv2DBackpropInput")
def conv2d_transposed(emitter: Emitter, node: Node) -> None:
    """Its kernel is (rows, columns, output channels, input channels)."""
    weights, x = node.inputs
    batch, height, width, channels = node.types[0].shape
    if weights.array is not None:
        turned = weights.array.transpose(0, 1, 3, 2).reshape(-1, channels)
        packed = emitter.weights.add(panels(turned), turned.size)
    else:
        rows, columns, _, more = weights.shape
        order = (rows, columns, more, channels)
        own = strides(weights.shape)
        along = [own[axis] for axis in (0, 1, 3, 2)]
        turned_at = emitter.room(numel(weights))
        place = emitter.place(weights)
        strided(emitter, turned_at, strides(order), place, along, order)
        packed = _packed_now(emitter, turned_at, numel(weights) // channels, channels)
    (_, down, across, _), ((top, _), (left, _)) = (
        node.attrs["strides"],
        node.attrs["pads"],
    )
    bias, y = emitter.weights.some_zeros(channels + PANEL), emitter.result(node)
    for image in range(batch):
        emitter.call(
            "convolve_transposed",
            y.moved(image * height * width * channels),
            emitter.place(x).moved(image * prod(x.shape[1:])),
            packed,
            bias,
            *x.shape[1:],
            *(height, width, channels),
            *(*weights.shape[:2], down, across, top, left),
        )


@emits("Conv3D")
def conv3d(emitter: Emitter, node: Node) -> None:
    """Images with depth, padded before."""
    x, weights = node.inputs
    _, *sizes, channels = node.types[0].shape
    y = emitter.result(node)
    for image in range(x.shape[0]):
        emitter.call(
            "Conv3D",
            y.moved(image * prod(sizes) * channels),
            emitter.place(x).moved(image * prod(x.shape[1:])),
            emitter.place(weights),
            *x.shape[2:],
            *(*sizes, channels),
            *weights.shape[:3],
            *node.attrs["strides"][1:4],
            *node.attrs["dilations"][1:4],
        )
