"""Elementwise operations: arithmetic, comparisons, logic, activations."""

from __future__ import annotations

import math
from typing import Any

from ...ir import build as b
from ...ir.graph import DType, Value
from ...ir.ops import OPS
from ..registry import Call, LoweringError, lowers
from .numbers import operand

UNARY = {
    "abs": "Abs",
    "acos": "Acos",
    "acosh": "Acosh",
    "asin": "Asin",
    "asinh": "Asinh",
    "atan": "Atan",
    "atanh": "Atanh",
    "ceil": "Ceil",
    "cos": "Cos",
    "cosh": "Cosh",
    "erf": "Erf",
    "exp": "Exp",
    "expm1": "Expm1",
    "floor": "Floor",
    "log": "Log",
    "log1p": "Log1p",
    "neg": "Neg",
    "reciprocal": "Reciprocal",
    "relu": "Relu",
    "round": "Round",
    "rsqrt": "Rsqrt",
    "sigmoid": "Sigmoid",
    "sin": "Sin",
    "sinh": "Sinh",
    "sqrt": "Sqrt",
    "tan": "Tan",
    "tanh": "Tanh",
}


def _register_unary(name: str, op: str) -> None:
    @lowers(f"{name}.default")
    def lowered(call: Call, x: Value) -> Value:
        if x.dtype == "int32" and call.dtype == "int32":
            if OPS[op].rounds:
                return x
            if op == "Neg":
                return b.sub(b.scalar(0, "int32"), x)
            if op == "Abs":
                return b.binary("Maximum", x, b.sub(b.scalar(0, "int32"), x))
            if op == "Relu":
                return b.binary("Maximum", x, b.scalar(0, "int32"))
        # Through float32, which is what WASM's kernels read.
        return b.cast(b.unary(op, b.cast(x, "float32")), call.dtype)

    lowered.__doc__ = f"TensorFlow.js's {op}."


for _name, _op in UNARY.items():
    _register_unary(_name, _op)


@lowers("sign.default", "sgn.default")
def sign(call: Call, x: Value) -> Value:
    """By comparisons; NaN has none."""
    if x.dtype == "bool":
        return x
    return b.cast(b.sign(b.cast(x, "float32")), call.dtype)


@lowers("log2.default")
def log2(call: Call, x: Value) -> Value:
    """By the natural logarithm."""
    return b.times(b.unary("Log", b.cast(x, "float32")), 1 / math.log(2))


@lowers("exp2.default")
def exp2(call: Call, x: Value) -> Value:
    """By the natural exponential."""
    return b.unary("Exp", b.times(b.cast(x, "float32"), math.log(2)))


@lowers("hypot.default")
def hypot(call: Call, x: Value, y: Value) -> Value:
    """Take the root of the sum of squares, scaled so that these stay small."""
    sides = [b.unary("Abs", operand(side, "float32")) for side in (x, y)]
    longer = b.binary("Maximum", sides[0], sides[1])
    divisor = b.binary("Maximum", longer, b.scalar(1e-30))
    squares = [b.unary("Square", b.div(side, divisor)) for side in sides]
    return b.mul(longer, b.unary("Sqrt", b.add(squares[0], squares[1])))


@lowers("log10.default")
def log10(call: Call, x: Value) -> Value:
    """By the natural logarithm."""
    return b.times(b.unary("Log", b.cast(x, "float32")), 1 / math.log(10))


@lowers("trunc.default")
def trunc(call: Call, x: Value) -> Value:
    """Toward zero."""
    if x.dtype != "float32":
        return x
    negative = b.binary("Less", x, b.scalar(0.0), "bool")
    return b.select(negative, b.unary("Ceil", x), b.unary("Floor", x))


@lowers("isnan.default")
def isnan(call: Call, x: Value) -> Value:
    """Only floats can be NaN."""
    return b.unary("IsNan", b.cast(x, "float32"), "bool")


@lowers("isinf.default")
def isinf(call: Call, x: Value) -> Value:
    """Only floats can be infinite."""
    return b.unary("IsInf", b.cast(x, "float32"), "bool")


def _arithmetic(op: str, call: Call, x: Any, y: Any) -> Value:
    if call.dtype == "bool":
        if not OPS[op].affine:
            raise LoweringError("arithmetic on booleans")
        logical = "LogicalOr" if op == "AddV2" else "LogicalAnd"
        return b.binary(logical, operand(x, "bool"), operand(y, "bool"))
    return b.binary(op, operand(x, call.dtype), operand(y, call.dtype))


def _scaled(call: Call, y: Any, alpha: Any) -> Any:
    if alpha == 1:
        return y
    if not isinstance(y, Value):
        return y * alpha
    return b.mul(operand(y, call.dtype), operand(alpha, call.dtype))


