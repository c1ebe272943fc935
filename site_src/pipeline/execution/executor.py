"""Execute a tutorial in a kernel of its own, check its promises and its models."""

from __future__ import annotations

import datetime
import json
import os
import re
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbclient.exceptions import (
    CellExecutionError,
    CellTimeoutError,
    DeadKernelError,
)

from .. import config
from ..errors import Stopped, TutorialError
from ..progress import Progress, Task
from ..sources.notebook import notebook_of
from ..sources.tutorial import COMPARISONS, PROMISE, Cell, Profile, Tutorial
from ..storage import cache, identity, remote, runs
from ..storage.runs import Run
from . import exports
from .kernels.fork_server import Server
from .kernels.kernel import Kernel, NotReady, Watch
from .kernels.kernel_start import FACTS_MIME

ANSI = re.compile(r"\x1b\[[0-9;]*m")


@dataclass
class Stop:
    """A wish to end, from another thread, and the kernels that it ends."""

    wished: bool = False
    kernels: list[Kernel] = field(default_factory=list)

    def all(self) -> None:
        """End what runs now, and let nothing new begin."""
        self.wished = True
        for kernel in list(self.kernels):
            kernel.stop()


# Tensors of some megabytes come and go with every step of a training. The GNU C library
# gives such memory back at once and asks for it anew, page by page; if it keeps it, a
# training takes about a tenth less time. To other libraries these mean nothing.
KEPT_MEMORY = {
    "MALLOC_MMAP_THRESHOLD_": str(32 * 2**20),  # the largest that it accepts
    "MALLOC_TRIM_THRESHOLD_": str(4 * 2**30),
    "MALLOC_TOP_PAD_": str(64 * 2**20),
}


def environment(threads: int | None = None) -> dict[str, str]:
    """The environment variables of a kernel; without `threads`, of their server."""
    path = [str(config.ROOT), os.environ.get("PYTHONPATH", "")]
    variables = os.environ | {
        "MATPLOTLIBRC": str(config.FIGURE_STYLE),
        "KERAS_BACKEND": "torch",
        "PYTHONPATH": os.pathsep.join(filter(None, path)),
        # The parity check finds TensorFlow.js by Node's rules; the workspace is outside
        # the repository, so Node is told where the packages are.
        "NODE_PATH": str(config.ROOT / "node_modules"),
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        **KEPT_MEMORY,
    }
    if threads is not None:
        for library in ("OMP", "MKL", "OPENBLAS"):
            variables[f"{library}_NUM_THREADS"] = str(threads)
    return variables


def kept(tutorial: Tutorial, profile: Profile) -> Run | None:
    """The finished run of this very tutorial, from the cache or the remote one.

    Its models are exported again if the exporters changed since.

    Raises:
        TutorialError: the run does not keep what the header promises now.
    """
    name = runs.name_of(tutorial, profile)
    entry = cache.load("runs", name) or remote.fetch("runs", name)
    if entry is None:
        return None
    threads = tutorial.threads(profile)
    with cache.locked(f"exports-{name}"):
        folder = exports.of_run(tutorial, entry, environment(threads))
    found = runs.read(entry, folder)
    _check_promises(tutorial, profile, found.values())
    return found


def run(
    tutorial: Tutorial,
    profile: Profile,
    progress: Progress,
    server: Server | None = None,
    stop: Stop | None = None,
) -> Run:
    """The run of a tutorial under a profile: the kept one, or a new one, then kept.

    Args:
        tutorial: what to run; its data sets are installed.
        profile: the parameters to run it with.
        progress: where to show what happens.
        server: where to fork kernels from; without it they are started.
        stop: how another thread ends it.

    Raises:
        TutorialError: a cell raised, the kernel died, or a model that the header names
            was not exported or not checked: nothing is kept then. Or a promise is
            broken: the run is kept, and is not made again for another promise.
        Stopped: it was ended.
    """
    stop = stop or Stop()
    name = runs.name_of(tutorial, profile)
    with cache.locked(name, lambda: stop.wished):
        done = kept(tutorial, profile)  # perhaps another build made it meanwhile
        if done is not None:
            return done
        with cache.workspace() as folder:
            with _cores(tutorial, profile, stop):
                notebook, finished = execute(
                    tutorial, profile, folder, progress, server, stop
                )
            exports.set_apart(folder)
            with cache.workspace() as models:
                if (folder / exports.EXPORTED).exists():
                    (folder / exports.EXPORTED).replace(models / exports.EXPORTED)
                kept_models = exports.keep(name, models / exports.EXPORTED)
            entry = runs.store(name, folder, notebook, finished)
        _check_promises(tutorial, profile, finished.variables)
        return runs.read(entry, kept_models.folder)


@contextmanager
def _cores(tutorial: Tutorial, profile: Profile, stop: Stop) -> Iterator[None]:
    """A training that takes all cores waits for those of other builds.

    Side by side, the threads of two wait for each other most of the time: both then
    take many times as long as one after the other.
    """
    if tutorial.threads(profile) < (os.cpu_count() or 1):
        yield
        return
    with cache.locked("all-cores", lambda: stop.wished):
        yield


def preview(
    tutorial: Tutorial, profile: Profile, folder: Path, progress: Progress
) -> Run:
    """A run in `folder` that is not kept.

    Raises:
        TutorialError: as in `run`.
    """
    notebook, finished = execute(tutorial, profile, folder, progress, None, Stop())
    _check_promises(tutorial, profile, finished.variables)
    nbformat.write(notebook, folder / "notebook.ipynb")
    return Run(
        folder,
        folder / exports.EXPORTED,
        finished.variables,
        finished.provenance,
        finished.cell_seconds,
        preview=True,
    )


