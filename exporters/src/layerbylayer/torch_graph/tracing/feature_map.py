"""The last feature map of a classifier, as an output of its own.

For class activation maps (https://arxiv.org/abs/1512.04150): the map of a class is the
feature map's product with that class's weights in the dense layer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import torch

from ...errors import InvalidModelError
from .capture import Captured

NAME = "feature_map"
POOLINGS = (
    "aten.mean.dim",
    "aten.avg_pool2d.default",
    "aten._adaptive_avg_pool2d.default",
)
BETWEEN = (
    "aten.view.default",
    "aten.squeeze.dims",
    "aten.clone.default",
    "aten._softmax.default",
    "aten._log_softmax.default",
    "aten.sigmoid.default",
    "aten.add.Tensor",
    "aten.mm.default",
    "aten.addmm.default",
)


def with_feature_map(captured: Captured) -> Captured:
    """Give the same model with one output more, (batch, height, width, channels).

    Raises:
        InvalidModelError: the first output is not a dense layer's after global average
            pooling.
    """
    graph = torch.fx.Graph()
    copies: dict[torch.fx.Node, torch.fx.Node] = {}
    result: Any = graph.graph_copy(captured.module.graph, copies)
    pooled = _pooled(result[0])
    if pooled is None:
        raise InvalidModelError(
            f"{captured.label} does not end in global average pooling and a dense "
            "layer, so that it has no feature map to export."
        )
    source, channels_last = pooled
    if not channels_last:
        permute = torch.ops.aten.permute.default
        value = source.meta["val"].permute(0, 2, 3, 1)
        source = graph.call_function(permute, (source, [0, 2, 3, 1]))
        source.meta["val"] = value
    graph.output((*result, source))
    module = torch.fx.GraphModule(captured.module, graph)
    held = list(captured.constants.values())

    def run(inputs: Sequence[torch.Tensor]) -> list[torch.Tensor]:
        with torch.no_grad():
            outputs = torch.fx.Interpreter(module).run(*held, *inputs)
        return [*captured.run(inputs), outputs[-1]]

    return replace(captured, module=module, outputs=[*captured.outputs, NAME], run=run)


def _pooled(node: torch.fx.Node) -> tuple[torch.fx.Node, bool] | None:
    """What is pooled in the end, and whether its channels are last."""
    while str(node.target) in BETWEEN:
        # The data of addmm and of a bias's addition may be the second argument.
        computed = [
            operand for operand in node.all_input_nodes if _is_computed(operand)
        ]
        if len(computed) != 1:
            return None
        node = computed[0]
    if str(node.target) not in POOLINGS:
        return None
    source = node.args[0]
    assert isinstance(source, torch.fx.Node)
    if source.meta["val"].ndim != 4:
        return None
    if str(node.target) == "aten.mean.dim":
        axes = {axis % 4 for axis in node.args[1]}  # type: ignore[union-attr, operator]
        return (source, axes == {1, 2}) if axes in ({1, 2}, {2, 3}) else None
    return (source, False) if node.meta["val"].shape[2:].numel() == 1 else None


def _is_computed(node: torch.fx.Node) -> bool:
    """Whether a node computes a tensor, and does not hand on weights, transposed."""
    return (
        node.op == "call_function"
        and isinstance(node.meta.get("val"), torch.Tensor)
        and str(node.target) != "aten.permute.default"
    )
