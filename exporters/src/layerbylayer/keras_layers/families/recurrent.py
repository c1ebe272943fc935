"""Recurrent layers, their cells, and what wraps layers."""

from collections.abc import Iterator
from typing import Any

from ..objects import take_activation, take_objects
from ..registry import Config, Settings, alone, translate, translates
from .convolution import take_window


def _cell(settings: Settings) -> Config:
    """Take what all cells share."""
    settings.drop("seed")
    return {
        "activation": take_activation(settings),
        "use_bias": settings.take("use_bias"),
        "dropout": settings.take("dropout"),
        "recurrent_dropout": settings.take("recurrent_dropout"),
        **take_objects(settings, "kernel", "recurrent", "bias"),
    }


def _sequence(settings: Settings) -> Config:
    """Take what all layers share that go through a sequence."""
    stateful = settings.remaining.pop("stateful", False)
    if stateful and (settings.shape is None or settings.shape[0] is None):
        raise settings.refuse(
            "stateful=True: TensorFlow.js keeps states for a fixed number of examples "
            "alone (its batchInputShape), and here it is open or the layer is inside "
            "another",
            "Give keras.layers.Input(batch_shape=(4, ...)), with the size of a batch.",
        )
    settings.drop("unroll")  # The same numbers, and TensorFlow.js has no choice.
    # TensorFlow.js takes no notice of the last one: see masks.py.
    keys = ("return_sequences", "return_state", "go_backwards", "zero_output_for_mask")
    taken = {key: settings.take(key) for key in keys}
    return {**taken, "stateful": True} if stateful else taken


def _simple(settings: Settings) -> Config:
    return {"units": settings.take("units"), **_cell(settings)}


def _gru(settings: Settings) -> Config:
    """Keras applies the reset gate after the product, unless told otherwise."""
    if settings.take("reset_after"):
        raise settings.refuse(
            "TensorFlow.js's GRU applies the reset gate before the product, that is "
            "reset_after=False; the default of Keras computes something else",
            "Train it with GRU(..., reset_after=False), or use an LSTM.",
        )
    recurrent = take_activation(settings, "recurrent_activation")
    return {
        **_simple(settings),
        "recurrent_activation": recurrent,
        "reset_after": False,
        "implementation": 2,
    }


def _lstm(settings: Settings) -> Config:
    return {
        "unit_forget_bias": settings.take("unit_forget_bias"),
        "recurrent_activation": take_activation(settings, "recurrent_activation"),
        "implementation": 2,
        **_simple(settings),
    }


@translates("SimpleRNNCell")
def simple_rnn_cell(settings: Settings) -> Config:
    """One product with the input, one with the state."""
    return _simple(settings)


@translates("GRUCell")
def gru_cell(settings: Settings) -> Config:
    """Two gates."""
    return _gru(settings)


@translates("LSTMCell")
def lstm_cell(settings: Settings) -> Config:
    """Three gates."""
    return _lstm(settings)


@translates("SimpleRNN")
def simple_rnn(settings: Settings) -> Config:
    """Apply the cell along a sequence."""
    return {**_sequence(settings), **_simple(settings)}


@translates("GRU")
def gru(settings: Settings) -> Config:
    """Apply the cell along a sequence."""
    return {**_sequence(settings), **_gru(settings)}


@translates("LSTM")
def lstm(settings: Settings) -> Config:
    """Apply the cell along a sequence."""
    return {**_sequence(settings), **_lstm(settings)}


@translates("ConvLSTM2D")
def conv_lstm2d(settings: Settings) -> Config:
    """Apply an LSTM whose products are convolutions."""
    return {
        **_sequence(settings),
        "filters": settings.take("filters"),
        **take_window(settings),
        "unit_forget_bias": settings.take("unit_forget_bias"),
        "recurrent_activation": take_activation(settings, "recurrent_activation"),
        **_cell(settings),
    }


def _cells(stack: Any) -> Iterator[tuple[str, Any]]:
    for index, cell in enumerate(stack.cells):
        yield f"RNNCell_{index}", cell


@translates("StackedRNNCells", parts=_cells)
def stacked_cells(settings: Settings) -> Config:
    """One cell on the other."""
    cells = [alone(translate(cell)) for cell in settings.take("cells")]
    for cell in cells:
        # TensorFlow.js runs the initializers of stacked cells before it loads weights;
        # Orthogonal needs parts of it that are not there in all of its bundles.
        if cell["config"]["recurrent_initializer"]["class_name"] == "Orthogonal":
            default = {"class_name": "GlorotUniform", "config": {}}
            cell["config"]["recurrent_initializer"] = default
    return {"cells": cells}


@translates("RNN", parts=lambda layer: [("", layer.cell)])
def rnn(settings: Settings) -> Config:
    """Any cell along a sequence."""
    sequence = _sequence(settings)
    cell = settings.layer("cell")
    if cell["class_name"] == "StackedRNNCells" and sequence["return_state"]:
        raise settings.refuse(
            "TensorFlow.js gives the states of stacked cells in another order",
            "Use return_state=False, or one RNN layer for each cell.",
        )
    return {**sequence, "cell": cell}


@translates("TimeDistributed", parts=lambda layer: [("", layer.layer)])
def time_distributed(settings: Settings) -> Config:
    """Apply the same layer to each step."""
    return {"layer": settings.layer("layer")}


def _directions(layer: Any) -> list[tuple[str, Any]]:
    both = [layer.forward_layer, layer.backward_layer]
    return [(direction.name, direction) for direction in both]


@translates("Bidirectional", parts=_directions)
def bidirectional(settings: Settings) -> Config:
    """Once forward, once backward; TensorFlow.js makes the second from the first."""
    backward = settings.layer("backward_layer")["config"]
    layer = settings.layer("layer")
    forward = layer["config"]
    name = forward["name"].removeprefix("forward_")
    own = {"name": f"backward_{name}", "go_backwards": not forward["go_backwards"]}
    if backward != {**forward, **own}:
        raise settings.refuse(
            "TensorFlow.js makes the layer for the way back from the other one, and "
            "here their settings or names differ",
            "Leave out backward_layer.",
        )
    layer["config"] = {**forward, "name": name}
    return {"layer": layer, "merge_mode": settings.take("merge_mode")}
