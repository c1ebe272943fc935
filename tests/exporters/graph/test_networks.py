"""Networks of 5 to 30 operations, drawn at random."""

import tempfile
from pathlib import Path
from typing import Any

import torch
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from torch import nn

from . import running

EXAMPLES = 10
OPERATIONS = st.integers(5, 30)


class Added(nn.Module):
    """A residual connection around two modules that keep the shape."""

    def __init__(self, channels, activation):
        super().__init__()
        self.inner = nn.Conv2d(channels, channels, 3, padding=1)
        self.activation = activation

    def forward(self, x):
        return x + self.activation(self.inner(x))


class Joined(nn.Module):
    """Two branches, concatenated."""

    def __init__(self, channels, more):
        super().__init__()
        self.left = nn.Conv2d(channels, more, 1)
        self.right = nn.Conv2d(channels, more, 3, padding=1, bias=False)

    def forward(self, x):
        return torch.cat([self.left(x), self.right(x).relu(), x], 1)


class Turned(nn.Module):
    """Height and width exchanged, and the channels mixed as a matrix."""

    def __init__(self, channels):
        super().__init__()
        self.mix = nn.Linear(channels, channels)

    def forward(self, x):
        return self.mix(x.permute(0, 3, 2, 1)).permute(0, 3, 1, 2)


ACTIVATIONS = [nn.ReLU, nn.ReLU6, nn.GELU, nn.ELU, nn.Sigmoid, nn.Tanh, nn.LeakyReLU]
activations = st.sampled_from(ACTIVATIONS).map(lambda kind: kind())


def norms(channels):
    norm = nn.BatchNorm2d(channels)
    assert norm.running_mean is not None and norm.running_var is not None
    norm.running_mean.normal_()
    norm.running_var.uniform_(0.5, 2)
    return st.sampled_from(
        [norm, nn.GroupNorm(1, channels), nn.InstanceNorm2d(channels)]
    )


# Each kind of part: of how many ATen operations it is made, and a function that draws
# one for so many channels; it gives the module, and the channels of what that returns.
PARTS: dict[str, Any] = {}


def part(operations):
    """Register a function that draws parts."""

    def register(function):
        PARTS[function.__name__] = operations, function
        return function

    return register


@part(1)
def conv(draw, channels):
    more, size = draw(st.integers(2, 6)), draw(st.sampled_from([1, 2, 3]))
    return nn.Conv2d(channels, more, size, padding=size // 2), more


@part(1)
def depthwise(draw, channels):
    return nn.Conv2d(channels, channels, 3, padding=1, groups=channels), channels


@part(1)
def norm(draw, channels):
    return draw(norms(channels)), channels


@part(1)
def pool(draw, channels):
    kind = draw(st.sampled_from([nn.MaxPool2d, nn.AvgPool2d]))
    return kind(3, 1, 1), channels


@part(1)
def padding(draw, channels):
    return nn.ZeroPad2d(draw(st.tuples(*[st.integers(0, 2)] * 4))), channels


@part(1)
def activation(draw, channels):
    return draw(activations), channels


@part(2)
def silu(draw, channels):
    return nn.SiLU(), channels


@part(3)
def added(draw, channels):
    return Added(channels, draw(activations)), channels


@part(4)
def joined(draw, channels):
    more = draw(st.integers(1, 3))
    return Joined(channels, more), channels + 2 * more


@part(11)
def turned(draw, channels):
    return Turned(channels), channels


def ends(channels):
    """How a network may end, with the number of operations."""
    return [
        (0, []),
        (1, [nn.Softmax(1)]),
        (1, [nn.Upsample(scale_factor=2)]),
        (1, [nn.MaxPool2d(2)]),
        (4, [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, 4)]),
        (4, [nn.Flatten(), nn.LazyLinear(4), nn.Softmax(-1)]),
    ]


@st.composite
def networks(draw):
    """Modules for images of (2, 3, 12, 10), made of 5 to 30 operations."""
    operations, end = draw(OPERATIONS), draw(st.integers(0, 5))
    left, channels, parts = operations - ends(1)[end][0], 3, []
    while left:
        fitting = sorted(name for name, (size, _) in PARTS.items() if size <= left)
        size, make = PARTS[draw(st.sampled_from(fitting))]
        module, channels = make(draw, channels)
        parts.append(module)
        left -= size
    return nn.Sequential(*parts, *ends(channels)[end][1]).eval(), operations


@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    phases=[Phase.generate],  # To shrink a network takes minutes.
)
@given(drawn=networks())
def test_a_drawn_network_agrees(drawn, tensorflow_js):
    network, operations = drawn
    inputs = torch.randn(2, 3, 12, 10)
    with torch.no_grad():
        network(inputs)  # a lazy layer gets its shape
    with tempfile.TemporaryDirectory() as folder:
        compared = running.compare(tensorflow_js, Path(folder), network, (inputs,))
    assert compared.agree, (compared.differences, compared.allowed)
    assert compared.operations == operations
