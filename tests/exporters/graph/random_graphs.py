"""Random graphs of a few nodes, as lowering makes them: all that passes look for."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from hypothesis import strategies as st
from layerbylayer.torch_graph.ir import build as b
from layerbylayer.torch_graph.ir.graph import Graph, Node, TensorType, Value, constant

Draw = Callable[[st.SearchStrategy[object]], object]


class Maker:
    """Draws nodes on top of each other; the values made so far are `values`."""

    def __init__(self, draw: Callable[..., object]) -> None:
        self.draw = draw
        batch, channels, side = self.number(1, 2), self.number(1, 3), self.number(2, 4)
        shape = (batch, channels, side, side)
        kind = TensorType(shape, "float32")
        self.input = Node("Placeholder", (), (kind,), name="x")
        self.values: list[Value] = [self.input.out]

    def number(self, low: int, high: int) -> int:
        number = self.draw(st.integers(low, high))
        assert isinstance(number, int)
        return number

    def one_of(self, *choices: object) -> object:
        return self.draw(st.sampled_from(choices))

    def array(self, *shape: int) -> Value:
        """A constant; now and then of ones or zeros, which passes take away."""
        kind = self.number(0, 7)
        if kind < 2:
            return constant(np.full(shape, kind, np.float32))
        random = np.random.default_rng(self.number(0, 9))
        return constant(random.uniform(0.5, 1.5, shape).astype(np.float32))

    def value(self) -> Value:
        """One of the values; more often a late one, so that graphs get deep."""
        back = min(self.number(0, 2) * self.number(0, 2), len(self.values) - 1)
        return self.values[-1 - back]

    def step(self) -> None:
        step = self.one_of(*STEPS)
        made = step(self, self.value())  # type: ignore[operator]
        if made is not None and 0 < np.prod(made.shape) <= 4000:
            self.values.append(made)

    def graph(self) -> Graph:
        outputs = {"output": self.values[-1]}
        if self.number(0, 1):
            outputs["other"] = self.value()
        return Graph((self.input,), outputs)


def unary(m: Maker, x: Value) -> Value:
    op = m.one_of("Relu", "Relu6", "Elu", "Sigmoid", "Tanh", "Abs", "Neg", "LeakyRelu")
    return b.unary(str(op), x, **({"alpha": 0.2} if op == "LeakyRelu" else {}))


def with_constant(m: Maker, x: Value) -> Value:
    """Arithmetic with a constant: of all channels, first or last, or of one number."""
    shapes = [(), (1,) * x.rank, x.shape[-1:]]
    if x.rank == 4:
        shapes += [(x.shape[1], 1, 1), (1, 1, 1, x.shape[3])]
    c = m.array(*m.one_of(*shapes))  # type: ignore[misc]
    op = str(m.one_of("AddV2", "Mul", "AddV2", "Mul", "Sub", "RealDiv"))
    if op == "RealDiv":
        assert c.array is not None
        c = constant(np.maximum(c.array, np.float32(0.5)))
    turned = op in ("AddV2", "Mul") and m.number(0, 1)
    return b.binary(op, c, x) if turned else b.binary(op, x, c)


def prelu(m: Maker, x: Value) -> Value:
    return b.binary("Prelu", x, m.array(*x.shape[-1:]))


def together(m: Maker, x: Value) -> Value | None:
    """Two values of one shape; or one that is broadcast, perhaps copied first."""
    y = m.value()
    op = str(m.one_of("AddV2", "Mul", "Maximum", "Sub"))
    if y.shape == x.shape:
        return b.binary(op, x, y)
    kept = b.reduce("Mean", x, [x.rank - 1], keep=True)
    copied = b.broadcast_to(kept, x.shape) if m.number(0, 1) else kept
    return b.binary(op, x, copied)


def select(m: Maker, x: Value) -> Value:
    condition = b.binary("Less", x, b.scalar(0.3), "bool")
    return b.select(condition, x, b.scalar(0.5))


def truths(m: Maker, x: Value) -> Value:
    """A choice between booleans, backwards."""
    low, high = (b.binary("Less", x, b.scalar(end), "bool") for end in (-0.3, 0.6))
    chosen = b.select(b.binary("Less", x, b.scalar(0.3), "bool"), high, low)
    turned = b.node("ReverseV2", (chosen,), x.shape, "bool", axis=(0,))
    return b.cast(turned, "float32")


def doubtful(m: Maker, x: Value) -> Value:
    """An activation of a quotient, which may be NaN for all that is known."""
    quotient = b.div(x, b.unary("Exp", x))
    return b.unary(str(m.one_of("Relu", "Relu6")), quotient)


def twice(m: Maker, x: Value) -> Value:
    """The same operation on the same value, two times."""
    one, two = b.unary("Tanh", x), b.unary("Tanh", x)
    return b.add(one, b.mul(two, constant(np.full(1, 0.5, np.float32))))


def transposed(m: Maker, x: Value) -> Value:
    order = m.draw(st.permutations(range(x.rank)))
    return b.transpose(x, order)  # type: ignore[arg-type]


def there_and_back(m: Maker, x: Value) -> Value | None:
    return b.to_first(unary(m, b.to_last(x))) if x.rank in (3, 4) else None


def reshaped(m: Maker, x: Value) -> Value:
    """Two axes as one, or an axis of 1 more, or back to what the input was."""
    kind = m.number(0, 2)
    if kind == 0 and x.rank > 2:
        at = m.number(0, x.rank - 2)
        merged = x.shape[at] * x.shape[at + 1]
        return b.reshape(x, (*x.shape[:at], merged, *x.shape[at + 2 :]))
    if kind == 1 and x.rank < 4:
        at = m.number(0, x.rank)
        return b.reshape(x, (*x.shape[:at], 1, *x.shape[at:]))
    shape = m.input.types[0].shape
    return b.reshape(x, shape) if np.prod(shape) == np.prod(x.shape) else x


def padded(m: Maker, x: Value) -> Value:
    around = [(0, 0)] * x.rank
    around[m.number(0, x.rank - 1)] = (m.number(0, 1), m.number(0, 2))
    return b.pad(x, around, float(m.number(0, 1)))


def part(m: Maker, x: Value) -> Value:
    axis = m.number(0, x.rank - 1)
    size = m.number(1, x.shape[axis])
    return b.part(x, axis, m.number(0, x.shape[axis] - size), size)


def concatenated(m: Maker, x: Value) -> Value | None:
    y = m.value()
    y = y if y.shape == x.shape else b.unary("Neg", x)
    return b.concat([x, y], m.number(0, x.rank - 1))


def gathered(m: Maker, x: Value) -> Value:
    axis = m.number(0, x.rank - 1)
    indices = np.arange(x.shape[axis], dtype=np.int32)[::-1].copy()
    return b.gather(x, constant(indices), axis)


def moved(m: Maker, x: Value) -> Value:
    """What works along axes: reversed, tiled, summed up on the way."""
    axis = m.number(0, x.rank - 1)
    kind = m.one_of("ReverseV2", "Cumsum", "Tile")
    if kind == "ReverseV2":
        return b.node("ReverseV2", (x,), x.shape, x.dtype, axis=(axis,))
    if kind == "Cumsum":
        attrs = {"axis": axis, "exclusive": False, "reverse": False}
        return b.node("Cumsum", (x,), x.shape, x.dtype, **attrs)
    return b.tile(x, [1 + (i == axis) for i in range(x.rank)])


def reduced(m: Maker, x: Value) -> Value | None:
    if x.rank < 3:
        return None
    axes = m.draw(st.sets(st.integers(1, x.rank - 1), min_size=1, max_size=2))
    op = str(m.one_of("Mean", "Sum", "Max", "Min"))
    return b.reduce(op, x, sorted(axes), keep=bool(m.number(0, 1)))  # type: ignore


def convolved(m: Maker, x: Value) -> Value | None:
    """A convolution as lowering writes it: padding apart, channels to the end."""
    if x.rank != 4:
        return None
    around = m.number(0, 1)
    x = b.pad(x, [(0, 0), (0, 0), (around, around), (around, around)])
    last, size = b.to_last(x), m.number(1, min(2, *x.shape[2:]))
    pads = [(m.number(0, 1), m.number(0, 1)) for _ in range(2)]
    strides = (m.number(1, 2), 1)
    channels, more = last.shape[-1], m.number(1, 3)
    if m.number(0, 2) == 0:
        op, out = "DepthwiseConv2dNative", channels * more
    else:
        op, out = "Conv2D", more
    kernel = m.array(size, size, channels, more)
    y = b.convolution(op, last, kernel, out, strides, pads, (1, 1))
    y = scaled(m, y)
    return y if m.number(0, 3) == 0 else b.to_first(y)


def scaled(m: Maker, y: Value) -> Value:
    """A bias, the factors of batch normalization, an activation; or some of these."""
    if m.number(0, 1):
        y = b.add(y, m.array(y.shape[-1]))
    if m.number(0, 1):
        y = b.mul(y, m.array(y.shape[-1]))
    return unary(m, y) if m.number(0, 1) else y


def dense(m: Maker, x: Value) -> Value | None:
    if x.rank < 2:
        return None
    rows = int(np.prod(x.shape[:-1]))
    flat = b.reshape(x, (rows, x.shape[-1]))
    if m.number(0, 1):
        flat = b.mul(flat, m.array(flat.shape[-1]))
    y = scaled(m, b.matmul(flat, m.array(x.shape[-1], m.number(1, 3))))
    return b.reshape(y, (*x.shape[:-1], y.shape[-1]))


def attention(m: Maker, x: Value) -> Value | None:
    if x.rank != 3:
        return None
    scores = b.matmul(x, b.transpose(x, (0, 2, 1)))
    return b.matmul(b.unary("Softmax", scores), x)


def by_itself(m: Maker, x: Value) -> Value | None:
    if x.rank < 2:
        return None
    rows, columns = int(np.prod(x.shape[:-1])), x.shape[-1]
    flat, other = (b.reshape(x, shape) for shape in ((rows, columns), (columns, rows)))
    y = b.matmul(b.unary("Tanh", b.matmul(flat, other)), flat)
    return b.reshape(y, x.shape)


STEPS = (
    *(unary, with_constant, with_constant, prelu, together, together, select, twice),
    *(
        truths,
        doubtful,
        transposed,
        there_and_back,
        reshaped,
        reshaped,
        padded,
        part,
        concatenated,
    ),
    *(
        gathered,
        moved,
        reduced,
        convolved,
        convolved,
        dense,
        dense,
        attention,
        by_itself,
    ),
)


@st.composite
def graphs(draw: Callable[..., object]) -> Graph:
    """A graph of the input x, (batch, channels, side, side), with an output or two."""
    maker = Maker(draw)
    for _ in range(maker.number(1, 9)):
        maker.step()
    return maker.graph()
