"""Execute a tutorial in a kernel of its own, check its promises and its models."""

from __future__ import annotations

import datetime
import json
import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from . import config, data, runs
from .kernel_start import FACTS_MIME
from .notebook import MAKE_CELL, notebook_of
from .progress import Progress, Task
from .tutorial import COMPARISONS, PROMISE, Cell, Profile, Tutorial

KERNEL_START = f"{__package__}.kernel_start"
ANSI = re.compile(r"\x1b\[[0-9;]*m")


def run(tutorial: Tutorial, profile: Profile, progress: Progress) -> runs.Run:
    """The run of a tutorial under a profile: the kept one, or a new one.

    Raises:
        TutorialError: a cell raised, the kernel died, a promise is broken, or a model
            that the header names was not exported or not checked. Nothing is kept then.
    """
    with runs.locked(tutorial, profile):
        kept = runs.load(tutorial, profile)
        if kept is not None:
            progress.say(f"{tutorial.name} ({profile}): kept from an earlier run")
            return kept
        with progress.step(f"Data for {tutorial.name}"):
            data.install(tutorial.header.data)
        return _execute(tutorial, profile, progress)


def _execute(tutorial: Tutorial, profile: Profile, progress: Progress) -> runs.Run:
    cells = [cell for cell in tutorial.cells if cell.kind == "code"]
    notebook = notebook_of(tutorial, profile)
    started = time.monotonic()
    with runs.workspace() as folder:
        task = progress.task(f"Running {tutorial.name} ({profile})", len(cells))
        with _kernel_environment(tutorial):
            _run_cells(tutorial, cells, notebook, folder, task)
        facts = _pop_facts(notebook)
        variables = facts["variables"]
        task.finish()
        seconds = time.monotonic() - started
        if profile != "smoke":
            _check_promises(tutorial, variables)
        _check_models(tutorial, folder)
        provenance = runs.Provenance(
            finished=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            hardware=facts["hardware"],
            seconds=round(seconds, 1),
            python=sys.version.split()[0],
            versions=runs.versions(tuple(tutorial.code_under(profile))),
            profile=profile,
        )
        return runs.store(
            tutorial,
            profile,
            folder,
            notebook,
            variables,
            provenance,
            [
                _cell_seconds(cell)
                for cell in notebook.cells
                if cell.cell_type == "code"
            ],
        )


