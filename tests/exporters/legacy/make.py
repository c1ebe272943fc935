"""Make the files here: with Python 3.11 and tensorflow-cpu 2.19.0, tf_keras 2.19.0.

    python make.py

The tests read them with Keras 3, and compare what tf.keras answered.
"""

from pathlib import Path

import numpy as np
import tf_keras as keras

HERE = Path(__file__).parent
layers = keras.layers
rng = np.random.default_rng(0)


def save(name, model, inputs):
    outputs = model.predict(inputs, verbose=0)
    for suffix in (".h5", ".keras"):
        model.save(HERE / f"{name}{suffix}")
    np.savez(HERE / f"{name}.npz", x=inputs, y=outputs)


keras.utils.set_random_seed(1)
images = rng.random((3, 8, 8, 3), dtype="float32")
image = keras.Sequential(
    [
        layers.InputLayer(input_shape=(8, 8, 3)),
        layers.Rescaling(1 / 127.5, -1),
        layers.Conv2D(4, 3, padding="same", use_bias=False),
        layers.BatchNormalization(),
        layers.ReLU(6.0),
        layers.DepthwiseConv2D(3, strides=2, padding="same"),
        layers.GlobalAveragePooling2D(),
        layers.Dropout(0.2),
        layers.Dense(3, activation="softmax"),
    ]
)
image.compile("adam", "categorical_crossentropy")
save("image", image, images)

given = keras.Input((5,))
a = layers.Dense(4, activation="relu", name="a")(given)
b = layers.Dense(4, name="b")(given)
joined = layers.Concatenate()([layers.Add()([a, b]), a])
functional = keras.Model(given, layers.Dense(2)(joined))
save("functional", functional, rng.random((3, 5), dtype="float32"))

words = layers.Embedding(20, 4, mask_zero=True, input_length=6)
masked = keras.Sequential([words, layers.Bidirectional(layers.GRU(5)), layers.Dense(1)])
save("masked", masked, rng.integers(0, 20, (3, 6)))

# As Teachable Machine writes it: a network for pictures, and a small one behind it.
features = keras.Sequential(
    [
        layers.InputLayer(input_shape=(8, 8, 3)),
        layers.Conv2D(4, 3, strides=2),
        layers.ReLU(6.0),
        layers.GlobalAveragePooling2D(),
    ],
    name="features",
)
top = keras.Sequential(
    [
        layers.Dense(5, activation="relu", input_shape=(4,)),
        layers.Dense(2, activation="softmax", use_bias=False),
    ],
    name="top",
)
save("nested", keras.Sequential([features, top]), images)
