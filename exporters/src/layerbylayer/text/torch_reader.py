"""From a PyTorch module to a description: an example runs through it and is watched."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import torch
from torch.overrides import TorchFunctionMode
from torch.utils._pytree import tree_leaves

from ..errors import BadModel
from .description import Description, Layer


def read(module: torch.nn.Module, example: Any) -> Description:
    """Describe a module by running `example` through it, in evaluation mode.

    Modules without children are the layers. A function that joins the data of two of
    them (a sum, a concatenation) is a layer as well; other functions are a part of the
    layer before them.

    Raises:
        BadModel: there is no example, or the module cannot run it.
    """
    if example is None:
        raise BadModel(
            "the shapes of a PyTorch module are known only when something runs through "
            "it: give an example, such as torch.zeros(1, 3, 32, 32)."
        )
    inputs = example if isinstance(example, tuple) else (example,)
    watcher = _Watcher(inputs)
    training = {part: part.training for part in module.modules()}
    module.eval()
    try:
        with ExitStack() as stack, torch.no_grad():
            for name, part in module.named_modules():
                if not any(True for _ in part.children()):
                    for hook in watcher.watch(name, part):
                        stack.callback(hook.remove)
            stack.enter_context(watcher)
            module(*inputs)
    except (RuntimeError, TypeError, ValueError) as error:
        raise BadModel(f"the module cannot run the example: {error}") from error
    finally:
        for part, was in training.items():
            part.training = was
    return Description(tuple(watcher.layers))


class _Watcher(TorchFunctionMode):
    """Knows for each tensor which layer it comes from."""

    def __init__(self, inputs: tuple[Any, ...]) -> None:
        super().__init__()
        self.layers: list[Layer] = []
        self.kept: list[torch.Tensor] = []  # so that no id is used twice
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
        self.kept += tensors
        self.source |= {id(tensor): name for tensor in tensors}

    def _sources(self, values: Any) -> tuple[str, ...]:
        found = (self.source.get(id(tensor)) for tensor in _tensors(values))
        return tuple(dict.fromkeys(name for name in found if name))

    def watch(self, name: str, part: torch.nn.Module) -> list[Any]:
        """Hooks on a module without children: it is one layer."""

        def before(*_: Any) -> None:
            self.depth += 1

        def after(_: Any, args: Any, kwargs: Any, output: Any) -> None:
            self.depth -= 1
            own = [p for p in part.parameters() if id(p) not in self.counted]
            self.counted |= {id(p) for p in own}
            count = sum(p.numel() for p in own)
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
            sources = self._sources((args, kwargs or {}))
            name = getattr(func, "__name__", "function").strip("_")
            if len(sources) > 1:
                self._add(name, name, result, 0, sources)
            elif sources:
                self._mark(list(_tensors(result)), sources[0])
        return result


def _tensors(values: Any) -> Iterator[torch.Tensor]:
    return (leaf for leaf in tree_leaves(values) if isinstance(leaf, torch.Tensor))
