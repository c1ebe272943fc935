"""The model that Teachable Machine exports as Keras: one Sequential in another.

What is downloaded there is read by

    layerbylayer tfjs keras_model.h5 exported/mine

Here is a small one of the same structure.
"""

import keras
import numpy as np
from layerbylayer import to_tfjs

layers = keras.layers
keras.utils.set_random_seed(0)
eyes = keras.Sequential(
    [
        layers.Input((32, 32, 3)),
        layers.ZeroPadding2D(((0, 1), (0, 1))),
        layers.Conv2D(8, 3, strides=2, use_bias=False),
        layers.BatchNormalization(),
        layers.ReLU(6.0),
        layers.DepthwiseConv2D(3, padding="same"),
        layers.GlobalAveragePooling2D(),
    ],
    name="sequential_1",
)
head = keras.Sequential(
    [
        layers.Input((8,)),
        layers.Dense(10, activation="relu"),
        layers.Dense(2, activation="softmax", use_bias=False),
    ],
    name="sequential_3",
)
model = keras.Sequential([layers.Input((32, 32, 3)), eyes, head])
example = np.random.default_rng(0).uniform(-1, 1, (4, 32, 32, 3)).astype("float32")

if __name__ == "__main__":
    labels = ["a mug", "no mug"]
    to_tfjs(model, "exported/mugs", example=example, labels=labels, input_range=(-1, 1))
