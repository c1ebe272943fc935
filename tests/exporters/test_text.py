"""The text diagram: the guide's own table, branches, PyTorch, widths, colours."""

import os
import pty
import re
import subprocess
import sys
from contextlib import suppress

import keras
import numpy as np
import pytest
import rich.console
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from keras import layers
from layerbylayer import InvalidModelError, cli, to_text

# The table of the original guide, for a network on CIFAR-10.
SEED = r"""
               Input   #####     32   32    3
              Conv2D    \|/  -------------------       896     0.1%
                relu   #####     32   32   32
              Conv2D    \|/  -------------------      9248     0.7%
                relu   #####     30   30   32
        MaxPooling2D   Y max -------------------         0     0.0%
                       #####     15   15   32
             Dropout    | || -------------------         0     0.0%
                       #####     15   15   32
              Conv2D    \|/  -------------------     18496     1.5%
                relu   #####     15   15   64
              Conv2D    \|/  -------------------     36928     3.0%
                relu   #####     13   13   64
        MaxPooling2D   Y max -------------------         0     0.0%
                       #####      6    6   64
             Dropout    | || -------------------         0     0.0%
                       #####      6    6   64
             Flatten   ||||| -------------------         0     0.0%
                       #####        2304
               Dense   XXXXX -------------------   1180160    94.3%
                relu   #####         512
             Dropout    | || -------------------         0     0.0%
                       #####         512
               Dense   XXXXX -------------------      5130     0.4%
             softmax   #####          10
"""


