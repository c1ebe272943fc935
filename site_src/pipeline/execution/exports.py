"""Exported models: made in the run, and made again when only the exporters changed.

While a tutorial runs, each call of an exporter (`layerbylayer.to_tfjs` and its like) is
noted in trained/<number>/: the model as trained, and the arguments. When the exporters'
source changes, the same calls are made from these, and nothing is trained.
"""

from __future__ import annotations

import functools
import inspect
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .. import config
from ..errors import PipelineError
from ..sources.tutorial import Tutorial
from ..storage import cache, identity, remote
from . import call_recording

EXPORTERS = ("to_tfjs", "to_xlsx", "to_learning_xlsx")
"""Functions of layerbylayer that take a path, and most of them a `model`."""
TRAINED, EXPORTED, PRODUCED = "trained", "exported", "produced"
CALL = "call.json"


def record() -> None:
    """Let the exporters note their calls, from now on, in this process."""
    import layerbylayer

    for name in EXPORTERS:
        setattr(layerbylayer, name, _recorded(name, getattr(layerbylayer, name)))


def _recorded(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def exporter(*positional: Any, **named: Any) -> Any:
        result = function(*positional, **named)
        names = inspect.signature(function).parameters
        arguments = dict(zip(names, positional, strict=False)) | named
        path = os.fspath(arguments.pop("path"))
        if not Path(path).is_absolute():
            folder = Path(TRAINED) / str(len(list(Path().glob(f"{TRAINED}/*"))))
            call_recording.keep(folder, arguments)
            call = {"exporter": name, "path": path}
            (folder / CALL).write_text(json.dumps(call))
        return result

    return exporter


def again(calls: Path) -> None:
    """Make all the noted calls again, in the working directory."""
    os.environ.setdefault("KERAS_BACKEND", "torch")
    import layerbylayer

    for folder in sorted(calls.iterdir(), key=lambda path: int(path.name)):
        call = json.loads((folder / CALL).read_text())
        exporter = getattr(layerbylayer, call["exporter"])
        Path(call["path"]).parent.mkdir(parents=True, exist_ok=True)
        exporter(path=call["path"], **call_recording.read(folder))


def set_apart(run: Path) -> None:
    """Copy what a run wrote into exported/ without an exporter, to have it again."""
    calls = [json.loads(path.read_text()) for path in run.glob(f"{TRAINED}/*/{CALL}")]
    made = [run / call["path"] for call in calls]
    for path in sorted((run / EXPORTED).rglob("*")):
        by_an_exporter = any(path.is_relative_to(one) for one in made)
        if path.is_file() and not by_an_exporter:
            target = run / PRODUCED / path.relative_to(run / EXPORTED)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)


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
        if (run.folder / TRAINED).exists():
            _make_again(tutorial, run, folder, environment)
        if (run.folder / PRODUCED).exists():
            shutil.copytree(
                run.folder / PRODUCED, folder / EXPORTED, dirs_exist_ok=True
            )
        check(tutorial, folder)
        return keep(run.folder.name, folder / EXPORTED).folder


def _make_again(
    tutorial: Tutorial, run: cache.Entry, folder: Path, environment: dict[str, str]
) -> None:
    """In a process of its own, which imports what the exporters need."""
    done = subprocess.run(
        [sys.executable, "-m", __name__, str(run.folder / TRAINED)],
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


def check(tutorial: Tutorial, folder: Path) -> None:
    """Every file and model that the header names is there; models agree with Python.

    Raises:
        TutorialError: one is not, or was not checked for parity.
    """
    for name in tutorial.header.downloads:
        if not (folder / EXPORTED / name).is_file():
            raise tutorial.error(
                tutorial.line_of("downloads"),
                f"downloads names {name}, and the run wrote no exported/{name}",
                f'Write the file "exported/{name}" in a cell.',
            )
    line = tutorial.line_of("exports")
    for name in tutorial.header.exports:
        card_file = folder / EXPORTED / name / "card.json"
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
