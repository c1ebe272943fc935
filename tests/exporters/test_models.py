"""Whole models, the files they become, and what is refused."""

import contextvars
import json
import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import keras
import layerbylayer
import numpy as np
import pytest
from layerbylayer import (
    Card,
    ExportError,
    ExportWarning,
    InvalidExampleError,
    InvalidModelError,
    ParityError,
    UnsupportedLayerError,
    parity,
    to_tfjs,
)

layers = keras.layers


def small(*more, shape=(6, 6, 1)):
    return keras.Sequential([layers.Input(shape), *more, layers.Flatten()])


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_functional_model_with_branches_and_a_shared_layer_agrees(agrees, draw):
    x = layers.Input((8, 8, 3))
    shared = layers.Conv2D(3, 3, padding="same", activation="relu")
    left, right = shared(x), shared(shared(x))
    y = layers.Concatenate()([layers.Add()([left, right]), layers.MaxPooling2D(1)(x)])
    y = layers.Dense(4, activation="softmax")(layers.Flatten()(y))
    card = agrees(keras.Model(x, y), draw(3, 8, 8, 3))
    assert card.outputs[0].shape == [4] and card.parity.kernels


def test_the_card_tells_all_and_is_read_again(tmp_path):
    images = np.arange(72, dtype="uint8").reshape(2, 6, 6, 1)
    card = to_tfjs(
        small(layers.Rescaling(1 / 255)),
        tmp_path / "pixels",
        title="Pixels",
        example=images,
        targets=[3, 1],
        metrics={"accuracy": 0.5},
        input_range=(0, 255),
    )
    folder = tmp_path / "pixels"
    assert Card.from_json((folder / "card.json").read_text()) == card
    assert set(card.files) == {p.name for p in folder.iterdir()} - {"card.json"}
    assert (card.name, card.title) == ("pixels", "Pixels")
    assert (
        card.example
        and card.example.targets == [3, 1]
        and card.example.inputs[0].dtype == "uint8"
    )
    assert (folder / "example-input-0.bin").read_bytes() == images.tobytes()
    outputs = np.fromfile(folder / "example-output-0.bin", "<f4").reshape(2, 36)
    assert np.allclose(outputs, images.reshape(2, 36) / 255, atol=1e-6)
    with pytest.raises(ValueError, match="card of version 2"):
        Card.from_json('{"format": "something else"}')


def test_the_same_model_gives_the_same_bytes(tmp_path, draw):
    model = small(layers.Conv2D(2, 3), layers.BatchNormalization())
    for name in ("first/m", "second/m"):
        to_tfjs(model, tmp_path / name, example=draw(2, 6, 6, 1))
    assert contents(tmp_path / "first/m") == contents(tmp_path / "second/m")
    model.save(tmp_path / "model.keras")
    again = keras.saving.load_model(tmp_path / "model.keras")
    to_tfjs(again, tmp_path / "third/m", example=draw(2, 6, 6, 1))
    assert contents(tmp_path / "first/m") == contents(tmp_path / "third/m")


class Doubling(keras.layers.Layer):
    def call(self, x):
        return 2 * x


@keras.saving.register_keras_serializable("tests")
class Halves(keras.initializers.Initializer):
    def __call__(self, shape, dtype=None):
        return keras.ops.full(shape, 0.5, dtype)

    def get_config(self):
        return {}


@pytest.mark.parametrize(
    ("layer", "message"),
    [
        (
            Doubling(name="twice"),
            r"'twice' \(Doubling\): TensorFlow.js has no such layer",
        ),
        (layers.Conv2D(2, 3, activation="celu"), "activation 'celu'"),
        (layers.Dense(2, dtype="float64"), "dtype is float64"),
        (layers.Conv2D(2, 3, kernel_initializer=Halves()), "Halves is not known"),
        (layers.Conv2D(2, 2, strides=3, padding="same"), "computes something else"),
        (layers.DepthwiseConv2D(2, dilation_rate=2), "ignores its dilation_rate"),
    ],
)
def test_what_tensorflow_js_cannot_do_is_refused(layer, message, tmp_path):
    with pytest.raises(UnsupportedLayerError, match=message):
        to_tfjs(small(layer), tmp_path / "model", format="layers")
    assert list(tmp_path.iterdir()) == []


def test_what_tensorflow_js_computes_wrongly_is_refused(tmp_path):
    x = layers.Input((3, 3, 3, 1))
    model = keras.Model(x, layers.Conv3DTranspose(1, 2)(x))
    with pytest.raises(UnsupportedLayerError, match="WASM backend computes it wrongly"):
        to_tfjs(model, tmp_path / "model", format="layers")


def test_unfit_models_are_refused(tmp_path):
    diverged = small(layers.Dense(1, name="last"))
    diverged.get_layer("last").kernel.assign([[np.nan]])
    with pytest.raises(
        InvalidModelError, match="1 of 1 values of the weight 'last/kernel' are NaN"
    ):
        to_tfjs(diverged, tmp_path / "model")
    diverged.get_layer("last").kernel.assign([[-np.inf]])
    with pytest.raises(InvalidModelError, match="'last/kernel' are NaN or infinite"):
        to_tfjs(diverged, tmp_path / "model", format="layers")
    with pytest.raises(InvalidModelError, match="not built"):
        to_tfjs(
            keras.Sequential([layers.Dense(1)]), tmp_path / "model", format="layers"
        )
    subclassed = type("Mine", (keras.Model,), {})()
    with pytest.raises(InvalidModelError, match="Mine is neither.*format='graph'"):
        to_tfjs(subclassed, tmp_path / "model", format="layers")
    assert list(tmp_path.iterdir()) == []


