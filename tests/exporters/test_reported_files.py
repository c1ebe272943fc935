"""Reported: models in files, and the arguments of tensorflowjs_converter."""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
import zipfile
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import torch
from layerbylayer.cli import main
from safetensors.torch import save_file

layers = keras.layers


def saved(path: Path, *parts: Any) -> Path:
    keras.Sequential([layers.Input((4,)), layers.Dense(3), *parts]).save(path)
    return path


def refusal(capsys: pytest.CaptureFixture[str], *arguments: Any) -> str:
    assert main([str(argument) for argument in arguments]) == 1
    return capsys.readouterr().err


def test_nothing_in_a_file_is_run_unasked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    marker, out = tmp_path / "ran", tmp_path / "out"
    name = str(marker)
    model = saved(
        tmp_path / "code.keras",
        layers.Lambda(lambda x: x + open(name, "w").write("")),  # noqa: SIM115
    )
    marker.unlink()
    assert "--trust" in refusal(capsys, "tfjs", model, out)
    program = torch.export.export(torch.nn.Linear(2, 3), (torch.ones(2, 2),))
    traced = tmp_path / "model.pt2"
    torch.export.save(program, traced)
    for command in ("tfjs", "xlsx"):
        assert "--trust" in refusal(capsys, command, traced, out)
    assert "--trust" in refusal(capsys, "text", traced)
    assert not marker.exists() and not out.exists()
    assert "no Keras model" in refusal(capsys, "xlsx", traced, out, "--trust")


class Marker:
    """Makes a folder when it is unpickled, as a harmful pickle would do harm."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __reduce__(self) -> Any:
        return os.mkdir, (str(self.folder),)


def with_marker(out: Path, marker: Path) -> Path:
    """Write a .pt2 file that makes a folder when PyTorch reads it."""
    program = torch.export.export(torch.nn.Linear(2, 3), (torch.ones(2, 2),))
    torch.export.save(program, out)
    with zipfile.ZipFile(out) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    pickled = io.BytesIO()
    torch.save(Marker(marker), pickled)
    [inputs] = [name for name in parts if "sample_inputs" in name]
    parts[inputs] = pickled.getvalue()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out


def test_what_a_traced_file_has_pickled_is_not_run_unasked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    marker, out = tmp_path / "ran", tmp_path / "out"
    traced = with_marker(tmp_path / "model.pt2", marker)
    for command in ("tfjs", "wasm", "xlsx"):
        assert "--trust" in refusal(capsys, command, traced, out)
    assert "--trust" in refusal(capsys, "text", traced)
    for suffix in (".keras", ".h5", ".pt"):
        renamed = Path(shutil.copy(traced, traced.with_suffix(suffix)))
        assert str(renamed) in refusal(capsys, "tfjs", renamed, out)
    assert not marker.exists() and not out.exists()
    # It would have been run: the flag is what stands between.
    refusal(capsys, "tfjs", traced, out, "--trust")
    assert marker.exists()


def test_a_traced_batch_of_two_is_checked_on_two(
    tmp_path: Path, tensorflow_js: Any
) -> None:
    program = torch.export.export(torch.nn.Linear(2, 3), (torch.ones(2, 2),))
    torch.export.save(program, tmp_path / "model.pt2")
    out = tmp_path / "out"
    assert (
        main(["tfjs", str(tmp_path / "model.pt2"), str(out), "--trust", "--check"]) == 0
    )
    assert json.loads((out / "card.json").read_text())["parity"]["examples"] == 2


def test_convert_takes_what_the_old_converter_took(
    tmp_path: Path, tensorflow_js: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    model, out = saved(tmp_path / "old.h5"), tmp_path / "out"
    options = ["--input_format=keras", "--output_format=tfjs_layers_model"]
    command = ["convert", *options, "--quantize_float16", "*", str(model), str(out)]
    assert main(command) == 0
    assert "parity" in capsys.readouterr().out
    card = json.loads((out / "card.json").read_text())
    assert card["kind"] == "layers-model"
    assert card["quantization"]["requested"] == "float16"
    assert (
        main(["convert", "--output_format=tfjs_graph_model", str(model), str(out)]) == 0
    )
    size = ["--weight_shard_size_bytes", "25"]
    assert main(["convert", *size, str(model), str(out)]) == 0
    shards = sorted(file.stat().st_size for file in out.glob("weights-*.bin"))
    assert shards == [10, 25, 25]  # 15 float32
    for more, said in [
        (["--input_format=tf_saved_model"], "save it as .keras"),
        (["--quantize_uint8", "dense*"], "all weights"),
        (["--weight_shard_size_bytes", "0"], "a byte at least"),
    ]:
        assert said in refusal(capsys, "convert", *more, model, out)


@keras.saving.register_keras_serializable("reported")
class Doubled(keras.layers.Layer):
    def call(self, x: Any) -> Any:
        return 2 * x


def test_custom_objects_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    model = saved(tmp_path / "own.keras", Doubled())
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        patch.setattr("sys.path", list(sys.path))
        named = tmp_path / "reported_objects.py"
        named.write_text(f"from {__name__} import Doubled\n")
        flag = "--custom_objects=reported_objects:Doubled"
        assert main(["tfjs", str(model), str(tmp_path / "out"), flag]) == 0
    told = refusal(capsys, "tfjs", model, tmp_path / "o", "--custom_objects=nowhere:X")
    assert "nowhere:X" in told and "module:name" in told


FACTORY = """
import keras
import torch

