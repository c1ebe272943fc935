"""Keras: attention, which TensorFlow.js has no layer for; it becomes a graph."""

import os

os.environ.setdefault("KERAS_BACKEND", "torch")  # before Keras is imported

import keras  # noqa: E402
import numpy as np  # noqa: E402
from layerbylayer import to_tfjs  # noqa: E402

layers = keras.layers
keras.utils.set_random_seed(0)
steps = layers.Input((10, 16))
attended = layers.MultiHeadAttention(num_heads=2, key_dim=8)(steps, steps)
pooled = layers.GlobalAveragePooling1D()(layers.LayerNormalization()(attended + steps))
model = keras.Model(steps, layers.Dense(3, activation="softmax")(pooled))
example = np.random.default_rng(0).normal(size=(4, 10, 16)).astype("float32")

if __name__ == "__main__":
    to_tfjs(model, "exported/keras_attention", example=example, format="graph")
