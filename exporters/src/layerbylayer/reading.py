"""Models in files: read with the framework that wrote them, and nothing run unasked."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from .errors import InvalidModelError

_log = logging.getLogger("layerbylayer")
TRUST = "If you trust whoever made it, pass --trust."


def read_model(
    path: Path, *, trust: bool = False, custom_objects: Sequence[str] = ()
) -> Any:
    """Load a model.

    Args:
        path: a .keras or .h5 file, or a .pt2 file.
        trust: run code that the file holds: a Lambda, or what a .pt2 file has pickled.
        custom_objects: classes and functions of the user's own that the file names, as
            "module:name". The modules are imported.

    Raises:
        InvalidModelError: there is no such file, it cannot be read, or it would have to
            run code and `trust` is not set; the message names the flag.
    """
    if not path.exists():
        raise InvalidModelError(f"there is no file {path}.")
    readers = {".keras": _read_keras, ".h5": _read_keras, ".pt2": _read_torch}
    if path.suffix not in readers:
        raise InvalidModelError(
            f"{path} is neither a .keras file, as `model.save` writes it, nor a .pt2 "
            "file, as `torch.export.save` does."
        )
    known = dict(_imported(name) for name in custom_objects)
    _log.info("reading %s", path)
    try:
        return readers[path.suffix](path, trust, known)
    except (ImportError, InvalidModelError):
        raise
    except Exception as error:
        raise InvalidModelError(f"cannot read {path}: {_hint(error)}") from error


def _imported(name: str) -> tuple[str, Any]:
    """What `module:name` stands for, by its name.

    Raises:
        InvalidModelError: there is no such thing.
    """
    module, _, attribute = name.partition(":")
    try:
        return attribute, getattr(import_module(module), attribute)
    except (ImportError, AttributeError, ValueError) as error:
        raise InvalidModelError(
            f"--custom_objects {name}: {error}. Write module:name, of a module that "
            "Python finds from here."
        ) from error


def _hint(error: Exception) -> str:
    """The error, with the flag that would help."""
    message = str(error)
    if "safe_mode" in message or "unsafe" in message:
        return f"it holds code (a Lambda, say), which is not run. {TRUST}"
    if "Could not locate" in message or "Unknown" in message:
        first = message.strip().splitlines()[0]
        return f"{first} Name your own classes with --custom_objects module:name."
    return message


def choose_backend() -> None:
    """Let Keras use the backend for which this package is tested, unless one is set."""
    if "KERAS_BACKEND" not in os.environ and find_spec("torch") is not None:
        os.environ["KERAS_BACKEND"] = "torch"


def _read_keras(path: Path, trust: bool, custom_objects: Mapping[str, Any]) -> Any:
    choose_backend()
    import keras

    return keras.saving.load_model(
        path, custom_objects=dict(custom_objects), compile=True, safe_mode=not trust
    )


def _read_torch(path: Path, trust: bool, custom_objects: Mapping[str, Any]) -> Any:
    if not trust:
        raise InvalidModelError(
            f"{path} was not read: PyTorch may run code that a .pt2 file holds. {TRUST}"
        )
    import torch

    return torch.export.load(path)
