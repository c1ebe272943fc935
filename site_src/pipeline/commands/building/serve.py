"""Serve the site while its author writes: a change is seen in the browser at once.

All pages are there at once, too: tutorials without a run have notices where their
numbers will be. Their runs are then made one by one, and the pages written anew.
"""

from __future__ import annotations

import logging
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from watchfiles import watch

from ... import config
from ...errors import PipelineError, StoppedError
from ...execution import run_store
from ...execution.executor import Executor
from ...execution.jobs import Job
from ...execution.results.failures import fault
from ...execution.run_store import RunStore
from ...processes import end_with_parent
from ...progress import Progress
from ...rendering.tutorials.pending import Place
from ...sources import data
from ...sources.tutorials.header import Profile
from ...sources.tutorials.tutorial import Tutorial
from ...storage.runs import Run, last_seconds
from .early_sites import runs_and_places
from .html import environment
from .pages import build_pages, pages_folder, pages_locked, read_tutorials

WATCHED = [config.DOCS, config.TUTORIALS, config.WEB, config.PAGE_PYTHON]
LOOK = 500
"""Milliseconds after which it is seen to that nothing has changed."""
PAUSE = 20.0
"""Seconds between two times that pages are written because runs have come. While MkDocs
makes HTML of them, its server lets readers wait."""


def serve(address: str, profile: Profile, preview: Profile, progress: Progress) -> None:
    """Serve at `address` (host:port) until Ctrl-C, and follow the author's changes.

    What is wrong in a file is said, and the pages stay as they were until it is right.

    Args:
        address: host:port.
        profile: of the finished runs to show.
        preview: the parameters for a tutorial that has no such run; its page says so,
            and that run is not kept.
        progress: where to show what happens.

    Raises:
        PipelineError: nothing can be served at this address.
    """
    check_address(address)
    # At Ctrl-C it would tell of its own workings; we say that it is the end.
    logging.getLogger("watchfiles").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder, html_server(address) as server:
        previews = Previews(Path(folder), profile, preview, progress)
        _follow(previews, server)
        looks = watch(
            *WATCHED, raise_interrupt=False, yield_on_timeout=True, rust_timeout=LOOK
        )
        for changes in looks:
            if changes:
                names = sorted({Path(path).name for _, path in changes})
                progress.say(f"changed: {', '.join(names)}")
                _follow(previews, server)
            elif previews.to_come:
                _follow(previews, server, computing=True)
    progress.say("stopped")


def _follow(previews: Previews, server: HtmlServer, computing: bool = False) -> None:
    """Bring the pages to what the files say; say what is wrong with them.

    Args:
        previews: the runs that pages are made from.
        server: started as soon as there are pages.
        computing: nothing has changed; make a run that is still to come.
    """
    progress = previews.progress
    try:
        if computing:
            _compute(previews)
        else:
            _update(previews)
    except PipelineError as error:
        progress.fail(str(error))
    except Exception as error:  # ours: the author shall not lose the server by it
        progress.fail(str(fault(config.TUTORIALS, error)))
    else:
        if server.ended():
            progress.say(f"http://{server.address}/ (Ctrl-C ends)")
            server.start()


def check_address(address: str) -> None:
    """Check that something can be served at an address.

    Raises:
        PipelineError: it is not `host:port`, or is taken, or is no address of ours.
    """
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise PipelineError(
            f"{address} is no address to serve at.\n  Write it as 127.0.0.1:8000, say."
        )
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, int(port)))
        except OSError as error:
            raise PipelineError(
                f"Nothing can be served at {address}: {error.strerror or error}.\n"
                "  If another program is there, end it, or choose another port: "
                f"`python -m site_src.pipeline serve --address {host}:{int(port) + 1}`."
            ) from error


