"""From traced ATen operations to the compiler's graph."""

from __future__ import annotations

import logging
import operator
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import torch

from ..errors import UnsupportedOpError
from .ir import build as b
from .ir.graph import Graph, Node, TensorType, Value, constant
from .lowerings import REFUSED, REGISTRY, Call, LoweringError
from .lowerings.registry import DTYPES, FOLDED, dim, tensor_type
from .tracing.capture import Captured
from .tracing.places import user_line

NUMBERS = (torch.SymInt, torch.SymFloat, torch.SymBool, int, float)
ITEMS = ("aten._local_scalar_dense.default", "aten.item.default")
TOO_LARGE = "a number in it does not fit into int32, TensorFlow.js's only integers"
UNKNOWN = "it is called in a way that the exporter does not know ({}: {})"
# Folding a constant may make it this many times larger, or anything this small.
LARGER = 2
SMALL = 1 << 16


_log = logging.getLogger("layerbylayer")


def lower(captured: Captured) -> Graph:
    """Give the graph of a traced module, in TensorFlow.js's operations.

    What depends on constants alone is computed by PyTorch, now.

    Raises:
        UnsupportedOpError: with all operations that have no equal in TensorFlow.js.
    """
    return _Lowering(captured).run()


class _Lowering:
    def __init__(self, captured: Captured) -> None:
        self.captured = captured
        self.values: dict[torch.fx.Node, Any] = {}
        self.constants: dict[Any, tuple[Value, torch.Tensor]] = {}
        self.names = {
            tensor.untyped_storage().data_ptr(): captured.names[placeholder]
            for placeholder, tensor in captured.constants.items()
            if placeholder in captured.names
        }
        self.trained = {
            captured.constants[placeholder].untyped_storage().data_ptr()
            for placeholder in captured.parameters
        }
        self.placeholders: list[Node] = []
        self.problems: list[tuple[str, str, str]] = []
        self.results: list[Any] = []

    def run(self) -> Graph:
        for node in self.captured.module.graph.nodes:
            getattr(self, f"_{node.op}")(node)
        if self.problems:
            raise UnsupportedOpError(self.problems)
        outputs = dict(zip(self.captured.outputs, self.results, strict=True))
        outputs = {k: v for k, v in outputs.items() if v is not None}
        return Graph(tuple(self.placeholders), outputs)

    def _placeholder(self, node: torch.fx.Node) -> None:
        held = self.captured.constants.get(node.name)
        if held is not None:
            self.values[node] = held.detach()
        elif isinstance(node.meta.get("val"), torch.Tensor):
            kind = self._attempt(node, lambda: tensor_type(node.meta["val"]))
            kind = kind or TensorType((), "float32")
            name = self.captured.inputs.get(node.name, node.name)
            placeholder = Node("Placeholder", (), (kind,), name=name)
            self.placeholders.append(placeholder)
            self.values[node] = placeholder.out
        else:
            self.values[node] = node.meta.get("val")

    def _get_attr(self, node: torch.fx.Node) -> None:
        value: Any = self.captured.module
        for part in str(node.target).split("."):
            value = getattr(value, part)
        self.values[node] = value

    def _output(self, node: torch.fx.Node) -> None:
        for result in node.args[0]:  # type: ignore[union-attr]
            if isinstance(result, torch.fx.Node):
                made = result.meta.get("val")
                if isinstance(made, torch.Tensor) and made.dtype not in DTYPES:
                    self._problem(result, f"the output is of {made.dtype}")
                    continue
            value = self._argument(result)
            self.results.append(value if isinstance(value, Value) else None)

    def _call_function(self, node: torch.fx.Node) -> None:
        if node.target is operator.getitem:
            source, index = node.args
            self.values[node] = self.values[source][index]  # type: ignore[index]
            if self.values[node] is None and node.users:
                self._problem(
                    source, "TensorFlow.js does not compute this result of it"
                )
                self.values[node] = self._stand_in(node.meta["val"])
        elif str(node.target) in ITEMS:
            # A number of Python's, which the graph has as a tensor.
            self.values[node] = self._argument(node.args[0])
        elif isinstance(node.meta.get("val"), NUMBERS):
            self.values[node] = dim(node.meta["val"])
        elif node.meta.get("val") is None:
            self.values[node] = None  # an assertion about shapes
        elif self._is_constant(node):
            self.values[node] = self._folded(node)
        else:
            self.values[node] = self._lowered(node)

    def _is_constant(self, node: torch.fx.Node) -> bool:
        """Whether it can be computed now, and is worth it."""
        operands = [self.values[argument] for argument in node.all_input_nodes]
        if not all(isinstance(v, (torch.Tensor, int, float, bool)) for v in operands):
            return False
        packet = str(node.target).rpartition(".")[0]
        if (packet in REFUSED and packet not in FOLDED) or not isinstance(
            node.target, torch._ops.OpOverload
        ):
            return False
        sizes = [v.numel() for v in operands if isinstance(v, torch.Tensor)]
        results = node.meta["val"]
        results = results if isinstance(results, (tuple, list)) else (results,)
        made = sum(r.numel() for r in results if isinstance(r, torch.Tensor))
        if not isinstance(made, int):
            return False
        return made <= max(LARGER * max(sizes, default=0), SMALL)

    def _folded(self, node: torch.fx.Node) -> Any:
        def plain(argument: torch.fx.Node) -> Any:
            return self.values[argument]

        args = torch.fx.node.map_arg(node.args, plain)
        kwargs = torch.fx.node.map_arg(node.kwargs, plain)
        with torch.no_grad():
            return node.target(*args, **kwargs)  # type: ignore[operator]

    def _lowered(self, node: torch.fx.Node) -> Any:
        target = str(node.target)
        result = self._attempt(node, lambda: self._by_registry(node, target))
        if result is None:  # a stand-in, so that all problems are found in one go
            return self._stand_in(node.meta["val"])
        line = user_line(node)
        marked: dict[Node, Node] = {}
        if isinstance(result, tuple):
            return tuple(r and _with_line(r, line, marked) for r in result)
        return _with_line(result, line, marked)

    def _by_registry(self, node: torch.fx.Node, target: str) -> Any:
        packet = target.rpartition(".")[0]
        if packet in REFUSED:
            raise LoweringError(REFUSED[packet])
        if target not in REGISTRY:
            raise LoweringError("it is not known to the exporter")
        results = node.meta["val"]
        results = results if isinstance(results, (tuple, list)) else (results,)
        types = tuple(tensor_type(r) for r in results if isinstance(r, torch.Tensor))
        args, kwargs = _by_place(node)
        args = [self._argument(argument) for argument in args]
        kwargs = {k: self._argument(v) for k, v in kwargs.items()}
        taken = [user for user in node.users if user.target is operator.getitem]
        used = frozenset(int(user.args[1]) for user in taken)  # type: ignore[arg-type]
        call = Call(target, types, used, node)
        return REGISTRY[target](call, *args, **kwargs)

    def _attempt(self, node: torch.fx.Node, step: Callable[[], Any]) -> Any:
        try:
            return step()
        except LoweringError as problem:
            self._problem(node, str(problem))
        except OverflowError:
            self._problem(
                node,
                TOO_LARGE,
            )
        except (
            ArithmeticError,
            AssertionError,
            LookupError,
            TypeError,
            ValueError,
        ) as error:
            # A lowering that has not thought of such arguments.
            _log.debug("lowering %s", node.target, exc_info=True)
            self._problem(
                node,
                UNKNOWN.format(type(error).__name__, error),
            )
        return None

    def _problem(self, node: Any, why: str) -> None:
        name = str(node.target).removeprefix("aten.")
        name = name.removeprefix("prims.").removesuffix(".default")
        self.problems.append((name, user_line(node), why))

    def _stand_in(self, value: Any) -> Any:
        if isinstance(value, (tuple, list)):
            return tuple(self._stand_in(part) for part in value)
        if not isinstance(value, torch.Tensor):
            return value
        shape = tuple(dim(size) for size in value.shape)
        kind = TensorType(shape, DTYPES.get(value.dtype, "float32"))
        return Node("Unsupported", (), (kind,)).out

    def _argument(self, argument: Any) -> Any:
        """An argument as lowerings take it."""
        if isinstance(argument, torch.fx.Node):
            value = self.values[argument]
            if isinstance(value, torch.Tensor):
                return self._constant(argument, value)
            return value
        if isinstance(argument, (list, tuple)):
            return [self._argument(part) for part in argument]
        return argument

    def _constant(self, node: torch.fx.Node, tensor: torch.Tensor) -> Value:
        """The constant for a tensor; one for all uses of the same memory."""
        key = (
            tensor.data_ptr(),
            tensor.dtype,
            tuple(tensor.shape),
            tensor.stride(),
        )
        if tensor.numel() == 0 or key not in self.constants:
            # A view of a parameter, such as its transpose, still bears its name.
            place = tensor.untyped_storage().data_ptr()
            name = self.names.get(place)
            array = _numpy(tensor, name or node.name)
            if place not in self.trained:
                array = b.finite(array)
            value = constant(array, name)
            # The tensor is kept, so that its address stays its own.
            self.constants[key] = value, tensor
        return self.constants[key][0]


