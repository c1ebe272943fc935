"""What all formats share: examples, weights in files, comparison."""

import json
import subprocess
import sys

import keras
import numpy as np
import pytest
from layerbylayer import InvalidExampleError, ParityError, parity, to_tfjs
from layerbylayer.artifact import weights
from layerbylayer.artifact.card import Input
from layerbylayer.artifact.converted import Tolerance, Weight
from layerbylayer.artifact.example import checked

layers = keras.layers


def stored(folder):
    """All weights of a folder as TensorFlow.js would decode them, by name."""
    model = json.loads((folder / "model.json").read_text())
    [group] = model["weightsManifest"]
    data = b"".join((folder / path).read_bytes() for path in group["paths"])
    decoded = {}
    for entry in group["weights"]:
        quantization = entry.get("quantization", {"dtype": entry["dtype"]})
        size = int(np.prod(entry["shape"])) * np.dtype(quantization["dtype"]).itemsize
        values = np.frombuffer(data[:size], quantization["dtype"]).astype("float64")
        data = data[size:]
        if "scale" in quantization:
            values = values * quantization["scale"] + quantization["min"]
        decoded[entry["name"]] = quantization["dtype"], values.reshape(entry["shape"])
    assert not data
    return decoded


def test_weights_are_cut_into_shards_named_by_content(tmp_path, draw):
    model = keras.Sequential([layers.Input((30,)), layers.Dense(20), layers.Dense(7)])
    card = to_tfjs(model, tmp_path / "model", example=draw(3, 30), shard_bytes=1000)
    shards = [f for name, f in card.files.items() if name.startswith("weights-")]
    assert [s.bytes for s in shards].count(1000) == len(shards) - 1 == 3
    for name, file in card.files.items():
        if name.startswith("weights-"):
            assert name == f"weights-{file.sha256[:10]}.bin"
    assert card.parity.status == "passed"


@pytest.mark.parametrize("quantize", ["uint8", "uint16", "float16"])
def test_quantized_weights_are_close_and_the_change_is_told(quantize, tmp_path, draw):
    """A depthwise kernel and small arrays stay float16, what is huge float32."""
    model = keras.Sequential(
        [
            layers.Input((8, 8, 40)),
            layers.SeparableConv2D(50, 5, name="separable"),
            layers.BatchNormalization(name="norm"),
            layers.GlobalAveragePooling2D(),
            layers.Dense(3, activation="softmax"),
        ]
    )
    norm = model.get_layer("norm")
    norm.moving_variance.assign(np.full(50, 1e6, "float32"))
    examples = draw(20, 8, 8, 40)
    targets = model.predict(examples, verbose=0).argmax(-1)
    card = to_tfjs(
        model, tmp_path / "m", example=examples, targets=targets, quantize=quantize
    )
    decoded = stored(tmp_path / "m")
    assert decoded["separable/depthwise_kernel"][0] == "float16"
    assert decoded["separable/pointwise_kernel"][0] == quantize
    assert decoded["norm/moving_variance"][0] == "float32"
    kernel = model.get_layer("separable").pointwise_kernel.numpy()
    step = {"uint8": np.ptp(kernel) / 255, "uint16": np.ptp(kernel) / 65535}
    close = step.get(quantize, 2e-4)
    assert np.abs(decoded["separable/pointwise_kernel"][1] - kernel).max() <= close
    report = card.quantization
    assert report and report.requested == quantize and report.accuracy_before == 1.0
    assert report.accuracy and report.mean_abs_change
    assert report.max_abs_change and report.same_answer
    assert 0 < report.mean_abs_change <= report.max_abs_change < 0.01
    assert report.same_answer == report.accuracy >= 0.9
    assert sum(report.stored.values()) == len(decoded)
    assert card.parity.status == "passed"


def test_zero_stays_zero_when_it_is_quantized():
    values = np.linspace(-1, 3, 2001, dtype="float32")
    values[::7] = 0
    one = weights.encode(Weight("w", values), "uint8")
    scale, low = (one.entry["quantization"][key] for key in ("scale", "min"))
    assert (one.data[::7] * scale + low == 0).all()


def test_several_inputs_are_given_in_order_or_by_name():
    inputs = [Input("left", [2]), Input("right", [3], "int32")]
    left, right = np.ones((4, 2)), np.ones((4, 3))
    for given in [(left, right), [left, right], {"right": right, "left": left}]:
        one, other = checked(given, inputs)
        assert one.shape == (4, 2) and other.dtype == np.int32
    for given, message in [
        ((left,), "1 arrays, but the model takes 2: left, right"),
        ({"left": left, "wrong": right}, "arrays for left, wrong"),
        ((left, right / 2), "no int32"),
        ((left, right[:2]), "differ in length"),
    ]:
        with pytest.raises(InvalidExampleError, match=message):
            checked(given, inputs)


def answer(*outputs):
    return parity.Answer(outputs, "wasm", "4.22.0", [])


def test_each_output_is_held_against_its_own_scale():
    small, large = np.ones((2, 3), "float32"), np.full((2, 3), 1e4, "float32")
    tolerance = Tolerance(1e-5)
    found = parity.compare(answer(small, large + 0.05), [small, large], tolerance, "k")
    assert found.allowed == pytest.approx(0.1)
    with pytest.raises(ParityError, match=r"by 5.0.*e-02, more than 1.00e-05"):
        parity.compare(answer(small + 0.05, large), [small, large], tolerance, "k")
    whole = np.arange(3, dtype="int32")
    with pytest.raises(ParityError, match="more than 0"):
        parity.compare(answer(whole + 1), [whole], Tolerance(10), "k")
    with pytest.raises(ParityError, match="returns the shapes"):
        parity.compare(answer(small), [small, large], tolerance, "k")


def test_a_case_runs_on_the_backend_that_it_names(tensorflow_js, tmp_path, draw):
    model = keras.Sequential([layers.Input((8,)), layers.Dense(3, activation="selu")])
    example = draw(40, 8)  # More than TensorFlow.js takes at once, left to itself.
    card = to_tfjs(model, tmp_path / "m", example=example)
    assert card.example
    expected = [model.predict(example, verbose=0)]
    for backend in ("cpu", "wasm"):
        case = parity.Case(
            tmp_path / "m",
            card.kind,
            card.inputs,
            card.example.inputs,
            card.outputs,
            backend,
        )
        ran = tensorflow_js.run(case)
        assert ran.backend == backend and "_FusedMatMul" in ran.kernels
        assert parity.compare(ran, expected, Tolerance(1e-5), "keras").examples == 40


def test_infinities_and_nan_have_to_be_at_the_same_places():
    values = np.array([1, np.inf, -np.inf, np.nan], "float32")
    assert parity.difference(values, values.copy()) == 0
    assert not parity.difference(values, np.nan_to_num(values)) <= 1e30


def test_keras_models_need_no_torch_and_torch_modules_no_keras():
    """Neither is imported before there is a model of it."""
    code = "import sys, layerbylayer; print({'keras', 'torch'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "set()", done.stderr
