"""The network in Keras 3, on PyTorch."""

# ruff: noqa: D103 (a tutorial shows these as a reader would write them)
# mypy: disable-error-code="no-untyped-def, no-untyped-call"
import keras


def losses(w1, b1, w2, b2, batches):
    hidden = keras.layers.Dense(32, activation="relu")
    start = keras.layers.Input((784,))
    model = keras.Sequential([start, hidden, keras.layers.Dense(10)])
    model.set_weights([w1, b1, w2, b2])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.SGD(0.1), loss)
    for x, y in batches:
        yield float(model.train_on_batch(x, y))


def first_number():
    return float(keras.ops.convert_to_numpy(keras.random.normal((1,), seed=1))[0])
