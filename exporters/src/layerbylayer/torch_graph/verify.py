"""What has to hold of a graph, before and after each pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Any

from ..errors import ExportError
from .ir import Dim, Graph, Node, Shape
from .ops import Rule

Problems = Iterator[str]


class InvalidGraphError(ExportError):
    """A pass has made a graph that cannot be right; the message names all it knows."""

    def __init__(self, after: str, node: Node, problem: str) -> None:
        """Say after which pass which node is wrong, and where the user wrote it."""
        where = f" ({node.line})" if node.line else ""
        name = f" {node.name!r}" if node.name else ""
        super().__init__(
            f"after {after}, the node {node.op}{name}{where} is wrong: {problem}. "
            "Please report this model."
        )
        self.node = node


def verify(graph: Graph, after: str) -> None:
    """Check edges, order, dtypes and shapes of all nodes.

    Args:
        graph: what a pass has made.
        after: the name of that pass, for the error.

    Raises:
        InvalidGraphError: with the first node that is wrong.
    """
    seen: set[Node] = set()
    for node in graph.nodes():
        # The types can be looked at only where the edges are right.
        for problem in chain(_edges(node, seen, graph), _types(node)):
            raise InvalidGraphError(after, node, problem)
        seen.add(node)
    for name, value in graph.outputs.items():
        if not 0 <= value.index < len(value.node.types):
            problem = f"the output {name!r} takes its result {value.index}"
            raise InvalidGraphError(after, value.node, problem)


def _edges(node: Node, seen: set[Node], graph: Graph) -> Problems:
    if node.op == "Placeholder":
        if node not in graph.inputs:
            yield "it is no input of the graph"
        if node.name is None:
            yield "it has no name"
    if node.op == "Unsupported":
        yield "it has no equal in TensorFlow.js"
    for value in node.inputs:
        if value.node not in seen:
            yield f"it needs {value.node.op}, which needs it"
        elif not 0 <= value.index < len(value.node.types):
            yield f"it takes the result {value.index} of {value.node.op}"


def _types(node: Node) -> Problems:
    for kind in node.types:
        if kind.dtype not in ("float32", "int32", "bool"):
            yield f"there is no dtype {kind.dtype!r}"
        for size in kind.shape:
            if isinstance(size, bool) or (isinstance(size, int) and size < 0):
                yield f"its shape is {kind.shape}"
    if (node.array is not None) != (node.op == "Const"):
        yield "a constant has an array, and nothing else has"
    rule = node.definition.rule
    if rule is not None and not _takes_parameters(node):
        yield from RULES[rule](node)


def _takes_parameters(node: Node) -> bool:
    """Whether its parameters are inputs already, in place of attributes."""
    definition = node.definition
    operands = (*definition.leading_operands, *definition.trailing_operands)
    return any(name not in node.attrs for name in operands)


def _same(one: Dim, other: Dim) -> bool:
    """Whether two sizes agree; open ones are taken to."""
    return not (isinstance(one, int) and isinstance(other, int)) or one == other


def _differ(shape: Sequence[Dim], expected: Sequence[Dim]) -> Problems:
    same = len(shape) == len(expected) and all(map(_same, shape, expected))
    if not same:
        yield f"its shape is {tuple(shape)}, and should be {tuple(expected)}"


def _dtypes(node: Node, wanted: str, first: int = 0) -> Problems:
    for value in node.inputs[first:]:
        if value.dtype != wanted:
            yield f"it takes {value.dtype} where it needs {wanted}"


def _const(node: Node) -> Problems:
    assert node.array is not None
    yield from _differ(node.types[0].shape, node.array.shape)
    if str(node.array.dtype) != node.types[0].dtype:
        yield f"it holds {node.array.dtype}, not {node.types[0].dtype}"


def _elementwise(node: Node) -> Problems:
    rank = max((value.rank for value in node.inputs), default=0)
    expected: list[Dim] = []
    for axis in range(-rank, 0):
        sizes = [v.shape[axis] for v in node.inputs if v.rank >= -axis]
        wide = [size for size in sizes if size != 1]
        if not all(_same(wide[0], size) for size in wide):
            yield f"its inputs {[v.shape for v in node.inputs]} cannot be broadcast"
            return
        fixed = [size for size in wide if isinstance(size, int)]
        expected.append((fixed or wide or [1])[0])
    yield from _differ(node.types[0].shape, expected)
    data = node.inputs[1:] if node.op == "SelectV2" else node.inputs
    if node.op == "SelectV2" and node.inputs[0].dtype != "bool":
        yield "its condition is no bool"
    for value in data[1:]:
        if value.dtype != data[0].dtype:
            yield f"it takes {data[0].dtype} and {value.dtype}"


def _reduction(node: Node) -> Problems:
    (x,) = node.inputs
    axes, kept = node.attrs["axis"], node.attrs["keep_dims"]
    if sorted(set(axes)) != list(axes) or not all(0 <= a < x.rank for a in axes):
        yield f"its axes {axes} are not those of {x.rank} dimensions, in order"
        return
    expected = [1 if a in axes else size for a, size in enumerate(x.shape)]
    if not kept:
        expected = [size for a, size in enumerate(x.shape) if a not in axes]
    yield from _differ(node.types[0].shape, expected)


def _transpose(node: Node) -> Problems:
    (x,), perm = node.inputs, node.attrs["perm"]
    if sorted(perm) != list(range(x.rank)):
        yield f"{perm} is no order of {x.rank} axes"
    else:
        yield from _differ(node.types[0].shape, x.type.permuted(perm).shape)


def _reshape(node: Node) -> Problems:
    shape = node.types[0].shape
    yield from _differ(shape, node.attrs["shape"])
    before, after = _numel(node.inputs[0].shape), _numel(shape)
    if before is not None and after is not None and before != after:
        yield f"{before} elements cannot be {after}"


def _numel(shape: Shape) -> int | None:
    total = 1
    for size in shape:
        if not isinstance(size, int):
            return None
        total *= size
    return total


def _axis_in_range(node: Node) -> Problems:
    axis, rank = node.attrs["axis"], node.inputs[0].rank
    if not 0 <= axis < rank:
        yield f"it has no axis {axis} of {rank}"


def _concat(node: Node) -> Problems:
    yield from _axis_in_range(node)
    axis, shapes = node.attrs["axis"], [value.shape for value in node.inputs]
    for place, size in enumerate(node.types[0].shape):
        sizes = [shape[place] for shape in shapes if len(shape) > place]
        if len(sizes) != len(shapes):
            yield f"its inputs are of the shapes {shapes}"
        elif place == axis and all(isinstance(one, int) for one in sizes):
            yield from _differ([size], [sum(sizes)])
        elif place != axis:
            for one in sizes:
                yield from _differ([size], [one])
    yield from _dtypes(node, node.types[0].dtype)


def _gather(node: Node) -> Problems:
    yield from _axis_in_range(node)
    x, indices = node.inputs
    axis = node.attrs["axis"]
    expected = (*x.shape[:axis], *indices.shape, *x.shape[axis + 1 :])
    yield from _differ(node.types[0].shape, expected)
    yield from _dtypes(node, "int32", first=1)


def _each_axis(expected: Callable[[Node], Sequence[Dim]]) -> Callable[[Node], Problems]:
    def check(node: Node) -> Problems:
        for name in node.definition.axis_attrs:
            if len(node.attrs[name]) != len(node.types[0].shape):
                yield f"{name}={node.attrs[name]} is not one for each axis"
                return
        yield from _differ(node.types[0].shape, expected(node))

    return check


def _padded(node: Node) -> Sequence[Dim]:
    pairs = zip(node.inputs[0].shape, node.attrs["paddings"], strict=True)
    return [size + (low + high) for size, (low, high) in pairs]


def _tiled(node: Node) -> Sequence[Dim]:
    pairs = zip(node.inputs[0].shape, node.attrs["multiples"], strict=True)
    return [size * times for size, times in pairs]


def _sliced(node: Node) -> Sequence[Dim]:
    size: Sequence[Dim] = node.attrs["size"]
    return size


def _broadcast(node: Node) -> Sequence[Dim]:
    shape: Sequence[Dim] = node.attrs["shape"]
    return shape


def _keeps_shape(node: Node) -> Problems:
    yield from _differ(node.types[0].shape, node.inputs[0].shape)


def _matmul(node: Node) -> Problems:
    a, b = node.inputs[:2]
    if a.rank < 2 or b.rank < 2:
        yield f"it multiplies {a.shape} and {b.shape}"
        return
    if not _same(a.shape[-1], b.shape[-2]):
        yield f"it multiplies {a.shape} and {b.shape}"
    yield from _differ(node.types[0].shape[-2:], (a.shape[-2], b.shape[-1]))
    yield from _bias(node)


def _convolution(node: Node) -> Problems:
    x, kernel = node.inputs[:2]
    if not x.rank == kernel.rank == 4 or not _same(x.shape[3], kernel.shape[2]):
        yield f"it convolves {x.shape} with {kernel.shape}"
        return
    depthwise = node.definition.scale_per_channel
    channels = kernel.shape[2] * kernel.shape[3] if depthwise else kernel.shape[3]
    sizes: list[Dim] = []
    for axis, (low, high) in zip((1, 2), node.attrs["pads"], strict=True):
        step, dilation = node.attrs["strides"][axis], node.attrs["dilations"][axis]
        room: Any = x.shape[axis] + (
            low + high - (kernel.shape[axis - 1] - 1) * dilation
        )
        sizes.append((room - 1) // step + 1)
    yield from _differ(node.types[0].shape, (x.shape[0], *sizes, channels))
    yield from _bias(node)


def _bias(node: Node) -> Problems:
    """Fused operands are vectors with one number for each channel."""
    for value in node.inputs[2:]:
        yield from _differ(value.shape, node.types[0].shape[-1:])
    if len(node.inputs) - 2 != node.attrs.get("num_args", 0):
        yield f"it has {len(node.inputs) - 2} fused operands"


RULES: dict[Rule, Callable[[Node], Problems]] = {
    "axis order": _transpose,
    "broadcast": _elementwise,
    "concatenation": _concat,
    "constant": _const,
    "convolution": _convolution,
    "elements": _reshape,
    "gathering": _gather,
    "matrix product": _matmul,
    "padding": _each_axis(_padded),
    "part": _each_axis(_sliced),
    "reduction": _reduction,
    "repetition": _each_axis(_tiled),
    "same shape": _keeps_shape,
    "stretching": _each_axis(_broadcast),
}
"""What to check for each rule of the table of operations."""
