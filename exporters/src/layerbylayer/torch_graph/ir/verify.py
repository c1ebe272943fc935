"""What has to hold of a graph, before and after each pass."""

from __future__ import annotations

from itertools import chain

from ...errors import ExportError
from .graph import Graph, Node
from .shape_rules import RULES, Problems


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
