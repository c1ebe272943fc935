"""Keras models in files that hold classes and functions of somebody's own.

Keras reads such a file only where these are defined. For what does not compute with
them, things that bear their names and settings do as well.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NoReturn

from .errors import RecordingError

BUILT_IN = {"__tuple__", "__keras_tensor__", "__tensor__", "__numpy__", "__bytes__"}
"""Kinds of plain values in a saved Keras model, which are no classes."""


def names(file: Path) -> list[str]:
    """List the classes and functions in a .keras file that are not Keras's own."""
    return sorted({name for name, _ in _own(_config(file))})


def load(file: Path) -> Any:
    """Read a .keras file, with stand-ins for all that is not Keras's own.

    None of the user's code is needed, and none is run. The stand-ins keep their
    settings and cannot compute.

    Raises:
        Exception: whatever Keras raises for a file that it cannot read so, such as one
            with a layer or an optimizer of the user's own.
    """
    import keras

    stand_ins: dict[str, Any] = {}
    for name, part in _own(_config(file)):
        stand_in = _stand_in(name, part)
        stand_ins |= {name: stand_in, part.get("registered_name") or name: stand_in}
    return keras.saving.load_model(file, custom_objects=stand_ins)


def _config(file: Path) -> Any:
    with zipfile.ZipFile(file) as archive:
        return json.loads(archive.read("config.json"))


def _own(config: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Find what is not Keras's own: its name, and what is saved of it."""
    if isinstance(config, list):
        for part in config:
            yield from _own(part)
    if not isinstance(config, dict):
        return
    name = config.get("class_name")
    if isinstance(name, str) and "module" in config and "config" in config:
        module = config["module"] or config.get("registered_name") or ""
        if name == "function":
            if not str(module).startswith("keras"):
                yield str(config["config"]), config
        elif name not in BUILT_IN and not module.startswith("keras"):
            yield name, config
    for part in config.values():
        yield from _own(part)


def _stand_in(name: str, saved: Mapping[str, Any]) -> Any:
    """Make a function or a class that is saved again as what it stands for."""

    def refuse(*_: Any, **__: Any) -> NoReturn:
        raise RecordingError(f"{name} was not kept, and cannot compute.")

    if saved["class_name"] == "function":
        refuse.__name__ = refuse.__qualname__ = name
        return refuse

    def init(self: Any, **settings: Any) -> None:
        self.settings = settings

    methods = {
        "__init__": init,
        "__call__": refuse,
        "get_config": lambda self: self.settings,
        "from_config": classmethod(lambda cls, settings: cls(**settings)),
    }
    return type(name, (), methods)
