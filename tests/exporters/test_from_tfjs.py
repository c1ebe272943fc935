"""The way back: Layers models of TensorFlow.js as Keras models."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import torch
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from layerbylayer import (
    InvalidModelError,
    ParityError,
    UnsupportedLayerError,
    from_tfjs,
    to_tfjs,
)
from layerbylayer.cli import main

from tests.exporters.cases import CASES, shake

layers = keras.layers
SCRIPT = Path(__file__).with_name("trained_on.mjs")


def saved(folder: Path, name: str) -> Path:
    """A model that TensorFlow.js made, or trained on, as it downloads it."""
    done = subprocess.run(
        ["node", SCRIPT, folder, name], capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return folder / f"{name}.json"


def small() -> keras.Sequential:
    parts = [layers.Input((3,)), layers.Dense(2, activation="softmax", name="dense")]
    return keras.Sequential(parts)


@pytest.mark.parametrize("name", sorted(CASES))
@settings(max_examples=2, derandomize=True, phases=[Phase.generate], deadline=None)
@given(data=st.data())
def test_each_layer_comes_back(
    name: str, data: Any, tensorflow_js: Any, tmp_path_factory: Any
) -> None:
    drawn = data.draw(CASES[name])
    shake(drawn.model)
    folder = tmp_path_factory.mktemp("model") / "model"
    to_tfjs(drawn.model, folder)
    back = from_tfjs(folder, example=drawn.arrays, check=True)
    ones, others = (
        keras.tree.flatten(model.predict(list(drawn.arrays), verbose=0))
        if not isinstance(model, keras.Sequential)
        else [model.predict(drawn.arrays[0], verbose=0)]
        for model in (drawn.model, back)
    )
    for one, other in zip(ones, others, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-4)


def test_what_was_trained_on_in_the_browser_comes_home(
    tmp_path: Path, tensorflow_js: Any
) -> None:
    model = small()
    model.compile(
        keras.optimizers.Adam(0.5), "categorical_crossentropy", metrics=["accuracy"]
    )
    to_tfjs(model, tmp_path / "model", quantize="uint8")
    back = from_tfjs(saved(tmp_path / "model", "again"), check=True)
    before, after = model.get_weights(), back.get_weights()
    # A step of Adam at 0.5 moves each weight by about that.
    assert all(np.abs(a - b).max() > 0.2 for a, b in zip(before, after, strict=True))
    assert isinstance(back.optimizer, keras.optimizers.Adam)
    assert float(back.optimizer.learning_rate) == 0.5
    assert back.loss == "categorical_crossentropy"
    assert np.isfinite(back.train_on_batch(np.ones((2, 3)), np.eye(2))).all()


@pytest.mark.parametrize("name", ["plain", "recurrent", "threshold"])
def test_models_made_in_javascript_become_keras_ones(
    name: str, tmp_path: Path, tensorflow_js: Any
) -> None:
    back = from_tfjs(saved(tmp_path, name), check=True)
    # And they can be saved, read and exported again.
    back.save(tmp_path / "back.keras")
    again = keras.saving.load_model(tmp_path / "back.keras")
    card = to_tfjs(again, tmp_path / "out", format="layers", example="random")
    assert card.parity.status == "passed"


@pytest.mark.parametrize("quantize", ["uint8", "uint16", "float16"])
def test_weights_in_fewer_bits_are_those_of_tensorflow_js(
    quantize: Any, tmp_path: Path, tensorflow_js: Any
) -> None:
    model = keras.Sequential([layers.Input((40,)), layers.Dense(40)])
    to_tfjs(model, tmp_path / "model", quantize=quantize)
    from_tfjs(tmp_path / "model", check=True)


def test_a_file_by_itself_holds_its_weights(tmp_path: Path, tensorflow_js: Any) -> None:
    to_tfjs(small(), tmp_path / "model")
    written = json.loads((tmp_path / "model/model.json").read_text())
    [group] = written["weightsManifest"]
    data = (tmp_path / "model" / group["paths"][0]).read_bytes()
    kind = "data:application/octet-stream;base64,"
    group["paths"] = [kind + base64.b64encode(data).decode()]
    alone = tmp_path / "alone.json"
    alone.write_text(json.dumps(written))
    assert from_tfjs(alone, check=True).count_params() == 8
    group["paths"] = [f"{kind}!"]
    alone.write_text(json.dumps(written))
    with pytest.raises(InvalidModelError, match="damaged"):
        from_tfjs(alone)


def changed(folder: Path, change: Callable[[dict[str, Any]], None]) -> None:
    file = folder / "model.json"
    written = json.loads(file.read_text())
    change(written)
    file.write_text(json.dumps(written))


def weights_of(folder: Path) -> Path:
    [shard] = folder.glob("weights-*.bin")
    return shard


DAMAGES: dict[str, Callable[[Path], Any]] = {
    "no .*nowhere": lambda f: f.rename(f.with_name("elsewhere")),
    "cannot read .*model.json": lambda f: (f / "model.json").write_text("{"),
    "no modelTopology": lambda f: (f / "model.json").write_text("[1]"),
    "cut short": lambda f: weights_of(f).write_bytes(weights_of(f).read_bytes()[:-3]),
    "8 bytes more": lambda f: weights_of(f).write_bytes(
        weights_of(f).read_bytes() + bytes(8)
    ),
    "names the weights .* cannot be read": lambda f: weights_of(f).unlink(),
    "has no model.json": lambda f: (f / "model.json").unlink(),
    "NaN or infinite": lambda f: weights_of(f).write_bytes(b"\xff" * 32),
    "no weightsManifest": lambda f: changed(f, lambda w: w.pop("weightsManifest")),
    "not in the folder": lambda f: changed(
        f, lambda w: w["weightsManifest"][0].update(paths=["../secret.bin"])
    ),
    "stored as complex64": lambda f: changed(
        f, lambda w: w["weightsManifest"][0]["weights"][0].update(dtype="complex64")
    ),
    "two weights are called": lambda f: changed(
        f, lambda w: w["weightsManifest"][0]["weights"][0].update(name="dense/bias")
    ),
    "no weight 'dense/kernel'": lambda f: changed(
        f, lambda w: w["weightsManifest"][0]["weights"][0].update(name="other/kernel")
    ),
    "of the shape": lambda f: changed(
        f, lambda w: w["weightsManifest"][0]["weights"][0].update(shape=[2, 3])
    ),
    "not as TensorFlow.js writes it": lambda f: changed(
        f, lambda w: w["modelTopology"].update(model_config={"class_name": "Model"})
    ),
}


@pytest.mark.parametrize("said", DAMAGES)
def test_foreign_and_damaged_folders_are_refused(said: str, tmp_path: Path) -> None:
    folder = tmp_path / "nowhere"
    to_tfjs(small(), folder)
    DAMAGES[said](folder)
    with pytest.raises(InvalidModelError, match=said):
        from_tfjs(folder)


def test_a_graph_cannot_come_back_and_the_error_says_why(tmp_path: Path) -> None:
    to_tfjs(torch.nn.Linear(2, 3), tmp_path / "graph", example=torch.ones(2, 2))
    with pytest.raises(
        InvalidModelError, match="is a Graph model: .* no.* of the layers"
    ):
        from_tfjs(tmp_path / "graph")


def test_layers_that_compute_otherwise_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedLayerError, match=r"UpSampling2D.* middle"):
        from_tfjs(saved(tmp_path, "bilinear"))


def test_what_differs_all_the_same_is_found(
    tmp_path: Path, tensorflow_js: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from layerbylayer.from_layers import layers as families

    to_tfjs(small(), tmp_path / "model")
    monkeypatch.setitem(families.ACTIVATIONS, "softmax", "log_softmax")
    with pytest.raises(ParityError, match="differ from keras's"):
        from_tfjs(tmp_path / "model")


def test_the_command_writes_a_file_and_replaces_no_other(
    tmp_path: Path, tensorflow_js: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = tmp_path / "model", tmp_path / "back.keras"
    to_tfjs(small(), folder)
    for _ in range(2):
        assert main(["keras", str(folder), str(out), "--check"]) == 0
    assert keras.saving.load_model(out).count_params() == 8
    old = ["--input_format", "tfjs_layers_model", "--output_format", "keras"]
    assert main(["convert", *old, str(folder), str(out)]) == 0
    out.write_text("my notes")
    assert main(["keras", str(folder), str(out)]) == 1
    assert "is not a .keras file" in capsys.readouterr().err
    assert out.read_text() == "my notes"
    assert main(["keras", str(folder), str(out), "--force"]) == 0
    assert main(["convert", *old[2:], str(folder), str(out)]) == 1
    assert "--input_format tfjs_layers_model" in capsys.readouterr().err
    assert main(["keras", str(folder), str(tmp_path / "back.h5")]) == 1


def test_without_tensorflow_js_it_is_told(tmp_path: Path) -> None:
    to_tfjs(small(), tmp_path / "model")
    script = """
import os, sys, warnings
os.environ["PATH"] = ""
from layerbylayer import ParityError, from_tfjs
with warnings.catch_warnings(record=True) as told:
    from_tfjs(sys.argv[1])
print(*[one.message for one in told])
try:
    from_tfjs(sys.argv[1], check=True)
except ParityError as error:
    print(error)
"""
    done = subprocess.run(
        [sys.executable, "-c", script, tmp_path / "model"],
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    first, second = done.stdout.splitlines()
    assert "is unchecked: Node.js was not found" in first
    assert "was not checked: Node.js was not found" in second
