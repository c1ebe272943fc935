"""From a PyTorch module to a description: an example runs through it and is watched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

import torch
from torch.overrides import TorchFunctionMode, resolve_name
from torch.utils._pytree import tree_leaves

from ..errors import InvalidModelError
from ..frameworks import eval_mode
from .description import Description, Layer

ACTIVATIONS = {
    *("relu", "relu6", "leaky_relu", "elu", "gelu", "silu", "mish", "hardswish"),
    *("sigmoid", "tanh", "softmax", "log_softmax"),
}
"""Functions that are shown as the activation of the layer before them."""
RESHAPING = ("pool", "flatten", "interpolate", "pad", "mean", "amax")
"""Functions with such a part in their names are layers, as they change the shape."""


def read(module: torch.nn.Module, example: Any) -> Description:
    """Describe a module by running `example` through it, in evaluation mode.

    Modules without children, and attention, are the layers. A function is a layer as
    well if it joins the data of two of them (a sum, a concatenation), if it pools or
    flattens, or if it takes parameters that none of these modules has. An activation
    function belongs to the layer before it, and so do all other functions.

    Raises:
        InvalidModelError: there is no example, or the module cannot run it.
    """
    if example is None:
        raise InvalidModelError(
            "the shapes of a PyTorch module are known only when something runs through "
            "it: give an example, such as torch.zeros(1, 3, 32, 32)."
        )
    inputs = example if isinstance(example, tuple) else (example,)
    watcher = _Watcher(inputs)
    fast = torch.backends.mha.get_fastpath_enabled()
    # It would run a whole transformer layer as one function.
    torch.backends.mha.set_fastpath_enabled(False)
    try:
        with ExitStack() as stack, eval_mode(module), torch.no_grad():
            for name, part in module.named_modules():
                if _is_layer(part):
                    for hook in watcher.watch(name, part):
                        stack.callback(hook.remove)
            stack.enter_context(watcher)
            module(*inputs)
    except (RuntimeError, TypeError, ValueError) as error:
        raise InvalidModelError(
            f"the module cannot run the example: {error}"
        ) from error
    finally:
        torch.backends.mha.set_fastpath_enabled(fast)
    return Description(tuple(watcher.layers))


def _is_layer(part: torch.nn.Module) -> bool:
    # Attention has a child that it never calls.
    childless = not any(True for _ in part.children())
    return childless or isinstance(part, torch.nn.MultiheadAttention)


class _Watcher(TorchFunctionMode):
    """Knows for each tensor which layer it comes from."""

    def __init__(self, inputs: tuple[Any, ...]) -> None:
        super().__init__()
        self.layers: list[Layer] = []
        self.alive: list[torch.Tensor] = []  # so that no id is used twice
        self.source: dict[int, str] = {}
        self.depth = 0
        self.counted: set[int] = set()
        for tensor in _tensors(inputs):
            self._add("Input", "input", tensor, 0, ())

    def _add(
        self,
        kind: str,
        name: str,
        output: Any,
        parameters: int,
        inputs: tuple[str, ...],
    ) -> None:
        taken = {layer.name for layer in self.layers}
        call, unique = 1, name
        while unique in taken:
            call += 1
            unique = f"{name} ({call})"
        tensors = list(_tensors(output))
        shape = tuple(tensors[0].shape[1:]) if tensors else ()
        self.layers.append(Layer(kind, unique, shape, parameters, inputs))
        self._mark(tensors, unique)

    def _mark(self, tensors: list[torch.Tensor], name: str) -> None:
        self.alive += tensors
        self.source |= {id(tensor): name for tensor in tensors}

    def _sources(self, values: Any) -> tuple[str, ...]:
        names = (self.source.get(id(tensor)) for tensor in _tensors(values))
        return tuple(dict.fromkeys(name for name in names if name))

    def watch(self, name: str, part: torch.nn.Module) -> list[Any]:
        """Hooks on a module without children: it is one layer."""

        def before(*_: Any) -> None:
            self.depth += 1

        def after(_: Any, args: Any, kwargs: Any, output: Any) -> None:
            self.depth -= 1
            count = self._count(part.parameters())
            sources = self._sources((args, kwargs))
            self._add(type(part).__name__, name or "module", output, count, sources)

        return [
            part.register_forward_pre_hook(before),
            part.register_forward_hook(after, with_kwargs=True),
        ]

    def __torch_function__(
        self, func: Any, types: Any, args: Any = (), kwargs: Any = None
    ) -> Any:
        result = func(*args, **(kwargs or {}))
        if not self.depth and any(True for _ in _tensors(result)):
            self._function(_name(func), (args, kwargs or {}), result)
        return result

    def _function(self, name: str, values: Any, result: Any) -> None:
        sources = self._sources(values)
        parameters = [t for t in _tensors(values) if isinstance(t, torch.nn.Parameter)]
        count = self._count(parameters)
        reshapes = sources and any(part in name for part in RESHAPING)
        if count or len(sources) > 1 or reshapes:
            self._add(name, name, result, count, sources)
            return
        if not sources:
            return
        last = self.layers[-1]
        is_last = sources[0] == last.name and last.kind != "Input"
        if name in ACTIVATIONS and is_last and last.activation is None:
            self.layers[-1] = replace(last, activation=name)
        self._mark(list(_tensors(result)), sources[0])

    def _count(self, parameters: Iterable[torch.nn.Parameter]) -> int:
        """How many numbers these hold that have not been counted before."""
        new = {id(p): p.numel() for p in parameters if id(p) not in self.counted}
        self.counted |= set(new)
        return sum(new.values())


def _name(function: Any) -> str:
    """Its last name, such as max_pool2d; in place or not is all the same."""
    whole = resolve_name(function) or getattr(function, "__name__", "function")
    name = str(whole).split(".")[-1].strip("_").removesuffix("_forward")
    return name[1:] if name in ("iadd", "imul", "isub") else name


def _tensors(values: Any) -> Iterator[torch.Tensor]:
    return (leaf for leaf in tree_leaves(values) if isinstance(leaf, torch.Tensor))
