"""Each pass by itself, on graphs of a few nodes."""

import numpy as np
from layerbylayer.torch_graph.ir import build as b
from layerbylayer.torch_graph.ir.graph import Graph, Node, TensorType, constant
from layerbylayer.torch_graph.passes import (
    canonical,
    eliminate_common_subexpressions,
    fold_scales,
    fused,
    laid_out,
    merged_movement,
    merged_reductions,
    padding_into_convolutions,
    until_stable,
    with_own_matrices,
    without_broadcasts,
)
from layerbylayer.torch_graph.passes.orders import compose, inverse
from layerbylayer.torch_graph.serialization.parameters import with_parameters
from layerbylayer.torch_graph.serialization.serialize import serialized


def given(*shape, name="x"):
    return Node("Placeholder", (), (TensorType(shape, "float32"),), name=name)


def graph(x, y):
    return Graph((x,), {"output": y})


def ops(g):
    return [n.op for n in g.nodes() if n.op not in ("Const", "Placeholder")]


def numbers(*shape):
    return constant(np.random.default_rng(0).normal(size=shape).astype("float32"))


def values(constant):
    """The array of a constant."""
    assert constant.array is not None
    return constant.array


def convolved(x, channels=4, pads=((1, 1), (1, 1))):
    kernel = numbers(3, 3, x.shape[-1], channels)
    return b.convolution("Conv2D", x, kernel, channels, (1, 1), pads, (1, 1))


def test_a_chain_of_convolutions_keeps_two_transposes():
    x = given(2, 3, 8, 8)
    y = x.out
    for _ in range(3):
        y = b.unary("Relu", b.to_first(convolved(b.to_last(y))))
    before = graph(x, y)
    after = laid_out(before)
    assert ops(before).count("Transpose") == 6
    assert ops(after).count("Transpose") == 2
    assert after.outputs["output"].shape == (2, 4, 8, 8)


def test_the_layout_follows_branches_concatenation_padding_and_means():
    x = given(2, 3, 8, 8)
    left = b.to_first(convolved(b.to_last(x.out)))
    right = b.to_first(convolved(b.to_last(x.out)))
    y = b.concat([b.unary("Relu", left), b.add(left, right)], 1)
    y = b.pad(y, [(0, 0), (0, 0), (1, 0), (0, 1)])
    y = b.mul(y, numbers(8, 1, 1))
    y = b.reduce("Mean", y, (2, 3), keep=False)
    after = merged_reductions(merged_movement(laid_out(graph(x, y))))
    assert ops(after).count("Transpose") == 1  # of the input
    [concat] = [n for n in after.nodes() if n.op == "ConcatV2"]
    assert concat.attrs["axis"] == 3
    [padded] = [n for n in after.nodes() if n.op == "PadV2"]
    assert padded.attrs["paddings"] == ((0, 0), (1, 0), (0, 1), (0, 0))
    assert ops(after)[-1] == "Mean" and after.outputs["output"].shape == (2, 8)


def test_a_channels_last_module_keeps_no_transpose():
    x = given(2, 8, 8, 3)
    y = b.transpose(x.out, (0, 3, 1, 2))
    y = b.to_first(convolved(b.to_last(y)))
    y = b.unary("Relu", b.transpose(y, (0, 2, 3, 1)))
    assert "Transpose" not in ops(laid_out(graph(x, y)))


def test_orders_compose():
    order = (2, 0, 1)
    assert compose(order, inverse(order)) == compose(inverse(order), order) == (0, 1, 2)


def test_factors_and_terms_become_one_fused_convolution():
    x = given(2, 8, 8, 3)
    scale, shift = numbers(1, 1, 1, 4), numbers(4)
    y = b.unary("Relu", b.add(b.mul(b.add(convolved(x.out), shift), scale), shift))
    after = fused(fold_scales(until_stable(canonical, graph(x, y))))
    assert ops(after) == ["_FusedConv2D"]
    node = after.outputs["output"].node
    kernel = values(numbers(3, 3, 3, 4)) * values(scale)
    assert np.allclose(values(node.inputs[1]), kernel)
    bias = values(shift) * values(scale).reshape(-1) + values(shift)
    assert np.allclose(values(node.inputs[2]), bias)
    assert node.attrs["fused_ops"] == ("BiasAdd", "Relu")


def test_factors_kept_apart_leave_each_channel_its_range():
    x = given(2, 8, 8, 3)
    y = b.mul(convolved(x.out), numbers(4))
    after = fold_scales(graph(x, y), kept_apart=True)
    assert sorted(ops(after)) == ["Conv2D", "Mul"]
    [times] = [n for n in after.nodes() if n.op == "Mul"]
    weights, factor = times.inputs
    assert np.allclose(np.abs(values(weights)).max((0, 1, 2)), 1)
    product = values(numbers(3, 3, 3, 4)) * values(numbers(4))
    assert np.allclose(values(weights) * values(factor), product, atol=1e-6)


def test_a_value_that_is_used_twice_is_not_fused():
    x = given(2, 8, 8, 3)
    y = convolved(x.out)
    both = b.mul(b.unary("Relu", y), y)
    assert ops(fused(graph(x, both))) == ["Conv2D", "Relu", "Mul"]


def test_padding_goes_into_the_convolution_only_if_it_is_zero():
    x = given(2, 8, 8, 3)
    around = [(0, 0), (0, 1), (2, 0), (0, 0)]
    for value, left in ((0.0, ["Conv2D"]), (1.0, ["PadV2", "Conv2D"])):
        y = convolved(b.pad(x.out, around, value))
        after = padding_into_convolutions(graph(x, y))
        assert ops(after) == left
    pads = (
        padding_into_convolutions(graph(x, convolved(b.pad(x.out, around))))
        .outputs["output"]
        .node.attrs["pads"]
    )
    assert pads == ((1, 2), (3, 1))


def test_duplicates_and_copies_go():
    x = given(2, 3)
    one = b.add(x.out, constant(np.ones(3, "float32")))
    two = b.add(x.out, constant(np.ones(3, "float32")))
    assert ops(eliminate_common_subexpressions(graph(x, b.mul(one, two)))) == [
        "AddV2",
        "Mul",
    ]
    copied = b.mul(x.out, b.broadcast_to(numbers(3), (2, 3)))
    assert ops(without_broadcasts(graph(x, copied))) == ["Mul"]


def test_movement_merges():
    x = given(2, 3, 4)
    y = b.reshape(b.reshape(x.out, (6, 4)), (2, 3, 4))
    y = b.transpose(b.transpose(y, (0, 2, 1)), (0, 2, 1))
    assert ops(until_stable(merged_movement, graph(x, y))) == []


def test_constants_alone_are_no_nodes_and_names_are_unique():
    x = given(2, 3)
    y = b.reshape(b.transpose(x.out, (1, 0)), (2, 3))
    written = serialized(with_parameters(Graph((x,), {"output": y, "x_too": x.out})))
    names = [node["name"] for node in written.topology["node"]]
    assert len(names) == len(set(names))
    assert {"x", "output", "x_too"} <= set(names)
    assert set(written.signature["outputs"]) == {"output", "x_too"}


def test_a_matrix_of_two_shapes_is_copied_for_the_second():
    x = given(1, 2, 3)
    turned = b.reshape(x.out, (1, 3, 2))
    once = graph(x, b.matmul(x.out, turned))
    assert ops(with_own_matrices(once)) == ["Reshape", "BatchMatMulV2"]
    thrice = graph(x, b.matmul(b.matmul(b.matmul(x.out, turned), x.out), turned))
    assert ops(with_own_matrices(thrice)).count("Mul") == 1
