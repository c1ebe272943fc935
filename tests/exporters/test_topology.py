"""Models of several parts: nested, shared, several inputs and outputs, masks, names."""

import keras
import numpy as np
import pytest
from layerbylayer import InvalidModelError, UnsupportedLayerError, to_tfjs
from layerbylayer.keras_layers import translate

layers = keras.layers
Input = layers.Input


def block(name):
    x = Input((4,))
    y = layers.Dense(4, activation="tanh", name=f"{name}_dense")(x)
    return keras.Model(x, layers.Add()([x, y]), name=name)


def test_a_model_in_a_model_in_a_model(agrees, draw):
    inner = block("inner")
    middle = keras.Sequential(
        [Input((4,)), inner, layers.Dense(4, name="middle_dense")], name="middle"
    )
    x = Input((4,))
    model = keras.Model(x, layers.Dense(2, name="last")(middle(middle(x))))
    agrees(model, draw(3, 4))


def test_a_shared_model_on_two_inputs(agrees, draw):
    shared, left, right = block("shared"), Input((4,)), Input((4,))
    both = [shared(left), shared(right)]
    model = keras.Model([left, right], [layers.Average()(both), both[0]])
    card = agrees(model, (draw(3, 4), draw(3, 4)))
    assert len(card.inputs) == len(card.outputs) == 2


def test_inputs_and_outputs_in_dictionaries(agrees, draw):
    inputs = {name: Input((3,), name=name) for name in ("zebra", "ant")}
    x = layers.Concatenate()([inputs["zebra"], inputs["ant"]])
    outputs = {n: layers.Dense(2, name=n)(x) for n in ("second", "first")}
    model = keras.Model(inputs, outputs)
    card = agrees(model, {"ant": draw(2, 3), "zebra": draw(2, 3) + 1})
    assert sorted(given.name for given in card.inputs) == ["ant", "zebra"]
    assert sorted(given.name for given in card.outputs) == ["first", "second"]


def test_operations_between_layers(agrees, draw):
    x = Input((4,))
    y = keras.ops.relu(x) * 2.0 - 1.0
    y = (y + layers.Dense(4)(x)) / 4.0
    agrees(keras.Model(x, y * x), draw(3, 4))


def test_an_operation_without_a_layer_is_refused(tmp_path):
    x = Input((4,))
    with pytest.raises(UnsupportedLayerError, match=r"\(Sin\): this operation"):
        to_tfjs(keras.Model(x, keras.ops.sin(x)), tmp_path / "model", format="layers")


def test_a_subclass_of_functional_is_what_it_is_made_of(agrees, draw):
    class Mine(keras.Model):
        pass

    x = Input((4,))
    agrees(Mine(x, layers.Dense(2)(x)), draw(3, 4))


def test_pixels_of_bytes_go_in_as_whole_numbers(agrees):
    x = Input((5, 4, 1), dtype="uint8")
    y = layers.Conv2D(2, 3)(layers.Rescaling(1 / 255)(x))
    pixels = np.random.default_rng(1).integers(0, 256, (2, 5, 4, 1))
    card = agrees(keras.Model(x, y), pixels)
    assert card.inputs[0].dtype == "int32" and card.example.inputs[0].dtype == "uint8"


def words():
    x = Input((5,), dtype="int32")
    return x, layers.Embedding(4, 2, mask_zero=True)(x)


@pytest.mark.parametrize(
    ("after", "message"),
    [
        (layers.GlobalAveragePooling1D(), "GlobalAveragePooling1D.*a mask"),
        (layers.TimeDistributed(layers.Dense(2)), "TimeDistributed.*a mask"),
        (
            layers.Bidirectional(layers.LSTM(2, return_sequences=True)),
            "Bidirectional.*a mask",
        ),
        (layers.LSTM(2, return_sequences=True, zero_output_for_mask=True), "a mask"),
        (layers.Concatenate(), "Concatenate.*a mask"),
    ],
)
def test_masks_are_refused_where_they_mean_something_else(after, message, tmp_path):
    x, y = words()
    joined = after([y, y]) if isinstance(after, layers.Concatenate) else after(y)
    with pytest.raises(UnsupportedLayerError, match=message):
        to_tfjs(keras.Model(x, joined), tmp_path / "model", format="layers")
    if not isinstance(after, layers.Concatenate):
        embedding = layers.Embedding(4, 2, mask_zero=True)
        copy = after.from_config(after.get_config())
        model = keras.Sequential([Input((5,), dtype="int32"), embedding, copy])
        with pytest.raises(UnsupportedLayerError, match=message):
            to_tfjs(model, tmp_path / "model", format="layers")


def test_a_mask_that_is_used_up_is_no_matter(agrees):
    x, y = words()
    y = layers.LSTM(3)(layers.LSTM(2, return_sequences=True)(y))
    model = keras.Model(x, layers.Reshape((3, 1))(y))
    agrees(model, np.array([[1, 0, 2, 0, 0], [0, 0, 3, 1, 2]]))


def test_a_mask_of_ones_own_is_refused(tmp_path):
    x, mask = Input((5, 2)), Input((5,), dtype="bool")
    model = keras.Model([x, mask], layers.LSTM(2)(x, mask=mask))
    with pytest.raises(UnsupportedLayerError, match="a mask that no layer makes"):
        to_tfjs(model, tmp_path / "model", format="layers")


def test_names_that_tensorflow_js_cannot_take_are_changed(agrees, draw):
    x = Input((2,))
    y = layers.Dense(2, name="my_layer")(layers.Dense(3, name="my layer")(x))
    model = keras.Model(x, layers.Dense(1, name="_last: é")(y))
    card = agrees(model, draw(3, 2), format="layers")
    assert "'my layer' to 'my_layer_1', '_last: é' to 'layer__last___'" in card.notes[0]
    assert card.outputs[0].name == "layer__last___"
    assert [layer.name for layer in model.layers[1:]] == [
        "my layer",
        "my_layer",
        "_last: é",
    ]


def test_names_inside_of_layers_are_not_changed(tmp_path):
    inner = layers.LSTM(2, name="my layer")
    model = keras.Sequential([Input((5, 2)), layers.Bidirectional(inner, name="both")])
    with pytest.raises(
        InvalidModelError, match="'forward_my layer': it has to be made of letters"
    ):
        to_tfjs(model, tmp_path / "model", format="layers")


def test_two_layers_of_one_name_keep_their_own_weights(agrees, draw):
    def part(name):
        return keras.Sequential([Input((2,)), layers.Dense(2, name="same")], name=name)

    model = keras.Sequential([Input((2,)), part("one"), part("two")])
    card = agrees(model, draw(3, 2), format="layers")
    assert "'same' to 'same_1'" in card.notes[0]


def test_an_initializer_is_known_by_its_name_in_keras_3_5():
    described = keras.saving.serialize_keras_object(layers.LSTM(2))
    older = described["config"]["recurrent_initializer"]
    assert older["class_name"] == "Orthogonal"
    older["class_name"] = "OrthogonalInitializer"
    [translated] = translate(described)
    initializer = translated["config"]["recurrent_initializer"]
    assert initializer["class_name"] == "Orthogonal"
