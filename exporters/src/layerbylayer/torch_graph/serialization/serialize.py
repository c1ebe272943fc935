"""The graph as TensorFlow.js reads it: GraphDef in JSON, and a list of weights.

Source: https://www.tensorflow.org/js/guide/conversion and tfjs-converter 4.22,
src/operations.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..ir.graph import DType, Graph, Node, TensorType, Value

DTYPES: dict[DType, str] = {
    "float32": "DT_FLOAT",
    "int32": "DT_INT32",
    "bool": "DT_BOOL",
}
DTYPE_ATTRIBUTES = ("DstT", "Tidx", "dtype")


@dataclass(frozen=True)
class Serialized:
    """modelTopology and signature of model.json, and the arrays of all constants.

    `names` are the nodes' names in the topology.
    """

    topology: dict[str, Any]
    signature: dict[str, Any]
    weights: dict[str, NDArray[Any]]
    names: dict[Node, str]


def serialized(graph: Graph) -> Serialized:
    """Write down a graph whose parameters are inputs."""
    names = _Names()
    names.taken.update(str(node.name) for node in graph.inputs)
    # An output may be called as an input is: its node then has another name.
    placed_as = {name: names.unique(name) for name in graph.outputs}
    nodes: list[dict[str, Any]] = []
    weights: dict[str, NDArray[Any]] = {}
    # A node with one output of the graph may bear its name.
    own = {
        value.node: placed_as[name]
        for name, value in graph.outputs.items()
        if value.index == 0 and value.node.definition.category != "source"
    }
    placed: dict[Node, str] = {}
    for node in graph.nodes():
        placed[node] = name = own.get(node) or names.of(node)
        if node.array is not None:
            weights[name] = node.array
        nodes.append(
            {
                "name": name,
                "op": node.op,
                **_inputs([_reference(placed, value) for value in node.inputs]),
                "attr": _attributes(node),
            }
        )
    for name, value in graph.outputs.items():
        if own.get(value.node) != placed_as[name] or value.index:
            source = _reference(placed, value)
            identity = {"op": "Identity", "input": [source], "attr": {}}
            nodes.append({"name": placed_as[name], **identity})
    signature = {
        "inputs": {n.name: _info(str(n.name), n.types[0]) for n in graph.inputs},
        "outputs": {
            name: _info(placed_as[name], value.type)
            for name, value in graph.outputs.items()
        },
    }
    topology = {"node": nodes, "versions": {"producer": 1}, "library": {}}
    return Serialized(topology, signature, weights, placed)


class _Names:
    """A name of its own for each node."""

    def __init__(self) -> None:
        self.taken: set[str] = set()
        self.last: dict[str, int] = {}

    def of(self, node: Node) -> str:
        if node.op == "Placeholder":
            return str(node.name)
        stem = re.sub(r"[^\w./-]", "_", node.name or node.op.strip("_"))
        return self.unique(stem)

    def unique(self, stem: str) -> str:
        """Return the name, with a number if another node has it."""
        name = stem
        while name in self.taken:
            self.last[stem] = self.last.get(stem, 0) + 1
            name = f"{stem}_{self.last[stem]}"
        self.taken.add(name)
        return name


def _reference(placed: dict[Node, str], value: Value) -> str:
    name = placed[value.node]
    return f"{name}:{value.index}" if value.index else name


def _inputs(references: list[str]) -> dict[str, Any]:
    return {"input": references} if references else {}


def _info(name: str, kind: TensorType) -> dict[str, Any]:
    return {"name": f"{name}:0", "dtype": DTYPES[kind.dtype], **_shape(kind)}


def _shape(kind: TensorType) -> dict[str, Any]:
    sizes = [
        {"size": str(size) if isinstance(size, int) else "-1"} for size in kind.shape
    ]
    return {"tensorShape": {"dim": sizes}}


def _attributes(node: Node) -> dict[str, Any]:
    if node.op == "Placeholder":
        kind = node.types[0]
        return {
            "dtype": {"type": DTYPES[kind.dtype]},
            "shape": {"shape": {"dim": _shape(kind)["tensorShape"]["dim"]}},
        }
    if node.op == "Const":
        return {"dtype": {"type": DTYPES[node.types[0].dtype]}}
    attrs = dict(node.attrs)
    if "pads" in attrs:
        pads = attrs.pop("pads")
        if any(low or high for low, high in pads):
            flat = [size for pair in pads for size in pair]
            attrs["padding"] = "EXPLICIT"
            attrs["explicit_paddings"] = (0, 0, *flat, 0, 0)
        else:
            attrs["padding"] = "VALID"
    definition = node.definition
    if definition.count_attr is not None:
        parameters = len(definition.leading_operands + definition.trailing_operands)
        attrs[definition.count_attr] = len(node.inputs) - parameters
    return {key: _attribute(key, value) for key, value in sorted(attrs.items())}


def _attribute(key: str, value: Any) -> dict[str, Any]:
    if key in DTYPE_ATTRIBUTES:
        return {"type": DTYPES[value]}
    if isinstance(value, bool):
        return {"b": value}
    if isinstance(value, (int, np.integer)):
        return {"i": str(value)}
    if isinstance(value, float):
        return {"f": value}
    if isinstance(value, str):
        return {"s": _base64(value)}
    if value and isinstance(value[0], str):
        return {"list": {"s": [_base64(word) for word in value]}}
    return {"list": {"i": [str(number) for number in value]}}


def _base64(word: str) -> str:
    return base64.b64encode(word.encode()).decode()
