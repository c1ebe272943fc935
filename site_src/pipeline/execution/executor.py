"""Execute a tutorial in a kernel of its own."""

from __future__ import annotations

import datetime
import json
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat

from ..errors import StoppedError
from ..progress import Progress, Task
from ..sources.tutorials.notebook import notebook_of
from ..storage import identity
from ..storage.runs import Finished, Provenance
from .jobs import Job
from .kernels.environment import environment
from .kernels.fork_server import ForkServer
from .kernels.kernel import Kernel, KernelNotReadyError, Watch
from .kernels.kernel_start import FACTS_MIME
from .results import exports
from .results.failures import KernelFailure, explain


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


@dataclass(frozen=True)
class Executor:
    """Executes jobs, in kernels that are forked from `server` if there is one."""

    progress: Progress
    server: ForkServer | None = None
    stop: Stop = field(default_factory=Stop)

    def execute(self, job: Job, folder: Path) -> tuple[nbformat.NotebookNode, Finished]:
        """Execute a job in `folder`; what its cells write is left there.

        Args:
            job: what to execute; its data sets are installed.
            folder: the kernel's working directory.

        Returns:
            The executed notebook, and what is noted with it.

        Raises:
            TutorialError: a cell raised, the kernel died, or a model that the header
                names was not exported or not checked.
            StoppedError: another thread ended it.
        """
        tutorial = job.tutorial
        cells = [cell for cell in tutorial.cells if cell.kind == "code"]
        started = time.monotonic()
        with self.progress.task(job.name, len(cells)) as task:
            notebook = self._run_cells(job, folder, task)
        facts = _pop_facts(notebook)
        seconds = time.monotonic() - started
        exports.check(tutorial, folder)
        provenance = Provenance(
            finished=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            hardware=facts["hardware"],
            seconds=round(seconds, 1),
            python=sys.version.split()[0],
            versions=identity.versions(tuple(tutorial.code_under(job.profile))),
            profile=job.profile,
        )
        timed = [_cell_seconds(c) for c in notebook.cells if c.cell_type == "code"]
        return notebook, Finished(facts["variables"], provenance, timed)

    def _run_cells(self, job: Job, folder: Path, task: Task) -> nbformat.NotebookNode:
        """Execute in a forked kernel; if that does not get ready, in a normal one.

        Another normal one follows where the first does not start: a kernel's ports are
        chosen before it takes them, and another program may be faster.
        """
        tutorial = job.tutorial
        servers = [self.server, None, None] if self.server else [None, None]
        for turn, server in enumerate(servers, start=1):
            notebook = notebook_of(tutorial, job.profile)
            kernel = Kernel(
                folder,
                environment(job.threads),
                tutorial.header.data,
                tutorial.header.timeout,
                Watch(
                    begin=lambda n: task.begin(f"line {tutorial.cells[n].line}"),
                    printed=task.printed,
                    done=task.advance,
                ),
                server,
            )
            self.stop.kernels.append(kernel)
            if self.stop.wished:
                raise StoppedError
            try:
                kernel.run(notebook)
                return notebook
            except KernelNotReadyError as error:
                if self.stop.wished:
                    raise StoppedError from error
                if turn == len(servers):
                    raise tutorial.error(
                        1,
                        f"no kernel could be started: {error}",
                        "Is ipykernel installed?",
                    ) from error
                self.progress.say(
                    f"{tutorial.name}: a normal kernel, as a forked one hung"
                    if server
                    else f"{tutorial.name}: another kernel, as one failed: {error}"
                )
            except KernelFailure as error:
                if self.stop.wished:
                    raise StoppedError from error
                raise explain(tutorial, notebook, kernel, error) from error
            finally:
                kernel.stop()
                self.stop.kernels.remove(kernel)
        raise AssertionError("the last kernel returned or raised")


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
