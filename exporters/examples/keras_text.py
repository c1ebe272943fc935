"""Keras: words of different lengths; what is padding is masked."""

import keras
import numpy as np
from layerbylayer import to_tfjs

layers = keras.layers
keras.utils.set_random_seed(0)
model = keras.Sequential(
    [
        layers.Input((12,), dtype="int32"),
        layers.Embedding(500, 16, mask_zero=True),
        layers.Bidirectional(layers.LSTM(8)),
        layers.Dense(1, activation="sigmoid"),
    ]
)
example = np.zeros((4, 12), "int32")
for row, length in enumerate([12, 7, 3, 1]):
    words = np.random.default_rng(row).integers(1, 500, length)
    example[row, :length] = words

if __name__ == "__main__":
    to_tfjs(model, "exported/keras_text", example=example)