def module():
    return torch.nn.Sequential(torch.nn.Linear(4, 3), torch.nn.Softmax(-1))

def network():
    return keras.Sequential([keras.layers.Input((4,)), keras.layers.Dense(3)])

def nothing():
    return "a model"
"""


@pytest.fixture
def factory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a module with factories, in the folder where the command is run."""
    (tmp_path / "my_models.py").write_text(FACTORY)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.path", list(sys.path))
    monkeypatch.delitem(sys.modules, "my_models", raising=False)
    return "my_models"


def in_tensorflow_js(out: Path) -> Any:
    card = json.loads((out / "card.json").read_text())
    assert card["parity"]["examples"] > 0
    return np.fromfile(out / card["example"]["outputs"][0]["file"], "float32")


@pytest.mark.parametrize("suffix", [".safetensors", ".pt", ".ckpt"])
def test_weights_go_beside_what_makes_the_model(
    suffix: str, factory: str, tmp_path: Path, tensorflow_js: Any
) -> None:
    module = torch.nn.Sequential(torch.nn.Linear(4, 3), torch.nn.Softmax(-1))
    weights, state = tmp_path / f"trained{suffix}", module.state_dict()
    if suffix == ".safetensors":
        save_file(state, weights)
    else:
        torch.save({"state_dict": state} if suffix == ".ckpt" else state, weights)
    example = np.random.default_rng(0).random((2, 4), dtype="float32")
    np.save(tmp_path / "inputs.npy", example)
    given = ["--weights", str(weights), "--example", str(tmp_path / "inputs.npy")]
    assert main(["tfjs", f"{factory}:module", "out", *given]) == 0
    expected = module(torch.from_numpy(example)).detach().numpy()
    found = in_tensorflow_js(tmp_path / "out").reshape(expected.shape)
    np.testing.assert_allclose(found, expected, atol=1e-5)


def test_weights_of_keras_go_beside_what_makes_the_model(
    factory: str, tmp_path: Path, tensorflow_js: Any
) -> None:
    model = keras.Sequential([layers.Input((4,)), layers.Dense(3)])
    model.save_weights(tmp_path / "trained.weights.h5")
    given = ["--weights", "trained.weights.h5", "--check"]
    assert main(["tfjs", f"{factory}:network", "out", *given]) == 0


def test_weights_that_do_not_fit_are_told(
    factory: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    torch.save(torch.nn.Linear(9, 9).state_dict(), "other.pt")
    torch.save(Marker(tmp_path / "ran"), "code.pt")
    Path("torn.safetensors").write_bytes(b"torn")
    for maker, weights, said in [
        ("module", "other.pt", "Missing key"),
        ("module", "code.pt", "--trust"),
        ("module", "torn.safetensors", "torn.safetensors"),
        ("module", "gone.pt", "there is no file gone.pt"),
        ("nothing", "other.pt", "made no model but 'str'"),
        ("missing", "other.pt", "has no attribute 'missing'"),
    ]:
        name = f"{factory}:{maker}"
        assert said in refusal(capsys, "tfjs", name, "out", "--weights", weights)
    assert not (tmp_path / "ran").exists() and not (tmp_path / "out").exists()
    model = saved(tmp_path / "whole.keras")
    assert "module:name" in refusal(
        capsys, "tfjs", model, "out", "--weights", "other.pt"
    )
