"""Serve the site while its author writes: a change is seen in the browser at once."""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from watchfiles import watch

from .. import config
from ..errors import PipelineError, StoppedError
from ..execution import run_store
from ..execution.executor import Executor
from ..execution.failures import fault
from ..execution.jobs import Job
from ..execution.run_store import RunStore
from ..processes import end_with_parent
from ..progress import Progress
from ..sources import data
from ..sources.header import Profile
from ..sources.tutorial import Tutorial
from ..storage.runs import Run
from .html import environment
from .pages import build_pages, pages_folder, pages_locked, read_tutorials

WATCHED = [config.DOCS, config.TUTORIALS, config.WEB, config.PAGE_PYTHON]


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
    with tempfile.TemporaryDirectory() as folder, html_server(address) as server:
        previews = Previews(Path(folder), profile, preview, progress)
        _follow(previews, server)
        for changes in watch(*WATCHED, raise_interrupt=False):
            names = sorted({Path(path).name for _, path in changes})
            progress.say(f"changed: {', '.join(names)}")
            _follow(previews, server)


def _follow(previews: Previews, server: HtmlServer) -> None:
    """Bring the pages to what the files say; say what is wrong with them."""
    progress = previews.progress
    try:
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
    if not host or not port.isdigit() or not 0 < int(port) < 65536:
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


@dataclass(frozen=True)
class Previews:
    """The runs to show: finished ones, else one made for the author, not kept."""

    folder: Path
    """For the runs that are not kept."""
    profile: Profile
    preview: Profile
    progress: Progress
    made: dict[str, Run] = field(default_factory=dict)

    def run(self, tutorial: Tutorial) -> Run:
        """Get the run that a tutorial's page is to be made from.

        Raises:
            TutorialError: it cannot be made, or breaks a promise.
        """
        run = run_store.load_cached(Job(tutorial, self.profile))
        if run is not None:
            return run
        job = Job(tutorial, self.preview)
        name = job.run_name
        if name not in self.made:
            data.install(tutorial.header.data)
            folder = Path(tempfile.mkdtemp(dir=self.folder, prefix=name))
            self.made[name] = self._make(job, folder)
        return self.made[name]

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


def _update(previews: Previews) -> None:
    tutorials = read_tutorials()
    runs = [previews.run(tutorial) for tutorial in tutorials]
    with pages_locked(previews.progress):
        build_pages(tutorials, runs, config.SITE)