@contextmanager
def _kernel_environment(tutorial: Tutorial) -> Iterator[None]:
    """Environment variables that a kernel inherits from us, for as long as it runs."""
    threads = str(tutorial.header.threads)
    style = Path(__file__).parent / "figures.mplstyle"
    wanted = {
        "OMP_NUM_THREADS": threads,
        "MKL_NUM_THREADS": threads,
        "OPENBLAS_NUM_THREADS": threads,
        "MATPLOTLIBRC": str(style),
        "PYTHONPATH": os.pathsep.join(
            filter(None, [str(config.ROOT), os.environ.get("PYTHONPATH", "")])
        ),
        # The parity check finds TensorFlow.js by Node's rules; the workspace is outside
        # the repository, so Node is told where the packages are.
        "NODE_PATH": str(config.ROOT / "node_modules"),
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _run_cells(
    tutorial: Tutorial,
    cells: list[Cell],
    notebook: nbformat.NotebookNode,
    folder: Path,
    task: Task,
) -> None:
    """Run all cells, with one of ours before the first and one after the last."""
    code = MAKE_CELL["code"]
    before = code(f"import {KERNEL_START} as _k; _k.before({tutorial.header.data!r})")
    after = code(f"import {KERNEL_START} as _k; _k.after(globals())")
    notebook.cells = [before, *notebook.cells, after]

    def begin(cell: nbformat.NotebookNode, cell_index: int) -> None:
        number = cell.id.removeprefix("cell-")
        if number != cell.id:
            task.begin(f"line {tutorial.cells[int(number)].line}")

    client = NotebookClient(
        notebook,
        timeout=None,
        kernel_name="python3",
        kernel_manager_class=AsyncKernelManager,
        # It warns of its local sockets, which only this machine can reach.
        extra_arguments=["--IPKernelApp.log_level=40"],
        resources={"metadata": {"path": str(folder)}},
        on_cell_start=begin,
        on_cell_executed=lambda **_: task.advance(),
    )
    try:
        client.execute()
    except CellExecutionError as error:
        raise _cell_error(tutorial, notebook, error) from error
    except RuntimeError as error:  # it died, or did not even start
        cell = _unfinished(cells, notebook)
        raise tutorial.error(
            cell.line,
            f"the kernel died in the cell that begins here: {error}",
            "Out of memory? Run the script by itself to see.",
        ) from error
    notebook.cells = notebook.cells[1:]


def _cell_error(
    tutorial: Tutorial, notebook: nbformat.NotebookNode, error: CellExecutionError
) -> Exception:
    """The author's error: the line of the script, and the traceback's useful part."""
    failed = next(
        (
            c
            for c in notebook.cells
            if any(o.output_type == "error" for o in _outputs(c))
        ),
        None,
    )
    if failed is None or not failed.id.startswith("cell-"):
        return error
    number = int(failed.id.removeprefix("cell-"))
    cell = tutorial.cells[number]
    options = cell.source.count("\n") - cell.code.count("\n")
    output = next(o for o in failed.outputs if o.output_type == "error")
    text = ANSI.sub("", "\n".join(output.traceback))
    inside = re.findall(r"Cell In\[\d+\], line (\d+)", text)
    line = cell.line + options + (int(inside[0]) - 1 if inside else 0)
    code = tutorial.text.splitlines()[line - 1].strip()
    return tutorial.error(
        line,
        f"{output.ename}: {output.evalue}",
        f"Raised by: {code}\n  Correct the cell; `python -m site_src.pipeline run "
        f"{config.shown(tutorial.path)}` runs the script by itself.",
    )


def _unfinished(cells: list[Cell], notebook: nbformat.NotebookNode) -> Cell:
    done = sum("shell.execute_reply" in _timing(c) for c in notebook.cells)
    return cells[min(max(done - 1, 0), len(cells) - 1)]


def _outputs(cell: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    return list(cell.get("outputs", []))


def _timing(cell: nbformat.NotebookNode) -> dict[str, str]:
    return dict(cell.metadata.get("execution", {}))


def _cell_seconds(cell: nbformat.NotebookNode) -> float:
    times = _timing(cell)
    first, last = times.get("iopub.execute_input"), times.get("shell.execute_reply")
    if first is None or last is None:
        return 0.0
    parse = datetime.datetime.fromisoformat
    return round((parse(last) - parse(first)).total_seconds(), 3)


def _pop_facts(notebook: nbformat.NotebookNode) -> dict[str, Any]:
    """Take our own cell off the end of the notebook and return what it displayed."""
    shown = (o.get("data", {}).get(FACTS_MIME) for o in _outputs(notebook.cells.pop()))
    return dict(json.loads(next(text for text in shown if text)))


def _check_promises(tutorial: Tutorial, variables: dict[str, Any]) -> None:
    for name, promise in tutorial.header.expects.items():
        line = tutorial.line_of("expects")
        if name not in variables:
            raise tutorial.error(
                line,
                f"expects names {name}, and the run has no such number",
                "Assign it at the top level of a cell.",
            )
        match = PROMISE.match(promise)
        assert match is not None, "the header's check lets only comparisons through"
        comparison, bound = match.groups()
        if not COMPARISONS[comparison](variables[name], float(bound)):
            raise tutorial.error(
                line,
                f"broken promise: {name} is {variables[name]}, not {promise}",
                "Improve the tutorial, or promise less.",
            )


def _check_models(tutorial: Tutorial, folder: Path) -> None:
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
