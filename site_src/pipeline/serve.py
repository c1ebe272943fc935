"""Serve the site while its author writes: a change is seen in the browser at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from watchfiles import watch

from . import assemble, config, execute, runs, tutorial
from .build import assemble_site, mkdocs_environment
from .errors import PipelineError
from .progress import Progress
from .render import render
from .tutorial import Profile, Tutorial

WATCHED = [config.DOCS, config.TUTORIALS, config.WEB]


def serve(address: str, profile: Profile, progress: Progress) -> None:
    """Serve at `address` (host:port) until Ctrl-C, and follow the author's changes.

    A tutorial whose finished run is kept is shown with it; one whose code changed is
    run with its smallest parameters, and its page says so.
    """
    _update(profile, progress)
    server = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--quiet", "--dev-addr", address],
        cwd=config.ROOT,
        env=mkdocs_environment(config.SITE),
    )
    progress.say(f"http://{address}/ (Ctrl-C ends)")
    try:
        for changes in watch(*WATCHED, raise_interrupt=False):
            names = sorted({Path(path).name for _, path in changes})
            progress.say(f"changed: {', '.join(names)}")
            if any(Path(path).is_relative_to(config.WEB) for _, path in changes):
                subprocess.run(["node", str(config.WEB / "build.mjs")], cwd=config.ROOT)
            try:
                _update(profile, progress)
            except PipelineError as error:
                progress.console.print(f"[red]{error}[/]")
            if server.poll() is not None:
                raise PipelineError("MkDocs ended: see its message above.")
    finally:
        server.terminate()
        server.wait()


def _update(profile: Profile, progress: Progress) -> None:
    tutorials = tutorial.find()
    assemble.check_navigation(tutorials)
    wheel = assemble.wheel().name
    pages = [render(t, _run(t, profile, progress), wheel) for t in tutorials]
    assemble_site(pages, config.SITE)


def _run(one: Tutorial, profile: Profile, progress: Progress) -> runs.Run:
    kept = runs.load(one, profile)
    return kept or execute.run(one, "smoke", progress)
