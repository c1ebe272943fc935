"""All stages, one after the other: from the repository to a finished site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from ... import config
from ...execution import schedule
from ...execution.jobs import Job
from ...progress import Progress
from ...sources.tutorials.header import Profile
from ...storage import cache, runs
from ..targets import check_site
from . import early_sites, pages
from .html import BUILDERS, Builder, build_html

READ, EXECUTE, BUILD = "Read the tutorials", "Execute", "Build the pages"
STAGES = [READ, EXECUTE, *pages.STAGES, BUILD]


def build(
    site: Path,
    profile: Profile,
    exceptions: Mapping[str, Profile],
    progress: Progress,
    builder: Builder = BUILDERS["mkdocs"],
    *,
    whole: bool = False,
) -> bool:
    """Build the site; return whether there was anything to do.

    Where there is no whole site yet, it is built as soon as the first tutorial is done,
    and again as others follow. A failure leaves the last good site in place.

    Args:
        site: the folder to put it in: one of its own, in the root or in build/.
        profile: the parameters to execute with.
        exceptions: tutorials to be executed under another profile, by name.
        progress: where to show what happens; its plan is STAGES.
        builder: what makes the HTML.
        whole: build once only, when all tutorials are done.

    Raises:
        PipelineError: something that the author can put right.
    """
    check_site(site)
    with cache.in_use():
        with progress.stage(READ):
            tutorials = pages.read_tutorials()
        with progress.stage(EXECUTE):
            jobs = [Job(t, exceptions.get(t.name, profile)) for t in tutorials]
            if whole or early_sites.is_whole(site):
                finished = schedule.run_all(jobs, progress)
            else:
                finished = _run_with_early_sites(jobs, site, progress, builder)
            for entry in cache.prune(config.cache_limit()):
                progress.say(f"pruned {entry.name}, not used for long")
        with pages.pages_locked(progress):
            folder = pages.build_pages(
                tutorials, finished, site, builder.left_out, stage=progress.stage
            )
            with progress.stage(BUILD):
                return build_html(folder, site, builder, progress)


def _run_with_early_sites(
    jobs: Sequence[Job], site: Path, progress: Progress, builder: Builder
) -> list[runs.Run]:
    tutorials = [job.tutorial for job in jobs]
    known = runs.last_seconds()

    def build_early(done: schedule.Done) -> None:
        some = early_sites.runs_and_places(jobs, done, known)
        with pages.pages_locked(progress):
            folder = pages.build_pages(tutorials, some, site, builder.left_out)
            build_html(folder, site, builder, progress)
        if missing := len(jobs) - len(done):
            there = f"{config.shown(site)} can be looked at"
            progress.say(f"{there}; tutorials to come: {missing}")

    with early_sites.early_sites(build_early, progress) as tell:
        return schedule.run_all(jobs, progress, tell=tell)
