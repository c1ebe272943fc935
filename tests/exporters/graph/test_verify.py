"""The table of operations, and what is checked of a graph after each pass."""

from __future__ import annotations

import ast
import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sympy
import torch
from layerbylayer import torch_graph
from layerbylayer.keras_layers.registry import translates
from layerbylayer.torch_graph.ir import build as b
from layerbylayer.torch_graph.ir.graph import Graph, Node, TensorType, Value, constant
from layerbylayer.torch_graph.ir.ops import OPS, OpDef, define
from layerbylayer.torch_graph.ir.verify import InvalidGraphError
from layerbylayer.torch_graph.lower import lower
from layerbylayer.torch_graph.lowerings.registry import lowers, refuses
from layerbylayer.torch_graph.passes import Pass, laid_out, run
from layerbylayer.torch_graph.tracing.capture import capture

X = Node("Placeholder", (), (TensorType((2, 3), "float32"),), name="x")


def made(
    op: str, inputs: tuple[Value, ...], shape: tuple[Any, ...], /, **attrs: Any
) -> Graph:
    """A graph of one node; nothing has checked that it is right."""
    kind = TensorType(shape, "float32")
    node = Node(op, inputs, (kind,), attrs, line="model.py:12")
    return Graph((X, PICTURE, *OPEN), {"output": node.out})


