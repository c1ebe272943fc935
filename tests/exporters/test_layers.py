"""Each layer: drawn configurations compute in TensorFlow.js what they do in Keras."""

import keras
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from layerbylayer.layers import REGISTRY
from layerbylayer.layers.objects import ACTIVATIONS

layers = keras.layers
sizes = st.integers(1, 3)
pairs = st.tuples(sizes, sizes)
paddings = st.sampled_from(["valid", "same"])
activations = st.sampled_from(sorted(ACTIVATIONS))
flags = st.booleans()


def windows(dilated=True):
    """Settings that all convolutions share, within what can be exported."""
    return st.fixed_dictionaries(
        {
            "kernel_size": pairs,
            "strides": sizes,
            "dilation_rate": sizes if dilated else st.just(1),
            "padding": paddings,
            "use_bias": flags,
            "activation": activations,
            "bias_initializer": st.just("random_normal"),
        }
    ).filter(exportable)


def exportable(window):
    """Not both strides and dilation; no strides past the kernel with padding "same"."""
    strides, size = window["strides"], window["kernel_size"]
    skips = window["padding"] == "same" and strides > min(size) and max(size) > 1
    return not skips and 1 in (strides, window["dilation_rate"])


def pool(kind):
    strides = st.one_of(st.none(), sizes)
    return st.builds(kind, pool_size=pairs, strides=strides, padding=paddings)


def convolution(kind, dilated=True, **more):
    return st.builds(
        lambda window, **drawn: kind(**window, **drawn), windows(dilated), **more
    )


pads = st.tuples(pairs, pairs)
# One entry per class in the registry that works on images of shape (height, width, 3).
IMAGE_LAYERS = {
    "Dense": st.builds(layers.Dense, sizes, activation=activations, use_bias=flags),
    "Flatten": st.builds(layers.Flatten),
    "Reshape": st.sampled_from([(9, 21), (7, -1, 3), (189,)]).map(layers.Reshape),
    "Dropout": st.builds(layers.Dropout, st.floats(0, 0.9)),
    "Rescaling": st.builds(layers.Rescaling, st.floats(-2, 2), st.floats(-2, 2)),
    "Activation": activations.map(layers.Activation),
    "ReLU": st.builds(layers.ReLU, st.one_of(st.none(), st.floats(0.1, 6))),
    "Softmax": st.builds(layers.Softmax, st.just(-1)),
    "Conv2D": convolution(layers.Conv2D, filters=sizes),
    "DepthwiseConv2D": convolution(
        layers.DepthwiseConv2D, dilated=False, depth_multiplier=sizes
    ),
    "SeparableConv2D": convolution(
        layers.SeparableConv2D, filters=sizes, depth_multiplier=sizes
    ),
    "ZeroPadding2D": st.builds(layers.ZeroPadding2D, pads),
    "MaxPooling2D": pool(layers.MaxPooling2D),
    "AveragePooling2D": pool(layers.AveragePooling2D),
    "GlobalMaxPooling2D": st.builds(layers.GlobalMaxPooling2D),
    "GlobalAveragePooling2D": st.builds(layers.GlobalAveragePooling2D),
    "BatchNormalization": st.builds(
        layers.BatchNormalization,
        center=flags,
        scale=flags,
        epsilon=st.floats(1e-4, 0.1),
    ),
}
ELSEWHERE = {"InputLayer", "Add", "Concatenate"}  # below, and in test_models.py


def test_every_layer_of_the_registry_is_tested():
    assert set(IMAGE_LAYERS) | ELSEWHERE == set(REGISTRY)


def shake(model):
    """Give every weight a value of its own, statistics of batch norm included."""
    random = np.random.default_rng(1)
    for variable in model.weights:
        low = 0.5 if "variance" in variable.name else -1
        variable.assign(random.uniform(low, 1, variable.shape))


@pytest.mark.parametrize("name", sorted(IMAGE_LAYERS))
@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_layer_agrees(name, data, agrees, draw):
    layer = data.draw(IMAGE_LAYERS[name])
    model = keras.Sequential([layers.Input((9, 7, 3)), layer])
    shake(model)
    agrees(model, draw(2, 9, 7, 3))


@pytest.mark.parametrize("axis", [-1, 1, 2])
def test_concatenate_agrees(axis, agrees, draw):
    x = layers.Input((4, 4, 2))
    model = keras.Model(x, layers.Concatenate(axis=axis)([x, layers.ReLU()(x), x]))
    agrees(model, draw(2, 4, 4, 2))
