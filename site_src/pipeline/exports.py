"""Exported models: made in the run, and made again when only the exporters changed.

While a tutorial runs, each call of an exporter (`layerbylayer.to_tfjs` and its like) is
noted in trained/<number>/: the model as trained, and the arguments. When the exporters'
source changes, the same calls are made from these, and nothing is trained.
"""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from . import cache, config, identity, remote
from .errors import PipelineError
from .tutorial import Tutorial

EXPORTERS = ("to_tfjs", "to_xlsx")
"""Functions of layerbylayer that take a model and a path."""
CALL, ARRAYS = "call.json", "arrays.npz"
KERAS, TORCH = "model.keras", "model.pt2"


def record() -> None:
    """Let the exporters note their calls, from now on, in this process."""
    import layerbylayer

    for name in EXPORTERS:
        function = getattr(layerbylayer, name, None)
        if function is not None:
            setattr(layerbylayer, name, _recorded(name, function))


def _recorded(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def exporter(model: Any, path: Any, **arguments: Any) -> Any:
        result = function(model, path, **arguments)
        if not Path(path).is_absolute():
            parent = Path("trained")
            parent.mkdir(exist_ok=True)
            folder = parent / str(len(list(parent.iterdir())))
            folder.mkdir()
            shapes = arguments.pop("dynamic_shapes", None)
            _save(model, folder, arguments.get("example"), shapes)
            _write(folder, name, os.fspath(path), arguments)
        return result

    return exporter


def _save(model: Any, folder: Path, example: Any, shapes: Any) -> None:
    """A Keras model as Keras saves it; a PyTorch module as traced on the example.

    What was traced needs none of the module's classes, which the tutorial defines:
    https://docs.pytorch.org/docs/stable/export.html
    """
    if hasattr(model, "save"):
        model.save(folder / KERAS)
        return
    import torch

    given = example if isinstance(example, tuple | list) else (example,)
    inputs = tuple(torch.from_numpy(_as_input(np.asarray(array))) for array in given)
    batch = tuple({0: torch.export.Dim.DYNAMIC} for _ in inputs)
    with warnings.catch_warnings():  # they would land on the page
        warnings.simplefilter("ignore")
        program = torch.export.export(model, inputs, dynamic_shapes=shapes or batch)
        torch.export.save(program, folder / TORCH)


def _as_input(array: Any) -> Any:
    """Pixels and Python's floats as networks take them."""
    return array.astype(np.float32) if array.dtype in (np.uint8, np.float64) else array


def _load(folder: Path) -> Any:
    if (folder / KERAS).exists():
        import keras

        return keras.models.load_model(folder / KERAS, compile=True)
    import torch

    return torch.export.load(folder / TORCH)


def _write(folder: Path, name: str, path: str, arguments: dict[str, Any]) -> None:
    """Arrays as arrays, everything else as JSON; no pickle, which could run code."""
    plain, arrays = {}, {}
    for key, value in arguments.items():
        if hasattr(value, "__array__") and not np.isscalar(value):
            arrays[key] = np.asarray(value)
        else:
            plain[key] = value
    call = {"exporter": name, "path": path, "arguments": plain}
    (folder / CALL).write_text(json.dumps(call, default=_as_plain))
    np.savez(folder / ARRAYS, allow_pickle=False, **arrays)


def _as_plain(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else os.fspath(value)


def again(trained: Path) -> None:
    """Make all the noted calls again, in the working directory."""
    os.environ.setdefault("KERAS_BACKEND", "torch")
    import layerbylayer

    for folder in sorted(trained.iterdir(), key=lambda path: int(path.name)):
        call = json.loads((folder / CALL).read_text())
        with np.load(folder / ARRAYS) as arrays:
            arguments = call["arguments"] | dict(arrays)
        model = _load(folder)
        Path(call["path"]).parent.mkdir(parents=True, exist_ok=True)
        getattr(layerbylayer, call["exporter"])(model, call["path"], **arguments)


def name_of(run_name: str) -> str:
    """The name under which the exports of a run are kept."""
    return f"{run_name}-{identity.exporters()}"


def keep(run_name: str, folder: Path) -> cache.Entry:
    """Keep what a run exported into `folder`, which is moved."""
    folder.mkdir(exist_ok=True)
    return cache.store("exports", name_of(run_name), folder, {})


def of_run(tutorial: Tutorial, run: cache.Entry, environment: dict[str, str]) -> Path:
    """The folder of a kept run's exported models; made again if exporters changed.

    Raises:
        TutorialError: a model can no longer be exported.
    """
    name = name_of(run.folder.name)
    kept = cache.load("exports", name) or remote.fetch("exports", name)
    if kept is not None:
        return kept.folder
    with cache.workspace() as folder:
        done = subprocess.run(
            [sys.executable, "-m", __name__, str(run.folder / "trained")],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
        )
        if done.returncode != 0:
            last = done.stderr.strip().splitlines()[-1:] or ["no message"]
            raise tutorial.error(
                tutorial.line_of("exports"),
                f"the trained models cannot be exported again: {last[0]}",
                f"The exporters in {config.shown(config.EXPORTERS)}/ changed: see "
                "what changed there.",
            )
        check(tutorial, folder)
        return keep(run.folder.name, folder / "exported").folder


def check(tutorial: Tutorial, folder: Path) -> None:
    """Every model that the header names is there, and was checked for parity.

    Raises:
        TutorialError: one is not.
    """
    line = tutorial.line_of("exports")
    for name in tutorial.header.exports:
        card_file = folder / "exported" / name / "card.json"
        if not card_file.exists():
            raise tutorial.error(
                line,
                f"exports names {name}, and the run wrote no exported/{name}/",
                f'Call to_tfjs(model, "exported/{name}", ...) in a cell.',
            )
        parity = json.loads(card_file.read_text())["parity"]
        if parity["status"] != "passed":
            raise tutorial.error(
                line,
                f"the model {name} was not checked: {parity['reason']}",
                "Give to_tfjs an `example`, and install Node.js and `npm ci`.",
            )


if __name__ == "__main__":
    try:
        again(Path(sys.argv[1]))
    except PipelineError as error:
        sys.exit(str(error))
