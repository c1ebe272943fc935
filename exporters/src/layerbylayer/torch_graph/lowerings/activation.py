"""Activation functions, and what cuts numbers off."""

from __future__ import annotations

import math
from typing import Any

from ..ir import build as b
from ..ir.graph import Value
from .elementwise.numbers import operand
from .registry import Call, LoweringError, lowers


@lowers("rrelu_with_noise_functional.default", "rrelu_with_noise.default")
def rrelu(
    call: Call,
    x: Value,
    noise: Value,
    lower: float = 1 / 8,
    upper: float = 1 / 3,
    training: bool = False,
    *_: Any,
) -> Any:
    """Take a slope of its own below zero: at inference the middle of the two."""
    if training:
        raise LoweringError("it draws random numbers; call it with training=False")
    y = b.unary("LeakyRelu", x, alpha=(lower + upper) / 2)
    return (y, None) if len(call.results) > 1 else y


@lowers("clamp.default", "clamp_min.default", "clamp_max.default")
def clamp(
    call: Call, x: Value, low: float | None = None, high: float | None = None
) -> Value:
    """No less than low, no more than high."""
    if call.target == "aten.clamp_max.default":
        low, high = None, low
    x = operand(x, call.dtype)
    if call.dtype == "float32" and low == 0:
        if high == 6:
            return b.unary("Relu6", x)
        if high is None:
            return b.unary("Relu", x)
    if low is not None:
        x = b.binary("Maximum", x, b.scalar(low, call.dtype))
    if high is not None:
        x = b.binary("Minimum", x, b.scalar(high, call.dtype))
    return x


@lowers("clamp.Tensor")
def clamp_tensor(
    call: Call, x: Value, low: Value | None = None, high: Value | None = None
) -> Value:
    """Limits that are tensors."""
    x = operand(x, call.dtype)
    if low is not None:
        x = b.binary("Maximum", x, operand(low, call.dtype))
    if high is not None:
        x = b.binary("Minimum", x, operand(high, call.dtype))
    return x


@lowers("hardtanh.default")
def hardtanh(call: Call, x: Value, low: float = -1.0, high: float = 1.0) -> Value:
    """ReLU6 is the one from 0 to 6."""
    return clamp(Call("aten.clamp.default", call.results), x, low, high)


@lowers("leaky_relu.default")
def leaky_relu(call: Call, x: Value, negative_slope: float = 0.01) -> Value:
    """Take the slope as TensorFlow.js's alpha."""
    return b.unary("LeakyRelu", x, alpha=float(negative_slope))


SELU_ALPHA, SELU_SCALE = 1.6732632423543772, 1.0507009873554805


@lowers("elu.default")
def elu(
    call: Call,
    x: Value,
    alpha: float = 1.0,
    scale: float = 1.0,
    input_scale: float = 1.0,
) -> Value:
    """ELU, and SELU, which PyTorch writes so."""
    if (alpha, scale, input_scale) == (1, 1, 1):
        return b.unary("Elu", x)
    if math.isclose(alpha, SELU_ALPHA) and math.isclose(scale, SELU_SCALE):
        return b.unary("Selu", x)
    below = b.times(b.unary("Expm1", b.times(x, input_scale)), alpha * scale)
    above = b.binary("Greater", x, b.scalar(0.0), "bool")
    return b.select(above, b.times(x, scale), below)


@lowers("gelu.default")
def gelu(call: Call, x: Value, approximate: str = "none") -> Value:
    """0.5 x (1 + erf(x / sqrt 2)), or its approximation by tanh."""
    if approximate == "tanh":
        cubed = b.mul(b.mul(x, x), x)
        inner = b.add(x, b.times(cubed, 0.044715))
        bent = b.unary("Tanh", b.times(inner, math.sqrt(2 / math.pi)))
    else:
        bent = b.unary("Erf", b.times(x, math.sqrt(0.5)))
    return b.mul(b.times(x, 0.5), b.plus(bent, 1.0))


@lowers("softplus.default")
def softplus(call: Call, x: Value, beta: float = 1.0, threshold: float = 20.0) -> Value:
    """Above the threshold x itself, which log(1 + exp(x)) then equals in float32."""
    if threshold < 20:
        raise LoweringError(f"its threshold is {threshold}; 20 or more can be exported")
    return b.times(b.unary("Softplus", b.times(x, beta)), 1 / beta)


@lowers("hardsigmoid.default")
def hardsigmoid(call: Call, x: Value) -> Value:
    """relu6(x + 3) / 6."""
    return b.times(b.unary("Relu6", b.plus(x, 3.0)), 1 / 6)


@lowers("hardswish.default")
def hardswish(call: Call, x: Value) -> Value:
    """X relu6(x + 3) / 6."""
    return b.mul(x, hardsigmoid(call, x))


@lowers("silu.default")
def silu(call: Call, x: Value) -> Value:
    """X sigmoid(x)."""
    return b.mul(x, b.unary("Sigmoid", x))
