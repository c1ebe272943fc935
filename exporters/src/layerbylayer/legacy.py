"""Files of Keras 2 and tf.keras: their settings, as Keras 3 writes them.

The layout of the weights has stayed what it was, in .h5 files as in .keras files. Names
and settings of layers have changed: a copy of the file gets the new ones, and Keras 3
reads that.
"""

from __future__ import annotations

import inspect
import json
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from .errors import InvalidModelError

Config = dict[str, Any]

MODELS = {"Functional", "Model", "Sequential"}
RENAMED = {"LeakyReLU": {"alpha": "negative_slope"}}
NEVER_USED = ("_initializer", "_regularizer", "_constraint")
"""Endings of settings that mean nothing once the weights are there."""
KNOWN_TO_ALL = {"name", "trainable", "dtype", "layers", "input_layers", "output_layers"}


@contextmanager
def modern(path: Path) -> Iterator[Path]:
    """Give a file that Keras 3 reads: this one, or a copy with other settings.

    Args:
        path: a .keras or .h5 file; the copy is gone afterwards.

    Raises:
        InvalidModelError: a layer has a setting that no layer of Keras 3 has.
        OSError, ValueError, KeyError: it is no such file.
    """
    read, write = (
        (_of_zip, _into_zip) if path.suffix == ".keras" else (_of_h5, _into_h5)
    )
    config = read(path)
    if config is None:
        yield path
        return
    with TemporaryDirectory() as folder:
        copy = Path(folder, path.name)
        write(path, copy, json.dumps(modernized(config)))
        yield copy


def modernized(config: Mapping[str, Any]) -> Config:
    """Say what Keras 2 says of a model, or of a layer, as Keras 3 does.

    Args:
        config: with `class_name` and `config`.

    Raises:
        InvalidModelError: a layer has a setting that no layer of Keras 3 has.
    """
    kind, given = config["class_name"], config["config"]
    # Before Keras 2.3 the settings of a Sequential were the list of its layers.
    settings = dict(given) if isinstance(given, dict) else {"layers": given}
    result = {**config, "config": settings}
    if kind in MODELS:
        old = settings["layers"]
        settings["layers"] = [modernized(layer) for layer in old]
        if kind == "Sequential":
            settings.setdefault("name", "sequential")
            settings.pop("build_input_shape", None)
            _give_input(old, settings["layers"])
        if str(config.get("module", "")).startswith("tf_keras"):
            result["module"] = "keras.src.models.functional"
        return result
    if kind == "InputLayer":
        settings["batch_shape"] = settings.pop("batch_input_shape", None)
        settings = {key: value for key, value in settings.items() if value is not None}
        return {**config, "config": settings}
    for key, value in settings.items():
        if key.endswith("_initializer") and isinstance(value, dict):
            settings[key] = {**value, "config": _without_dtype(value.get("config"))}
        elif isinstance(value, dict) and {"class_name", "config"} <= set(value):
            settings[key] = _part(value)
    _rename(kind, settings)
    _drop_unknown(kind, settings)
    return result


def _part(value: Config) -> Config:
    """A layer in a layer, as of Bidirectional; or a policy of numbers."""
    if value["class_name"] == "Policy":
        return {
            "module": "keras",
            "class_name": "DTypePolicy",
            "config": value["config"],
        }
    return modernized(value) if _class_of(value["class_name"]) else value


def _without_dtype(config: Config | None) -> Config:
    return {key: value for key, value in (config or {}).items() if key != "dtype"}


def _give_input(old: list[Config], layers: list[Config]) -> None:
    """Put an InputLayer before layers whose first one says what comes in."""
    shape = old[0]["config"].get("batch_input_shape") if old else None
    if shape is not None and old[0]["class_name"] != "InputLayer":
        first = {
            "batch_shape": shape,
            "dtype": old[0]["config"].get("dtype", "float32"),
        }
        if not isinstance(first["dtype"], str):
            del first["dtype"]
        layers.insert(0, {"class_name": "InputLayer", "config": first})


def _rename(kind: str, settings: Config) -> None:
    for old, new in RENAMED.get(kind, {}).items():
        if old in settings:
            settings[new] = settings.pop(old)
    axis = settings.get("axis")
    if kind == "BatchNormalization" and isinstance(axis, list) and len(axis) == 1:
        settings["axis"] = axis[0]


def _drop_unknown(kind: str, settings: Config) -> None:
    """Leave out what Keras 3 does not know, where it says nothing."""
    layer = _class_of(kind)
    if layer is None:
        return
    known = KNOWN_TO_ALL | {
        name for base in layer.__mro__ for name in inspect.signature(base).parameters
    }
    for key in [key for key in settings if key not in known]:
        value = settings.pop(key)
        says_nothing = value in (None, False) or (key, value) == ("groups", 1)
        about_input = key in ("batch_input_shape", "input_length", "implementation")
        if not (says_nothing or about_input or key.endswith(NEVER_USED)):
            raise InvalidModelError(
                f"layer {settings.get('name', kind)!r} ({kind}) has {key}={value!r}, "
                "which no layer of Keras 3 has. Change it in tf.keras, and save again."
            )


def _class_of(kind: str) -> Any:
    import keras

    return getattr(keras.layers, kind, None)


def _of_zip(path: Path) -> Config | None:
    """The settings of a .keras file that Keras 2 wrote."""
    with zipfile.ZipFile(path) as archive:
        version = json.loads(archive.read("metadata.json"))["keras_version"]
        if not version.startswith("2"):
            return None
        return dict(json.loads(archive.read("config.json")))


def _into_zip(path: Path, copy: Path, config: str) -> None:
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w") as new:
        for name in old.namelist():
            new.writestr(name, config if name == "config.json" else old.read(name))


def _of_h5(path: Path) -> Config | None:
    """The settings of an .h5 file that Keras 2, or 1, wrote."""
    import h5py

    with h5py.File(path) as file:
        if "model_config" not in file.attrs:
            return None
        if str(file.attrs.get("keras_version", "")).startswith("3"):
            return None
        return dict(json.loads(file.attrs["model_config"]))


def _into_h5(path: Path, copy: Path, config: str) -> None:
    import h5py

    shutil.copyfile(path, copy)
    with h5py.File(copy, "r+") as file:
        del file.attrs["model_config"]
        file.attrs["model_config"] = config
