"""Reported: Keras models that were refused, or written wrongly, as layers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from layerbylayer import (
    ExportWarning,
    InvalidExampleError,
    InvalidModelError,
    UnsupportedLayerError,
    from_tfjs,
    to_tfjs,
)

layers = keras.layers
pytestmark = pytest.mark.filterwarnings("ignore::layerbylayer.ExportWarning")


def stack(*parts: Any) -> Any:
    return keras.Sequential(list(parts))


def test_what_layers_cannot_be_becomes_a_graph(tmp_path: Path, draw: Any) -> None:
    x = layers.Input((7, 4))
    model = keras.Model(x, layers.Dense(2)(x[:, ::2]))
    with pytest.warns(ExportWarning, match=r"a graph, which .*'get_item'"):
        card = to_tfjs(model, tmp_path / "m", example=draw(3, 7, 4))
    assert card.kind == "graph-model" and card.parity.status == "passed"
    assert "cannot be trained on" in card.notes[0]
    with pytest.raises(UnsupportedLayerError, match="get_item"):
        to_tfjs(model, tmp_path / "m", format="layers", example=draw(3, 7, 4))


class Sampling(keras.layers.Layer):
    """Draw from what an encoder of a variational autoencoder gives."""

    def __init__(self) -> None:
        super().__init__(name="sampling")
        self.seed = keras.random.SeedGenerator(1)

    def call(self, inputs: Any) -> Any:
        mean, log_variance = inputs
        noise = keras.random.normal(keras.ops.shape(mean), seed=self.seed)
        return mean + keras.ops.exp(0.5 * log_variance) * noise


def test_what_can_be_neither_says_why_of_both(
    tmp_path: Path, draw: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    x = layers.Input((4,))
    code = Sampling()([layers.Dense(2)(x), layers.Dense(2)(x)])
    model = keras.Model(x, layers.Dense(4)(code))
    with pytest.raises(UnsupportedLayerError) as refused:
        to_tfjs(model, tmp_path / "m", example=draw(3, 4))
    said = str(refused.value)
    assert said.startswith("layer 'sampling' (Sampling): TensorFlow.js has no such")
    assert "As a graph it cannot be exported either" in said
    assert "random numbers" in said and "pass them as an input" in said
    assert "def forward" not in capsys.readouterr().err


def test_a_layer_is_named_where_its_settings_are_not(tmp_path: Path) -> None:
    class Doubling(keras.layers.Layer):
        def __init__(self) -> None:
            super().__init__(name="twice")

        def call(self, x: Any) -> Any:
            return 2 * x

    model = stack(layers.Input((4,)), Doubling(), layers.Dense(2))
    with pytest.raises(UnsupportedLayerError, match=r"layer 'twice' \(Doubling\)"):
        to_tfjs(model, tmp_path / "m", format="layers")


def test_augmentation_is_left_out(agrees: Any, draw: Any) -> None:
    parts = layers.RandomFlip(), layers.RandomRotation(0.1), layers.Conv2D(2, 3)
    card = agrees(stack(layers.Input((8, 8, 3)), *parts), draw(3, 8, 8, 3))
    assert card.kind == "layers-model" and "random_rotation" in card.notes[0]


def test_a_random_crop_is_left_out_where_it_cuts_nothing_off(
    agrees: Any, draw: Any, tmp_path: Path
) -> None:
    """At inference Keras leaves images as they are, whatever size it announces."""

    def cropping(size: int) -> Any:
        crop = layers.RandomCrop(size, 8, name="crop")
        return stack(layers.Input((8, 8, 3)), crop, layers.Conv2D(2, 3))

    card = agrees(cropping(8), draw(3, 8, 8, 3), format="layers")
    assert "left out (crop)" in card.notes[0]
    with pytest.raises(UnsupportedLayerError, match=r"\[6, 8\], and .*CenterCrop"):
        to_tfjs(cropping(6), tmp_path / "m", format="layers")
    assert agrees(cropping(6), draw(3, 8, 8, 3)).kind == "graph-model"


def test_differences(agrees: Any, draw: Any) -> None:
    a, b = layers.Input((4,)), layers.Input((4,))
    joined = layers.Subtract()([a, b]) * layers.Dense(4)(b - a)
    card = agrees(keras.Model([a, b], joined), (draw(3, 4), 3 * draw(3, 4)))
    assert card.kind == "layers-model"


def test_mixed_precision_is_compared_in_float32(agrees: Any, draw: Any) -> None:
    keras.config.set_dtype_policy("mixed_float16")
    try:
        model = stack(layers.Input((4,)), layers.Dense(3), layers.Dense(2))
    finally:
        keras.config.set_dtype_policy("float32")
    card = agrees(model, draw(3, 4), format="layers")
    assert "float16" in card.notes[0]
    assert model.layers[0].compute_dtype == "float16"


def test_activations_and_sequences(agrees: Any, draw: Any) -> None:
    normalization = layers.Normalization(axis=None)
    normalization.adapt(np.arange(10.0))
    by_channel = layers.Normalization()
    by_channel.adapt(draw(3, 7, 4))
    model = stack(
        layers.Input((7, 4)),
        normalization,
        by_channel,
        layers.Conv1D(3, 3, padding="causal", dilation_rate=2),
        layers.ZeroPadding1D((1, 2)),
        layers.Cropping1D((2, 1)),
        layers.Activation("hard_sigmoid"),
        layers.Activation("leaky_relu"),
        layers.ReLU(negative_slope=0.3),
    )
    assert agrees(model, draw(3, 7, 4)).kind == "layers-model"
    causal = layers.Conv1D(3, 3, padding="causal")
    agrees(stack(layers.Input((None, 4)), causal), draw(3, 7, 4), format="layers")


TOKENS = np.array([[1, 2, 0, 0, 0], [3, 1, 4, 1, 5], [0, 2, 3, 0, 0]], "int32")
GATED = ["hard_sigmoid", "hard_silu", "leaky_relu"]


@pytest.mark.parametrize("activation", GATED)
def test_activations_that_are_layers(
    activation: str, agrees: Any, draw: Any, tmp_path: Path
) -> None:
    x = layers.Input((9, 4))
    y = layers.Conv1D(4, 3, padding="causal", groups=2, activation=activation)(x)
    y = layers.Dense(5, activation=activation)(y)
    y = layers.Activation(activation)(layers.SeparableConv1D(3, 2)(y))
    twice = layers.Dense(3, activation=activation, name="twice")
    model = keras.Model(x, layers.Add()([twice(y), twice(y)]))
    assert agrees(model, draw(3, 9, 4), format="layers").kind == "layers-model"
    home = from_tfjs(tmp_path / "model")
    apart = home.predict(draw(3, 9, 4)) - model.predict(draw(3, 9, 4))
    assert np.abs(apart).max() < 1e-5


@pytest.mark.parametrize("kind", ["LeakyReLU", "ReLU", "ELU"])
def test_an_activation_may_be_a_layer(
    kind: str, agrees: Any, draw: Any, tmp_path: Path
) -> None:
    more = {"LeakyReLU": {"negative_slope": 0.1}, "ReLU": {"max_value": 0.5}}
    bent = getattr(layers, kind)(**more.get(kind, {}))
    parts = layers.Conv2D(4, 3, groups=2, activation=bent), layers.Flatten()
    last = layers.Dense(3, activation=bent, name="last")
    card = agrees(
        stack(layers.Input((6, 6, 4)), *parts, last), draw(3, 6, 6, 4), format="layers"
    )
    assert card.outputs[0].name == "last"
    learnt = layers.Dense(3, activation=layers.PReLU())
    with pytest.raises(UnsupportedLayerError, match="activation 'PReLU' has no equal"):
        to_tfjs(stack(layers.Input((4,)), learnt), tmp_path / "unlike", format="layers")


def test_groups_of_images_of_any_width_become_a_graph(
    draw: Any, tmp_path: Path
) -> None:
    images = stack(layers.Input((None, None, 4)), layers.Conv2D(4, 3, groups=2))
    with pytest.warns(ExportWarning, match="the size of its input has to be fixed"):
        card = to_tfjs(images, tmp_path / "m", example=draw(3, 9, 8, 4))
    assert card.kind == "graph-model" and card.parity.status == "passed"


def test_groups_may_be_in_a_sequence_of_any_length(agrees: Any, draw: Any) -> None:
    parts = layers.Conv1D(4, 3, groups=2), layers.UpSampling1D(2)
    separable = layers.SeparableConv1D(3, 3, padding="same", strides=2)
    model = stack(layers.Input((None, 4)), *parts, separable)
    agrees(model, draw(3, 9, 4), format="layers")


@pytest.mark.parametrize("activation", ["softmax", "log_softmax"])
def test_groups_share_an_activation_across_channels(
    activation: str, agrees: Any, draw: Any
) -> None:
    """Softmax of each group by itself would be another function."""
    grouped = layers.Conv2D(6, 2, groups=3, activation=activation)
    agrees(stack(layers.Input((5, 5, 6)), grouped), draw(3, 5, 5, 6), format="layers")


def test_slices_are_croppings(agrees: Any, draw: Any, tmp_path: Path) -> None:
    x = layers.Input((7, 6, 4))
    parts = [x[:, 0, 1], x[:, 2:4, -1], x[..., -1][:, 1], x[:, :, 1:, :2][:, -2, 0]]
    model = keras.Model(x, [layers.Flatten()(part) for part in parts])
    agrees(model, draw(3, 7, 6, 4), format="layers")
    tokens = layers.Input((5,), dtype="int32")
    some = keras.Model(tokens, layers.Flatten()(layers.Embedding(7, 3)(tokens[:, :2])))
    agrees(some, TOKENS, format="layers")
    steps = keras.Model(x, x[:, ::2])
    with pytest.raises(UnsupportedLayerError, match="GetItem"):
        to_tfjs(steps, tmp_path / "m", format="layers")


def test_numbers_may_stand_first(agrees: Any, draw: Any, tmp_path: Path) -> None:
    x = layers.Input((4,))
    agrees(keras.Model(x, [1 - x, -x]), draw(3, 4), format="layers")
    vector = keras.Model(x, x * np.arange(4, dtype="float32"))
    with pytest.raises(UnsupportedLayerError, match="Multiply"):
        to_tfjs(vector, tmp_path / "m", format="layers")


DROPPING = {
    "Flatten": [lambda: layers.Flatten()],
    "Conv1D": [lambda: layers.Dropout(0.2), lambda: layers.Conv1D(3, 2)],
    "MaxPooling1D": [lambda: layers.MaxPooling1D(2), lambda: layers.LSTM(2)],
    "GlobalMaxPooling1D": [
        lambda: layers.Dense(3),
        lambda: layers.GlobalMaxPooling1D(),
    ],
}


@pytest.mark.parametrize("name", DROPPING)
@pytest.mark.filterwarnings("ignore:Layer")
def test_masks_that_keras_drops_are_not_made(
    name: str, agrees: Any, tmp_path: Path
) -> None:
    tokens = layers.Embedding(7, 4, mask_zero=True)
    made = [make() for make in DROPPING[name]]
    model = stack(layers.Input((5,), dtype="int32"), tokens, *made)
    agrees(model, TOKENS, format="layers")
    x = layers.Input((5,), dtype="int32")
    masked = layers.Embedding(7, 4, mask_zero=True)(x)
    steps = layers.LSTM(4, return_sequences=True)(masked)
    for make in DROPPING[name]:
        steps = make()(steps)
    both = keras.Model(x, [layers.LSTM(2)(masked), layers.Flatten()(steps)])
    agrees(both, TOKENS, format="layers")
    averaged = layers.GlobalAveragePooling1D()(masked)
    with pytest.raises(UnsupportedLayerError, match=r"GlobalAver.*a mask"):
        to_tfjs(keras.Model(x, averaged), tmp_path / "m", format="layers")


def unmasked_after() -> dict[str, Any]:
    """Models with a recurrent layer that takes nothing masked, behind one that does."""
    x, y = layers.Input((5, 4)), layers.Input((5, 4))
    _, *state = layers.LSTM(4, return_state=True)(layers.Masking()(x))
    behind = layers.LSTM(4)(layers.Masking()(x))
    return {
        "autoencoder": (
            x,
            layers.LSTM(3, return_sequences=True)(layers.RepeatVector(5)(behind)),
        ),
        "beside": ([x, y], layers.Concatenate()([layers.LSTM(2)(y), behind])),
        "state": ([x, y], layers.LSTM(4)(y, initial_state=state)),
        "reversed": (
            x,
            layers.Bidirectional(layers.LSTM(2))(layers.RepeatVector(5)(behind)),
        ),
    }


@pytest.mark.parametrize("name", unmasked_after())
def test_a_mask_stays_with_its_layer(
    name: str, agrees: Any, draw: Any, tmp_path: Path
) -> None:
    """TensorFlow.js gives the last mask that it met to all that come later."""
    model = keras.Model(*unmasked_after()[name])
    example = [3 * draw(3, 5, 4), draw(3, 5, 4)][: len(model.inputs)]
    example[0][0, 3:] = example[0][1, 4:] = 0
    agrees(model, example[0] if len(example) == 1 else tuple(example), format="layers")
    home = from_tfjs(tmp_path / "model")
    given = example if len(example) > 1 else example[0]
    assert np.abs(home.predict(given) - model.predict(given)).max() < 1e-5


def test_masks_do_not_cross_models_in_a_model(
    agrees: Any, draw: Any, tmp_path: Path
) -> None:
    """No example finds out what would be wrong here: it need not have a masked step."""
    masking = stack(layers.Input((5, 4)), layers.Masking(), layers.Dense(4))
    outside = stack(layers.Input((5, 4)), masking, layers.LSTM(3))
    with pytest.raises(UnsupportedLayerError, match=r"\(LSTM\): the mask that a model"):
        to_tfjs(outside, tmp_path / "m", format="layers")
    card = agrees(outside, draw(3, 5, 4))
    assert card.kind == "graph-model"
    encoder = layers.Masking(), layers.LSTM(4), layers.RepeatVector(5)
    decoder = stack(layers.Input((5, 4)), layers.LSTM(3))
    with pytest.raises(UnsupportedLayerError, match="takes nothing masked"):
        to_tfjs(
            stack(layers.Input((5, 4)), *encoder, decoder),
            tmp_path / "m",
            format="layers",
        )


@pytest.mark.parametrize("kind", ["SimpleRNN", "LSTM", "GRU"])
def test_stateful_layers_keep_the_batch(kind: str, draw: Any, tmp_path: Path) -> None:
    more = {"reset_after": False} if kind == "GRU" else {}
    layer = getattr(layers, kind)(3, stateful=True, return_sequences=True, **more)
    model = stack(layers.Input(batch_shape=(2, 5, 4)), layer, layers.Dense(2))
    model.predict(draw(2, 5, 4), batch_size=2)
    before = [np.array(state) for state in layer.states]
    card = to_tfjs(model, tmp_path / "m", format="layers", example=draw(2, 5, 4))
    assert card.parity.status == "passed"
    for state, value in zip(layer.states, before, strict=True):
        np.testing.assert_array_equal(np.array(state), value)
    topology = json.loads((tmp_path / "m/model.json").read_text())["modelTopology"]
    first = topology["model_config"]["config"]["layers"][0]["config"]
    assert first["batch_input_shape"] == [2, 5, 4]
    with pytest.raises(InvalidExampleError, match="takes 2 examples at a time"):
        to_tfjs(model, tmp_path / "n", format="layers", example=draw(3, 5, 4))


def test_equal_names_are_told_apart(agrees: Any, draw: Any) -> None:
    def inner(name: str) -> Any:
        parts = layers.Dense(4, name="dense"), layers.Dense(2, name="dense_1")
        return keras.Sequential([layers.Input((4,)), *parts], name=name)

    x = layers.Input((4,))
    joined = layers.Concatenate()([inner("a")(x), inner("b")(x)])
    model = keras.Model(x, layers.Dense(3, name="dense")(joined))
    card = agrees(model, draw(3, 4), format="layers")
    assert "'dense' to 'dense_2', 'dense' to 'dense_3'" in card.notes[0]
    assert [layer.name for layer in model.layers[-1:]] == ["dense"]
    assert model.get_layer("a").layers[0].name == "dense"


def test_errors_say_what_can_be_done(tmp_path: Path, draw: Any) -> None:
    quantized = stack(layers.Input((4,)), layers.Dense(3))
    quantized.quantize("int8")
    with pytest.raises(UnsupportedLayerError, match=r"int8.*before quantize\(\)"):
        to_tfjs(quantized, tmp_path / "m", example=draw(2, 4))
    volumes = stack(layers.Input((4, 4, 4, 2)), layers.Conv3DTranspose(2, 2))
    with pytest.raises(UnsupportedLayerError, match=r"wrongly\. .*format='graph'\.$"):
        to_tfjs(volumes, tmp_path / "m", format="layers")
    card = to_tfjs(volumes, tmp_path / "m", example=draw(2, 4, 4, 4, 2))
    assert card.parity.status == "passed", "what is advised helps"
    assert "format=" not in card.notes[0]

    by_one = layers.Normalization(axis=None, mean=1.0, variance=4.0)
    deep = stack(layers.Input((2, 2, 2, 3)), by_one)
    with pytest.raises(UnsupportedLayerError, match="Rescaling by one number") as told:
        to_tfjs(deep, tmp_path / "n", format="layers")
    assert "axis" not in str(told.value)
    advised = stack(layers.Input((2, 2, 2, 3)), layers.Rescaling(0.5, -0.5))
    card = to_tfjs(
        advised, tmp_path / "n", format="layers", example=draw(2, 2, 2, 2, 3)
    )
    assert card.parity.status == "passed", "what is advised helps"
    rows = layers.Normalization(axis=1, mean=[1.0, 2.0], variance=[1.0, 4.0])
    with pytest.raises(UnsupportedLayerError, match=r"axis=\[1\] is not .* axis=-1"):
        to_tfjs(stack(layers.Input((2, 3)), rows), tmp_path / "r", format="layers")

    class Sampling(keras.layers.Layer):
        def call(self, x: Any) -> Any:
            return x + keras.random.normal(keras.ops.shape(x))

    sampling = stack(layers.Input((4,)), Sampling())
    with pytest.raises(InvalidModelError, match="draws random numbers"):
        to_tfjs(sampling, tmp_path / "m", format="graph", example=draw(2, 4))
