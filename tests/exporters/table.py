"""The page docs/exporters/keras-layers.md, from what the tests found.

`make layer-table` writes it; a test holds it against the registry and the cases.
"""

from pathlib import Path

import keras
from layerbylayer import UnsupportedLayerError
from layerbylayer.keras_layers.registry import WRONG
from layerbylayer.keras_layers.topology import model_config

from tests.exporters.cases import CASES, NOTES, REFUSED, alone

PAGE = Path(__file__).parents[2] / "docs/exporters/keras-layers.md"

HEAD = """\
---
title: Keras layers in TensorFlow.js
description: For each layer of Keras 3, whether it is exported, and what is refused.
---

# Keras layers in TensorFlow.js

This table is written by the tests. For each layer they draw configurations, export
each one and run it in TensorFlow.js 4.22 under Node.js. *Exact* means that no output
differed from Keras's by more than 1e-5 times the largest one (or times 1, if that is
larger). The number is the largest difference seen, in the same measure.

Numbers are float32 and data formats channels-last, everywhere. A layer or a setting
that is refused is refused with an error that names it; nothing is written then. What is
refused here may well work with `format="graph"`. Masks are followed through the model,
and refused where they get to a layer that treats them otherwise in TensorFlow.js.

| Keras layer | result | largest difference | refused settings |
| --- | --- | --- | --- |
"""

UNSAFE = """
## Layers that TensorFlow.js has, and that are refused

"""

MISSING = """
## Layers that TensorFlow.js does not have

These are refused: there is no such layer in TensorFlow.js.

"""

ONLY_THERE = """
## Layers that Keras 3 does not have

`RandomWidth` and `RandomHeight` of TensorFlow.js are not in Keras 3,
and `ConvLSTM2DCell` is not public there.
"""


def missing():
    """Classes of layers of Keras that are not exported."""
    kinds = {
        kind.__name__
        for kind in vars(keras.layers).values()
        if isinstance(kind, type) and issubclass(kind, keras.layers.Layer)
    }
    return sorted(kinds - set(CASES) - set(WRONG) - {"Layer", "Wrapper"})


def reason(layer, shape):
    """Why a layer with these settings is refused."""
    try:
        model_config(alone(layer, shape))
    except UnsupportedLayerError as error:
        # "layer 'name' (Class): problem. advice"
        return str(error).split("): ", 1)[1].split(". ")[0]
    raise AssertionError(f"{layer} is not refused")


def refused_settings():
    """By class: which settings are refused, and why."""
    found: dict[str, list[str]] = {}
    for setting, layer, shape in REFUSED:
        text = f"`{setting}`: {reason(layer, shape)}"
        found.setdefault(type(layer).__name__, []).append(text)
    return found


def row(name, refused, number):
    """One row of the table."""
    exact = "exact" + (f"; {NOTES[name]}" if name in NOTES else "")
    cells = [f"`{name}`", exact, number, "; ".join(refused)]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def page(found):
    """The whole page; `found` has the differences seen, by class."""
    refused = refused_settings()
    rows = []
    for name in sorted(CASES):
        worst, draws = max(found[name]), len(found[name])
        number = (
            f"{worst:.0e} in {draws} configurations" if worst else f"none in {draws}"
        )
        rows.append(row(name, refused.get(name, []), number))
    names = ", ".join(f"`{name}`" for name in missing())
    wrong = [f"- `{name}`: {why}.\n" for name, why in WRONG.items()]
    return (
        f"{HEAD}{''.join(rows)}{UNSAFE}{''.join(wrong)}{MISSING}{names}.\n{ONLY_THERE}"
    )
