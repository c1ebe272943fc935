"""How a trained model and an exporter's arguments are kept in files, and read again.

No pickle, which could run code: models are in their framework's own format, arrays in
NumPy's, everything else in JSON.
"""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

ARRAYS, PLAIN = "arrays.npz", "arguments.json"


@dataclass(frozen=True)
class Keeper:
    """One framework's way to keep a model in the file `name`."""

    name: str
    fits: Callable[[Any], bool]
    save: Callable[[Any, Path, dict[str, Any]], None]
    """Save a model; takes the exporter's arguments, of which it may use up some."""
    load: Callable[[Path], Any]


def _save_keras(model: Any, file: Path, arguments: dict[str, Any]) -> None:
    model.save(file)


def _load_keras(file: Path) -> Any:
    import keras

    return keras.models.load_model(file, compile=True)


def _is_torch(model: Any) -> bool:
    import torch

    return isinstance(model, torch.nn.Module | torch.export.ExportedProgram)


def _save_torch(model: Any, file: Path, arguments: dict[str, Any]) -> None:
    """The module as it was traced: its class need not be known to read it."""
    import torch
    from layerbylayer.graph.convert import program

    if isinstance(model, torch.nn.Module):
        dynamic_shapes = arguments.pop("dynamic_shapes", None)
        model = program(model, arguments["example"], dynamic_shapes)
    with warnings.catch_warnings():  # they would land on the page
        warnings.simplefilter("ignore")
        torch.export.save(model, file)


def _load_torch(file: Path) -> Any:
    import torch

    return torch.export.load(file)


# A Keras model on the PyTorch backend is a PyTorch module as well: Keras comes first.
KEEPERS = (
    Keeper(
        "model.keras", lambda model: hasattr(model, "save"), _save_keras, _load_keras
    ),
    Keeper("model.pt2", _is_torch, _save_torch, _load_torch),
)


def keep(folder: Path, arguments: Mapping[str, Any]) -> None:
    """Write an exporter's arguments, the `model` among them, into a new folder.

    Raises:
        TypeError: an argument is of a kind that cannot be kept.
    """
    folder.mkdir(parents=True)
    left = dict(arguments)
    model = left.pop("model", None)
    if model is not None:
        keeper = next((k for k in KEEPERS if k.fits(model)), None)
        if keeper is None:
            raise TypeError(f"a model of the class {type(model).__name__}")
        keeper.save(model, folder / keeper.name, left)
    arrays: dict[str, Any] = {}
    plain = {key: _taken_apart(value, key, arrays) for key, value in left.items()}
    (folder / PLAIN).write_text(json.dumps(plain, default=os.fspath))
    np.savez(folder / ARRAYS, allow_pickle=False, **arrays)


def read(folder: Path) -> dict[str, Any]:
    """The arguments that `keep` wrote."""
    with np.load(folder / ARRAYS) as file:
        arrays = dict(file)
    plain = json.loads((folder / PLAIN).read_text())
    arguments = {key: _put_together(value, arrays) for key, value in plain.items()}
    for keeper in KEEPERS:
        if (folder / keeper.name).exists():
            arguments["model"] = keeper.load(folder / keeper.name)
    return arguments


def _taken_apart(value: Any, key: str, arrays: dict[str, Any]) -> Any:
    """A value for JSON; arrays in it go to `arrays`, and their names stay."""
    if isinstance(value, Mapping):
        items = value.items()
        return {str(k): _taken_apart(v, f"{key}.{k}", arrays) for k, v in items}
    if isinstance(value, tuple | list):
        parts = [_taken_apart(v, f"{key}.{i}", arrays) for i, v in enumerate(value)]
        return {"$tuple": parts} if isinstance(value, tuple) else parts
    if hasattr(value, "detach"):  # a tensor, perhaps with gradients or on a GPU
        value = value.detach().cpu().numpy()
    if hasattr(value, "__array__"):
        array = np.asarray(value)
        if array.ndim == 0:
            return array.item()
        arrays[key] = array
        return {"$array": key}
    return value


def _put_together(value: Any, arrays: Mapping[str, Any]) -> Any:
    if isinstance(value, list):
        return [_put_together(part, arrays) for part in value]
    if not isinstance(value, dict):
        return value
    if "$array" in value:
        return arrays[value["$array"]]
    if "$tuple" in value:
        return tuple(_put_together(part, arrays) for part in value["$tuple"])
    return {key: _put_together(part, arrays) for key, part in value.items()}
