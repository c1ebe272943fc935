"""A module, traced by torch.export into core ATen operations."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from ..errors import InvalidExampleError, InvalidModelError
from ..frameworks import detect, eval_mode

# What is left whole, because it is then expressed in fewer operations.
KEPT = (
    "aten._safe_softmax.default",
    "aten.instance_norm.default",
    "aten.scaled_dot_product_attention.default",
    "aten.upsample_bilinear2d.vec",
    "aten.upsample_nearest2d.vec",
    "aten.upsample_bilinear2d.default",
    "aten.upsample_nearest2d.default",
)


@dataclass(frozen=True)
class Captured:
    """A traced model.

    `constants` are parameters, buffers and other tensors that it holds, by the name of
    their placeholder in the graph; `names` are those placeholders' names in the module,
    `parameters` the placeholders of those that are trained.
    `inputs` names the inputs by their placeholders, `outputs` the outputs in order;
    `dtypes` are those of the inputs.
    `run` is the model itself; `label` is what to call it.
    """

    module: torch.fx.GraphModule
    constants: Mapping[str, torch.Tensor]
    names: Mapping[str, str]
    parameters: Collection[str]
    inputs: Mapping[str, str]
    dtypes: Sequence[torch.dtype]
    outputs: Sequence[str]
    run: Callable[[Sequence[torch.Tensor]], list[torch.Tensor]]
    label: str


class KerasCall(torch.nn.Module):
    """A Keras model on the torch backend, called for inference."""

    def __init__(self, model: Any) -> None:
        """Wrap a model."""
        super().__init__()
        self.model = model

    def forward(self, *inputs: torch.Tensor) -> Any:
        """Call the model; several inputs go as one list."""
        given = inputs[0] if len(inputs) == 1 else list(inputs)
        return self.model(given, training=False)


class Method(torch.nn.Module):
    """One method of a module, as a module."""

    def __init__(self, model: torch.nn.Module, name: str) -> None:
        """Wrap a method."""
        super().__init__()
        self.model, self.name = model, name

    def forward(self, *inputs: torch.Tensor) -> Any:
        """Call the method."""
        return getattr(self.model, self.name)(*inputs)


def capture(
    model: torch.nn.Module,
    example: Sequence[torch.Tensor],
    *,
    names: Sequence[str] | None = None,
    dynamic_shapes: Any = None,
    open_batch: bool = True,
) -> Captured:
    """Trace a module for inference.

    Args:
        model: it is traced in evaluation mode, and given back in the mode it was in.
        example: its inputs. The first axis of each is the batch, whose size is left
            open if the module allows that.
        names: of the inputs; those of the module's arguments if none are given.
        dynamic_shapes: as torch.export takes it, in place of the open batch.
        open_batch: whether to leave the batch open.

    Raises:
        InvalidExampleError: the module cannot be run on the example.
        InvalidModelError: torch.export cannot trace the module.
    """
    called = _called(model)

    def run(inputs: Sequence[torch.Tensor]) -> list[torch.Tensor]:
        with eval_mode(model), torch.no_grad():
            return _tensors(called(*inputs))

    program = traced(model, example, dynamic_shapes, open_batch)
    _drop_idle(program)
    wrapped = isinstance(called, (KerasCall, Method))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _captured(program, run, type(model).__name__, names, wrapped)


def traced(
    model: torch.nn.Module,
    example: Sequence[torch.Tensor],
    dynamic_shapes: Any = None,
    open_batch: bool = True,
) -> torch.export.ExportedProgram:
    """Trace a module in evaluation mode, before decompositions.

    Raises:
        InvalidExampleError: the module cannot be run on the example.
        InvalidModelError: torch.export cannot trace the module.
    """
    called = _called(model)
    with eval_mode(model), torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            called(*example)
        except Exception as error:
            shapes = ", ".join(str(tuple(tensor.shape)) for tensor in example)
            raise InvalidExampleError(
                f"{type(model).__name__} cannot be run on the example, of shape "
                f"{shapes}: {_first_line(error)}"
            ) from error
        return _export(called, example, dynamic_shapes, open_batch)


def _called(model: torch.nn.Module) -> torch.nn.Module:
    return KerasCall(model) if detect(model) == "keras" else model


def captured_program(
    program: torch.export.ExportedProgram,
    label: str = "the exported program",
    names: Sequence[str] | None = None,
    wrapped: bool = False,
) -> Captured:
    """Take what torch.export has traced already.

    Args:
        program: the trace.
        label: what to call the model.
        names: of the inputs; those of the trace if none are given.
        wrapped: whether the model was traced inside of `KerasCall` or `Method`.
    """
    module = program.module()

    def run(inputs: Sequence[torch.Tensor]) -> list[torch.Tensor]:
        with torch.no_grad():
            return _tensors(module(*inputs))

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _captured(program, run, label, names, wrapped)


def _tensors(outputs: Any) -> list[torch.Tensor]:
    leaves = torch.utils._pytree.tree_leaves(outputs)
    return [leaf for leaf in leaves if isinstance(leaf, torch.Tensor)]


def _export(
    called: torch.nn.Module,
    example: Sequence[torch.Tensor],
    dynamic_shapes: Any,
    open_batch: bool,
) -> torch.export.ExportedProgram:
    """Export with an open batch, and else as the example is."""
    attempts: list[tuple[tuple[torch.Tensor, ...], Any]] = []
    sizes = {tensor.shape[0] for tensor in example if tensor.ndim}
    if dynamic_shapes is not None:
        attempts.append((tuple(example), dynamic_shapes))
    elif open_batch and len(sizes) == 1 and 0 not in sizes:
        # torch.export takes sizes of 0 and 1 for fixed.
        batch = next(iter(sizes))
        repeats = 1 if batch > 1 else 2
        repeated = tuple(
            torch.cat([tensor] * repeats) if tensor.ndim else tensor
            for tensor in example
        )
        auto = torch.export.Dim.AUTO
        shapes = [{0: auto} if tensor.ndim else None for tensor in example]
        attempts.append((repeated, shapes))
    attempts.append((tuple(example), None))
    last: Exception | None = None
    for arguments, shapes in attempts:
        given = None if shapes is None else _for_signature(called, shapes)
        try:
            program = torch.export.export(
                called, arguments, dynamic_shapes=given, strict=False
            )
        except Exception as error:
            if dynamic_shapes is not None:
                last = error
                break
            last = last or error
            continue
        if shapes is not None and dynamic_shapes is None and not _is_open(program):
            continue
        return program
    assert last is not None
    raise InvalidModelError(
        f"torch.export cannot trace {type(called).__name__}: {_first_line(last)}"
    ) from last


def _for_signature(called: torch.nn.Module, shapes: Any) -> Any:
    """Wrappers take their inputs as *inputs: torch.export wants them in a tuple."""
    wrapped = isinstance(called, (KerasCall, Method))
    return (tuple(shapes),) if wrapped else tuple(shapes)


def _is_open(program: torch.export.ExportedProgram) -> bool:
    """Whether any input has an open dimension."""
    return any(
        isinstance(size, torch.SymInt)
        for node in program.graph.nodes
        if node.op == "placeholder"
        for size in getattr(node.meta.get("val"), "shape", ())
    )


CASTS = (torch.ops.aten.to.dtype, torch.ops.aten.to.dtype_layout)
CHECK = torch.ops.aten._assert_tensor_metadata.default


def _drop_idle(program: torch.export.ExportedProgram) -> None:
    """Remove casts to the type that a tensor has, and checks of it.

    Keras puts both around each of its operations: half of a traced model is of these.
    Decomposition would drop them, too, but only after it has traced them once more.
    """
    graph = program.graph
    results = set(graph.output_node().all_input_nodes)
    for node in list(graph.nodes):
        if node.target is CHECK:
            graph.erase_node(node)
        elif node.target in CASTS and node not in results:
            if len(node.args) > 2 or node.kwargs.get("copy"):
                continue  # A copy may be changed in place.
            given = node.args[0]
            if given.meta["val"].dtype == node.meta["val"].dtype:
                node.replace_all_uses_with(given)
                graph.erase_node(node)
    program.graph_module.recompile()


def _decompositions() -> Any:
    table: Any = torch.export.default_decompositions()
    for name in KEPT:
        _, packet, overload = name.split(".")
        table.pop(getattr(getattr(torch.ops.aten, packet), overload), None)
    return table


def _captured(
    exported: torch.export.ExportedProgram,
    run: Callable[[Sequence[torch.Tensor]], list[torch.Tensor]],
    label: str,
    input_names: Sequence[str] | None,
    wrapped: bool = False,
) -> Captured:
    try:
        with torch.no_grad():
            program = exported.run_decompositions(_decompositions())
    except Exception as error:
        raise InvalidModelError(
            f"PyTorch cannot decompose {label}: {_first_line(error)}"
        ) from error
    signature = program.graph_signature
    if signature.buffers_to_mutate:
        changed = ", ".join(sorted(set(signature.buffers_to_mutate.values())))
        raise InvalidModelError(
            f"{label} changes its buffers ({changed}) when it is called. Make that "
            "state an input and an output."
        )
    names = {**signature.inputs_to_parameters, **signature.inputs_to_buffers}
    held: dict[str, torch.Tensor] = {
        placeholder: program.state_dict[name]
        if name in program.state_dict
        else program.constants[name]
        for placeholder, name in names.items()
    }
    for placeholder, name in signature.inputs_to_lifted_tensor_constants.items():
        held[placeholder] = program.constants[name]
    inputs = [str(name) for name in signature.user_inputs if isinstance(name, str)]
    public = input_names if input_names is not None else inputs
    return Captured(
        program.graph_module,
        held,
        {place: name.removeprefix("model.") for place, name in names.items()}
        if wrapped
        else names,
        frozenset(signature.inputs_to_parameters),
        dict(zip(inputs, public, strict=True)),
        [
            node.meta["val"].dtype
            for node in program.graph.nodes
            if node.op == "placeholder" and node.name in inputs
        ],
        _output_names(program),
        run,
        label,
    )


def _output_names(program: torch.export.ExportedProgram) -> list[str]:
    """`output`, or what is inside of it by key or number, as in `output_0`."""
    spec = program.call_spec.out_spec
    leaves = torch.utils._pytree.tree_unflatten(list(range(spec.num_leaves)), spec)
    paths, _ = torch.utils._pytree.tree_flatten_with_path(leaves)
    names = []
    for path, _ in paths:
        parts = [
            re.sub(r"\W+", "", str(getattr(k, "key", getattr(k, "idx", k))))
            for k in path
        ]
        keyed = any(hasattr(k, "key") for k in path)
        names.append("_".join(parts if keyed else ["output", *parts]))
    return names


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0] if lines else ''}"


LIBRARIES = re.compile(r"[/\\](torch|keras)[/\\]")
FRAME = re.compile(r'File "([^"]+)", line (\d+), in (\S+)')


def user_line(node: torch.fx.Node) -> str:
    """Tell where in the user's own code an operation comes from, as `model.py:12`.

    The innermost frame outside of PyTorch and Keras; with the submodule's name.
    """
    frames = FRAME.findall(node.meta.get("stack_trace") or "")
    own = [f for f in frames if not LIBRARIES.search(f[0])]
    stack = node.meta.get("nn_module_stack") or {}
    paths = [path for path, _ in stack.values() if isinstance(path, str) and path]
    place = [f"{Path(own[-1][0]).name}:{own[-1][1]}"] if own else []
    if paths:
        place.append(f"in {re.sub(r'^model[.]?', '', paths[-1]) or 'the model'}")
    return ", ".join(place) or "the model"
