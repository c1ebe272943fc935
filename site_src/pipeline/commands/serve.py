"""Serve the site while its author writes: a change is seen in the browser at once."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from watchfiles import watch

from .. import config
from ..errors import PipelineError
from ..execution import executor
from ..progress import Progress
from ..rendering import assemble
from ..rendering.published import demos
from ..rendering.tutorial_page import render
from ..sources import catalogue, data, tutorial
from ..sources.tutorial import Profile, Tutorial
from ..storage import identity
from ..storage.runs import Run
from .build import environment, pages_folder

WATCHED = [config.DOCS, config.TUTORIALS, config.WEB]


def serve(address: str, profile: Profile, preview: Profile, progress: Progress) -> None:
    """Serve at `address` (host:port) until Ctrl-C, and follow the author's changes.

    Args:
        address: host:port.
        profile: of the finished runs to show.
        preview: the parameters for a tutorial that has no such run; its page says so,
            and that run is not kept.
        progress: where to show what happens.
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


class Previews:
    """The runs to show: finished ones, else one made for the author, not kept."""

    def __init__(
        self, folder: Path, profile: Profile, preview: Profile, progress: Progress
    ) -> None:
        """Take a folder for the runs that are not kept."""
        self.progress = progress
        self._folder, self._profile, self._preview = folder, profile, preview
        self._made: dict[str, Run] = {}

    def run(self, one: Tutorial) -> Run:
        """The run that a tutorial's page is to be made from."""
        kept = executor.kept(one, self._profile)
        if kept is not None:
            return kept
        key = f"{one.name}-{identity.key(one, self._preview)}"
        if key not in self._made:
            data.install(one.header.data)
            folder = Path(tempfile.mkdtemp(dir=self._folder, prefix=key))
            made = executor.preview(one, self._preview, folder, self.progress)
            self._made[key] = made
        return self._made[key]


def _update(previews: Previews) -> None:
    tutorials = tutorial.find()
    assemble.check_navigation(tutorials)
    wheel = assemble.wheel().name
    runs = [previews.run(t) for t in tutorials]
    assets = demos.bundle(zip(tutorials, runs, strict=True), config.SITE.name)
    links = catalogue.read()
    pages = [
        render(t, run, wheel, links) for t, run in zip(tutorials, runs, strict=True)
    ]
    assemble.assemble(pages, assets, pages_folder(config.SITE), links)
