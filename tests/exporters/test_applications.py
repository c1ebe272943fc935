"""Whole networks of keras.applications, with random weights and small inputs."""

import keras
import numpy as np
import pytest
from layerbylayer import UnsupportedLayerError, to_tfjs

SMALLEST = {
    "DenseNet121": 32,
    "EfficientNetB0": 32,
    "EfficientNetV2B0": 32,
    "InceptionV3": 75,
    "MobileNet": 32,
    "MobileNetV2": 32,
    "MobileNetV3Small": 32,
    "ResNet50": 32,
    "ResNet50V2": 32,
    "VGG16": 32,
    "Xception": 71,
}
"""The smallest of each family made of layers that TensorFlow.js has: input size."""


def build(name, size):
    """The network with statistics and weights that let something through it."""
    keras.utils.set_random_seed(3)
    model = getattr(keras.applications, name)(
        weights=None, input_shape=(size, size, 3), classes=10
    )
    random = np.random.default_rng(4)
    for variable in model.weights:
        if variable.name in ("moving_mean", "beta", "bias"):
            variable.assign(random.normal(0, 0.1, variable.shape))
        if variable.name in ("moving_variance", "gamma"):
            variable.assign(random.uniform(0.7, 1.3, variable.shape))
    return model


@pytest.mark.parametrize("name", sorted(SMALLEST))
def test_application_agrees(name, agrees, draw):
    size = SMALLEST[name]
    card = agrees(build(name, size), draw(2, size, size, 3))
    assert card.parameters > 1e6


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("ConvNeXtTiny", "LayerScale"),
        ("InceptionResNetV2", "CustomScaleLayer"),
    ],
)
def test_applications_of_other_layers_are_refused(name, message, tmp_path):
    size = 75 if name.startswith("Inception") else 32
    with pytest.raises(UnsupportedLayerError, match=message):
        to_tfjs(build(name, size), tmp_path / "model", format="layers")
    assert list(tmp_path.iterdir()) == []
