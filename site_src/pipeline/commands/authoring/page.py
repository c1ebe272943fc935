"""Build one page alone, to look at while its author writes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ... import config
from ...errors import PipelineError
from ...execution import run_store, schedule
from ...execution.jobs import Job
from ...progress import Progress
from ...rendering.assemble import assemble_page, models_of_demos
from ...rendering.blocks.directives import Site
from ...rendering.published import demos
from ...rendering.published.wheel import build_wheel
from ...rendering.tutorials.tutorial_page import Page, render
from ...sources import catalogue
from ...sources.tutorials import tutorial
from ...sources.tutorials.header import Profile
from ...sources.tutorials.tutorial import Tutorial
from ...storage import cache
from ...storage.runs import Run
from ..building.html import BUILDERS, build_html
from ..building.pages import pages_folder, pages_locked
from ..targets import check_site

# Not strict: most links of a page lead to others, which are not built.
BUILDER = replace(BUILDERS["mkdocs"], command=("mkdocs", "build"))


def build_page(
    name: str, profile: Profile, preview: Profile, site: Path, progress: Progress
) -> Path:
    """Build one page, with the scripts and the models that its demos need.

    Args:
        name: a tutorial's name or file, or the file of a hand-written page.
        profile: of the finished runs to show.
        preview: the parameters to run the tutorial with if it has no such run.
        site: the folder to put it in, below the repository's root.
        progress: where to show what happens.

    Returns:
        The page's HTML.

    Raises:
        PipelineError: there is no such page, or something in it is wrong.
    """
    check_site(site)
    source = _source(name)
    tutorials = tutorial.find(config.TUTORIALS)
    with cache.in_use():
        runs = _runs(source, tutorials, profile, preview, progress)
    with pages_locked(progress):
        having = [(t, runs.get(t.name)) for t in tutorials]
        with progress.step("the demos"):
            assets = demos.bundle(having, site.name)
        with progress.step("the page"):
            parts = Site([Page(t, run) for t, run in having], catalogue.read())
            page = _page(source, parts)
            assemble_page(page, parts, assets, pages_folder(site))
        build_html(pages_folder(site), site, BUILDER, progress)
    return _html(source, site)


def _source(name: str) -> Path:
    """Find the page's file: Markdown in docs/, or a tutorial's script."""
    if not name.endswith(".md"):
        return tutorial.find_one(name, config.TUTORIALS).path.resolve()
    path = Path(name).resolve()
    if not path.is_file() or not path.is_relative_to(config.DOCS):
        raise PipelineError(
            f"There is no page {name} in docs/.\n"
            "  Name a tutorial, or a page such as docs/guide/start.md."
        )
    return path


def _runs(
    source: Path,
    tutorials: Sequence[Tutorial],
    profile: Profile,
    preview: Profile,
    progress: Progress,
) -> dict[str, Run]:
    """Get the page's own run, made if it has none, and kept ones whose models it shows.

    Returns:
        Runs by the names of tutorials.
    """
    shown = models_of_demos(source.read_text(encoding="utf-8"))
    runs: dict[str, Run] = {}
    for each in tutorials:
        own = each.path == source
        if not own and shown.isdisjoint(each.header.exports):
            continue
        run = run_store.load_cached(Job(each, profile))
        if run is None and own:
            run = schedule.run_all([Job(each, preview)], progress)[0]
        if run is not None:
            runs[each.name] = run
    return runs


def _page(source: Path, site: Site) -> Page | Path:
    """Render a tutorial's page; a hand-written one stays as it is."""
    for page in site.pages:
        if page.tutorial.path == source:
            assert page.run is not None, "it has been made"
            return render(page.tutorial, page.run, build_wheel().name, site.catalogue)
    return source


def _html(source: Path, site: Path) -> Path:
    if source.suffix == ".py":
        return site / "tutorials" / source.stem / "index.html"
    page = source.relative_to(config.DOCS).with_suffix("")
    folder = page.parent if page.name == "index" else page
    return site / folder / "index.html"
