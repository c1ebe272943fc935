"""Note the calls of exporters, and make them again, with no training in between.

While a `Recording` is active, each call of an exporter (`to_tfjs`, `to_wasm`,
`to_page`, `to_xlsx`, `to_learning_xlsx`) whose path is relative is noted in a folder of
its own, numbered in the order of the calls:

- call.json: the exporter, the path, the Keras backend;
- arguments.json and arrays.npz: the other arguments;
- model.keras, or model/ with one .pt2 file per traced function: the model as trained.

A Keras model with classes or functions of the user's own is read again without them:
what became a graph is kept as its trace, and for what became layers, names and settings
are enough (a loss of one's own is only named in the card).

Nothing is pickled here. PyTorch, however, may unpickle parts of a .pt2 file that it
reads, and a pickle can run code: replay only what you have recorded yourself.
"""

from __future__ import annotations

import functools
import inspect
import json
import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, ParamSpec, TypeVar

import numpy as np

from . import frameworks, own_objects
from .errors import (
    ExportError,
    InvalidModelError,
    RecordingError,
    UnsupportedOpError,
)

P = ParamSpec("P")
R = TypeVar("R")

CALL, ARGUMENTS, ARRAYS = "call.json", "arguments.json", "arrays.npz"
KERAS_MODEL, TRACED_MODEL = "model.keras", "model"

EXPORTERS: dict[str, Callable[..., Any]] = {}
"""The functions that are recorded, by name."""
_active: Recording | None = None


def recorded(exporter: Callable[P, R]) -> Callable[P, R]:
    """Make an exporter note its calls while a recording is active.

    The exporter takes a `path`, and may take a `model`.
    """

    @functools.wraps(exporter)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        result = exporter(*args, **kwargs)
        if _active is not None:
            bound = inspect.signature(exporter).bind(*args, **kwargs).arguments
            options = bound.pop("options", {})
            _active.note(exporter.__name__, {**bound, **options}, result)
        return result

    EXPORTERS[exporter.__name__] = call
    return call


def record(folder: str | os.PathLike[str]) -> Recording:
    """Note the calls of exporters in a folder, from now on, in this process.

    Args:
        folder: is created with the first call; calls that it holds are kept.

    Returns:
        The recording: it ends with `stop()` or, as a context manager, with its block.

    Raises:
        RecordingError: another recording is active.
    """
    global _active
    if _active is not None:
        raise RecordingError(
            f"calls are being recorded already, in {_active.folder}: stop that first."
        )
    _active = Recording(Path(folder).absolute())
    return _active


def replay(folder: str | os.PathLike[str]) -> None:
    """Make the noted calls again, in the working directory and in their order.

    Args:
        folder: as `record` wrote it. A .pt2 file in it can run code when it is read.

    Raises:
        RecordingError: the folder, or a call in it, cannot be read.
        ExportError: an exporter fails.
    """
    for call in _calls(Path(folder)):
        exporter, arguments = _read_call(call)
        exporter(**arguments)


def compile_models(folder: str | os.PathLike[str], ending: str) -> dict[str, str]:
    """Compile the models of the noted calls of `to_tfjs`, each beside where it went.

    Args:
        folder: as `record` wrote it. A .pt2 file in it can run code when it is read.
        ending: what follows a model's name: the compiled one goes to path + ending.

    Returns:
        Why the others cannot be compiled, by the paths of their calls.

    Raises:
        RecordingError: the folder, or a call in it, cannot be read.
        ParityError: a compiled network was not run, or answers otherwise than the
            framework.
    """
    from .wasm import to_wasm

    taken = inspect.signature(to_wasm).parameters
    reasons: dict[str, str] = {}
    for call in _calls(Path(folder)):
        exporter, arguments = _read_call(call)
        if exporter.__name__ != "to_tfjs":
            continue
        path = arguments["path"]
        options = {name: value for name, value in arguments.items() if name in taken}
        options |= {"path": path + ending, "check": True, "overwrite": True}
        options.setdefault("title", Path(path).name)
        if options.get("quantize") == "uint16":
            options["quantize"] = "float16"  # of the same size
        try:
            to_wasm(**options)
            reasons.pop(path, None)
        except (InvalidModelError, UnsupportedOpError) as error:
            reasons[path] = str(error)
    return reasons


class Recording:
    """Calls of exporters that are being noted in `folder`."""

    def __init__(self, folder: Path) -> None:
        """Note calls in a folder, given by its absolute path."""
        self.folder = folder

    def __enter__(self) -> Recording:
        """Go on recording."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Stop recording."""
        self.stop()

    def stop(self) -> None:
        """Note no more calls. Stopping twice does nothing."""
        global _active
        if _active is self:
            _active = None

    def note(self, exporter: str, arguments: Mapping[str, Any], result: Any) -> None:
        """Keep one call; nothing is kept of one with an absolute path.

        Args:
            exporter: its name.
            arguments: what it was given, by name.
            result: what it returned, a card perhaps.

        Raises:
            RecordingError: an argument or the model cannot be kept in a file.
        """
        others = dict(arguments)
        path = os.fspath(others.pop("path"))
        if Path(path).is_absolute():
            return
        number = len(_calls(self.folder)) if self.folder.exists() else 0
        unfinished = self.folder / f".{number}"
        shutil.rmtree(unfinished, ignore_errors=True)
        try:
            unfinished.mkdir(parents=True)
            backend = _write_arguments(unfinished, others, result)
            call = {"exporter": exporter, "path": path, "keras_backend": backend}
            _write_json(unfinished / CALL, call)
            unfinished.rename(self.folder / str(number))
        except RecordingError as error:
            raise RecordingError(f"{exporter}(…, {path!r}): {error}") from error
        except OSError as error:
            raise RecordingError(f"cannot write to {self.folder}: {error}") from error
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)


