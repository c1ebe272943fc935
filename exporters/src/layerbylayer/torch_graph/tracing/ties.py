"""The order of equal integers, which PyTorch may leave to chance.

Where a model asks for the places of sorted integers, PyTorch may name any of those
that are equal. TensorFlow.js names the first: that is one of PyTorch's right answers,
and the one that it is compared with.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from operator import getitem
from typing import Any

import torch
from torch.utils._python_dispatch import TorchDispatchMode

from .places import user_line

aten = torch.ops.aten
Run = Callable[[Sequence[torch.Tensor]], list[torch.Tensor]]
Pair = tuple[torch.Tensor, torch.Tensor]


def _sorted(x: torch.Tensor, dim: int = -1, descending: bool = False, **_: Any) -> Pair:
    return torch.sort(x, stable=True, dim=dim, descending=descending)


def _topk(
    x: torch.Tensor, k: int, dim: int = -1, largest: bool = True, *_: Any, **__: Any
) -> Pair:
    values, places = _sorted(x, dim, largest)
    return values.narrow(dim, 0, k), places.narrow(dim, 0, k)


def _kthvalue(x: torch.Tensor, k: int, dim: int = -1, keepdim: bool = False) -> Pair:
    values, places = (part.narrow(dim, k - 1, 1) for part in _sorted(x, dim))
    return (values, places) if keepdim else (values.squeeze(dim), places.squeeze(dim))


def _median(x: torch.Tensor, dim: int, keepdim: bool = False) -> Pair:
    return _kthvalue(x, (x.shape[dim] + 1) // 2, dim, keepdim)


STABLE: dict[Any, Callable[..., Pair]] = {
    aten.sort.default: _sorted,
    aten.sort.stable: _sorted,
    aten.topk.default: _topk,
    aten.median.dim: _median,
    aten.kthvalue.default: _kthvalue,
}
"""What gives the same numbers, and of equal ones the first place."""


class StableOrder(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """Let PyTorch name the first place of equal integers."""

    def __torch_dispatch__(
        self, func: Any, types: Any, args: Any = (), kwargs: Any = None
    ) -> Any:
        """Run an operation, or what gives the same in a stable order."""
        kwargs = kwargs or {}
        if func in STABLE and _is_of_integers(args[0]):
            kwargs.pop("stable", None)
            return STABLE[func](*args, **kwargs)
        return func(*args, **kwargs)


def _is_of_integers(x: torch.Tensor) -> bool:
    return x.ndim > 0 and not x.is_floating_point() and x.dtype != torch.bool


def compared_stably(graph: torch.fx.Graph, run: Run) -> tuple[Run, list[str]]:
    """Make a model's reference stable where its trace asks for places of integers.

    Returns:
        `run`, or what runs it in a stable order; and a note where that is so.
    """
    lines = [
        user_line(node)
        for node in graph.nodes
        if node.target in STABLE
        and node.kwargs.get("stable") is not True
        and _is_of_integers(node.args[0].meta["val"])
        and any(user.target is getitem and user.args[1] == 1 for user in node.users)
    ]
    if not lines:
        return run, []
    where = "" if lines[0] == "the model" else f" ({lines[0]})"
    return partial(_run_stably, run), [
        f"The places of sorted integers are asked for{where}. Of equal ones PyTorch "
        "may name any, and TensorFlow.js names the first, as PyTorch does with "
        "stable=True; it was compared with that."
    ]


def _run_stably(run: Run, inputs: Sequence[torch.Tensor]) -> list[torch.Tensor]:
    with StableOrder():  # type: ignore[no-untyped-call]
        return run(inputs)
