"""From runs to pages: the one way that `build` and `serve` share."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from ... import config
from ...files.locks import locked, sweep
from ...progress import Progress
from ...rendering import assemble
from ...rendering.published import demos
from ...rendering.published.wheel import build_wheel
from ...rendering.tutorials.pending import Place, render_pending
from ...rendering.tutorials.tutorial_page import Page, render
from ...sources import catalogue
from ...sources.catalogue import Catalogue
from ...sources.tutorials import tutorial
from ...sources.tutorials.tutorial import Tutorial
from ...storage.runs import Run
from .navigation import check_navigation

BUNDLE, RENDER = "Bundle the demos", "Render and assemble"
STAGES = (BUNDLE, RENDER)


def read_tutorials() -> list[Tutorial]:
    """Read all tutorials, each of which stands in the navigation.

    Raises:
        PipelineError: one is wrong, or is not in the navigation.
    """
    tutorials = tutorial.find()
    check_navigation(tutorials)
    return tutorials


def pages_folder(site: Path) -> Path:
    """Say where the assembled folder is that a site is built from."""
    return config.BUILD / "pages" / site.name


@contextmanager
def pages_locked(progress: Progress) -> Iterator[None]:
    """Let one build at a time write pages, demos and sites in this clone.

    What killed builds left is removed: nobody else can be at work there.
    """

    def waiting() -> None:
        progress.say("waiting for another build in this clone")

    with locked(config.BUILD / "pages.lock", waiting=waiting):
        sweep(config.BUILD)
        yield


def _untold(stage: str) -> AbstractContextManager[None]:
    return nullcontext()


def build_pages(
    tutorials: Sequence[Tutorial],
    runs: Sequence[Run | Place],
    site: Path,
    left_out: Collection[str] = (),
    stage: Callable[[str], AbstractContextManager[None]] = _untold,
) -> Path:
    """Make the complete folder of Markdown and files for a site, and return it.

    Args:
        tutorials: all.
        runs: of the tutorials, in their order; or their places among those to come.
        site: the folder that the site will be built into.
        left_out: folders of docs/ that the builder cannot build.
        stage: what to tell of each of STAGES, while it lasts.

    Raises:
        PipelineError: something in the sources that the author can put right.
    """
    with stage(BUNDLE):
        finished = [run if isinstance(run, Run) else None for run in runs]
        assets = demos.bundle(zip(tutorials, finished, strict=True), site.name)
    with stage(RENDER):
        wheel_name, links = build_wheel().name, catalogue.read()
        pages = [
            _page(tutorial, run, wheel_name, links)
            for tutorial, run in zip(tutorials, runs, strict=True)
        ]
        folder = pages_folder(site)
        assemble.assemble(pages, assets, folder, links, left_out)
    return folder


def _page(tutorial: Tutorial, run: Run | Place, wheel: str, links: Catalogue) -> Page:
    if isinstance(run, Place):
        return render_pending(tutorial, run, wheel, links)
    return render(tutorial, run, wheel, links)
