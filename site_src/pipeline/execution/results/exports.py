"""Exported models: made in the run, and made again when only the exporters changed.

While a tutorial runs, `layerbylayer.record` notes each call of an exporter in
trained/<number>/: the model as trained, and the arguments. When the exporters' source
changes, the same calls are replayed from these, and nothing is trained.

From the same notes each model is compiled as well, into <name>-wasm/ beside <name>/:
that is what pages run first. A model that has no compiled equal goes without.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from ... import config, processes
from ...sources.tutorials.tutorial import Tutorial
from ...storage import cache, identity
from ...storage.exchange import remote
from ..kernels.kernel_start import TRAINED

EXPORTED, PRODUCED = "exported", "produced"
UNCOMPILED = "uncompiled"
CALL = "call.json"
REPLAY = "import sys, layerbylayer; layerbylayer.replay(sys.argv[1])"
COMPILE = (
    "import json, sys, layerbylayer; "
    "print(json.dumps(layerbylayer.compile_models(*sys.argv[1:])))"
)


def _exported_paths(run: Path) -> list[Path]:
    """List what the noted calls wrote, relative to the run's folder."""
    files = sorted(run.glob(f"{TRAINED}/*/{CALL}"))
    calls = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    return [Path(call["path"]) for call in calls]


def set_apart(run: Path) -> None:
    """Note what a run wrote into exported/ without an exporter, to have it again.

    A second name for a file takes no room, of which there may be none.
    """
    by_exporters = [run / path for path in _exported_paths(run)]
    for path in sorted((run / EXPORTED).rglob("*")):
        if path.is_file() and not any(path.is_relative_to(p) for p in by_exporters):
            target = run / PRODUCED / path.relative_to(run / EXPORTED)
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                target.hardlink_to(path)
            except OSError:  # a file system without such names
                shutil.copyfile(path, target)


def name_of(run_name: str) -> str:
    """Make the name under which the exports of a run are kept."""
    return f"{run_name}-{identity.exporters()}"


def keep(run_name: str, folder: Path, uncompiled: Mapping[str, str]) -> cache.Entry:
    """Keep what a run exported into `folder`, which is moved.

    Args:
        run_name: of the run.
        folder: holds the models, TensorFlow.js's and compiled ones.
        uncompiled: why some could not be compiled, by their names.

    Raises:
        PipelineError: it cannot be written.
    """
    folder.mkdir(exist_ok=True)
    facts = {UNCOMPILED: dict(uncompiled)}
    return cache.store("exports", name_of(run_name), folder, facts)


def load_cached(run: cache.Entry) -> cache.Entry | None:
    """Find a kept run's exports by the exporters as they are now."""
    return cache.load("exports", name_of(run.folder.name))


def of_run(
    tutorial: Tutorial, run: cache.Entry, environment: dict[str, str]
) -> cache.Entry:
    """Get a kept run's exports; made again if the exporters changed.

    Args:
        tutorial: whose run it is.
        run: its entry in the cache.
        environment: variables of the process that exports.

    Raises:
        TutorialError: a model can no longer be exported.
    """
    entry = load_cached(run) or remote.fetch("exports", name_of(run.folder.name))
    if entry is not None:
        return entry
    with cache.workspace() as folder:
        if (run.folder / TRAINED).exists():
            _replay(tutorial, run, folder, environment)
        if (run.folder / PRODUCED).exists():
            shutil.copytree(
                run.folder / PRODUCED, folder / EXPORTED, dirs_exist_ok=True
            )
        check(tutorial, folder)
        reasons = compile_models(tutorial, run.folder, folder, environment)
        return keep(run.folder.name, folder / EXPORTED, reasons)


def compile_models(
    tutorial: Tutorial, run: Path, folder: Path, environment: dict[str, str]
) -> dict[str, str]:
    """Compile the trained models of a run, in a process of its own.

    Args:
        tutorial: whose run it is.
        run: the folder of the run, in which calls of exporters were noted, if any.
        folder: what the paths of the calls are relative to.
        environment: variables of the process.

    Returns:
        Why some cannot be compiled, by the models' names.

    Raises:
        TutorialError: a compiled network computes something else than the trained one.
    """
    trained = (run / TRAINED).absolute()
    if not trained.exists():
        return {}
    command = [sys.executable, "-c", COMPILE, str(trained), config.COMPILED]
    done = processes.run(command, folder, environment)
    if done.returncode != 0:
        last = done.stderr.strip().splitlines()[-1:] or ["no message"]
        raise tutorial.error(
            tutorial.line_of("exports"),
            f"the trained models cannot be compiled: {last[0]}",
            f"See the exporters in {config.shown(config.EXPORTERS)}/.",
        )
    reasons: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    return {Path(path).name: reason for path, reason in reasons.items()}


def _replay(
    tutorial: Tutorial, run: cache.Entry, folder: Path, environment: dict[str, str]
) -> None:
    """Export again, in a process of its own, which imports what the exporters need."""
    for path in _exported_paths(run.folder):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-c", REPLAY, str(run.folder / TRAINED)]
    done = processes.run(command, folder, environment)
    if done.returncode != 0:
        last = done.stderr.strip().splitlines()[-1:] or ["no message"]
        raise tutorial.error(
            tutorial.line_of("exports"),
            f"the trained models cannot be exported again: {last[0]}",
            f"The exporters in {config.shown(config.EXPORTERS)}/ changed: see "
            "what changed there.",
        )


def check(tutorial: Tutorial, folder: Path) -> None:
    """Check that all files and models of the header are in `folder`, and agree.

    Raises:
        TutorialError: one is not there or a link, or a model was not checked.
    """
    exported = folder / EXPORTED
    for path in [exported, *sorted(exported.rglob("*"))]:
        if path.is_symlink():
            raise tutorial.error(
                tutorial.line_of("downloads"),
                f"{path.relative_to(folder)} is a link, and may lead anywhere",
                "Write a file instead.",
            )
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
        parity = json.loads(card_file.read_text(encoding="utf-8"))["parity"]
        if parity["status"] != "passed":
            raise tutorial.error(
                line,
                f"the model {name} was not checked: {parity['reason']}",
                "Give to_tfjs an `example`, and install Node.js and `npm ci`.",
            )