def _with_line(value: Value, line: str, marked: dict[Node, Node]) -> Value:
    """The value, its node and all before it that have no line yet marked with one."""
    node = value.node
    if node.line is not None or node.definition.category == "source":
        return value
    if node not in marked:
        inputs = tuple(_with_line(source, line, marked) for source in node.inputs)
        marked[node] = replace(node, inputs=inputs, line=line)
    return Value(marked[node], value.index)


def _by_place(node: torch.fx.Node) -> tuple[list[Any], dict[str, Any]]:
    """Arguments by place wherever PyTorch's schema lets them stand so."""
    args, kwargs = list(node.args), dict(node.kwargs)
    schema = node.target._schema  # type: ignore[union-attr]
    for argument in schema.arguments[len(args) :]:
        if argument.kwarg_only or not kwargs:
            break
        args.append(kwargs.pop(argument.name, argument.default_value))
    return args, kwargs


def _numpy(tensor: torch.Tensor, name: str) -> np.ndarray[Any, Any]:
    """The values as float32, int32 or bool, without a copy where that is possible.

    Raises:
        OverflowError: some are integers too large for int32.
        LoweringError: TensorFlow.js has no such dtype.
    """
    tensor = tensor.detach().cpu()
    if tensor.dtype == torch.float64:
        tensor = tensor.float()
    if tensor.dtype not in DTYPES:
        raise LoweringError(f"a constant is of dtype {tensor.dtype}")
    wanted = DTYPES[tensor.dtype]
    if tensor.dtype == torch.bfloat16:
        tensor = tensor.float()
    array = tensor.numpy()
    if array.dtype == np.int64 and array.size:
        extreme = np.iinfo(np.int32)
        if array.max() > extreme.max or array.min() < extreme.min:
            raise OverflowError(f"{name} holds integers that do not fit into int32")
    return array.astype(wanted, copy=False)