def execute(
    tutorial: Tutorial,
    profile: Profile,
    folder: Path,
    progress: Progress,
    server: Server | None,
    stop: Stop,
) -> tuple[nbformat.NotebookNode, runs.Finished]:
    """Execute a tutorial in `folder`; what it wrote is left there."""
    cells = [cell for cell in tutorial.cells if cell.kind == "code"]
    started = time.monotonic()
    with progress.task(f"{tutorial.name} ({profile})", len(cells)) as task:
        notebook = _run_cells(tutorial, profile, folder, task, server, stop)
    facts = _pop_facts(notebook)
    seconds = time.monotonic() - started
    exports.check(tutorial, folder)
    provenance = runs.Provenance(
        finished=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        hardware=facts["hardware"],
        seconds=round(seconds, 1),
        python=sys.version.split()[0],
        versions=identity.versions(tuple(tutorial.code_under(profile))),
        profile=profile,
    )
    timed = [_cell_seconds(c) for c in notebook.cells if c.cell_type == "code"]
    return notebook, runs.Finished(facts["variables"], provenance, timed)


def _run_cells(
    tutorial: Tutorial,
    profile: Profile,
    folder: Path,
    task: Task,
    server: Server | None,
    stop: Stop,
) -> nbformat.NotebookNode:
    """Execute in a forked kernel; if that does not get ready, in a normal one."""
    for source in [server, None] if server else [None]:
        notebook = notebook_of(tutorial, profile)
        kernel = Kernel(
            folder,
            environment(tutorial.threads(profile)),
            tutorial.header.data,
            tutorial.header.timeout,
            Watch(
                begin=lambda number: task.begin(f"line {tutorial.cells[number].line}"),
                printed=task.printed,
                done=task.advance,
            ),
            source,
        )
        stop.kernels.append(kernel)
        if stop.wished:
            raise Stopped
        try:
            kernel.run(notebook)
            return notebook
        except NotReady as error:
            if stop.wished:
                raise Stopped from error
            if source is None:
                raise tutorial.error(
                    1, f"no kernel could be started: {error}", "Is ipykernel installed?"
                ) from error
            task.progress.say(f"{tutorial.name}: a normal kernel, as a forked one hung")
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
            if stop.wished:
                raise Stopped from error
            raise _explained(tutorial, notebook, kernel, error) from error
        finally:
            kernel.stop()
            stop.kernels.remove(kernel)
    raise AssertionError("the last kernel returned or raised")


def _explained(
    tutorial: Tutorial,
    notebook: nbformat.NotebookNode,
    kernel: Kernel,
    error: Exception,
) -> TutorialError:
    cell = tutorial.cells[kernel.begun]
    if isinstance(error, CellExecutionError):
        failed = next(c for c in notebook.cells if c.id == f"cell-{kernel.begun}")
        return _cell_error(tutorial, cell, failed)
    if isinstance(error, CellTimeoutError):
        limit = tutorial.header.timeout
        return tutorial.error(
            cell.line,
            f"the cell that begins here took more than {limit} s",
            "Does it hang? If it needs longer, set `timeout:` in the header.",
        )
    code = kernel.exit_code or 0
    how = f", by signal {-code}" if code < 0 else ""
    return tutorial.error(
        cell.line,
        f"the kernel died in the cell that begins here{how}",
        "Out of memory? Run the script by itself to see: "
        f"`python -m site_src.pipeline run {config.shown(tutorial.path)}`.",
    )


def _cell_error(
    tutorial: Tutorial, cell: Cell, failed: nbformat.NotebookNode
) -> TutorialError:
    """The author's error: the line of the script, and the traceback's useful part."""
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


def _cell_seconds(cell: nbformat.NotebookNode) -> float:
    times = cell.metadata.get("execution", {})
    first, last = times.get("iopub.execute_input"), times.get("shell.execute_reply")
    if first is None or last is None:
        return 0.0
    parse = datetime.datetime.fromisoformat
    return round((parse(last) - parse(first)).total_seconds(), 3)


def _pop_facts(notebook: nbformat.NotebookNode) -> dict[str, Any]:
    """Take our own cell off the end of the notebook and return what it displayed."""
    outputs = notebook.cells.pop().outputs
    shown = (output.get("data", {}).get(FACTS_MIME) for output in outputs)
    return dict(json.loads(next(text for text in shown if text)))


def _check_promises(
    tutorial: Tutorial, profile: Profile, variables: Mapping[str, Any]
) -> None:
    if profile == "smoke":
        return
    header = tutorial.header
    for key in ("expects", "within"):
        for name in getattr(header, key).keys() - variables.keys():
            raise tutorial.error(
                tutorial.line_of(key),
                f"{key} names {name}, and the run has no such number",
                "Assign it at the top level of a cell.",
            )
    for name, promise in header.expects.items():
        match = PROMISE.match(promise)
        assert match is not None, "the header's check lets only comparisons through"
        comparison, bound = match.groups()
        if not COMPARISONS[comparison](variables[name], float(bound)):
            raise tutorial.error(
                tutorial.line_of("expects"),
                f"broken promise: {name} is {variables[name]}, not {promise}",
                "Improve the tutorial, or promise less.",
            )


def late(
    tutorial: Tutorial, profile: Profile, variables: Mapping[str, Any]
) -> list[str]:
    """A line for each time of the header that this run took longer than.

    It is no error: the same run is in time on a faster machine.
    """
    if profile == "smoke":
        return []
    return [
        f"{tutorial.name}: {name} is {variables[name]:.1f}, not within {most:g}. "
        "This machine is slower than the page promises for."
        for name, most in tutorial.header.within.items()
        if variables[name] > most
    ]
