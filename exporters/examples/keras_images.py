"""Keras: a small network for images of digits, which a page can train on."""

import keras
import numpy as np
from layerbylayer import to_tfjs

layers = keras.layers
keras.utils.set_random_seed(0)
model = keras.Sequential(
    [
        layers.Input((28, 28, 1)),
        layers.Rescaling(1 / 255),
        layers.RandomRotation(0.05),  # nothing at inference: left out
        layers.Conv2D(8, 3, activation="relu"),
        layers.MaxPooling2D(),
        layers.Flatten(),
        layers.Dense(10, activation="softmax"),
    ]
)
model.compile("adam", "sparse_categorical_crossentropy")
example = np.random.default_rng(0).integers(0, 256, (8, 28, 28, 1)).astype("float32")

if __name__ == "__main__":
    digits = [str(digit) for digit in range(10)]
    to_tfjs(model, "exported/keras_images", example=example, labels=digits)
