"""PyTorch's own samples of its operations, as modules."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import torch
from hypothesis import settings
from layerbylayer.errors import InvalidModelError, UnsupportedOpError

# PyTorch's database loads a Hypothesis profile of PyTorch's own, which would hold for
# all tests that are collected after this one: ours is loaded again.
PROFILE = settings.get_current_profile_name()
from torch.testing._internal.common_methods_invocations import op_db  # noqa: E402

settings.load_profile(PROFILE)

# The entries of PyTorch's database whose samples are run, by the name in it.
NAMES = [
    "abs",
    "acos",
    "acosh",
    "add",
    "addmm",
    "addmv",
    "all",
    "amax",
    "amin",
    "any",
    "arange",
    "argmax",
    "argmin",
    "asin",
    "asinh",
    "atan",
    "atan2",
    "atanh",
    "baddbmm",
    "bitwise_and",
    "bitwise_not",
    "bitwise_or",
    "bitwise_xor",
    "bmm",
    "bucketize",
    "cat",
    "ceil",
    "clamp",
    "clamp_max",
    "clamp_min",
    "clone",
    "constant_pad_nd",
    "cos",
    "cosh",
    "cumprod",
    "cumsum",
    "diag_embed",
    "diagonal",
    "div",
    "dot",
    "einsum",
    "eq",
    "erf",
    "exp",
    "expand",
    "expm1",
    "fill",
    "flip",
    "floor",
    "floor_divide",
    "fmod",
    "full_like",
    "gather",
    "ge",
    "gt",
    "index_add",
    "index_copy",
    "index_fill",
    "index_put",
    "index_select",
    "isinf",
    "isnan",
    "kthvalue",
    "le",
    "linalg.vector_norm",
    "log",
    "log10",
    "log1p",
    "log2",
    "log_softmax",
    "logical_and",
    "logical_not",
    "logical_or",
    "logical_xor",
    "lt",
    "matmul",
    "maximum",
    "mean",
    "median",
    "minimum",
    "mm",
    "mul",
    "mv",
    "native_layer_norm",
    "ne",
    "neg",
    "new_full",
    "new_zeros",
    "nn.functional.adaptive_avg_pool1d",
    "nn.functional.adaptive_avg_pool2d",
    "nn.functional.adaptive_avg_pool3d",
    "nn.functional.adaptive_max_pool1d",
    "nn.functional.adaptive_max_pool2d",
    "nn.functional.adaptive_max_pool3d",
    "nn.functional.avg_pool1d",
    "nn.functional.avg_pool2d",
    "nn.functional.avg_pool3d",
    "nn.functional.batch_norm",
    "nn.functional.conv1d",
    "nn.functional.conv2d",
    "nn.functional.conv3d",
    "nn.functional.conv_transpose1d",
    "nn.functional.conv_transpose2d",
    "nn.functional.conv_transpose3d",
    "nn.functional.elu",
    "nn.functional.embedding",
    "nn.functional.embedding_bag",
    "nn.functional.gelu",
    "nn.functional.grid_sample",
    "nn.functional.group_norm",
    "nn.functional.hardsigmoid",
    "nn.functional.hardswish",
    "nn.functional.hardtanh",
    "nn.functional.instance_norm",
    "nn.functional.interpolate",
    "nn.functional.layer_norm",
    "nn.functional.leaky_relu",
    "nn.functional.linear",
    "nn.functional.max_pool1d",
    "nn.functional.max_pool2d",
    "nn.functional.max_pool3d",
    "nn.functional.max_unpool1d",
    "nn.functional.max_unpool2d",
    "nn.functional.max_unpool3d",
    "nn.functional.mish",
    "nn.functional.pad",
    "nn.functional.pixel_shuffle",
    "nn.functional.prelu",
    "nn.functional.relu",
    "nn.functional.relu6",
    "nn.functional.scaled_dot_product_attention",
    "nn.functional.selu",
    "nn.functional.silu",
    "nn.functional.softplus",
    "nn.functional.upsample_bilinear",
    "nn.functional.upsample_nearest",
    "ones_like",
    "permute",
    "pow",
    "prod",
    "reciprocal",
    "remainder",
    "repeat",
    "reshape",
    "roll",
    "round",
    "rsqrt",
    "rsub",
    "scatter",
    "scatter_add",
    "scatter_reduce",
    "searchsorted",
    "select",
    "select_scatter",
    "sigmoid",
    "sign",
    "sin",
    "sinh",
    "slice",
    "slice_scatter",
    "softmax",
    "sort",
    "split",
    "split_with_sizes",
    "sqrt",
    "squeeze",
    "stack",
    "sub",
    "sum",
    "t",
    "take_along_dim",
    "tan",
    "tanh",
    "topk",
    "transpose",
    "tril",
    "triu",
    "trunc",
    "unbind",
    "unfold",
    "unsqueeze",
    "var",
    "var_mean",
    "view",
    "where",
    "zeros_like",
]
DTYPES = (torch.float32, torch.int64)
IN_CI = 8


@dataclass(frozen=True)
class Sample:
    """One call of an operation: its name, its tensors, the rest of its arguments."""

    name: str
    tensors: tuple[torch.Tensor, ...]
    module: torch.nn.Module


class Call(torch.nn.Module):
    """A call, its tensors as inputs."""

    def __init__(self, operation, spec, leaves) -> None:
        super().__init__()
        self.operation, self.spec = operation, spec
        self.leaves = [None if isinstance(x, torch.Tensor) else x for x in leaves]
        self.places = [i for i, x in enumerate(leaves) if isinstance(x, torch.Tensor)]

    def forward(self, *tensors):
        leaves = list(self.leaves)
        for place, tensor in zip(self.places, tensors, strict=True):
            leaves[place] = tensor
        args, kwargs = torch.utils._pytree.tree_unflatten(leaves, self.spec)
        return self.operation(*args, **kwargs)


class Together(torch.nn.Module):
    """Several calls as one module: tracing is what takes time."""

    def __init__(self, samples) -> None:
        super().__init__()
        # Errors name the module that an operation came from, and so the operation.
        names = [f"{i}_{s.name.replace('.', '_')}" for i, s in enumerate(samples)]
        self.calls = torch.nn.ModuleDict(
            dict(zip(names, [sample.module for sample in samples], strict=True))
        )
        self.counts = [len(sample.tensors) for sample in samples]

    def forward(self, *tensors):
        results, start = [], 0
        for call, count in zip(self.calls.values(), self.counts, strict=True):
            results.append(call(*tensors[start : start + count]))
            start += count
        return results


def entries(name: str):
    return [entry for entry in op_db if entry.name == name]


def samples(name: str, dtype: torch.dtype, limit: int | None = IN_CI) -> list[Sample]:
    """An operation's samples of a dtype; those without numbers left out."""
    return list(islice(_samples(name, dtype), limit))