@lowers("add.Tensor", "add.Scalar")
def add(call: Call, x: Value, y: Any, alpha: Any = 1) -> Value:
    """X + alpha y."""
    return _arithmetic("AddV2", call, x, _scaled(call, y, alpha))


@lowers("sub.Tensor", "sub.Scalar")
def sub(call: Call, x: Value, y: Any, alpha: Any = 1) -> Value:
    """X - alpha y."""
    return _arithmetic("Sub", call, x, _scaled(call, y, alpha))


@lowers("rsub.Tensor", "rsub.Scalar")
def rsub(call: Call, x: Value, y: Any, alpha: Any = 1) -> Value:
    """Y - alpha x."""
    return _arithmetic("Sub", call, y, _scaled(call, x, alpha))


@lowers("mul.Tensor", "mul.Scalar")
def mul(call: Call, x: Value, y: Any) -> Value:
    """Multiply."""
    return _arithmetic("Mul", call, x, y)


@lowers("div.Tensor", "div.Scalar")
def div(call: Call, x: Value, y: Any) -> Value:
    """Divide truly, which makes a float."""
    return _arithmetic("RealDiv", call, x, y)


@lowers("div.Tensor_mode", "div.Scalar_mode")
def div_mode(call: Call, x: Value, y: Any, rounding_mode: str | None = None) -> Value:
    """Divide; round to the floor or toward zero, or not at all."""
    if rounding_mode is None:
        return div(call, x, y)
    if rounding_mode == "floor":
        return floor_divide(call, x, y)
    quotient = b.div(operand(x, "float32"), operand(y, "float32"))
    return b.cast(trunc(call, quotient), call.dtype)


@lowers("floor_divide.default")
def floor_divide(call: Call, x: Value, y: Any) -> Value:
    """Divide, and round to the floor."""
    if call.dtype == "int32":
        return b.binary("FloorDiv", operand(x, "int32"), operand(y, "int32"))
    return b.unary("Floor", b.div(operand(x, "float32"), operand(y, "float32")))


@lowers("remainder.Tensor", "remainder.Scalar")
def remainder(call: Call, x: Value, y: Any) -> Value:
    """X - floor(x / y) y, of y's sign."""
    divisor = operand(y, call.dtype)
    dividend = operand(x, call.dtype)
    if call.dtype == "int32":
        quotient = b.binary("FloorDiv", dividend, divisor)
        return b.sub(dividend, b.mul(quotient, divisor))
    return b.binary("Mod", dividend, divisor)


@lowers("fmod.Tensor", "fmod.Scalar")
def fmod(call: Call, x: Value, y: Any) -> Value:
    """Take the remainder of x's sign."""
    dividend, divisor = operand(x, "float32"), operand(y, "float32")
    rest = b.binary("Mod", b.unary("Abs", dividend), b.unary("Abs", divisor))
    return b.cast(b.mul(b.sign(dividend), rest), call.dtype)


@lowers("atan2.default")
def atan2(call: Call, x: Value, y: Value) -> Value:
    """Take the angle of the point (y, x)."""
    return b.binary("Atan2", operand(x, "float32"), operand(y, "float32"))


@lowers("maximum.default", "fmax.default")
def maximum(call: Call, x: Value, y: Any) -> Value:
    """Take the larger one."""
    return _extreme("Maximum", "LogicalOr", call, x, y)


@lowers("minimum.default", "fmin.default")
def minimum(call: Call, x: Value, y: Any) -> Value:
    """Take the smaller one."""
    return _extreme("Minimum", "LogicalAnd", call, x, y)


def _extreme(op: str, logical: str, call: Call, x: Value, y: Any) -> Value:
    chosen = logical if call.dtype == "bool" else op
    return b.binary(chosen, operand(x, call.dtype), operand(y, call.dtype))


@lowers("pow.Tensor_Scalar")
def pow_scalar(call: Call, x: Value, exponent: Any) -> Value:
    """Powers that have an operation of their own use it."""
    base = operand(x, call.dtype)
    if exponent == 1:
        return base
    if exponent == 2:
        return b.mul(base, base)
    if exponent == 3:
        return b.mul(b.mul(base, base), base)
    special = {0.5: "Sqrt", -0.5: "Rsqrt", -1: "Reciprocal"}.get(exponent)
    if special and call.dtype == "float32":
        return b.unary(special, base)
    return b.binary("Pow", base, b.scalar(exponent, call.dtype))


@lowers("pow.Tensor_Tensor")
def pow_tensor(call: Call, x: Value, exponent: Value) -> Value:
    """Take a tensor to the power of a tensor."""
    if call.dtype == "int32":
        raise LoweringError("a power of integers by a tensor")
    return b.binary("Pow", operand(x, call.dtype), operand(exponent, call.dtype))