PICTURE = Node("Placeholder", (), (TensorType((2, 4, 4, 1), "float32"),), name="p")
KERNEL = constant(np.ones((2, 2, 5, 1), np.float32))
N, M = sympy.symbols("n m", positive=True, integer=True)
OPEN = [
    Node("Placeholder", (), (TensorType((2, size), "float32"),), name=str(size))
    for size in (N, M)
]
ONES = constant(np.ones((3, 2), np.float32))
WRONG = {
    "a shape": (made("Relu", (X.out,), (2, 4)), r"shape is \(2, 4\), and should be"),
    "broadcasting": (made("AddV2", (X.out, ONES), (2, 3)), "cannot be broadcast"),
    "dtypes": (
        made("AddV2", (X.out, constant(np.ones(3, np.int32))), (2, 3)),
        "takes float32 and int32",
    ),
    "an order": (
        made("Transpose", (X.out,), (3, 2), perm=(1, 1)),
        "no order of 2 axes",
    ),
    "a size": (made("Reshape", (X.out,), (7,), shape=(7,)), "6 elements cannot be 7"),
    "an axis": (
        made("Sum", (X.out,), (2,), axis=(2,), keep_dims=False),
        r"axes \(2,\) are not those of 2 dimensions",
    ),
    "a product": (
        made("MatMul", (X.out, X.out), (2, 3), transpose_a=False, transpose_b=False),
        r"multiplies \(2, 3\) and \(2, 3\)",
    ),
    "a bias": (
        made("_FusedMatMul", (X.out, ONES, ONES), (2, 2), num_args=1),
        "should be",
    ),
    "a part": (made("Slice", (X.out,), (2, 3), begin=(0,), size=(2, 3)), "each axis"),
    "a window": (
        made(
            "MaxPool",
            (PICTURE.out,),
            (2, 3, 3, 1),
            ksize=(1, 2, 2, 1),
            strides=(1, 2, 2, 1),
            padding="VALID",
        ),
        r"should be \(2, 2, 2, 1\)",
    ),
    "a picture's size": (
        made("ResizeBilinear", (PICTURE.out,), (2, 8, 8, 1), size=(8, 9)),
        r"should be \(2, 8, 9, 1\)",
    ),
    "a transposed convolution": (
        made(
            "Conv2DBackpropInput",
            (KERNEL, PICTURE.out),
            (2, 10, 8, 5),
            input_sizes=(2, 10, 8, 5),
            strides=(1, 2, 2, 1),
            pads=((0, 0), (0, 0)),
        ),
        r"shape is \(2, 4, 4\), and should be \(2, 5, 4\)",
    ),
    "a place": (made("ArgMax", (X.out,), (3,), dimension=1), r"should be \(2,\)"),
    "blocks": (
        made("DepthToSpace", (PICTURE.out,), (2, 8, 8, 1), block_size=2),
        "no blocks of 2 by 2",
    ),
    "more than there are": (made("TopKV2", (X.out,), (2, 4), k=4), "takes 4 of 3"),
    "a range": (
        made("Range", (), (3,), start=0, limit=8, delta=2),
        r"should be \(4,\)",
    ),
    "stacks of matrices": (
        made("BatchMatMulV2", (PICTURE.out, KERNEL), (2, 4, 4, 1)),
        "multiplies",
    ),
    "sizes by other symbols": (
        made("AddV2", (OPEN[0].out, OPEN[1].out), (2, N)),
        "cannot be broadcast",
    ),
    "an index": (made("Relu", (Value(X, 1),), (2, 3)), "takes the result 1"),
    "a negative size": (
        made("Range", (), (-1,), start=0, limit=1, delta=1),
        "shape is",
    ),
    "a stranger's input": (
        made("Relu", (replace(X, name="y").out,), (2, 3)),
        "no input of the graph",
    ),
    "an array": (made("Const", (), (2, 3)), "a constant has an array"),
    "what was refused": (made("Unsupported", (), (2, 3)), "no equal in TensorFlow.js"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_named_with_pass_node_and_line(case: str) -> None:
    graph, message = WRONG[case]
    blame = Pass("breaking", lambda _: graph)
    with pytest.raises(InvalidGraphError, match=message) as caught:
        run([blame], Graph((X,), {"output": b.unary("Relu", X.out)}))
    assert str(caught.value).startswith("after the pass 'breaking', the node ")
    if caught.value.node.line:
        assert "(model.py:12)" in str(caught.value)


def test_open_sizes_may_be_written_differently() -> None:
    halves = Node(
        "Placeholder", (), (TensorType(((N + 1) // 2,), "float32"),), name="x"
    )
    other = Node(
        "Placeholder", (), (TensorType(((N - 1) // 2 + 1,), "float32"),), name="y"
    )
    out = b.add(halves.out, other.out)
    Graph((halves, other), {"output": out}).verify()


def test_a_cycle_is_found() -> None:
    loop = Node("Relu", (X.out,), X.types)
    object.__setattr__(loop, "inputs", (Value(loop, 0),))
    with pytest.raises(InvalidGraphError, match="needs Relu, which needs it"):
        Graph((X,), {"output": loop.out}).verify()


def test_only_operations_of_the_table_are_built() -> None:
    with pytest.raises(ValueError, match="'NoSuchOp' is not in torch_graph/ir/ops.py"):
        b.unary("NoSuchOp", X.out)


@pytest.mark.parametrize(
    "again",
    [
        lambda: define(OpDef("Relu", "elementwise")),
        lambda: lowers("relu.default")(lambda call, x: x),
        lambda: refuses("for a test", "randn"),
        lambda: translates("Dense")(lambda settings: {}),
    ],
    ids=["op", "lowering", "refusal", "layer"],
)
def test_a_name_cannot_be_registered_twice(again: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match="already"):
        again()


def test_a_lowering_names_its_overload() -> None:
    with pytest.raises(ValueError, match=r"write relu\.default"):
        lowers("relu")


def test_an_operation_without_a_layout_rule_is_reported(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(OPS, "Tanh", OpDef("Tanh", "elementwise"))
    caplog.set_level(logging.DEBUG, "layerbylayer")
    laid_out(Graph((X,), {"output": b.unary("Tanh", X.out)}))
    assert "Tanh keeps its order, for no rule is known" in caplog.text


def test_all_operations_have_rules_and_fuse_into_known_ones() -> None:
    for op in OPS.values():
        assert op.layout is not None, op.name
        assert (op.rule is None) == (op.unruled is not None), op.name
        assert op.fused_as is None or op.fused_as in OPS


MAKERS = {"ops.py", "build.py"}
"""Modules that name operations, as do the lowerings: the table, and what builds."""


def listed(source: str) -> list[tuple[int, list[str]]]:
    """Each literal collection that holds two or more names of operations, by line."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Tuple | ast.List | ast.Set):
            groups = [node.elts]
        elif isinstance(node, ast.Dict):
            groups = [[key for key in node.keys if key is not None], node.values]
        else:
            continue
        for group in groups:
            texts = [e.value for e in group if isinstance(e, ast.Constant)]
            names = [text for text in texts if text in OPS]
            if len(names) > 1:
                found.append((node.lineno, names))
    return found


def test_no_other_module_lists_operations() -> None:
    """What is known of an operation is in the table, so that none is forgotten."""
    folder = Path(torch_graph.__file__).parent
    modules = [p for p in folder.rglob("*.py") if "lowerings" not in p.parts]
    others = [path for path in modules if path.name not in MAKERS]
    assert len(others) < len(modules) and len(others) > 10
    for path in others:
        found = listed(path.read_text(encoding="utf-8"))
        assert not found, f"{path.name} lists operations: {found}"


@pytest.mark.parametrize(
    "source",
    [
        'x in ("Relu", "Relu6")',
        'SETS = {"Conv2D", "MatMul"}',
        'TABLE = {\n    "Relu": 1,\n    "Sigmoid": 2,\n}',
        'TABLE = {"relu": "Relu", "sigmoid": "Sigmoid"}',
        'for op in ["Sum", "Mean"]: pass',
    ],
)
def test_a_list_of_operations_is_found(source: str) -> None:
    assert listed(source)


def test_single_names_are_no_list() -> None:
    assert not listed('op == "Relu" or op in ("Relu", "hardtanh") or {"Relu": "a"}')


def test_lines_of_the_user_survive_the_passes() -> None:
    class Padded(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.conv = torch.nn.Conv2d(1, 2, 3)

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            x = torch.nn.functional.pad(x, (1, 1, 1, 1))
            return self.conv(x)

    graph = lower(capture(Padded(), (torch.ones(2, 1, 4, 4),), open_batch=False))
    from layerbylayer.torch_graph.passes import optimized

    [convolution] = [n for n in optimized(graph).nodes() if "Conv2D" in n.op]
    assert convolution.line is not None and "in conv" in convolution.line
