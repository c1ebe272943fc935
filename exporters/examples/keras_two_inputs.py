"""Keras: two inputs with names, and arithmetic between layers."""

import keras
import numpy as np
from layerbylayer import to_tfjs

layers = keras.layers
keras.utils.set_random_seed(0)
before = layers.Input((6,), name="before")
after = layers.Input((6,), name="after")
change = (after - before) / 2
hidden = layers.Dense(8, activation="hard_silu")(change)
model = keras.Model([before, after], layers.Dense(2)(hidden))
random = np.random.default_rng(0)
example = {
    "before": random.normal(size=(4, 6)).astype("float32"),
    "after": random.normal(size=(4, 6)).astype("float32"),
}

if __name__ == "__main__":
    to_tfjs(model, "exported/keras_two_inputs", example=example)
