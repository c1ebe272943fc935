"""Sites to look at while tutorials still run: notices stand for what is to come."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

from ...config import shown
from ...errors import PipelineError
from ...execution.jobs import Job
from ...execution.schedule import Done
from ...progress import Progress
from ...rendering.tutorials import pending
from ...rendering.tutorials.pending import Place
from ...storage.runs import Run

PAUSE = 60.0
"""Seconds between two of them: each takes a core from the tutorials for a while."""


def is_whole(site: Path) -> bool:
    """Tell whether a site is here in which no page waits for its run."""
    return (site / "index.html").exists() and not (site / pending.FILE).exists()


def check_whole(site: Path) -> None:
    """Check that a site may be given to readers.

    Raises:
        PipelineError: it is not built, or pages of it wait for their runs.
    """
    if is_whole(site):
        return
    waiting = site / pending.FILE
    if not waiting.exists():
        raise PipelineError(f"{shown(site)} is not built.\n  Run `make site` first.")
    names = ", ".join(json.loads(waiting.read_text()))
    raise PipelineError(
        f"In {shown(site)} some tutorials wait for their runs: {names}.\n"
        "  Let `make site` run to its end."
    )


def runs_and_places(
    jobs: Sequence[Job], done: Done, known: Mapping[str, float]
) -> list[Run | Place]:
    """Return for each job its run, or its place among those to come.

    Args:
        jobs: all, in the order in which they are run.
        done: the runs that are there.
        known: how long jobs took before, by name, in seconds.
    """
    result: list[Run | Place] = []
    number, seconds = 0, 0.0
    for index, job in enumerate(jobs):
        if index in done:
            result.append(done[index])
            continue
        number, seconds = number + 1, seconds + job.seconds(known)
        result.append(Place(number, len(jobs) - len(done), len(jobs), seconds))
    return result


@contextmanager
def early_sites(
    build: Callable[[Done], None], progress: Progress
) -> Iterator[Callable[[Done], None]]:
    """Yield what is to be told of the runs so far; it has a site built from them.

    One site is built at a time, from the newest runs, in a thread of its own. Leaving
    the context waits for the one that is being built.

    Args:
        build: builds the site.
        progress: where to say that one cannot be built.
    """
    newest: dict[int, Run] = {}
    changed, ended = Event(), Event()

    def work() -> None:
        while changed.wait() and not ended.is_set():
            changed.clear()
            try:
                build(dict(newest))
            except Exception as error:  # told again by the last build, which fails
                first = (str(error).splitlines() or [type(error).__name__])[0]
                progress.warn(f"no site yet: {first}")
            ended.wait(PAUSE)

    def tell(done: Done) -> None:
        newest.update(done)
        changed.set()

    thread = Thread(target=work, name="early sites")
    thread.start()
    try:
        yield tell
    finally:
        ended.set()
        changed.set()
        thread.join()