def seed_network():
    def block(width):
        return [
            layers.Conv2D(width, 3, padding="same", activation="relu"),
            layers.Conv2D(width, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Dropout(0.25),
        ]

    return keras.Sequential(
        [
            layers.Input((32, 32, 3)),
            *block(32),
            *block(64),
            layers.Flatten(),
            layers.Dense(512, activation="relu"),
            layers.Dropout(0.5),
            layers.Dense(10, activation="softmax"),
        ]
    )


def words(text):
    """Everything but the layout: names, pictograms, figures, shares, in order."""
    return [re.sub(r"-{3,}", " ", line).split() for line in text.strip().splitlines()]


def test_the_table_of_the_guide():
    assert words(to_text(seed_network()).ascii) == words(SEED)


def test_unicode_has_the_same_figures():
    diagram = to_text(seed_network())
    figures = re.compile(r"[\d.]+%?")
    assert figures.findall(str(diagram)) == figures.findall(diagram.ascii)
    assert diagram.ascii.isascii() and not str(diagram).isascii()


def residual():
    inputs = keras.Input((8, 8, 4))
    x = layers.Conv2D(4, 3, padding="same", activation="relu")(inputs)
    y = layers.Conv2D(4, 3, padding="same")(x)
    z = layers.Add()([x, y])
    a, b = layers.Flatten()(z), layers.GlobalMaxPooling2D()(z)
    joined = layers.Concatenate()([a, b])
    return keras.Model(inputs, layers.Dense(2)(joined))


def test_branches_are_drawn_as_branches():
    drawn = [line[:8].rstrip() for line in to_text(residual()).ascii.splitlines()]
    lines = to_text(residual()).ascii.splitlines()
    fork = next(i for i, line in enumerate(lines) if line.strip() == "+-+")
    assert "Conv2D" in lines[fork + 1] and drawn[fork + 1] == "  | *"
    join = next(i for i, line in enumerate(lines) if "Add" in line) - 1
    assert lines[join].strip() == "+-+" and "Conv2D" not in lines[join]
    assert any("Concatenate" in line for line in lines)


class Residual(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.first = torch.nn.Conv2d(3, 4, 3, padding=1)
        self.second = torch.nn.Conv2d(4, 4, 3, padding=1)
        self.dropout = torch.nn.Dropout(0.5)
        self.last = torch.nn.Linear(4 * 8 * 8, 10)

    def forward(self, images):
        x = torch.relu(self.first(images))
        return self.last(self.dropout(x + self.second(x)).flatten(1))


def test_pytorch_by_running_an_example():
    module = Residual().train()
    before = {name: value.clone() for name, value in module.state_dict().items()}
    diagram = to_text(module, torch.zeros(1, 3, 8, 8))
    network = diagram.network
    assert [layer.kind for layer in network.layers] == [
        *["Input", "Conv2d", "Conv2d", "add", "Dropout", "flatten", "Linear"]
    ]
    assert network.layers[1].shape == (4, 8, 8)
    assert set(network.layers[3].inputs) == {"first", "second"}
    assert network.parameters == sum(p.numel() for p in module.parameters())
    assert "+-+" in diagram.ascii
    assert module.training and module.dropout.training
    assert all(torch.equal(before[n], v) for n, v in module.state_dict().items())
    assert not any(part._forward_hooks for part in module.modules())


class Functions(torch.nn.Module):
    """Written as much of PyTorch's code is: functions, and parameters of its own."""

    def __init__(self):
        super().__init__()
        self.convolution = torch.nn.Conv2d(3, 4, 3)
        self.shift = torch.nn.Parameter(torch.zeros(4, 3, 3))
        self.attention = torch.nn.MultiheadAttention(4, 2, batch_first=True)
        self.last = torch.nn.Linear(36, 10)

    def forward(self, images):
        x = torch.nn.functional.relu(self.convolution(images))
        x = torch.nn.functional.max_pool2d(x, 2) + self.shift
        x = x.flatten(2).transpose(1, 2)
        x = self.attention(x, x, x, need_weights=False)[0]
        return torch.softmax(self.last(torch.flatten(x, 1)), 1)


def test_functions_and_free_parameters_of_pytorch_are_layers_too():
    network = to_text(module := Functions(), torch.zeros(1, 3, 8, 8)).network
    assert [(layer.kind, layer.shape) for layer in network.layers] == [
        ("Input", (3, 8, 8)),
        ("Conv2d", (4, 6, 6)),
        ("max_pool2d", (4, 3, 3)),
        ("add", (4, 3, 3)),
        ("flatten", (4, 9)),
        ("MultiheadAttention", (9, 4)),
        ("flatten", (36,)),
        ("Linear", (10,)),
    ]
    assert network.layers[1].activation == "relu"
    assert network.layers[-1].activation == "softmax"
    assert network.parameters == sum(p.numel() for p in module.parameters())


def test_a_shared_layer_counts_once():
    dense, inputs = layers.Dense(4), keras.Input((4,))
    model = keras.Model(inputs, dense(dense(inputs)))
    assert to_text(model).network.parameters == model.count_params() == 20


def test_rich_and_html():
    diagram = to_text(residual())
    console = rich.console.Console(
        force_terminal=True, width=80, color_system="standard", _environ={}
    )
    with console.capture() as capture:
        console.print(diagram)
    assert "\x1b[" in capture.get()
    plain = re.sub(r"\x1b\[[\d;]*m", "", capture.get())
    assert [s.rstrip() for s in plain.rstrip().splitlines()] == str(diagram).split("\n")
    html = to_text(seed_network())._repr_html_()
    heights = [int(h) for h in re.findall(r"height:(\d+)px", html)]
    dense = 1180160 / 1250858
    assert max(heights) == pytest.approx(160 * dense, abs=1)
    assert "1,180,160" in html and "94.3%" in html


@settings(max_examples=25)
@given(st.lists(st.integers(0, 5), min_size=1, max_size=8))
def test_any_graph_fits_80_columns(choices):
    """Each number is a layer that takes some earlier datum, or joins the last two."""
    data = [keras.Input((3,), name="start")]
    for choice in choices:
        if choice == 0 and len(data) > 1:
            data.append(layers.Concatenate()(data[-2:]))
        else:
            data.append(layers.Dense(2)(data[max(0, len(data) - 1 - choice)]))
    model = keras.Model(data[0], data[1:])
    diagram = to_text(model)
    assert diagram.network.parameters == model.count_params()
    assert len(diagram.network.layers) == len(data)
    for text in (str(diagram), diagram.ascii):
        assert max(map(len, text.splitlines())) <= 80


def test_very_many_branches_are_cut_and_say_so():
    inputs = keras.Input((4, 4, 4, 4))
    many = [layers.Dense(2)(inputs) for _ in range(30)]
    diagram = to_text(keras.Model(inputs, layers.Concatenate()(many)))
    for text, mark in [(str(diagram), "…"), (diagram.ascii, ">")]:
        assert max(map(len, text.splitlines())) <= 80
        assert mark in text
        assert re.search(r"Concatenate .* 0 +0.0%$", text, re.MULTILINE)
        assert re.search(r" 4 +4 +4 +60$", text, re.MULTILINE)


def test_the_command(tmp_path, capsys):
    path = tmp_path / "net.keras"
    residual().save(path)
    assert cli.main(["text", str(path), "--ascii"]) == 0
    printed = capsys.readouterr().out
    assert printed == f"{to_text(residual()).ascii}\n"
    assert cli.main(["text", str(path)]) == 0
    assert capsys.readouterr().out == f"{to_text(residual())}\n"
    assert cli.main(["text", str(tmp_path / "none.keras")]) == 1
    assert "there is no file" in capsys.readouterr().err


def test_the_command_is_coloured_on_a_terminal(tmp_path):
    path = tmp_path / "net.keras"
    residual().save(path)
    terminal, end = pty.openpty()
    done = subprocess.Popen(
        [sys.executable, "-m", "layerbylayer", "text", str(path)],
        stdout=end,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"TERM": "xterm-256color"},
    )
    os.close(end)
    shown = b""
    with suppress(OSError):  # a terminal whose program has ended
        while part := os.read(terminal, 65536):
            shown += part
    assert done.wait(60) == 0
    assert b"\x1b[" in shown and "●".encode() in shown


def test_errors_say_what_to_do():
    with pytest.raises(InvalidModelError, match="keras.Input"):
        to_text(keras.Sequential([layers.Dense(2)]))
    with pytest.raises(InvalidModelError, match="example"):
        to_text(torch.nn.Linear(2, 2))
    with pytest.raises(InvalidModelError, match="cannot run"):
        to_text(torch.nn.Linear(2, 2), torch.zeros(1, 5))
    with pytest.raises(InvalidModelError, match="neither"):
        to_text(np.zeros(3))
