"""Models in files: read with the framework that wrote them, and nothing run unasked."""

from __future__ import annotations

import logging
import os
import pickle
from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from .errors import InvalidModelError
from .legacy import modern

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


def made_by(factory: str, *, weights: Path | None = None, trust: bool = False) -> Any:
    """Make a model by a function of the user's own, and load its weights.

    Args:
        factory: what makes the model when it is called, as "module:name": a class or a
            function. The module is imported.
        weights: for a PyTorch module a .safetensors file, or a state dict as
            `torch.save` writes it; for a Keras model a .weights.h5 file. Without, the
            model stays as it was made.
        trust: run code that the file of weights has pickled.

    Raises:
        InvalidModelError: there is no such factory or file, it does not make a model,
            the weights are not this model's, or reading them would have to run code
            and `trust` is not set; the message names the flag.
    """
    model = _imported(factory, "MODEL")[1]()
    is_module, is_keras = (
        hasattr(model, n) for n in ("load_state_dict", "load_weights")
    )
    if not (is_module or is_keras):
        raise InvalidModelError(
            f"{factory}() made no model but {type(model).__name__!r}. Name what "
            "returns a Keras model or a PyTorch module."
        )
    if weights is None:
        return model
    if not weights.exists():
        raise InvalidModelError(f"there is no file {weights}.")
    try:
        # A Keras model may be a PyTorch module as well, by its backend.
        if is_keras:
            model.load_weights(weights)
        else:
            model.load_state_dict(_state(weights, trust))
    except (ImportError, InvalidModelError):
        raise
    except Exception as error:
        raise InvalidModelError(
            f"cannot load {weights} into what {factory}() made: {_hint(error)}"
        ) from error
    return model


def _state(path: Path, trust: bool) -> Mapping[str, Any]:
    """The tensors of a file by name; nothing in it is run unless `trust` is set."""
    import torch

    if path.suffix == ".safetensors":
        try:
            from safetensors.torch import load_file
        except ModuleNotFoundError as error:
            raise InvalidModelError(
                f"{path} needs a package: pip install safetensors."
            ) from error
        return load_file(path)
    try:
        read = torch.load(path, map_location="cpu", weights_only=not trust)
    except pickle.UnpicklingError as error:
        raise InvalidModelError(
            f"{path} holds more than tensors, which is not read. {TRUST}"
        ) from error
    # As some trainings keep it, beside the optimizer's.
    read = read.get("state_dict", read) if isinstance(read, Mapping) else read
    if not isinstance(read, Mapping):
        raise InvalidModelError(
            f"{path} holds {type(read).__name__!r}, no state dict. Write one with "
            "`torch.save(model.state_dict(), path)`."
        )
    return read


def _imported(name: str, flag: str = "--custom_objects") -> tuple[str, Any]:
    """What `module:name` stands for, by its name.

    Raises:
        InvalidModelError: there is no such thing.
    """
    module, _, attribute = name.partition(":")
    try:
        return attribute, getattr(import_module(module), attribute)
    except (ImportError, AttributeError, ValueError) as error:
        raise InvalidModelError(
            f"{flag} {name}: {error}. Write module:name, of a module that "
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

    known: dict[str, Any] = dict(custom_objects)
    with modern(path) as file:
        try:
            return keras.saving.load_model(
                file, custom_objects=known, compile=file == path, safe_mode=not trust
            )
        except ValueError as error:
            raise ValueError(str(error).replace(str(file), str(path))) from error


def _read_torch(path: Path, trust: bool, custom_objects: Mapping[str, Any]) -> Any:
    if not trust:
        raise InvalidModelError(
            f"{path} was not read: PyTorch may run code that a .pt2 file holds. {TRUST}"
        )
    import torch

    return torch.export.load(path)
