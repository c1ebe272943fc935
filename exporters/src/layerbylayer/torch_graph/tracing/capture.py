"""A module, traced by torch.export into core ATen operations."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import torch
from torch._decomp import decomposition_table

from ...errors import InvalidModelError, UnsupportedOpError
from ...frameworks import eval_mode, first_line
from ..lowerings.refused import COMPLEX
from ..lowerings.registry import REFUSED, REGISTRY
from . import wrappers
from .arguments import Arguments, as_arguments
from .decompositions import OWN
from .export import list_traces, slow_path
from .opening import Opening
from .places import user_line
from .ties import compared_stably

# What is left whole, because it is then expressed in fewer operations.
KEPT = (
    "aten._safe_softmax.default",
    "aten.index_add.default",
    "aten.instance_norm.default",
    "aten.max_unpool2d.default",
    "aten.max_unpool3d.default",
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
    `run` is the model itself; `label` is what to call it. `program` is the trace before
    decompositions; `notes` say what is fixed in it that nobody asked for, and `opened`
    is what nobody asked to be open and is.
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
    program: torch.export.ExportedProgram
    notes: Sequence[str] = ()
    opened: Opening | None = None


def capture(
    model: torch.nn.Module,
    example: Arguments | Sequence[torch.Tensor],
    *,
    names: Sequence[str] | None = None,
    dynamic_shapes: Any = None,
    open_batch: bool = True,
) -> Captured:
    """Trace a module for inference.

    Args:
        model: it is traced in evaluation mode, and given back in the mode it was in.
        example: its arguments. The first axis of the first tensor is the batch, whose
            size is left open if the module allows that.
        names: of the inputs; those of the module's arguments if none are given.
        dynamic_shapes: as torch.export takes it, in place of the open batch.
        open_batch: whether to leave the batch open.

    Raises:
        InvalidExampleError: the module cannot be run on the example.
        InvalidModelError: torch.export cannot trace the module, or an axis that
            `dynamic_shapes` names is fixed.
    """
    arguments = as_arguments(example)
    return list_captures(
        model,
        arguments,
        names=names,
        dynamic_shapes=dynamic_shapes,
        open_batch=open_batch,
    ).__next__()


def list_captures(
    model: torch.nn.Module,
    arguments: Arguments,
    *,
    names: Sequence[str] | None = None,
    dynamic_shapes: Any = None,
    open_batch: bool = True,
) -> Iterator[Captured]:
    """Trace a module as `capture` does, each time with less of it open."""
    called = wrappers.called(model)

    def run(inputs: Sequence[torch.Tensor]) -> list[torch.Tensor]:
        with eval_mode(model), torch.no_grad(), slow_path():
            return _tensors(called(*arguments.replaced(inputs).values))

    wrapped = isinstance(called, (wrappers.KerasCall, wrappers.Method))
    traces = list_traces(model, arguments, dynamic_shapes, open_batch)
    for program, notes, opened in traces:
        _drop_idle(program)
        _out_of_place(program)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            label = type(model).__name__
            captured = _captured(program, run, label, names, wrapped)
        told = [*notes, *captured.notes]
        yield replace(captured, notes=told, opened=opened)


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
        with torch.no_grad(), slow_path():
            return _tensors(module(*_unflattened(program, inputs)))

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _captured(program, run, label, names, wrapped)


def _unflattened(
    program: torch.export.ExportedProgram, inputs: Sequence[torch.Tensor]
) -> Sequence[Any]:
    """The arguments of a traced module, which may be nested."""
    structure = program.call_spec.in_spec
    if structure is None or structure.num_leaves != len(inputs):
        return inputs
    arguments, _ = torch.utils._pytree.tree_unflatten(list(inputs), structure)
    return arguments  # type: ignore[no-any-return]


def _tensors(outputs: Any) -> list[torch.Tensor]:
    leaves = torch.utils._pytree.tree_leaves(outputs)
    return [leaf for leaf in leaves if isinstance(leaf, torch.Tensor)]


CHECKS = {"with_effects", "aten._linalg_check_errors.default"}
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
            source = node.args[0]
            if source.meta["val"].dtype == node.meta["val"].dtype:
                node.replace_all_uses_with(source)
                graph.erase_node(node)
    program.graph_module.recompile()


def _out_of_place(program: torch.export.ExportedProgram) -> None:
    """Let what changes a tensor in place that nobody else sees give a new one.

    Decomposition does that, too; but PyTorch 2.6 leaves out what is computed from
    constants alone, as Keras 3.5 does in BatchNormalization, and then refuses it.
    """
    for node in program.graph.nodes:
        fresh = _is_fresh(node.args[0]) if node.op == "call_function" else False
        packet, _, overload = str(node.target).removeprefix("aten.").partition(".")
        if fresh and packet.endswith("_") and not packet.endswith("__"):
            family = getattr(torch.ops.aten, packet[:-1], None)
            node.target = getattr(family, overload, node.target)
    program.graph_module.recompile()


def _is_fresh(source: Any) -> bool:
    """Whether a tensor was made for one use only, and shares its memory with none."""
    schema = getattr(getattr(source, "target", None), "_schema", None)
    if schema is None or len(source.users) != 1:
        return False
    return all(made.alias_info is None for made in schema.returns)


def _decompositions() -> Any:
    table: Any = torch.export.default_decompositions()
    for name in KEPT:
        _, packet, overload = name.split(".")
        table.pop(getattr(getattr(torch.ops.aten, packet), overload), None)
    return {**table, **OWN}


def _unknown(program: torch.export.ExportedProgram) -> dict[Any, Any]:
    """Find operations that no lowering knows, and that PyTorch itself takes apart."""
    table: Any = decomposition_table
    return {
        node.target: table[node.target]
        for node in program.graph.nodes
        if node.op == "call_function"
        and node.target in table
        and str(node.target) not in REGISTRY
        and str(node.target).rpartition(".")[0] not in REFUSED
    }


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
            if unknown := _unknown(program):
                program = program.run_decompositions({**_decompositions(), **unknown})
    except Exception as error:
        if complex_ones := list(_complex(exported)):
            raise UnsupportedOpError(complex_ones) from error
        if "is mutated in the forward" in str(error):
            raise InvalidModelError(
                f"{label} changes what it holds when it is called (a stateful layer, "
                "say), and a graph holds nothing from call to call. Make that state an "
                "input and an output."
            ) from error
        raise InvalidModelError(
            f"PyTorch cannot decompose {label}: {first_line(error)}"
        ) from error
    signature = program.graph_signature
    if signature.input_tokens:
        _drop_checks(program)
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
    run, notes = compared_stably(program.graph, run)
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
        exported,
        notes,
    )


def _complex(
    program: torch.export.ExportedProgram,
) -> Iterator[tuple[str, str, str]]:
    """List the operations that give complex numbers, as an error lists them."""
    for node in program.graph.nodes:
        value = node.meta.get("val")
        if isinstance(value, torch.Tensor) and value.is_complex():
            name = str(node.target).removeprefix("aten.").removesuffix(".default")
            yield name, user_line(node), COMPLEX


def _drop_checks(program: torch.export.ExportedProgram) -> None:
    """Remove checks that a matrix could be inverted, and the tokens that order them."""
    graph = program.graph
    tokens = set(program.graph_signature.input_tokens)
    for node in list(graph.nodes):
        if CHECKS.issubset({str(node.target), *map(str, node.args)}):
            for taken in list(node.users):
                taken.replace_all_uses_with(node.args[0])
                graph.erase_node(taken)
            graph.erase_node(node)
    places = [node for node in graph.nodes if node.name in tokens]
    output: Any = graph.output_node()
    output.args = (tuple(r for r in output.args[0] if r not in places),)
    for node in places:
        if not node.users:
            graph.erase_node(node)
    program.graph_module.recompile()


def _output_names(program: torch.export.ExportedProgram) -> list[str]:
    """`output`, or what is inside of it by key or number, as in `output_0`."""
    spec = program.call_spec.out_spec
    leaves = torch.utils._pytree.tree_unflatten(list(range(spec.num_leaves)), spec)
    paths, _ = torch.utils._pytree.tree_flatten_with_path(leaves)
    names: list[str] = []
    for path, _ in paths:
        parts = [
            re.sub(r"\W+", "_", str(getattr(k, "key", getattr(k, "idx", k)))).strip("_")
            for k in path
        ]
        keyed = any(hasattr(k, "key") for k in path)
        name = "_".join(parts if keyed else ["output", *parts])
        # A page's script would put names that are numbers first.
        name = f"output_{name}" if name[:1].isdigit() or not name else name
        names.append(_unique(name, names))
    return names


def _unique(name: str, taken: Sequence[str]) -> str:
    number = 1
    unique = name
    while unique in taken:
        unique, number = f"{name}_{number}", number + 1
    return unique