@dataclass
class HtmlServer:
    """MkDocs, which turns the assembled pages to HTML and serves them."""

    address: str
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; it ends with us."""
        command = ["mkdocs", "serve", "--quiet", "--dev-addr", self.address]
        self.process = subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=config.ROOT,
            env=environment(pages_folder(config.SITE), config.SITE),
            preexec_fn=end_with_parent,
        )

    def ended(self) -> bool:
        """Say whether it does not run: it has not begun, or ended by itself."""
        return self.process is None or self.process.poll() is not None


@contextmanager
def html_server(address: str) -> Iterator[HtmlServer]:
    """Yield a server that is not started yet, and end it at the end."""
    server = HtmlServer(address)
    try:
        yield server
    finally:
        if server.process is not None:
            server.process.terminate()
            server.process.wait()


@dataclass
class Previews:
    """The runs to show: finished ones, else one made for the author, not kept."""

    folder: Path
    """For the runs that are not kept."""
    profile: Profile
    preview: Profile
    progress: Progress
    made: dict[str, Run] = field(default_factory=dict)
    """By the names of runs."""
    shown: set[str] = field(default_factory=set)
    """Tutorials whose numbers are on their pages."""
    failed: set[str] = field(default_factory=set)
    """Names of runs that could not be made, and are not tried again."""
    to_come: list[Job] = field(default_factory=list)
    """Tutorials that have been read, and whose first run is not made yet; the one that
    was saved last comes first."""
    written: float = 0.0
    """When the pages were, by the monotonic clock."""

    def find(self, tutorials: Sequence[Tutorial]) -> list[Run | Place]:
        """Get the runs that there are, and places among those to come.

        A tutorial whose numbers are shown already has a run of its new code made, lest
        they go away.

        Raises:
            TutorialError: a run cannot be made, or breaks a promise.
        """
        jobs = [Job(tutorial, self.preview) for tutorial in tutorials]
        done: dict[int, Run] = {}
        for number, tutorial in enumerate(tutorials):
            run = self._there(tutorial)
            if run is None and tutorial.name in self.shown:
                run = self.make(jobs[number])
            if run is not None:
                done[number] = run
                self.shown.add(tutorial.name)
        # What the author works on comes first.
        order = sorted(range(len(jobs)), key=lambda n: -_minute_saved(jobs[n]))
        self.to_come[:] = [
            jobs[number]
            for number in order
            if number not in done and jobs[number].run_name not in self.failed
        ]
        in_order = runs_and_places(
            [jobs[number] for number in order],
            {
                place: done[number]
                for place, number in enumerate(order)
                if number in done
            },
            last_seconds() | self._guessed(jobs),
        )
        return [in_order[order.index(number)] for number in range(len(jobs))]

    def _there(self, tutorial: Tutorial) -> Run | None:
        run = run_store.load_cached(Job(tutorial, self.profile))
        return run or self.made.get(Job(tutorial, self.preview).run_name)

    def _guessed(self, jobs: Sequence[Job]) -> dict[str, float]:
        """Guess that jobs take as long as those that were made."""
        seconds = [run.provenance.seconds for run in self.made.values()]
        if not seconds:
            return {}
        return {job.name: sum(seconds) / len(seconds) for job in jobs}

    def make(self, job: Job) -> Run:
        """Make a run that is not kept.

        Raises:
            TutorialError: it cannot be made, or breaks a promise.
        """
        data.install(job.tutorial.header.data)
        folder = Path(tempfile.mkdtemp(dir=self.folder, prefix=job.run_name))
        self.made[job.run_name] = self._make(job, folder)
        return self.made[job.run_name]

    def _make(self, job: Job, folder: Path) -> Run:
        """Make it in another thread: in ours, nbclient takes signals for itself."""
        executor = Executor(self.progress)
        with ThreadPoolExecutor(1) as thread:
            made = thread.submit(RunStore(executor).preview, job, folder)
            try:
                return made.result()
            except KeyboardInterrupt:
                executor.stop.all()
                raise
            except StoppedError as error:
                raise KeyboardInterrupt from error


def _minute_saved(job: Job) -> int:
    """When a tutorial was saved; a fresh clone saves all within about a minute."""
    return int(job.tutorial.path.stat().st_mtime // 60)


def _update(previews: Previews) -> None:
    """Write the pages from the runs that there are."""
    tutorials = read_tutorials()
    runs = previews.find(tutorials)
    with pages_locked(previews.progress):
        build_pages(tutorials, runs, config.SITE)
    previews.written = time.monotonic()


def _compute(previews: Previews) -> None:
    """Make the next run; write the pages if that was a while ago, or it was the last.

    Raises:
        TutorialError: it cannot be made; its page keeps its notices.
    """
    job, problem = previews.to_come.pop(0), None
    try:
        previews.make(job)
    except PipelineError as error:
        previews.failed.add(job.run_name)
        problem = error
    if not previews.to_come or time.monotonic() - previews.written > PAUSE:
        _update(previews)
    if problem:
        raise problem
