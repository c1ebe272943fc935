"""Which axes of the inputs may have any length, and what fixes them."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch

from ...errors import InvalidModelError
from .arguments import Arguments

Axes = Sequence[frozenset[int]]
"""For each tensor of the arguments, the axes that are open."""
Dims = torch.export.Dim


@dataclass(frozen=True)
class Opening:
    """What is to be open.

    `asked` says that the user named these axes, `wanted` that a Keras model does, with
    None in the shapes of its inputs; `words` is what to call them; `shapes` is what
    torch.export is told.
    """

    axes: Axes
    words: str
    shapes: Any = None
    asked: bool = False
    wanted: bool = False

    @property
    def any(self) -> bool:
        """Whether any axis is open."""
        return any(self.axes)


def asked(called: torch.nn.Module, arguments: Arguments, shapes: Any) -> Opening:
    """Read which axes the user wants open, from what torch.export takes."""
    # torch.export wants those of *inputs in a tuple of their own; wrappers do not.
    nested = len(shapes) == 1 and isinstance(shapes, list | tuple)
    if nested and isinstance(shapes[0], list | tuple) and _is_starred(called):
        shapes = shapes[0]
    by_place = shapes
    if isinstance(shapes, Mapping):
        names = list(inspect.signature(called.forward).parameters)
        by_place = [shapes.get(name) for name in names[: len(arguments.values)]]
    axes = list(_asked(list(arguments.values), list(by_place)))
    return Opening(axes, "what was asked to be open", shapes, asked=True)


def _asked(value: Any, spec: Any) -> Iterator[frozenset[int]]:
    if isinstance(value, torch.Tensor):
        pairs = spec.items() if isinstance(spec, Mapping) else enumerate(spec or ())
        yield frozenset(
            axis
            for axis, size in pairs
            if size is not None and not isinstance(size, int) and size != Dims.STATIC
        )
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _asked(item, spec and spec.get(key))
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            part = spec[index] if spec and index < len(spec) else None
            yield from _asked(item, part)


def wished(
    arguments: Arguments, sizes: Sequence[Sequence[Any]] | None
) -> list[Opening]:
    """List what to try to keep open where the user named nothing, most first.

    Args:
        arguments: the example; the first axis of its first tensor is the batch.
        sizes: the shapes of a Keras model's inputs, in which None is an open size.
    """
    tensors = arguments.tensors
    shaped = [tensor for tensor in tensors if tensor.ndim]
    if not shaped or any(0 in tensor.shape for tensor in shaped):
        return []
    batch = shaped[0].shape[0]
    first = [frozenset({0} if t.ndim and t.shape[0] == batch else ()) for t in tensors]
    others = [
        frozenset(a for a, size in enumerate(t.shape) if size == batch)
        if t is not shaped[0]
        else axes
        for t, axes in zip(tensors, first, strict=True)
    ]
    same = all(tensor.shape[0] == batch for tensor in shaped)
    openings = [first, others] if same else [others]
    if sizes is not None:
        known = [
            frozenset(axis for axis, size in enumerate(shape) if size is None)
            for shape in sizes
        ]
        more = [frozenset(axes) for axes in known]
        if any(axes - {0} for axes in more):
            openings = [more, *openings]
        elif not any(more):
            openings = []
    words = ["the batch and sizes", "the batch"]
    unique = [o for i, o in enumerate(openings) if o not in openings[:i]]
    return [
        Opening(axes, words[not more], wanted=more)
        for axes in unique
        for more in [sizes is not None and any(open_axes - {0} for open_axes in axes)]
    ]


def grown(arguments: Arguments, axes: Axes) -> Arguments:
    """Repeat what is one long along an axis to be open: torch.export would fix it."""
    tensors = []
    for tensor, open_axes in zip(arguments.tensors, axes, strict=True):
        for axis in sorted(open_axes):
            if tensor.shape[axis] == 1:
                tensor = torch.cat([tensor, tensor], axis)
        tensors.append(tensor)
    return arguments.replaced(tensors)


def automatic(arguments: Arguments, axes: Axes) -> Any:
    """Write the axes as torch.export takes them, in the structure of the arguments."""
    specs = [
        dict.fromkeys(sorted(open_axes), Dims.AUTO) if open_axes else None
        for open_axes in axes
    ]
    rest = iter(specs)

    def of(value: Any) -> Any:
        if isinstance(value, torch.Tensor):
            return next(rest)
        if isinstance(value, Mapping):
            # In the order in which the tensors are listed: that of the keys.
            return {key: of(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return type(value)(of(item) for item in value)
        return None

    return tuple(of(value) for value in arguments.values)


def for_signature(called: torch.nn.Module, shapes: Any) -> Any:
    """Put them in a tuple of their own where the module takes *inputs."""
    if isinstance(shapes, Mapping):
        return shapes
    return (tuple(shapes),) if _is_starred(called) else tuple(shapes)


def _is_starred(called: torch.nn.Module) -> bool:
    """Tell whether a module takes *inputs, as our wrappers do."""
    parameters = list(inspect.signature(called.forward).parameters.values())
    return bool(parameters) and parameters[0].kind is inspect.Parameter.VAR_POSITIONAL


@dataclass(frozen=True)
class Fixed:
    """An axis that is not open, though it was to be: of which input, and why.

    `is_batch` says that it is the first axis of the first input that has one.
    """

    name: str
    axis: int
    size: int
    place: str | None
    is_batch: bool

    def __str__(self) -> str:
        """Say so in words."""
        where = f" by {self.place}" if self.place else ""
        return f"axis {self.axis} of {self.name!r} is fixed at {self.size}{where}"


def fixed(
    program: torch.export.ExportedProgram, axes: Axes, places: Mapping[Any, str]
) -> list[Fixed]:
    """List the axes that were to be open and are not.

    Args:
        program: what torch.export has made.
        axes: what was to be open.
        places: where sizes became fixed, by their symbols.
    """
    nodes = {
        node.name: node for node in program.graph.nodes if node.op == "placeholder"
    }
    # An argument that is a text is listed by its value.
    named = [nodes[n] for n in program.graph_signature.user_inputs if n in nodes]
    held = [node for node in named if isinstance(node.meta["val"], torch.Tensor)]
    fixed_axes = []
    first = next((node for node in held if node.meta["val"].ndim), None)
    for node, open_axes in zip(held, axes, strict=True):
        for axis in sorted(open_axes):
            size = node.meta["val"].shape[axis]
            number = size if isinstance(size, int) else size.node.maybe_as_int()
            if number is not None:
                symbol = None if isinstance(size, int) else size.node._expr
                batch = node is first and axis == 0
                fixed_axes.append(
                    Fixed(node.name, axis, number, places.get(symbol), batch)
                )
    return fixed_axes


def require_open(program: Any, opening: Opening, places: Mapping[Any, str]) -> None:
    """Make sure that all is open that the user wanted to be.

    Raises:
        InvalidModelError: an axis is fixed; the error names the line that fixes it.
    """
    problems = fixed(program, opening.axes, places)
    if problems:
        raise InvalidModelError(
            f"{problems[0]}, though dynamic_shapes asks for it to be open. Write that "
            "line for any length, or leave the axis out of dynamic_shapes."
        )
