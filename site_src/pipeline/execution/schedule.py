"""Many tutorials, several at once where the cores allow it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from ..errors import PipelineError, StoppedError
from ..progress import Progress
from ..sources import data
from ..storage import runs
from ..storage.exchange import remote
from ..storage.runs import Run
from . import run_store
from .executor import Executor
from .jobs import Job
from .kernels.environment import environment
from .kernels.fork_server import AVAILABLE, ForkServer
from .results import expectations
from .results.failures import fault
from .run_store import RunStore

Done = Mapping[int, Run]
"""The runs that are there, by the numbers of their jobs."""


def run_all(
    jobs: Sequence[Job],
    progress: Progress,
    *,
    publish: bool = False,
    tell: Callable[[Done], None] | None = None,
) -> list[Run]:
    """Get the runs of all jobs, in their order: kept ones, and new ones.

    A tutorial that fails does not keep the others from finishing.

    Args:
        jobs: what to run.
        progress: where to show what happens.
        publish: put all runs into the remote cache.
        tell: told of the runs so far, whenever there is one more. The jobs then begin
            in their order; else the longest do, so that all are done soonest.

    Raises:
        PipelineError: some failed; the message holds what all of them said.
    """
    done: dict[int, Run] = {}
    problems: list[PipelineError] = []
    waiting: list[int] = []
    for number, job in enumerate(jobs):
        try:
            run = run_store.load_cached(job)
        except PipelineError as error:
            problems.append(error)
            continue
        except Exception as error:
            problems.append(fault(job.tutorial.path, error))
            continue
        if run is None:
            waiting.append(number)
            continue
        done[number] = run
        progress.say(f"{job.name}: kept from {run.origin or 'an earlier run'}")
    if waiting:
        with progress.step("Data"):
            waiting = _with_data(jobs, waiting, problems)
        if tell is None:
            known = runs.last_seconds()
            waiting.sort(key=lambda n: -jobs[n].seconds(known))
        elif done:
            tell(done)
        _run_waiting(jobs, waiting, done, problems, progress, tell)
    for number, run in sorted(done.items()):
        for line in expectations.overtime_warnings(jobs[number], run):
            progress.warn(line)
        for model, reason in sorted(run.uncompiled.items()):
            name = jobs[number].tutorial.name
            progress.warn(f"{name}: {model} runs in TensorFlow.js alone: {reason}")
    for number, run in done.items() if publish else ():
        remote.publish("runs", run.folder.name)
        remote.publish("exports", run.exports.name)
        progress.say(f"{jobs[number].tutorial.name}: in {remote.address()}")
    if problems:
        more = f"{len(problems)} tutorials failed.\n\n" if len(problems) > 1 else ""
        raise PipelineError(more + "\n\n".join(map(str, problems))) from problems[0]
    return [done[number] for number in range(len(jobs))]


def _with_data(
    jobs: Sequence[Job], waiting: Sequence[int], problems: list[PipelineError]
) -> list[int]:
    """Install data sets; return the jobs that have all theirs, so that these run."""
    missing = set()
    for name in sorted({d for n in waiting for d in jobs[n].tutorial.header.data}):
        try:
            data.install([name])
        except PipelineError as error:
            missing.add(name)
            problems.append(error)
    return [n for n in waiting if missing.isdisjoint(jobs[n].tutorial.header.data)]


def _run_waiting(
    jobs: Sequence[Job],
    waiting: list[int],
    done: dict[int, Run],
    problems: list[PipelineError],
    progress: Progress,
    tell: Callable[[Done], None] | None,
) -> None:
    known = runs.last_seconds()
    cores = free = os.cpu_count() or 1
    running: dict[Future[Run], int] = {}
    server = ForkServer(environment()) if AVAILABLE else None
    executor = Executor(progress, server)
    store = RunStore(executor)
    pool = ThreadPoolExecutor(max_workers=cores)
    try:
        while waiting or running:
            for number in [n for n in waiting if jobs[n].cores <= free]:
                job = jobs[number]
                if job.cores > free:
                    continue
                waiting.remove(number)
                free -= job.cores
                if job.name in known:
                    progress.expect(job.name, known[job.name])
                running[pool.submit(store.get_or_create, job)] = number
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                number = running.pop(future)
                free += jobs[number].cores
                try:
                    done[number] = future.result()
                    if tell:
                        tell(done)
                except PipelineError as error:
                    problems.append(error)
                    progress.fail(str(error).splitlines()[0])
                except StoppedError:
                    pass
                except Exception as error:  # ours: the others go on all the same
                    problems.append(fault(jobs[number].tutorial.path, error))
                    progress.fail(str(problems[-1]).splitlines()[0])
    finally:
        executor.stop.all()
        pool.shutdown(cancel_futures=True)
        if server:
            server.close()
