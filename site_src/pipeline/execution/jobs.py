"""What is to be executed, and which machine does which part of it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..sources.tutorials.header import Profile
from ..sources.tutorials.tutorial import Tutorial
from ..storage import runs

UNKNOWN = 60.0
"""Seconds that a tutorial is taken to need before its first run."""


@dataclass(frozen=True)
class Job:
    """One tutorial to be executed under one profile."""

    tutorial: Tutorial
    profile: Profile

    @property
    def threads(self) -> int:
        """Threads of the run."""
        return self.tutorial.threads(self.profile)

    @property
    def cores(self) -> int:
        """How many cores it keeps busy; a training that takes all runs alone."""
        return min(self.threads, os.cpu_count() or 1)

    @property
    def name(self) -> str:
        """The tutorial and the profile, as they are shown."""
        return f"{self.tutorial.name} ({self.profile})"

    @property
    def run_name(self) -> str:
        """The name under which its run is kept."""
        return runs.name_of(self.tutorial, self.profile)

    def seconds(self, known: Mapping[str, float]) -> float:
        """Return how many seconds it will take, as far as `known` (by name) tells."""
        return known.get(self.name, UNKNOWN)


@dataclass(frozen=True)
class Shard:
    """One of `count` machines that share the work; `number` is 1 to `count`."""

    number: int
    count: int


def shard(jobs: Sequence[Job], part: Shard, known: Mapping[str, float]) -> list[Job]:
    """Pick the jobs of one machine, in their order.

    Each job, the longest first, goes to the machine that has least to do. Given the
    same times, the shards are disjoint and together all jobs.

    Args:
        jobs: all of them.
        part: the machine.
        known: seconds that jobs took before, by name.
    """
    loads = [0.0] * part.count
    mine = []
    for job in sorted(jobs, key=lambda j: (-j.seconds(known), j.tutorial.name)):
        least = loads.index(min(loads))
        loads[least] += job.seconds(known)
        if least == part.number - 1:
            mine.append(job)
    return [job for job in jobs if job in mine]
