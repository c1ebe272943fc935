"""A change in the exporters exports again from the trained models, no training."""

import io
import json

import pytest
from rich.console import Console

from site_src.pipeline.errors import TutorialError
from site_src.pipeline.execution import schedule
from site_src.pipeline.execution.jobs import Job
from site_src.pipeline.execution.kernels.environment import environment
from site_src.pipeline.execution.results import exports
from site_src.pipeline.progress import Progress
from site_src.pipeline.sources.tutorials import tutorial
from site_src.pipeline.storage import identity
from site_src.pipeline.storage.cache import Entry

TRAINING = """
    # %%
    import keras
    import numpy as np
    from layerbylayer import to_tfjs

    keras.utils.set_random_seed(1)
    model = keras.Sequential([keras.layers.Input((3,)), keras.layers.Dense(2)])
    model.compile("sgd", "mse")
    x = np.random.default_rng(0).normal(size=(16, 3)).astype("float32")
    model.fit(x, x[:, :2], verbose=0)

    # %%
    labels = ["left", "right"]
    to_tfjs(model, "exported/tiny", title="Tiny", labels=labels, example=x[:4],
            metrics={"loss": np.float32(0.5)})
    """


def test_exports_are_made_again_from_the_trained_model(write, get_run, monkeypatch):
    one = tutorial.read(write(TRAINING, "exports: [tiny]"))
    first = get_run(one)
    model = first.model("tiny")
    files = {path.name: path.read_bytes() for path in model.iterdir()}
    assert get_run(one).exports == first.exports

    monkeypatch.setattr(identity, "exporters", lambda: "changed")
    again = get_run(one)
    assert again.provenance == first.provenance  # not executed again
    assert again.exports != first.exports
    assert {p.name: p.read_bytes() for p in again.model("tiny").iterdir()} == files
    card = json.loads(files["card.json"])
    assert card["labels"] == ["left", "right"] and card["metrics"] == {"loss": 0.5}


def test_models_are_compiled_as_well_and_again(write, get_run, monkeypatch):
    one = tutorial.read(write(TRAINING, "exports: [tiny]"))
    first = get_run(one)
    assert [path.name for path in first.forms("tiny")] == ["tiny", "tiny-wasm"]
    compiled = first.model("tiny-wasm")
    files = {path.name: path.read_bytes() for path in compiled.iterdir()}
    card = json.loads(files["card.json"])
    assert card["kind"] == "wasm-model" and card["parity"]["status"] == "passed"
    assert card["title"] == "Tiny" and not first.uncompiled

    monkeypatch.setattr(identity, "exporters", lambda: "changed")
    again = get_run(one).model("tiny-wasm")
    assert again != compiled
    assert {p.name: p.read_bytes() for p in again.iterdir()} == files


def test_a_model_that_cannot_be_compiled_goes_without_and_is_told(write, monkeypatch):
    without = "from layerbylayer.wasm.emit import EMITTERS; EMITTERS.clear(); "
    monkeypatch.setattr(exports, "COMPILE", without + exports.COMPILE)
    one = tutorial.read(write(TRAINING, "exports: [tiny]"))
    told = io.StringIO()
    with Progress([], Console(file=told, width=500)) as shown:
        (run,) = schedule.run_all([Job(one, "cpu")], shown)
    assert [path.name for path in run.forms("tiny")] == ["tiny"]
    assert "there is no kernel for it" in run.uncompiled["tiny"]
    assert "tiny runs in TensorFlow.js alone: " in told.getvalue()


def test_a_compiled_network_that_computes_otherwise_stops_the_build(
    write, get_run, monkeypatch
):
    strict = (
        "from layerbylayer.wasm import api; "
        "api.TOLERANCE = type(api.TOLERANCE)(relative=-1.0); "
    )
    monkeypatch.setattr(exports, "COMPILE", strict + exports.COMPILE)
    one = tutorial.read(write(TRAINING, "exports: [tiny]"))
    with pytest.raises(TutorialError, match="the trained models cannot be compiled"):
        get_run(one)