def _calls(folder: Path) -> list[Path]:
    """The noted calls, in their order."""
    try:
        numbered = [path for path in folder.iterdir() if path.name.isdecimal()]
    except OSError as error:
        raise RecordingError(f"cannot read {folder}: {error}") from error
    return sorted(numbered, key=lambda path: int(path.name))


def _read_call(folder: Path) -> tuple[Callable[..., Any], dict[str, Any]]:
    """The exporter and all its arguments."""
    from . import api, page, spreadsheet, wasm  # noqa: F401  (exporters register themselves)

    try:
        call = json.loads((folder / CALL).read_text(encoding="utf-8"))
        name, path, backend = call["exporter"], call["path"], call["keras_backend"]
        if backend is not None:
            os.environ.setdefault("KERAS_BACKEND", backend)
        if name not in EXPORTERS:
            raise RecordingError(f"{folder}: there is no exporter {name!r}.")
        return EXPORTERS[name], {"path": path, **_read_arguments(folder)}
    except ExportError:
        raise
    except Exception as error:  # whatever a framework makes of a damaged file
        raise RecordingError(f"cannot read the call in {folder}: {error}") from error


def _write_arguments(
    folder: Path, arguments: dict[str, Any], result: Any
) -> str | None:
    """Write what an exporter was given; return the Keras backend if one was used."""
    backend = None
    model = arguments.pop("model", None)
    if model is not None:
        as_graph = arguments.get("format") == "graph"
        if frameworks.detect(model) != "keras":
            as_graph = True
        else:
            backend = sys.modules["keras"].backend.backend()
        if as_graph or not _write_keras(folder / KERAS_MODEL, model, result):
            notes = [] if as_graph else list(getattr(result, "notes", []))
            _write_traced(folder / TRACED_MODEL, model, arguments, notes)
    arrays: dict[str, Any] = {}
    plain = {name: _taken_apart(value, arrays) for name, value in arguments.items()}
    _write_json(folder / ARGUMENTS, plain)
    np.savez(folder / ARRAYS, **arrays)
    return backend


def _read_arguments(folder: Path) -> dict[str, Any]:
    with np.load(folder / ARRAYS, allow_pickle=False) as file:
        arrays = dict(file)
    plain = json.loads((folder / ARGUMENTS).read_text(encoding="utf-8"))
    arguments = {name: _put_together(value, arrays) for name, value in plain.items()}
    if (folder / KERAS_MODEL).exists():
        arguments["model"] = own_objects.load(folder / KERAS_MODEL)
    elif (folder / TRACED_MODEL).exists():
        from .torch_graph.traced import Traced

        arguments["model"] = Traced.load(folder / TRACED_MODEL)
    return arguments


def _write_keras(file: Path, model: Any, result: Any) -> bool:
    """Save a model; return whether it can be read again without the user's classes.

    It cannot be if it is to be a graph, whose computation they hold: nothing is left of
    the file then.

    Raises:
        RecordingError: not even names and settings of its objects can be read again.
    """
    model.save(file)
    own = own_objects.names(file)
    if own and getattr(result, "kind", "") in ("graph-model", "wasm-model"):
        file.unlink()
        return False
    if own:
        try:
            own_objects.load(file)
        except Exception as error:  # whatever Keras makes of what stands in
            raise RecordingError(
                f"the model {model.name!r} holds {', '.join(own)}, which Keras cannot "
                "read again from a file. Use Keras's own in its place (for an "
                "optimizer: compile the model with one before the export), or export "
                "with format='graph'."
            ) from error
    return True


def _write_traced(
    folder: Path, model: Any, arguments: dict[str, Any], notes: Sequence[str]
) -> None:
    """Trace a model and save that: its class need not be known to read it.

    `notes` are those of the export, if the trace alone would not give them.
    """
    from .torch_graph.traced import Traced, trace

    traced = (
        model
        if isinstance(model, Traced)
        else trace(
            model,
            arguments.get("example"),
            # It is a part of the traced model, and no JSON.
            arguments.pop("dynamic_shapes", None),
            arguments.get("functions"),
        )
    )
    if notes:
        traced.notes = notes
    folder.mkdir()
    traced.save(folder)


def _write_json(file: Path, value: Any) -> None:
    try:
        text = json.dumps(value, default=os.fspath)
    except TypeError as error:
        raise RecordingError(f"an argument cannot be kept as JSON: {error}") from error
    file.write_text(text, encoding="utf-8")


def _taken_apart(value: Any, arrays: dict[str, Any]) -> Any:
    """A value for JSON; arrays in it go to `arrays`, and their names stay."""
    if isinstance(value, Mapping):
        if any(not isinstance(key, str) or key.startswith("$") for key in value):
            raise RecordingError(
                f"the keys {list(value)} of an argument cannot be kept: use strings "
                "that do not begin with '$'."
            )
        return {key: _taken_apart(part, arrays) for key, part in value.items()}
    if isinstance(value, tuple | list):
        parts = [_taken_apart(part, arrays) for part in value]
        return {"$tuple": parts} if isinstance(value, tuple) else parts
    if hasattr(value, "detach"):  # a tensor, perhaps with gradients or on a GPU
        value = value.detach().cpu().numpy()
    if hasattr(value, "__array__"):
        array = np.asarray(value)
        if array.dtype.hasobject:
            raise RecordingError("an array of Python objects cannot be kept.")
        if array.ndim == 0:
            return array.item()
        name = str(len(arrays))
        arrays[name] = array
        return {"$array": name}
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