@lowers("pow.Scalar")
def scalar_pow(call: Call, x: float, exponent: Value) -> Value:
    """Take a number to the power of a tensor."""
    if call.dtype == "int32":
        raise LoweringError("a power of integers by a tensor")
    return b.binary("Pow", b.scalar(x, call.dtype), operand(exponent, call.dtype))


COMPARISONS = {
    "eq": "Equal",
    "ne": "NotEqual",
    "lt": "Less",
    "le": "LessEqual",
    "gt": "Greater",
    "ge": "GreaterEqual",
}


def _register_comparison(name: str, op: str) -> None:
    @lowers(f"{name}.Tensor", f"{name}.Scalar")
    def lowered(call: Call, x: Value, y: Any) -> Value:
        if isinstance(y, Value):
            floats = "float32" in (x.dtype, y.dtype)
        else:
            floats = x.dtype == "float32" or isinstance(y, float)
        # Not bool: TensorFlow.js's WASM kernels compare numbers.
        common: DType = "float32" if floats else "int32"
        if op == "Equal" and isinstance(y, float) and math.isinf(y):
            # Infinite constants are the largest numbers that there are.
            limit = b.scalar(y)
            wider = "GreaterEqual" if y > 0 else "LessEqual"
            return b.binary(wider, operand(x, common), limit, "bool")
        return b.binary(op, operand(x, common), operand(y, common), "bool")

    lowered.__doc__ = f"TensorFlow.js's {op}."


for _name, _op in COMPARISONS.items():
    _register_comparison(_name, _op)


LOGICAL = {"and": "LogicalAnd", "or": "LogicalOr", "xor": "LogicalXor"}


def exclusive_or(x: Value, y: Value) -> Value:
    """TensorFlow.js's graphs have no LogicalXor."""
    return b.binary("NotEqual", b.cast(x, "int32"), b.cast(y, "int32"), "bool")


def _logical(op: str, x: Value, y: Value) -> Value:
    return exclusive_or(x, y) if op == "LogicalXor" else b.binary(op, x, y, "bool")


def _is_low_bits(number: Any) -> bool:
    """Whether it is 1, 3, 7 and so on, so that its bits are a remainder."""
    return type(number) is int and number > 0 and number & (number + 1) == 0


def _register_logical(name: str, op: str) -> None:
    @lowers(f"logical_{name}.default")
    def logical(call: Call, x: Value, y: Value) -> Value:
        return _logical(op, b.truth(x), b.truth(y))

    logical.__doc__ = f"TensorFlow.js's {op}."

    @lowers(f"bitwise_{name}.Tensor", f"bitwise_{name}.Scalar")
    def bitwise(call: Call, x: Value, y: Any) -> Value:
        if op == "LogicalAnd" and call.dtype == "int32" and _is_low_bits(y):
            return remainder(call, x, y + 1)
        if call.dtype != "bool":
            raise LoweringError("bits of integers")
        return _logical(op, operand(x, "bool"), operand(y, "bool"))

    bitwise.__doc__ = "Of booleans."


for _name, _op in LOGICAL.items():
    _register_logical(_name, _op)


@lowers("logical_not.default")
def logical_not(call: Call, x: Value) -> Value:
    """Tell where the value is zero."""
    return b.unary("LogicalNot", b.truth(x))


@lowers("bitwise_not.default")
def bitwise_not(call: Call, x: Value) -> Value:
    """Of an integer: -x - 1."""
    if x.dtype == "bool":
        return b.unary("LogicalNot", x)
    return b.sub(b.scalar(-1, "int32"), x)


@lowers("where.self", "where.ScalarOther", "where.ScalarSelf", "where.Scalar")
def where(call: Call, condition: Value, x: Any, y: Any) -> Value:
    """X where the condition holds, else y."""
    chosen = b.select(
        b.truth(condition), operand(x, call.dtype), operand(y, call.dtype)
    )
    return chosen


@lowers("clone.default", "alias.default", "detach.default", "lift_fresh_copy.default")
def identity(call: Call, x: Value, **_: Any) -> Value:
    """Nothing is computed."""
    return x


@lowers("copy.default")
def copy(call: Call, x: Value, y: Value, *_: Any) -> Value:
    """Return what is written over x."""
    return b.broadcast_to(b.cast(y, call.dtype), call.type.shape)


@lowers("_to_copy.default", "to.dtype", "_to_dtype.default")
def to_copy(call: Call, x: Value, *_: Any, **__: Any) -> Value:
    """Another dtype; where it is an integer, toward zero."""
    if call.dtype == "bool":
        return b.truth(x)
    return b.cast(x, call.dtype)
