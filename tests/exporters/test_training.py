"""Training goes on in TensorFlow.js as it would in Keras."""

import json
import re
import subprocess
from pathlib import Path

import keras
import numpy as np
import pytest
import sklearn.datasets
from layerbylayer import ExportWarning, to_tfjs

layers = keras.layers
STEPS = 10


@pytest.fixture(scope="session")
def digits():
    """Ten batches of 32 real digits: images (320, 28, 28, 1) and labels (320,)."""
    bunch = sklearn.datasets.load_digits()
    large = np.kron(bunch.images[: 32 * STEPS], np.ones((3, 3)))
    images = np.pad(large, ((0, 0), (2, 2), (2, 2)))[..., None] / 16
    return images.astype("float32"), bunch.target[: 32 * STEPS].astype("float32")


def losses_in_tfjs(model, x, y, folder):
    """The loss at each of ten steps, in TensorFlow.js, after an export."""
    card = to_tfjs(model, folder)
    assert card.notes == ()
    for name, values in (("x.bin", x), ("y.bin", y)):
        values.astype("<f4").tofile(folder / name)
    shapes = [json.dumps(values.shape) for values in (x, y)]
    script = Path(__file__).with_name("train.mjs")
    done = subprocess.run(
        ["node", script, folder, str(STEPS), *shapes], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return np.array(json.loads(done.stdout))


def losses_in_keras(model, x, y):
    losses = []
    for images, labels in zip(np.split(x, STEPS), np.split(y, STEPS), strict=True):
        model.reset_metrics()
        losses.append(model.train_on_batch(images, labels, return_dict=True)["loss"])
    return np.array(losses)


def test_a_network_learns_digits_as_in_keras(digits, tmp_path):
    """Its convolutions, batch normalization and regularizer included."""
    x, y = digits
    keras.utils.set_random_seed(1)
    model = keras.Sequential(
        [
            layers.Input((28, 28, 1)),
            layers.Conv2D(4, 5, strides=2, use_bias=False),
            layers.BatchNormalization(momentum=0.8),
            layers.ReLU(),
            layers.MaxPooling2D(2),
            layers.Flatten(),
            layers.Dense(10, activation="softmax", kernel_regularizer="l2"),
        ]
    )
    optimizer = keras.optimizers.SGD(0.2)
    loss = keras.losses.SparseCategoricalCrossentropy()
    model.compile(optimizer, loss, metrics=["accuracy"])
    ours = losses_in_tfjs(model, x, y, tmp_path / "model")
    theirs = losses_in_keras(model, x, y)
    assert np.abs(ours - theirs).max() <= 1e-3
    assert ours[-1] < ours[0] - 0.5


OPTIMIZERS = {
    "sgd": keras.optimizers.SGD(0.05),
    "momentum": keras.optimizers.SGD(0.05, momentum=0.9),
    "nesterov": keras.optimizers.SGD(0.05, momentum=0.9, nesterov=True),
    "adam": keras.optimizers.Adam(0.01, beta_2=0.99),
    "adamax": keras.optimizers.Adamax(0.01),
    "rmsprop": keras.optimizers.RMSprop(0.01, momentum=0.5),
    "adagrad": keras.optimizers.Adagrad(0.1),
}
LOSSES = [
    "binary_crossentropy",
    "categorical_crossentropy",
    "categorical_hinge",
    "kl_divergence",
    "log_cosh",
    "mae",
    "mape",
    "mse",
    "msle",
    "poisson",
]
COMPILED = [(name, "mse") for name in OPTIMIZERS] + [("sgd", loss) for loss in LOSSES]


@pytest.mark.parametrize(("optimizer", "loss"), COMPILED)
def test_optimizers_and_losses_compute_alike(optimizer, loss, tmp_path):
    keras.utils.set_random_seed(1)
    dense = layers.Dense(3, activation="softmax")
    model = keras.Sequential([layers.Input((4,)), dense])
    chosen = OPTIMIZERS[optimizer]
    model.compile(chosen.from_config(chosen.get_config()), loss)
    random = np.random.default_rng(2)
    x = random.normal(size=(4 * STEPS, 4)).astype("float32")
    y = np.eye(3, dtype="float32")[random.integers(0, 3, len(x))]
    ours = losses_in_tfjs(model, x, y, tmp_path / "model")
    theirs = losses_in_keras(model, x, y)
    assert np.abs(ours - theirs).max() <= 1e-3 * max(1, np.abs(theirs).max())


@pytest.mark.parametrize(
    ("compiled", "note"),
    [
        ({"optimizer": "adamw", "loss": "mse"}, "no optimizer that computes as AdamW"),
        ({"optimizer": "adadelta", "loss": "mse"}, "computes as Adadelta does"),
        (
            {"optimizer": keras.optimizers.SGD(clipnorm=1.0), "loss": "mse"},
            "know no clipnorm",
        ),
        (
            {"optimizer": "sgd", "loss": "hinge"},
            "no loss that computes as 'hinge' does",
        ),
        (
            {
                "optimizer": "sgd",
                "loss": keras.losses.CategoricalCrossentropy(from_logits=True),
            },
            "know no from_logits=True",
        ),
        (
            {
                "optimizer": keras.optimizers.SGD(
                    keras.optimizers.schedules.ExponentialDecay(0.1, 10, 0.9)
                ),
                "loss": "mse",
            },
            "not a schedule",
        ),
        (
            {"optimizer": "sgd", "loss": "mse", "metrics": ["auc"]},
            "Compiled without metrics: TensorFlow.js has no metric 'auc'",
        ),
    ],
)
def test_what_cannot_be_taken_along_is_noted(compiled, note, tmp_path, capsys):
    model = keras.Sequential([layers.Input((4,)), layers.Dense(3)])
    model.compile(**compiled)
    with pytest.warns(ExportWarning, match=re.escape(note)):
        card = to_tfjs(model, tmp_path / "model")
    assert note in card.notes[0] and capsys.readouterr() == ("", "")
    json_ = json.loads((tmp_path / "model" / "model.json").read_text())
    assert ("trainingConfig" in json_) == ("metrics" in compiled)