def _samples(name: str, dtype: torch.dtype) -> Iterator[Sample]:
    for entry in entries(name):
        if dtype not in entry.supported_dtypes("cpu"):
            continue
        torch.manual_seed(0)
        for sample in entry.sample_inputs("cpu", dtype):
            given = ((sample.input, *sample.args), sample.kwargs)
            leaves, spec = torch.utils._pytree.tree_flatten(given)
            tensors = tuple(x.detach() for x in leaves if isinstance(x, torch.Tensor))
            if all(tensor.numel() for tensor in tensors) and tensors:
                yield Sample(name, tensors, Call(entry.op, spec, leaves))


@dataclass(frozen=True)
class Outcome:
    """What came of a sample: `agree`, `differ` or `refused`, and why."""

    kind: str
    why: str = ""


Compare = Callable[[Path, torch.nn.Module, tuple[torch.Tensor, ...]], Any]
"""Export a module, run it on inputs, and tell whether its outputs agree."""


def outcomes(compare: Compare, folder: Path, chosen: Sequence[Sample]) -> list[Outcome]:
    """What comes of each sample, exported and run; in no particular order.

    They are one module. What that module's error names is refused, and the others are
    tried again; where it names none, or results differ, they are halved.
    """
    if not chosen:
        return []
    outcome = _outcome(compare, folder, chosen)
    if outcome.kind == "agree" or len(chosen) == 1:
        return [outcome] * len(chosen)
    named = {int(place) for place in re.findall(r"in calls\.(\d+)_", outcome.why)}
    if named:
        others = [sample for i, sample in enumerate(chosen) if i not in named]
        return [outcome] * len(named) + outcomes(compare, folder, others)
    middle = len(chosen) // 2
    halves = (chosen[:middle], chosen[middle:])
    return [x for half in halves for x in outcomes(compare, folder, half)]


def _outcome(compare: Compare, folder: Path, chosen: Sequence[Sample]) -> Outcome:
    tensors = tuple(tensor for sample in chosen for tensor in sample.tensors)
    try:
        found = compare(folder, Together(chosen), tensors)
    except (UnsupportedOpError, InvalidModelError) as problem:
        return Outcome("refused", str(problem))
    if found.agree:
        return Outcome("agree")
    return Outcome("differ", f"{found.differences} of {found.allowed} for {tensors}")
