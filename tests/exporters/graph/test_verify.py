"""The table of operations, and what is checked of a graph after each pass."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from layerbylayer import keras_layers, torch_graph
from layerbylayer.keras_layers.registry import translates
from layerbylayer.torch_graph import build as b
from layerbylayer.torch_graph.capture import capture
from layerbylayer.torch_graph.ir import Graph, Node, TensorType, Value, constant
from layerbylayer.torch_graph.lower import lower
from layerbylayer.torch_graph.lowerings.registry import lowers, refuses
from layerbylayer.torch_graph.ops import OPS, OpDef, define
from layerbylayer.torch_graph.passes import Pass, laid_out, run
from layerbylayer.torch_graph.verify import InvalidGraphError

X = Node("Placeholder", (), (TensorType((2, 3), "float32"),), name="x")


def made(
    op: str, inputs: tuple[Value, ...], shape: tuple[int, ...], /, **attrs: Any
) -> Graph:
    """A graph of one node; nothing has checked that it is right."""
    kind = TensorType(shape, "float32")
    node = Node(op, inputs, (kind,), attrs, line="model.py:12")
    return Graph((X,), {"output": node.out})


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


def test_a_cycle_is_found() -> None:
    loop = Node("Relu", (X.out,), X.types)
    object.__setattr__(loop, "inputs", (Value(loop, 0),))
    with pytest.raises(InvalidGraphError, match="needs Relu, which needs it"):
        Graph((X,), {"output": loop.out}).verify()


def test_only_operations_of_the_table_are_built() -> None:
    with pytest.raises(ValueError, match="'NoSuchOp' is not in torch_graph/ops.py"):
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


def test_an_operation_without_a_layout_rule_is_reported(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(OPS, "Tanh", OpDef("Tanh", "elementwise"))
    caplog.set_level(logging.DEBUG, "layerbylayer")
    laid_out(Graph((X,), {"output": b.unary("Tanh", X.out)}))
    assert "Tanh keeps its order, for no rule is known" in caplog.text


def test_all_operations_have_a_layout_rule_and_fuse_into_known_ones() -> None:
    for op in OPS.values():
        assert op.layout is not None, op.name
        assert op.fused_as is None or op.fused_as in OPS


def test_no_other_module_lists_operations() -> None:
    """Apart from lowerings, which say which one stands for what, names come singly."""
    folder = Path(torch_graph.__file__).parent
    for path in [*folder.glob("*.py"), *(folder / "passes").glob("*.py")]:
        if path.name in ("ops.py", "verify.py"):
            continue
        lines = path.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, 1):
            if re.fullmatch(r'\s*"\w+": "\w+",', line):
                continue  # one name of another library's for one of ours
            named = [name for name in OPS if f'"{name}"' in line]
            assert len(named) < 2, f"{path}:{number} lists {named}"
    assert keras_layers.REGISTRY


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
