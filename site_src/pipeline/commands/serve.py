"""Serve the site while its author writes: a change is seen in the browser at once."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from watchfiles import watch

from .. import config
from ..errors import PipelineError
from ..execution import run_store
from ..execution.executor import Executor
from ..execution.jobs import Job
from ..execution.run_store import RunStore
from ..progress import Progress
from ..sources import data
from ..sources.header import Profile
from ..sources.tutorial import Tutorial
from ..storage.runs import Run
from .html import environment
from .pages import build_pages, pages_folder, read_tutorials

WATCHED = [config.DOCS, config.TUTORIALS, config.WEB]


def serve(address: str, profile: Profile, preview: Profile, progress: Progress) -> None:
    """Serve at `address` (host:port) until Ctrl-C, and follow the author's changes.

    Args:
        address: host:port.
        profile: of the finished runs to show.
        preview: the parameters for a tutorial that has no such run; its page says so,
            and that run is not kept.
        progress: where to show what happens.

    Raises:
        PipelineError: the first pages cannot be made, or MkDocs ended.
    """
    with tempfile.TemporaryDirectory() as folder:
        previews = Previews(Path(folder), profile, preview, progress)
        _update(previews)
        server = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--quiet", "--dev-addr", address],
            cwd=config.ROOT,
            env=environment(pages_folder(config.SITE), config.SITE),
        )
        progress.say(f"http://{address}/ (Ctrl-C ends)")
        try:
            for changes in watch(*WATCHED, raise_interrupt=False):
                names = sorted({Path(path).name for _, path in changes})
                progress.say(f"changed: {', '.join(names)}")
                try:
                    _update(previews)
                except PipelineError as error:
                    progress.fail(str(error))
                if server.poll() is not None:
                    raise PipelineError("MkDocs ended: see its message above.")
        finally:
            server.terminate()
            server.wait()


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
            store = RunStore(Executor(self.progress))
            self.made[name] = store.preview(job, folder)
        return self.made[name]


def _update(previews: Previews) -> None:
    tutorials = read_tutorials()
    runs = [previews.run(tutorial) for tutorial in tutorials]
    build_pages(tutorials, runs, config.SITE)
