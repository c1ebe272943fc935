"""The runs of jobs: those that are kept, and new ones where there is none."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import nbformat

from ..storage import cache, runs
from ..storage.exchange import remote
from ..storage.runs import Run
from .executor import Executor
from .jobs import Job
from .kernels.environment import environment
from .results import expectations, exports


def load_cached(job: Job) -> Run | None:
    """Load the finished run of a job, from the cache or the remote one.

    Its models are exported again if the exporters changed since. A run of `smoke` whose
    parameters are the job's, too, is the job's run: it is held to the same promises.

    Raises:
        TutorialError: the run does not keep what the header promises now.
    """
    name = job.run_name
    entry = cache.load("runs", name) or remote.fetch("runs", name)
    if entry is None:
        return None
    # No lock where all is kept: the cache may be read-only.
    models = exports.load_cached(entry)
    if models is None:
        with cache.locked(f"exports-{name}"):
            models = exports.of_run(job.tutorial, entry, environment(job.threads))
    run = runs.read(entry, models)
    expectations.check(job, run)
    return run.under(job.profile)


@dataclass(frozen=True)
class RunStore:
    """Keeps what its executor makes."""

    executor: Executor

    def get_or_create(self, job: Job) -> Run:
        """Load the finished run of a job, or make and keep a new one.

        Raises:
            TutorialError: a cell raised, the kernel died, or a model that the header
                names was not exported or not checked: nothing is kept then. Or a
                promise is broken: the run is kept, and is not made again for another
                promise.
            StoppedError: another thread ended it.
        """
        with cache.locked(job.run_name, self._stopped):
            # Perhaps another build made it meanwhile.
            run = load_cached(job)
            if run is None:
                run = self._create(job)
                expectations.check(job, run)
            return run

    def preview(self, job: Job, folder: Path) -> Run:
        """Make a run in `folder` that is not kept.

        Raises:
            TutorialError, StoppedError: as in `get_or_create`.
        """
        notebook, finished = self.executor.execute(job, folder)
        nbformat.write(notebook, folder / "notebook.ipynb")
        uncompiled = self._compile(job, folder)
        run = Run(
            folder,
            folder / exports.EXPORTED,
            finished.variables,
            finished.provenance,
            finished.cell_seconds,
            uncompiled=uncompiled,
            preview=True,
        )
        expectations.check(job, run)
        return run

    def _create(self, job: Job) -> Run:
        with cache.workspace() as folder:
            with cache.room_reserved(), self._cores(job):
                notebook, finished = self.executor.execute(job, folder)
                uncompiled = self._compile(job, folder)
            with cache.workspace() as models, cache.writing(job.run_name):
                exports.set_apart(folder)
                if (folder / exports.EXPORTED).exists():
                    (folder / exports.EXPORTED).replace(models / exports.EXPORTED)
                exported = models / exports.EXPORTED
                kept_exports = exports.keep(job.run_name, exported, uncompiled)
            entry = runs.store(job.run_name, folder, notebook, finished)
        return runs.read(entry, kept_exports)

    def _compile(self, job: Job, folder: Path) -> dict[str, str]:
        variables = environment(job.threads)
        return exports.compile_models(job.tutorial, folder, folder, variables)

    @contextmanager
    def _cores(self, job: Job) -> Iterator[None]:
        """Let a training that takes all cores wait for those of other builds.

        Side by side, the threads of two wait for each other most of the time: both then
        take many times as long as one after the other.
        """
        if job.threads < (os.cpu_count() or 1):
            yield
            return
        with cache.locked("all-cores", self._stopped):
            yield

    def _stopped(self) -> bool:
        return self.executor.stop.wished