def test_unfit_examples_are_refused(tmp_path):
    def export(**arguments):
        to_tfjs(small(), tmp_path / "model", **arguments)

    with pytest.raises(InvalidExampleError, match=r"shape \(6, 6, 1\)"):
        export(example=np.zeros((6, 6, 1)))
    with pytest.raises(InvalidExampleError, match="shape"):
        export(example=np.zeros((1, 5, 6, 1)))
    with pytest.raises(InvalidExampleError, match="NaN"):
        export(example=np.full((1, 6, 6, 1), np.nan))
    with pytest.raises(InvalidExampleError, match="2 targets for 1 examples"):
        export(example=np.zeros((1, 6, 6, 1)), targets=[1, 2])
    with pytest.raises(InvalidExampleError, match="1 labels, but the model has 36"):
        export(labels=["one"])
    assert list(tmp_path.iterdir()) == []


def test_a_model_that_computes_otherwise_is_not_published(tmp_path, draw, monkeypatch):
    """Keras's outputs are changed by a little more than is allowed."""
    folder = tmp_path / "model"
    to_tfjs(small(), folder, title="the old one", example=draw(2, 6, 6, 1))
    before = contents(folder)
    model = small()
    right = model.predict
    monkeypatch.setattr(model, "predict", lambda x, **more: right(x, **more) + 1e-4)
    with pytest.raises(ParityError, match="differ from keras's by 1.0"):
        to_tfjs(model, folder, title="the new one", example=draw(2, 6, 6, 1))
    assert contents(folder) == before
    assert list(tmp_path.iterdir()) == [folder]


def test_files_that_tensorflow_js_cannot_load_are_an_error(
    tmp_path, draw, tensorflow_js
):
    model, example = small(layers.Dense(2, name="d")), draw(2, 6, 6, 1)
    card = to_tfjs(model, tmp_path / "model", example=example)
    model_json = tmp_path / "model" / "model.json"
    assert card.example
    topology = json.loads(model_json.read_text())
    topology["weightsManifest"][0]["weights"][0]["name"] = "somebody/else"
    model_json.write_text(json.dumps(topology))
    with pytest.raises(ParityError, match="somebody/else"):
        tensorflow_js.run(
            parity.Case(
                tmp_path / "model",
                card.kind,
                card.inputs,
                card.example.inputs,
                card.outputs,
            )
        )


def test_an_unwritable_folder_is_an_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ExportError, match="cannot write"):
        to_tfjs(small(), tmp_path / "file" / "model")


def test_a_full_disk_leaves_what_was_there(tmp_path):
    """A file may have no more than 20,000 bytes."""
    folder = tmp_path / "model"
    to_tfjs(small(), folder, title="the old one")
    before = contents(folder)
    model = small(layers.Flatten(), layers.Dense(200))
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # An error, then, in place of an end.
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, old[1]))
    try:
        with pytest.raises(ExportError, match="cannot write"):
            to_tfjs(model, folder)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
    assert contents(folder) == before
    assert list(tmp_path.iterdir()) == [folder]


def test_without_node_or_example_it_is_unchecked(tmp_path, draw, monkeypatch, capsys):
    with pytest.warns(ExportWarning, match="model is unchecked: no example") as caught:
        card = to_tfjs(small(), tmp_path / "model")
    assert caught[0].filename == __file__
    assert card.parity.status == "unchecked"
    assert card.parity.reason and "example" in card.parity.reason
    with pytest.raises(ParityError, match="was not checked: no example"):
        to_tfjs(small(), tmp_path / "model", check=True)
    monkeypatch.setenv("PATH", "")
    # In an empty context, no process is there already.
    export = contextvars.Context().run
    with pytest.warns(ExportWarning, match="unchecked: Node.js"):
        card = export(to_tfjs, small(), tmp_path / "model", example=draw(1, 6, 6, 1))
    assert card.parity.status == "unchecked"
    assert card.parity.reason and "Node.js" in card.parity.reason
    assert capsys.readouterr() == ("", "")


def test_without_tensorflow_js_the_card_says_how_to_install_it(tmp_path):
    """A copy of the package far from any node_modules."""
    away = tmp_path / "site-packages"
    shutil.copytree(Path(layerbylayer.__file__).parent, away / "layerbylayer")
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import keras, numpy as np, layerbylayer\n"
        "assert layerbylayer.__file__.startswith(sys.argv[1])\n"
        "model = keras.Sequential([keras.layers.Input((2,)), keras.layers.Dense(1)])\n"
        "card = layerbylayer.to_tfjs(model, 'model', example=np.ones((1, 2)))\n"
        "assert card.parity.status == 'unchecked'\n"
        "print(card.parity.reason)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(away)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert "npm install @tensorflow/tfjs-core" in done.stdout, done.stderr
