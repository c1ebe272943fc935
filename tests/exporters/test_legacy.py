"""Files of tf.keras: read, exported, and compared with what tf.keras answered."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import h5py
import keras
import numpy as np
import pytest
from layerbylayer.cli import main
from layerbylayer.errors import InvalidModelError
from layerbylayer.legacy import modern, modernized
from layerbylayer.reading import read_model

FILES = Path(__file__).parent / "legacy"
MODELS = sorted(path.stem for path in FILES.glob("*.npz"))


@pytest.mark.parametrize("suffix", [".h5", ".keras"])
@pytest.mark.parametrize("name", MODELS)
def test_what_tf_keras_saved_answers_as_there(
    name: str, suffix: str, tmp_path: Path, tensorflow_js: Any
) -> None:
    kept = np.load(FILES / f"{name}.npz")
    np.save(tmp_path / "x.npy", kept["x"])
    model, out = str(FILES / f"{name}{suffix}"), tmp_path / "out"
    command = ["tfjs", model, str(out), "--example", str(tmp_path / "x.npy")]
    assert main(command) == 0
    card = json.loads((out / "card.json").read_text())
    answers = np.fromfile(out / card["example"]["outputs"][0]["file"], "float32")
    np.testing.assert_allclose(answers.reshape(kept["y"].shape), kept["y"], atol=1e-6)
    assert card["parity"]["examples"] > 0


def dense(**more: Any) -> dict[str, Any]:
    config = {"name": "dense", "units": 3, "dtype": "float32", **more}
    return {"class_name": "Dense", "config": config}


def test_settings_of_keras_2_are_put_in_the_words_of_keras_3() -> None:
    zeros = {"class_name": "Zeros", "config": {"dtype": "float32"}}
    first = dense(batch_input_shape=[None, 4], bias_initializer=zeros)
    slope = {"class_name": "LeakyReLU", "config": {"name": "leaky", "alpha": 0.1}}
    # The first as Keras 2.2 wrote it, the second as later ones do.
    for config in ([first, slope], {"name": "old", "layers": [first, slope]}):
        model = modernized({"class_name": "Sequential", "config": config})
        made = keras.Sequential.from_config(model["config"])
        assert made.input_shape == (None, 4) and made.output_shape == (None, 3)
        assert np.isclose(made.layers[-1].negative_slope, 0.1)


def test_a_setting_that_changes_what_is_computed_is_refused() -> None:
    layer = {
        "class_name": "LSTM",
        "config": {"name": "lstm", "units": 3, "time_major": 1},
    }
    with pytest.raises(InvalidModelError, match=r"'lstm' \(LSTM\) has time_major=1"):
        modernized(layer)


def test_files_of_keras_3_are_read_as_they_are(tmp_path: Path) -> None:
    model = keras.Sequential([keras.layers.Input((4,)), keras.layers.Dense(3)])
    for name in ("new.keras", "new.h5"):
        model.save(tmp_path / name)
        with modern(tmp_path / name) as file:
            assert file == tmp_path / name


def test_a_file_without_a_model_is_told(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "weights.h5", "w") as file:
        file["numbers"] = np.zeros(3)
    (tmp_path / "torn.keras").write_bytes(b"PK torn")
    for name in ("weights.h5", "torn.keras"):
        with pytest.raises(InvalidModelError, match=name):
            read_model(tmp_path / name)
