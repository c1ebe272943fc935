"""The compiler's own graph: nodes named after TensorFlow.js's graph operations.

A graph is never changed: a pass builds another one. What no output needs is not in it,
so that dead nodes need no pass.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from numpy.typing import NDArray

from .ops import OPS, OpDef

DType = Literal["float32", "int32", "bool"]


# A size: an int, or an expression of sympy's where it is open until the model runs.
Dim = Any
Shape = tuple[Dim, ...]


@dataclass(frozen=True)
class TensorType:
    """Shape and dtype of one tensor."""

    shape: Shape
    dtype: DType

    @property
    def rank(self) -> int:
        """The number of axes."""
        return len(self.shape)

    def permuted(self, perm: Sequence[int]) -> TensorType:
        """Give the type after Transpose(perm)."""
        return TensorType(tuple(self.shape[axis] for axis in perm), self.dtype)


@dataclass(frozen=True, eq=False)
class Node:
    """One operation. Nodes are compared by identity.

    `attrs` holds all that is no tensor, also what TensorFlow.js takes as an input of
    its own, such as the axes of a reduction (see serialize.py). `array` is the value of
    a Const. `name` is that of an input or a parameter; other nodes need none. `line`
    is where in the user's code the node comes from.
    """

    op: str
    inputs: tuple[Value, ...]
    types: tuple[TensorType, ...]
    attrs: Mapping[str, Any] = field(default_factory=dict)
    array: NDArray[Any] | None = None
    name: str | None = None
    line: str | None = None

    def __post_init__(self) -> None:
        """Refuse an operation that the table does not have."""
        if self.op not in OPS:
            raise ValueError(
                f"the operation {self.op!r} is not in torch_graph/ir/ops.py: "
                "define it there"
            )

    @property
    def definition(self) -> OpDef:
        """What the table says of the operation."""
        return OPS[self.op]

    @property
    def out(self) -> Value:
        """The first output, of most nodes the only one."""
        return Value(self, 0)

    def with_inputs(self, inputs: Sequence[Value]) -> Node:
        """Give the same operation on other tensors of the same types."""
        return Node(
            self.op,
            tuple(inputs),
            self.types,
            self.attrs,
            self.array,
            self.name,
            self.line,
        )


@dataclass(frozen=True)
class Value:
    """One output of a node."""

    node: Node
    index: int = 0

    @property
    def type(self) -> TensorType:
        """Shape and dtype."""
        return self.node.types[self.index]

    @property
    def shape(self) -> Shape:
        """The shape."""
        return self.type.shape

    @property
    def dtype(self) -> DType:
        """The dtype."""
        return self.type.dtype

    @property
    def rank(self) -> int:
        """The number of axes."""
        return self.type.rank

    @property
    def array(self) -> NDArray[Any] | None:
        """The value, if it is a constant."""
        return self.node.array


@dataclass(frozen=True)
class Graph:
    """Placeholders, and the tensors that are computed from them, by name."""

    inputs: tuple[Node, ...]
    outputs: Mapping[str, Value]

    def nodes(self) -> Iterator[Node]:
        """Yield all nodes that the outputs need, and the inputs; producers first."""
        seen: set[Node] = set()
        roots = [*self.inputs, *(value.node for value in self.outputs.values())]
        for root in roots:
            stack: list[tuple[Node, Iterator[Value]]] = []
            if root not in seen:
                seen.add(root)
                stack.append((root, iter(root.inputs)))
            while stack:
                node, pending = stack[-1]
                for value in pending:
                    if value.node not in seen:
                        seen.add(value.node)
                        stack.append((value.node, iter(value.node.inputs)))
                        break
                else:
                    stack.pop()
                    yield node

    def uses(self) -> Counter[Value]:
        """Count how often each value is used, as an input of a node or as an output."""
        counts = Counter(value for node in self.nodes() for value in node.inputs)
        counts.update(self.outputs.values())
        return counts

    def size(self) -> int:
        """Give the number of nodes that compute: neither constants nor inputs."""
        return sum(node.definition.category != "source" for node in self.nodes())

    def verify(self, after: str = "it was built") -> None:
        """Check edges, order, dtypes and shapes; `after` is the pass to blame.

        Raises:
            InvalidGraphError: with the pass, the node and the user's line.
        """
        from .verify import verify

        verify(self, after)


Rule = Callable[[Node, Callable[[Value], int]], Value | tuple[Value, ...] | None]


def rewrite(graph: Graph, rule: Rule) -> Graph:
    """Build a new graph, in which a rule has had a look at each node.

    Args:
        graph: the old graph.
        rule: takes a node whose inputs are rewritten already, and a function that
            tells how often a value is used; returns what stands for the node's
            outputs from now on, or None to keep it.
    """
    counts: Counter[Value] = Counter()
    old_counts = graph.uses()
    new: dict[Value, Value] = {}
    for node in graph.nodes():
        inputs = tuple(new[value] for value in node.inputs)
        same = all(
            a is b.node
            for a, b in zip((v.node for v in inputs), node.inputs, strict=True)
        )
        candidate = node if same else node.with_inputs(inputs)
        result = rule(candidate, lambda value: counts[value])
        if result is None:
            result = tuple(Value(candidate, i) for i in range(len(node.types)))
        elif isinstance(result, Value):
            result = (result,)
        for index, value in enumerate(result):
            new[Value(node, index)] = value
            counts[value] += old_counts[Value(node, index)]
    return Graph(
        tuple(new[node.out].node for node in graph.inputs),
        {name: new[value] for name, value in graph.outputs.items()},
    )


def constant(array: NDArray[Any], name: str | None = None) -> Value:
    """Make a constant: float32, int32 or bool."""
    dtype: Any = str(array.dtype)
    if dtype not in ("float32", "int32", "bool"):
        raise TypeError(f"a constant of {dtype}")
    kind = TensorType(tuple(int(size) for size in array.shape), dtype)
    return Node("Const", (), (kind,), array=array, name=name).out


def numel(shape: Shape) -> Dim:
    """Multiply all sizes."""
    total: Dim = 1
    for size in shape:
        total = total * size
    return total
