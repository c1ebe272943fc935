"""Exported models: made in the run, and made again when only the exporters changed.

While a tutorial runs, `layerbylayer.record` notes each call of an exporter in
trained/<number>/: the model as trained, and the arguments. When the exporters' source
changes, the same calls are replayed from these, and nothing is trained.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

from .. import config, processes
from ..sources.tutorial import Tutorial
from ..storage import cache, identity, remote
from .kernels.kernel_start import TRAINED

EXPORTED, PRODUCED = "exported", "produced"
CALL = "call.json"
REPLAY = "import sys, layerbylayer; layerbylayer.replay(sys.argv[1])"


def _exported_paths(run: Path) -> list[Path]:
    """List what the noted calls wrote, relative to the run's folder."""
    files = sorted(run.glob(f"{TRAINED}/*/{CALL}"))
    calls = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    return [Path(call["path"]) for call in calls]


def set_apart(run: Path) -> None:
    """Copy what a run wrote into exported/ without an exporter, to have it again."""
    by_exporters = [run / path for path in _exported_paths(run)]
    for path in sorted((run / EXPORTED).rglob("*")):
        if path.is_file() and not any(path.is_relative_to(p) for p in by_exporters):
            target = run / PRODUCED / path.relative_to(run / EXPORTED)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)


def name_of(run_name: str) -> str:
    """Make the name under which the exports of a run are kept."""
    return f"{run_name}-{identity.exporters()}"


def keep(run_name: str, folder: Path) -> cache.Entry:
    """Keep what a run exported into `folder`, which is moved.

    Raises:
        PipelineError: it cannot be written.
    """
    folder.mkdir(exist_ok=True)
    return cache.store("exports", name_of(run_name), folder, {})


def kept(run: cache.Entry) -> Path | None:
    """Find the folder of a kept run's exports by the exporters as they are now."""
    entry = cache.load("exports", name_of(run.folder.name))
    return None if entry is None else entry.folder


def of_run(tutorial: Tutorial, run: cache.Entry, environment: dict[str, str]) -> Path:
    """Get the folder of a kept run's exports; made again if the exporters changed.

    Args:
        tutorial: whose run it is.
        run: its entry in the cache.
        environment: variables of the process that exports.

    Raises:
        TutorialError: a model can no longer be exported.
    """
    folder = kept(run)
    if folder is not None:
        return folder
    name = name_of(run.folder.name)
    fetched = remote.fetch("exports", name)
    if fetched is not None:
        return fetched.folder
    with cache.workspace() as folder:
        if (run.folder / TRAINED).exists():
            _replay(tutorial, run, folder, environment)
        if (run.folder / PRODUCED).exists():
            shutil.copytree(
                run.folder / PRODUCED, folder / EXPORTED, dirs_exist_ok=True
            )
        check(tutorial, folder)
        return keep(run.folder.name, folder / EXPORTED).folder


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
    for path in sorted((folder / EXPORTED).rglob("*")):
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
