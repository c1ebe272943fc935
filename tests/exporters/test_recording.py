"""Calls of exporters are noted, and made again from what was noted."""

import json
import os
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

import keras
import layerbylayer
import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from layerbylayer import RecordingError, compile_models, record, replay, to_tfjs
from layerbylayer.recording import recorded
from layerbylayer.wasm.emit import EMITTERS

REPLAY = "import sys; from layerbylayer import replay; replay(sys.argv[1])"


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An empty working directory."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "here"


def files(folder):
    """The bytes of each file in a folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def replayed(calls, folder, monkeypatch):
    """What a replay in another folder writes there."""
    folder.mkdir()
    with monkeypatch.context() as patch:
        patch.chdir(folder)
        replay(calls)
    return files(folder)


class Scaled(keras.layers.Layer):
    """A layer that Keras does not know."""

    def call(self, inputs):
        return inputs * 2.0


class Counter(torch.nn.Module):
    """Two functions that share a table."""

    def __init__(self):
        super().__init__()
        self.table = torch.nn.Embedding(20, 8)
        self.out = torch.nn.Linear(8, 20)

    def prompt(self, tokens):
        return self.out(self.table(tokens).mean(1))

    def step(self, token, state):
        state = torch.tanh(self.table(token) + state)
        return self.out(state), state

    def forward(self, tokens):
        return self.prompt(tokens)


def dense(loss="mse"):
    model = keras.Sequential([keras.layers.Input((3,)), keras.layers.Dense(2)])
    model.compile("sgd", loss)
    return model


def test_calls_are_made_again_in_their_order(here, monkeypatch):
    """Keras to layers, twice to one path: the last one counts, here and there."""
    x = np.random.default_rng(0).normal(size=(4, 3)).astype("float32")
    with record("calls"):
        to_tfjs(dense(), "out/model", example=x, title="first")
        labels = ["left", "right"]
        metrics = {"loss": np.float32(0.5)}
        again = Path("out/model")
        to_tfjs(dense(), again, example=torch.tensor(x), labels=labels, metrics=metrics)
        to_tfjs(dense(), here / "absolute")
        layerbylayer.to_learning_xlsx("out/learning.xlsx", steps=3)
    to_tfjs(dense(), "later")
    calls = [json.loads((here / f"calls/{i}/call.json").read_text()) for i in range(3)]
    assert [call["path"] for call in calls] == ["out/model"] * 2 + ["out/learning.xlsx"]
    assert len(list((here / "calls").iterdir())) == 3
    replays = replayed(here / "calls", here / "again", monkeypatch)
    before = files(here)
    for name in ("model.json", "card.json"):
        assert replays[f"out/model/{name}"] == before[f"out/model/{name}"]
    assert set(replays) == {name for name in before if name.startswith("out/")}


def test_models_are_compiled_beside_where_they_went(here, monkeypatch):
    x = np.random.default_rng(0).normal(size=(4, 3)).astype("float32")
    with record("calls"):
        to_tfjs(dense(), "out/model", example=x, labels=["left", "right"])
        layerbylayer.to_learning_xlsx("out/learning.xlsx", steps=3)
        to_tfjs(torch.nn.Linear(3, 300), "out/wide", example=x, quantize="uint16")
    assert compile_models("calls", "-wasm") == {}
    names = sorted(path.name for path in (here / "out").iterdir())
    assert names == ["learning.xlsx", "model", "model-wasm", "wide", "wide-wasm"]
    cards = [
        json.loads((here / "out" / name / "card.json").read_text())
        for name in ("model", "model-wasm", "wide-wasm")
    ]
    assert [card["kind"] for card in cards[1:]] == ["wasm-model"] * 2
    assert cards[1]["parity"]["status"] == "passed"
    for field in ("labels", "title", "inputs", "example"):
        assert cards[1][field] == cards[0][field], field
    assert cards[2]["quantization"]["requested"] == "float16"

    for operation in list(EMITTERS):
        monkeypatch.delitem(EMITTERS, operation)
    reasons = compile_models("calls", "-again")
    assert set(reasons) == {"out/model", "out/wide"}
    assert "there is no kernel for it" in reasons["out/model"]
    assert not (here / "out/model-again").exists()


def test_a_recording_is_one_and_ends(here):
    recording = record("calls")
    with pytest.raises(RecordingError, match=f"already, in {here / 'calls'}"):
        record("others")
    recording.stop()
    recording.stop()
    with record("others") as other:
        recording.stop()
        with pytest.raises(RecordingError):
            record("calls")
        assert other.folder == here / "others"
    assert not (here / "calls").exists()


def test_a_failed_export_is_not_noted(here):
    with record("calls"), pytest.raises(layerbylayer.ExportError):
        to_tfjs("no model", "out")
    assert list(here.iterdir()) == []


def test_functions_of_a_model_are_made_again(here, monkeypatch):
    """`functions` has tuples of tensors, and the model no trace of its own."""
    token = torch.tensor([[1], [2]])[:, 0]
    functions = {
        "prompt": (torch.tensor([[1, 2, 3], [4, 5, 6]]),),
        "step": (token, torch.zeros(2, 8)),
    }
    with record("calls"):
        card = to_tfjs(Counter(), "out", functions=functions)
    assert card.functions and card.functions["step"].inputs == [
        "step_token",
        "step_state",
    ]
    again = replayed(here / "calls", here / "again", monkeypatch)
    assert {f"out/{k}": v for k, v in files(here / "out").items()} == again


def test_dynamic_shapes_are_made_again(here, monkeypatch):
    places = torch.export.Dim("places", min=2, max=9)
    with record("calls"):
        to_tfjs(
            Counter(),
            "out",
            example=torch.tensor([[1, 2, 3], [4, 5, 6]]),
            dynamic_shapes=({0: torch.export.Dim.AUTO, 1: places},),
        )
    again = replayed(here / "calls", here / "again", monkeypatch)
    assert {f"out/{k}": v for k, v in files(here / "out").items()} == again


def replayed_elsewhere(here):
    """What a replay in another process writes, where no class of ours is known."""
    (here / "again").mkdir()
    environment = {k: v for k, v in os.environ.items() if k != "KERAS_BACKEND"}
    command = [sys.executable, "-c", REPLAY, str(here / "calls")]
    subprocess.run(command, cwd=here / "again", env=environment, check=True)
    return files(here / "again/out")


@pytest.mark.parametrize("format", [None, "graph"])
@pytest.mark.parametrize("example", [None, "given"])
def test_a_keras_model_with_a_layer_of_its_own_is_made_again(here, example, format):
    """As a graph, the only format that it has, whether that was asked for or not."""
    if example == "given":
        example = np.ones((2, 4), "float32")
    model = keras.Sequential([keras.layers.Input((4,), name="x"), Scaled()])
    with record("calls"):
        card = to_tfjs(model, "out", format=format, example=example)
    assert card.kind == "graph-model" and bool(card.notes) == (format is None)
    assert replayed_elsewhere(here) == files(here / "out")


def test_a_layer_of_ones_own_is_compiled_again(here):
    model = keras.Sequential([keras.layers.Input((4,), name="x"), Scaled()])
    with record("calls"):
        layerbylayer.to_wasm(model, "out", example=np.ones((2, 4), "float32"))
    assert replayed_elsewhere(here) == files(here / "out")


def own_loss(true, predicted):
    return keras.ops.mean(keras.ops.abs(true - predicted))


@keras.saving.register_keras_serializable("ours")
class OwnLoss(keras.losses.Loss):
    def call(self, true, predicted):
        return keras.ops.abs(true - predicted)


class OwnMetric(keras.metrics.Mean):
    """A mean that is called something else."""


@pytest.mark.parametrize(
    ("loss", "name"), [(own_loss, "own_loss"), (OwnLoss(name="ours"), "ours")]
)
def test_what_is_the_user_s_own_and_computes_nothing_is_named_again(here, loss, name):
    """Its code is not kept: the export needs the names that the card gives."""
    model = dense()
    model.compile("sgd", loss, metrics=[own_loss, OwnMetric(name="odd")])
    with record("calls"):
        card = to_tfjs(model, "out", example=np.ones((2, 3), "float32"))
    assert card.kind == "layers-model" and f"'{name}'" in card.notes[0]
    assert replayed_elsewhere(here) == files(here / "out")


class OwnOptimizer(keras.optimizers.SGD):
    """An optimizer that Keras cannot find again."""


def test_a_keras_model_that_cannot_be_read_again_is_refused(here):
    model = dense()
    model.compile(OwnOptimizer(), "mse")
    with record("calls"), pytest.raises(RecordingError) as caught:
        to_tfjs(model, "out")
    assert "to_tfjs(…, 'out'): the model 'seq" in str(caught.value)
    assert "holds OwnOptimizer, which Keras cannot read again" in str(caught.value)
    assert list((here / "calls").iterdir()) == []


@pytest.mark.parametrize("loss", ["mse", keras.losses.MeanSquaredError()])
def test_keras_own_objects_are_kept(here, monkeypatch, loss):
    inputs = keras.Input((4,))
    outputs = keras.layers.Dense(
        3,
        kernel_regularizer=keras.regularizers.L2(0.1),
        kernel_initializer=keras.initializers.HeNormal(),
        activation=keras.activations.relu,
    )(inputs)
    outputs = keras.layers.Add()([outputs, keras.layers.Dense(3)(inputs)])
    model = keras.Model(inputs, outputs)
    schedule = keras.optimizers.schedules.ExponentialDecay(0.1, 10, 0.9)
    model.compile(
        keras.optimizers.Adam(schedule),
        loss,
        ["mae", keras.metrics.MeanAbsoluteError()],
    )
    with record("calls"):
        to_tfjs(model, "out")
    again = replayed(here / "calls", here / "again", monkeypatch)
    assert {f"out/{k}": v for k, v in files(here / "out").items()} == again


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("call.json", '{"exporter": "to_nothing"', "cannot read the call in .*calls/0"),
        ("arguments.json", None, "cannot read the call in .*calls/0: .*arguments.json"),
        ("model.keras", "nothing", "cannot read the call in .*calls/0"),
        (
            "call.json",
            '{"exporter": "to_nothing", "path": "x", "keras_backend": null}',
            "there is no exporter 'to_nothing'",
        ),
    ],
)
def test_damaged_calls_are_named(here, name, text, message):
    with record("calls"):
        to_tfjs(dense(), "out")
    file = here / "calls" / "0" / name
    file.write_text(text) if text is not None else file.unlink()
    with pytest.raises(RecordingError, match=message):
        replay("calls")
    with pytest.raises(RecordingError, match="cannot read nowhere"):
        replay("nowhere")


@recorded
def to_nowhere(path, **options):
    """An exporter that writes nothing, and remembers."""
    to_nowhere.__dict__["options"] = options


NUMBERS = st.floats(-1, 1, width=32)
ARRAYS = st.lists(NUMBERS, min_size=1).map(lambda v: np.array(v, np.float32))
PLAIN = st.none() | st.booleans() | st.integers(-9, 9) | NUMBERS | st.text(max_size=5)
VALUES = st.recursive(
    ARRAYS | PLAIN,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text("abc", min_size=1), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(deadline=None)
@given(st.dictionaries(st.text("abc", min_size=1, max_size=3), VALUES, max_size=3))
def test_arguments_are_read_as_they_were_kept(arguments):
    with tempfile.TemporaryDirectory() as folder:
        with record(folder):
            to_nowhere("out", **arguments)
        to_nowhere("out")
        replay(folder)
        np.testing.assert_equal(to_nowhere.__dict__["options"], arguments)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (object(), "cannot be kept as JSON: "),
        (np.array([object()]), "an array of Python objects"),
        ({1: "one"}, "the keys \\[1\\] of an argument"),
        ({"$array": "x"}, "the keys .* that do not begin"),
    ],
)
def test_arguments_that_cannot_be_kept_are_refused(value, message, here):
    with record("calls"), pytest.raises(RecordingError, match=message):
        to_nowhere("out", value=value)
    assert list((here / "calls").iterdir()) == []


def test_nothing_of_ours_is_pickled(here):
    """Each kept file is JSON, NumPy's without objects, Keras's or PyTorch's."""
    with record("calls"):
        to_tfjs(dense(), "keras", example=np.ones((2, 3), "float32"))
        to_tfjs(torch.nn.Linear(3, 2), "torch", example=torch.ones(2, 3))
    kept = {path.name for path in (here / "calls").rglob("*") if path.is_file()}
    assert kept == {
        *("call.json", "arguments.json", "arrays.npz", "model.keras"),
        *("traced.json", "forward.pt2"),
    }
    np.load(here / "calls/0/arrays.npz", allow_pickle=False)["0"]


def test_recording_costs_no_framework():
    code = """
        import sys
        import layerbylayer
        layerbylayer.record("calls").stop()
        assert not {"keras", "torch"} & set(sys.modules)
        """
    subprocess.run([sys.executable, "-c", textwrap.dedent(code)], check=True)
