"""Tensors of what operations take besides tensors: numbers, and open sizes."""

from __future__ import annotations

from typing import Any

import sympy
from torch.utils._sympy.functions import FloatTrueDiv, IntTrueDiv, ToFloat

from ...ir import build as b
from ...ir.graph import DType, Value
from ..registry import Call, LoweringError, lowers


def operand(x: Any, dtype: DType) -> Value:
    """Make a tensor of a dtype from a tensor, a number, or an open size.

    Raises:
        LoweringError: it is a number that cannot be computed from open sizes.
    """
    if isinstance(x, Value):
        return b.cast(x, dtype)
    if isinstance(x, bool | int | float):
        return b.scalar(x, dtype)
    return b.cast(_number(x), dtype)


@lowers("round.decimals")
def round_decimals(call: Call, x: Value, *, decimals: int = 0) -> Value:
    """Round as PyTorch does: multiplied before, and divided after."""
    if decimals == 0:
        return b.unary("Round", x)
    factor = b.scalar(float(10 ** abs(decimals)))
    before, after = ("Mul", "RealDiv") if decimals > 0 else ("RealDiv", "Mul")
    return b.binary(after, b.unary("Round", b.binary(before, x, factor)), factor)


def _number(expression: Any) -> Value:
    """Compute a number from open sizes."""
    if expression.is_integer and not expression.has(*FLOATS):
        return b.size(expression)
    if expression.is_number:
        return b.scalar(float(expression))
    name = type(expression).__name__
    parts = [operand(_plain(part), "float32") for part in expression.args]
    if name in ARITHMETIC and parts:
        result = parts[0]
        for part in parts[1:]:
            result = b.binary(ARITHMETIC[name], result, part)
        return result
    if name in ROOTS:
        return b.unary("Sqrt", parts[0])
    if name == "ToFloat":
        return parts[0]
    raise LoweringError(
        "a number that is computed in Python from a tensor or an open size; compute it "
        "with tensors"
    )


def _plain(expression: Any) -> Any:
    """A number of Python's, if it is one."""
    if not expression.is_number:
        return expression
    return int(expression) if expression.is_Integer else float(expression)


ARITHMETIC = {
    "Add": "AddV2",
    "Mul": "Mul",
    "IntTrueDiv": "RealDiv",
    "FloatTrueDiv": "RealDiv",
    "Pow": "Pow",
    "FloatPow": "Pow",
    "PowByNatural": "Pow",
}
"""Operations for functions of sympy's and PyTorch's, of numbers that are floats."""
ROOTS = ("OpaqueUnaryFn_sqrt",)
FLOATS = (sympy.Float, IntTrueDiv, FloatTrueDiv, ToFloat)
