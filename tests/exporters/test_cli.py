"""The command `layerbylayer`."""

import os
import re
import subprocess
import sys
from pathlib import Path

import keras
import layerbylayer
import numpy as np
import pytest
from layerbylayer import Card
from layerbylayer.cli import main

layers = keras.layers


@pytest.fixture
def saved(tmp_path):
    model = keras.Sequential(
        [
            layers.Input((6, 6, 1)),
            layers.Conv2D(2, 3, activation="relu"),
            layers.Flatten(),
            layers.Dense(2, activation="softmax"),
        ]
    )
    model.save(tmp_path / "model.keras")
    return tmp_path / "model.keras"


def test_tfjs_checks_and_ends_with_one_line(saved, tensorflow_js, capsys):
    out = saved.parent / "out"
    assert main(["tfjs", str(saved), str(out), "--check", "--quantize", "uint8"]) == 0
    told = capsys.readouterr()
    assert told.out.count("\n") == 1
    assert told.out.startswith(f"{out}: 3 layers, 86 parameters, ")
    assert ", parity " in told.out
    assert "layerbylayer: running it in TensorFlow.js\n" in told.err
    card = Card.from_json((out / "card.json").read_text())
    assert card.parity.status == "passed"
    assert card.quantization and card.quantization.requested == "uint8"


def test_the_weights_of_a_large_model_are_told_as_they_are_written(tmp_path, capsys):
    wide = [layers.Dense(100, name=f"dense_{i}") for i in range(20)]
    model = keras.Sequential([layers.Input((100,)), *wide])
    model.save(tmp_path / "model.keras")
    assert main(["tfjs", str(tmp_path / "model.keras"), str(tmp_path / "out")]) == 0
    told = re.findall(r"writing the weights: (\d+) %", capsys.readouterr().err)
    shares = [int(share) for share in told]
    assert len(shares) >= 5 and shares == sorted(set(shares)) and shares[-1] > 90


def test_a_graph_tells_what_takes_time(saved, capsys):
    out = saved.parent / "out"
    assert main(["tfjs", str(saved), str(out), "--format", "graph"]) == 0
    told = capsys.readouterr()
    steps = [told.err.index(step) for step in ("tracing Sequential", "compiling ")]
    assert steps == sorted(steps)
    assert re.fullmatch(r".*: \d+ nodes, \d+ parameters, .*\n", told.out)


def test_tfjs_takes_an_example_from_a_file(saved, tensorflow_js):
    images = np.random.default_rng(0).integers(0, 256, (3, 6, 6, 1))
    np.save(saved.parent / "images.npy", images)
    np.savez(saved.parent / "images.npz", images)
    for file in ("images.npy", "images.npz"):
        out = saved.parent / file.replace(".", "-")
        given = ["--example", str(saved.parent / file), "--labels", "cat,dog"]
        assert main(["tfjs", str(saved), str(out), "--title", "Pets", *given]) == 0
        card = Card.from_json((out / "card.json").read_text())
        assert card.example and card.example.count == 3
        assert card.labels == ["cat", "dog"]


def test_text_and_xlsx(saved, capsys):
    assert main(["text", str(saved), "--ascii"]) == 0
    assert "Conv2D" in capsys.readouterr().out
    sheet = saved.parent / "model.xlsx"
    assert main(["xlsx", str(saved), str(sheet)]) == 0
    assert sheet.exists() and str(sheet) in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["tfjs", "nowhere.keras", "out"], "there is no file nowhere.keras"),
        (["tfjs", "model.txt", "out"], "model.txt is neither a .keras file"),
        (["tfjs", "broken.keras", "out"], "cannot read broken.keras: "),
        (["tfjs", "model.keras", "out", "--example", "no.npy"], "cannot read no.npy"),
        (["tfjs", "model.keras", "out", "--labels", "one"], "there are 1 labels, but"),
    ],
)
def test_errors_are_told_and_nothing_is_written(
    arguments, message, saved, monkeypatch, capsys
):
    monkeypatch.chdir(saved.parent)
    for name in ("model.txt", "broken.keras"):
        (saved.parent / name).write_text("nothing")
    assert main(arguments) == 1
    assert f"layerbylayer: {message}" in capsys.readouterr().err
    assert not (saved.parent / "out").exists()


def without_frameworks(folder, *arguments):
    """What the command says where Keras is installed, and nothing to compute with."""
    installed = Path(keras.__file__).parents[1]
    for package in installed.iterdir():
        if package.name.partition("-")[0] not in ("torch", "jax", "tensorflow"):
            (folder / package.name).symlink_to(package)
    source = Path(layerbylayer.__file__).parents[1]
    env = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(folder), str(source)]),
        "KERAS_HOME": str(folder),
    }
    del env["KERAS_BACKEND"]
    command = [sys.executable, "-S", "-m", "layerbylayer", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env=env)
    assert done.returncode == 1
    return done.stderr


def test_a_missing_framework_is_named(saved, tmp_path):
    (tmp_path / "packages").mkdir()
    out = tmp_path / "out"
    said = without_frameworks(tmp_path / "packages", "tfjs", str(saved), str(out))
    assert "Traceback" not in said and "Keras computes nothing by itself" in said
    assert "`pip install torch`" in said and not out.exists()


def test_it_is_installed_and_helps():
    command = [sys.executable, "-m", "layerbylayer"]
    done = subprocess.run([*command, "--help"], capture_output=True, text=True)
    assert all(name in done.stdout for name in ("tfjs", "text", "xlsx"))
    done = subprocess.run([*command, "tfjs", "--help"], capture_output=True, text=True)
    assert "--quantize {uint8,uint16,float16}" in done.stdout
