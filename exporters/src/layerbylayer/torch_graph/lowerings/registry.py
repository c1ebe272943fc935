"""The registry of lowerings: one function for each ATen operation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import torch

from ..ir.graph import Dim, DType, TensorType, Value

Lowered = Value | tuple[Value | None, ...]
Lowering = Callable[..., Lowered]
Function = TypeVar("Function", bound=Lowering)

DTYPES: dict[torch.dtype, DType] = {
    torch.float32: "float32",
    torch.float64: "float32",
    torch.float16: "float32",
    torch.bfloat16: "float32",
    torch.int64: "int32",
    torch.int32: "int32",
    torch.int16: "int32",
    torch.int8: "int32",
    torch.uint8: "int32",
    torch.bool: "bool",
}


class LoweringError(Exception):
    """An operation, or a setting of one, that TensorFlow.js cannot express."""


@dataclass(frozen=True)
class Call:
    """One operation of the traced module, as its lowering sees it.

    `results` are the types of its outputs, `used` the places of those that are used;
    `node` is the operation in the trace.
    """

    target: str
    results: tuple[TensorType, ...]
    used: frozenset[int] = frozenset()
    node: torch.fx.Node | None = None

    @property
    def type(self) -> TensorType:
        """The type of the first output."""
        return self.results[0]

    @property
    def dtype(self) -> DType:
        """The dtype of the first output."""
        return self.results[0].dtype


REGISTRY: dict[str, Lowering] = {}
"""Lowerings by name, as `aten.relu.default`."""

REFUSED: dict[str, str] = {}
"""Why some operations are refused, by name without overload, as `aten.bernoulli`."""

FOLDED: set[str] = set()
"""Those of them that PyTorch may compute beforehand, of what is constant."""


def lowers(*targets: str) -> Callable[[Function], Function]:
    """Register a function as the lowering of these operations.

    It takes the Call, and the operation's arguments: tensors as Values, sizes that are
    not known as expressions.

    Raises:
        ValueError: an operation has a lowering already, or its name has no overload.
    """
    for target in targets:
        if "." not in target:
            raise ValueError(f"{target} names no overload: write {target}.default")

    def register(function: Function) -> Function:
        for target in targets:
            if f"aten.{target}" in REGISTRY:
                raise ValueError(f"aten.{target} has a lowering already")
            REGISTRY[f"aten.{target}"] = function
        return function

    return register


def refuses(reason: str, *packets: str, folded: bool = False) -> None:
    """Say why operations are refused.

    Args:
        reason: in words.
        packets: their names, without overloads.
        folded: whether PyTorch computes them where all that they take is constant.

    Raises:
        ValueError: one is refused already.
    """
    for packet in packets:
        if f"aten.{packet}" in REFUSED:
            raise ValueError(f"aten.{packet} is refused already")
        REFUSED[f"aten.{packet}"] = reason
        if folded:
            FOLDED.add(f"aten.{packet}")


def dim(size: Any) -> Dim:
    """Take a size, or another number, of PyTorch's as one of the graph's."""
    if isinstance(size, torch.SymInt | torch.SymFloat | torch.SymBool):
        known = size.node.maybe_as_int() if isinstance(size, torch.SymInt) else None
        if known is not None:
            return int(known)
        expression = size.node.expr
        return int(expression) if expression.is_Integer else expression
    return int(size) if isinstance(size, int) and type(size) is not bool else size


def tensor_type(value: torch.Tensor) -> TensorType:
    """Return the type of a traced tensor.

    Raises:
        LoweringError: TensorFlow.js has no such dtype.
    """
    if value.dtype not in DTYPES:
        raise LoweringError(
            f"its dtype is {str(value.dtype).removeprefix('torch.')}; TensorFlow.js "
            "computes in float32, int32 and bool (try module.float())"
        )
    return TensorType(tuple(dim(size) for size in value.shape), DTYPES[value.dtype])
