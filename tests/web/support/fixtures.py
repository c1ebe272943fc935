"""Exports the models that the browser tests need and no tutorial has.

Run as: python tests/web/support/fixtures.py FOLDER. It writes FOLDER/<name>/.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "torch")

import keras
import numpy as np
from layerbylayer import to_tfjs

LABELS = ["north", "east", "south", "west"]


def every_layer() -> keras.Model:
    """A small network of photos with each kind of layer that can be exported."""
    layers = keras.layers
    inputs = keras.Input((16, 16, 3))
    x = layers.Rescaling(1 / 127.5, offset=-1)(inputs)
    x = layers.ZeroPadding2D(((1, 0), (0, 1)))(x)
    x = layers.Conv2D(4, 3, activation="elu")(x)
    x = layers.BatchNormalization()(x)
    depth = layers.DepthwiseConv2D(3, padding="same", depth_multiplier=2)(x)
    bent = layers.Activation("tanh")(depth)
    capped = layers.ReLU(max_value=3)(depth)
    x = layers.Add()([bent, capped])
    x = layers.SeparableConv2D(6, 3, activation="silu")(x)
    x = layers.MaxPooling2D(2)(x)
    x = layers.Concatenate()([x, layers.Conv2D(18, 1, activation="softplus")(x)])
    x = layers.AveragePooling2D(2)(x)
    high = layers.GlobalMaxPooling2D()(x)
    mean = layers.GlobalAveragePooling2D()(x)
    flat = layers.Flatten()(layers.Conv2D(2, 1, activation="selu")(x))
    x = layers.Concatenate()([high, mean, layers.Dense(4, activation="relu6")(flat)])
    x = layers.Reshape((52,))(x)
    x = layers.Dropout(0.5)(x)
    x = layers.Dense(len(LABELS), activation="sigmoid")(x)
    return keras.Model(inputs, layers.Softmax()(x))


def dilated() -> keras.Model:
    """TensorFlow.js has no gradient for dilation."""
    return keras.Sequential(
        [
            keras.Input((12, 12, 1)),
            keras.layers.Conv2D(3, 3, dilation_rate=2, activation="relu"),
            keras.layers.GlobalAveragePooling2D(),
            keras.layers.Dense(2, activation="softmax"),
        ]
    )


def main(folder: Path) -> None:
    """Write all fixtures, the same ones each time."""
    keras.utils.set_random_seed(7)
    rng = np.random.default_rng(7)
    photos = rng.integers(0, 256, (6, 16, 16, 3)).astype("float32")
    to_tfjs(
        every_layer(),
        folder / "every-layer",
        labels=LABELS,
        example=photos,
        targets=[0, 1, 2, 3, 0, 1],
        input_range=(0, 255),
    )
    to_tfjs(dilated(), folder / "dilated", example=rng.random((2, 12, 12, 1)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
