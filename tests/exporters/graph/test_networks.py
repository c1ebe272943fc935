"""Networks of 5 to 30 operations, drawn at random."""

import tempfile
from pathlib import Path

import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from torch import nn

from . import running

EXAMPLES = 10
KINDS = ["conv", "depthwise", "norm", "pool", "added", "joined", "turned", "pad"]


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


activations = st.sampled_from(
    [nn.ReLU, nn.ReLU6, nn.SiLU, nn.GELU, nn.ELU, nn.Sigmoid, nn.Tanh, nn.LeakyReLU]
).map(lambda kind: kind())


def norms(channels):
    norm = nn.BatchNorm2d(channels)
    norm.running_mean.normal_()
    norm.running_var.uniform_(0.5, 2)
    return st.sampled_from(
        [norm, nn.GroupNorm(1, channels), nn.InstanceNorm2d(channels)]
    )


@st.composite
def networks(draw):
    """Modules for images of (2, 3, 12, 10), and what ends them."""
    channels, parts = 3, []
    for _ in range(draw(st.integers(2, 8))):
        kind = draw(st.sampled_from(KINDS))
        if kind == "conv":
            more, size = draw(st.integers(1, 6)), draw(st.sampled_from([1, 2, 3]))
            parts.append(nn.Conv2d(channels, more, size, padding=size // 2))
            channels = more
        elif kind == "depthwise":
            parts.append(nn.Conv2d(channels, channels, 3, padding=1, groups=channels))
        elif kind == "norm":
            parts.append(draw(norms(channels)))
        elif kind == "pool":
            pool = draw(st.sampled_from([nn.MaxPool2d, nn.AvgPool2d]))
            parts.append(pool(3, draw(st.sampled_from([1, 2])), 1))
        elif kind == "added":
            parts.append(Added(channels, draw(activations)))
        elif kind == "joined":
            more = draw(st.integers(1, 3))
            parts.append(Joined(channels, more))
            channels += 2 * more
        elif kind == "turned":
            parts.append(Turned(channels))
        else:
            parts.append(nn.ZeroPad2d(draw(st.tuples(*[st.integers(0, 2)] * 4))))
        if draw(st.booleans()):
            parts.append(draw(activations))
    ends = [
        [],
        [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, 4)],
        [nn.Flatten(), nn.LazyLinear(4), nn.Softmax(-1)],
        [nn.Softmax(1)],
        [nn.Upsample(scale_factor=2)],
    ]
    return nn.Sequential(*parts, *draw(st.sampled_from(ends))).eval()


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(network=networks())
def test_a_drawn_network_agrees(network, tensorflow_js):
    inputs = torch.randn(2, 3, 12, 10)
    with torch.no_grad():
        network(inputs)  # a lazy layer gets its shape
    with tempfile.TemporaryDirectory() as folder:
        compared = running.compare(tensorflow_js, Path(folder), network, (inputs,))
    assert compared.agree, (compared.differences, compared.allowed)
