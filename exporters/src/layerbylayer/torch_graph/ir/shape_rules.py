"""What the shape of a result has to be, for each rule of the table of operations."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import ceil

from .graph import Dim, Node, numel
from .ops import Rule

Problems = Iterator[str]
TRIED = 5040
"""What open sizes are tried with: a number that many others divide."""


def _same(first: Dim, second: Dim) -> bool:
    """Whether two sizes agree; an open one and a fixed one are taken to.

    Two open ones are compared by trying numbers, another one for each symbol: they may
    be written differently, and must not be equal by chance.
    """
    if isinstance(first, int) or isinstance(second, int):
        return (
            not (isinstance(first, int) and isinstance(second, int)) or first == second
        )
    if first == second:
        return True
    symbols = sorted(first.free_symbols | second.free_symbols, key=str)
    tried = {symbol: TRIED * (2 * i + 3) for i, symbol in enumerate(symbols)}
    return bool(first.subs(tried) == second.subs(tried))


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
    axes, keep_dims = node.attrs["axis"], node.attrs["keep_dims"]
    if sorted(set(axes)) != list(axes) or not all(0 <= a < x.rank for a in axes):
        yield f"its axes {axes} are not those of {x.rank} dimensions, in order"
        return
    expected = [1 if a in axes else size for a, size in enumerate(x.shape)]
    if not keep_dims:
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
    before, after = numel(node.inputs[0].shape), numel(shape)
    if not _same(before, after):
        yield f"{before} elements cannot be {after}"


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
        elif place == axis and all(isinstance(length, int) for length in sizes):
            yield from _differ([size], [sum(sizes)])
        elif place != axis:
            for length in sizes:
                yield from _differ([size], [length])
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
    stacks = zip(reversed(a.shape[:-2]), reversed(b.shape[:-2]), strict=False)
    if any(
        first != 1 and second != 1 and not _same(first, second)
        for first, second in stacks
    ):
        yield f"it multiplies stacks of {a.shape} and {b.shape}"
        return
    yield from _differ(node.types[0].shape[-2:], (a.shape[-2], b.shape[-1]))
    yield from _bias(node)


def _convolution(node: Node) -> Problems:
    x, kernel = node.inputs[:2]
    if not x.rank == kernel.rank >= 4 or not _same(x.shape[-1], kernel.shape[-2]):
        yield f"it convolves {x.shape} with {kernel.shape}"
        return
    depthwise = node.definition.scale_per_channel
    channels = kernel.shape[-1] * (kernel.shape[-2] if depthwise else 1)
    pads = node.attrs.get("pads", ((0, 0),) * (x.rank - 2))
    sizes = [
        _windows(
            x.shape[1 + axis] + (low + high),
            (kernel.shape[axis] - 1) * node.attrs["dilations"][1 + axis] + 1,
            node.attrs["strides"][1 + axis],
        )
        for axis, (low, high) in enumerate(pads)
    ]
    yield from _differ(node.types[0].shape, (x.shape[0], *sizes, channels))
    yield from _bias(node)


def _windows(room: Dim, width: Dim, step: int) -> Dim:
    return (room - width) // step + 1


def _transposed_convolution(node: Node) -> Problems:
    """The result's size is given; its convolution has to be of the data's size."""
    kernel, x = node.inputs
    shape = node.types[0].shape
    yield from _differ(shape, node.attrs["input_sizes"])
    if not x.rank == kernel.rank == 4 or not _same(x.shape[3], kernel.shape[3]):
        yield f"it convolves {x.shape} with {kernel.shape}"
        return
    sizes = [
        _windows(
            shape[1 + axis] + (low + high),
            kernel.shape[axis],
            node.attrs["strides"][1 + axis],
        )
        for axis, (low, high) in enumerate(node.attrs["pads"])
    ]
    yield from _differ(x.shape[:3], (shape[0], *sizes))
    yield from _differ(shape[3:], kernel.shape[2:3])


def _pooling(node: Node) -> Problems:
    (x,) = node.inputs
    strides, widths = node.attrs["strides"], node.attrs["ksize"]
    if not len(strides) == len(widths) == x.rank:
        yield f"its windows {widths} are not for {x.rank} axes"
        return
    if node.attrs["padding"] == "SAME":
        sizes = [
            (size + (step - 1)) // step
            for size, step in zip(x.shape, strides, strict=True)
        ]
    else:
        sizes = [
            _windows(size, width, step)
            for size, width, step in zip(x.shape, widths, strides, strict=True)
        ]
    yield from _differ(node.types[0].shape, sizes)


def _resizing(node: Node) -> Problems:
    (x,) = node.inputs
    yield from _differ(
        node.types[0].shape, (x.shape[0], *node.attrs["size"], x.shape[-1])
    )


def _blocks(node: Node) -> Problems:
    (x,), block = node.inputs, node.attrs["block_size"]
    batch, height, width, channels = x.shape
    if not _same(channels % block**2, 0):
        yield f"{channels} channels are no blocks of {block} by {block}"
    expected = (batch, height * block, width * block, channels // block**2)
    yield from _differ(node.types[0].shape, expected)


def _place_of_extreme(node: Node) -> Problems:
    (x,), axis = node.inputs, node.attrs["dimension"]
    if not 0 <= axis < x.rank:
        yield f"it has no axis {axis} of {x.rank}"
    remaining = [size for place, size in enumerate(x.shape) if place != axis]
    yield from _differ(node.types[0].shape, remaining)


def _largest(node: Node) -> Problems:
    (x,), k = node.inputs, node.attrs["k"]
    if isinstance(k, int) and isinstance(x.shape[-1], int) and k > x.shape[-1]:
        yield f"it takes {k} of {x.shape[-1]}"
    for kind in node.types:
        yield from _differ(kind.shape, (*x.shape[:-1], k))


def _range(node: Node) -> Problems:
    start, limit, step = (node.attrs[name] for name in ("start", "limit", "delta"))
    if all(isinstance(number, int | float) for number in (start, limit, step)):
        yield from _differ(node.types[0].shape, [max(0, ceil((limit - start) / step))])
    elif len(node.types[0].shape) != 1:
        yield f"its shape is {node.types[0].shape}, and should have one axis"


def _shape(node: Node) -> Problems:
    yield from _differ(node.types[0].shape, [node.inputs[0].rank])


def _bias(node: Node) -> Problems:
    """Fused operands are vectors with one number for each channel."""
    for value in node.inputs[2:]:
        yield from _differ(value.shape, node.types[0].shape[-1:])
    if len(node.inputs) - 2 != node.attrs.get("num_args", 0):
        yield f"it has {len(node.inputs) - 2} fused operands"


RULES: dict[Rule, Callable[[Node], Problems]] = {
    "axis order": _transpose,
    "blocks": _blocks,
    "broadcast": _elementwise,
    "concatenation": _concat,
    "constant": _const,
    "convolution": _convolution,
    "elements": _reshape,
    "gathering": _gather,
    "largest": _largest,
    "matrix product": _matmul,
    "padding": _each_axis(_padded),
    "part": _each_axis(_sliced),
    "place of an extreme": _place_of_extreme,
    "pooling": _pooling,
    "range": _range,
    "reduction": _reduction,
    "repetition": _each_axis(_tiled),
    "resizing": _resizing,
    "same shape": _keeps_shape,
    "shape": _shape,
    "stretching": _each_axis(_broadcast),
    "transposed convolution": _transposed_convolution,
}
"""What to check for each rule of the table of operations."""
