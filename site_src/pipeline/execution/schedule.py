"""Many tutorials: several at once where cores allow, and in shards over machines."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

from ..errors import PipelineError, Stopped
from ..progress import Progress
from ..sources import data
from ..sources.tutorial import Profile, Tutorial
from ..storage import remote, runs
from ..storage.runs import Run
from . import executor
from .executor import Stop
from .kernels.fork_server import AVAILABLE, Server

UNKNOWN = 60.0
"""Seconds that a tutorial is taken to need before its first run."""


@dataclass(frozen=True)
class Job:
    """One tutorial to be executed under one profile."""

    tutorial: Tutorial
    profile: Profile

    @property
    def cores(self) -> int:
        """How many cores it keeps busy; a training that takes all runs alone."""
        return min(self.tutorial.threads(self.profile), os.cpu_count() or 1)

    @property
    def name(self) -> str:
        """The tutorial and the profile, as they are shown."""
        return f"{self.tutorial.name} ({self.profile})"

    def seconds(self, known: Mapping[str, float]) -> float:
        """How long it will take, as far as we know."""
        return known.get(self.name, UNKNOWN)


@dataclass(frozen=True)
class Shard:
    """One of `count` machines that share the work; `number` is 1 to `count`."""

    number: int
    count: int


def shard(jobs: Sequence[Job], part: Shard, known: Mapping[str, float]) -> list[Job]:
    """The jobs of one machine.

    Each job, the longest first, goes to the machine that has least to do. Given the
    same times, the shards are disjoint and together all jobs.
    """
    loads = [0.0] * part.count
    mine = []
    for job in sorted(jobs, key=lambda j: (-j.seconds(known), j.tutorial.name)):
        least = loads.index(min(loads))
        loads[least] += job.seconds(known)
        if least == part.number - 1:
            mine.append(job)
    return [job for job in jobs if job in mine]


def run_all(
    jobs: Sequence[Job], progress: Progress, *, publish: bool = False
) -> list[Run]:
    """The runs of all jobs, in their order: kept ones, and new ones.

    A tutorial that fails does not keep the others from finishing.

    Args:
        jobs: what to run.
        progress: where to show what happens.
        publish: put all runs into the remote cache.

    Raises:
        PipelineError: some failed; the message holds what all of them said.
    """
    done: dict[int, Run] = {}
    problems: list[PipelineError] = []
    waiting: list[int] = []
    for number, job in enumerate(jobs):
        try:
            found = executor.kept(job.tutorial, job.profile)
        except PipelineError as error:
            problems.append(error)
            continue
        if found is None:
            waiting.append(number)
            continue
        done[number] = found
        where = found.origin or "an earlier run"
        progress.say(f"{job.tutorial.name} ({job.profile}): kept from {where}")
    if waiting:
        names = sorted({d for n in waiting for d in jobs[n].tutorial.header.data})
        with progress.step("Data"):
            data.install(names)
        _run_waiting(jobs, waiting, done, problems, progress)
    for number, run in sorted(done.items()):
        job = jobs[number]
        for line in executor.late(job.tutorial, job.profile, run.values()):
            progress.warn(line)
    for number, run in done.items() if publish else ():
        remote.publish("runs", run.folder.name)
        remote.publish("exports", run.exports.name)
        progress.say(f"{jobs[number].tutorial.name}: in {remote.address()}")
    if problems:
        more = f"{len(problems)} tutorials failed.\n\n" if len(problems) > 1 else ""
        raise PipelineError(more + "\n\n".join(map(str, problems))) from problems[0]
    return [done[number] for number in range(len(jobs))]


def _run_waiting(
    jobs: Sequence[Job],
    waiting: list[int],
    done: dict[int, Run],
    problems: list[PipelineError],
    progress: Progress,
) -> None:
    known = runs.last_seconds()
    waiting.sort(key=lambda n: -jobs[n].seconds(known))
    cores = free = os.cpu_count() or 1
    stop = Stop()
    running: dict[Future[Run], int] = {}
    server = Server(executor.environment()) if AVAILABLE else None
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
                future = pool.submit(
                    executor.run, job.tutorial, job.profile, progress, server, stop
                )
                running[future] = number
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                number = running.pop(future)
                free += jobs[number].cores
                try:
                    done[number] = future.result()
                except PipelineError as error:
                    problems.append(error)
                    progress.fail(str(error).splitlines()[0])
                except Stopped:
                    pass
    finally:
        stop.all()
        pool.shutdown(cancel_futures=True)
        if server:
            server.close()