def test_an_exporter_that_fails_names_the_tutorial(write, get_run, monkeypatch):
    one = tutorial.read(write(TRAINING, "exports: [tiny]"))
    first = get_run(one)
    call = next(first.folder.glob("trained/*/call.json"))
    call.write_text(call.read_text().replace("to_tfjs", "to_nothing"))
    monkeypatch.setattr("site_src.pipeline.storage.cache.sha256", lambda _: "same")
    monkeypatch.setattr(identity, "exporters", lambda: "changed")
    with pytest.raises(TutorialError, match="cannot be exported again.*to_nothing"):
        exports.of_run(one, Entry(first.folder, {}), environment(1))


WORKBOOKS = """
    # %%
    import keras
    import numpy as np
    from layerbylayer import to_learning_xlsx, to_xlsx

    flatten, dense = keras.layers.Flatten(), keras.layers.Dense(2)
    model = keras.Sequential([keras.layers.Input((3, 3, 1)), flatten, dense])
    to_xlsx(model, "exported/network.xlsx", examples=np.ones((1, 3, 3)))
    to_learning_xlsx("exported/learning.xlsx", steps=3)
    """


def test_files_to_download_are_kept_and_made_again(write, get_run, monkeypatch):
    names = ["network.xlsx", "learning.xlsx"]
    one = tutorial.read(write(WORKBOOKS, f"downloads: [{', '.join(names)}]"))
    first = get_run(one)
    monkeypatch.setattr(identity, "exporters", lambda: "changed")
    again = get_run(one)
    assert again.provenance == first.provenance and again.exports != first.exports
    for name in names:
        assert (again.exports / name).stat().st_size > 5_000
        assert (first.exports / name).exists()


def test_a_file_that_was_not_written_is_an_error(write, get_run):
    one = tutorial.read(write(WORKBOOKS, "downloads: [other.xlsx]"))
    with pytest.raises(TutorialError, match="the run wrote no exported/other.xlsx"):
        get_run(one)


TORCH = """
    # %%
    from pathlib import Path

    import torch
    from layerbylayer import to_tfjs

    torch.manual_seed(1)

    class Tiny(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.dense = torch.nn.Linear(3, 2)

        def forward(self, x):
            return torch.relu(self.dense(x))

    x = torch.randn(4, 3)
    to_tfjs(Tiny(), "exported/tiny", example=x)
    Path("exported/note.txt").write_text("by hand")
    """


OWN_LAYER = """
    # %%
    from pathlib import Path

    import keras
    import numpy as np
    from layerbylayer import to_tfjs

    class Doubled(keras.layers.Layer):
        def call(self, inputs):
            return inputs * 2.0

    model = keras.Sequential([keras.layers.Input((3,)), Doubled()])
    to_tfjs(model, "exported/tiny", example=np.ones((4, 3), "float32"))
    Path("exported/note.txt").write_text("by hand")
    """


@pytest.mark.parametrize("script", [TORCH, OWN_LAYER], ids=["torch", "keras"])
def test_a_network_is_exported_again_without_its_class(
    write, get_run, monkeypatch, script
):
    one = tutorial.read(write(script, "exports: [tiny]\ndownloads: [note.txt]"))
    first = get_run(one)
    assert (first.folder / "trained/0/model").is_dir()
    files = {path.name: path.read_bytes() for path in first.model("tiny").iterdir()}

    monkeypatch.setattr(identity, "exporters", lambda: "changed")
    again = get_run(one)
    assert again.provenance == first.provenance and again.exports != first.exports
    assert {p.name: p.read_bytes() for p in again.model("tiny").iterdir()} == files
    assert (again.exports / "note.txt").read_text() == "by hand"


def test_a_run_without_models_is_read_when_exporters_changed(
    write, get_run, monkeypatch
):
    one = tutorial.read(write("# %%\nx = 1\n"))
    first = get_run(one)
    monkeypatch.setattr(identity, "exporters", lambda: "changed")
    assert get_run(one).provenance == first.provenance
