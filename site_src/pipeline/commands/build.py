"""All stages, one after the other: from the repository to a finished site."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from .. import config
from ..execution import schedule
from ..execution.jobs import Job
from ..progress import Progress
from ..sources.header import Profile
from ..storage import cache
from . import pages
from .html import BUILDERS, Builder, build_html, check_target

READ, EXECUTE, BUILD = "Read the tutorials", "Execute", "Build the pages"
STAGES = [READ, EXECUTE, *pages.STAGES, BUILD]


def build(
    site: Path,
    profile: Profile,
    exceptions: Mapping[str, Profile],
    progress: Progress,
    builder: Builder = BUILDERS["mkdocs"],
) -> bool:
    """Build the site; return whether there was anything to do.

    A failure leaves the last good site in place.

    Args:
        site: the folder to put it in, below the repository's root.
        profile: the parameters to execute with.
        exceptions: tutorials to be executed under another profile, by name.
        progress: where to show what happens; its plan is STAGES.
        builder: what makes the HTML.

    Raises:
        PipelineError: something that the author can put right.
    """
    check_target(site)
    with cache.in_use():
        with progress.stage(READ):
            tutorials = pages.read_tutorials()
        with progress.stage(EXECUTE):
            jobs = [Job(t, exceptions.get(t.name, profile)) for t in tutorials]
            runs = schedule.run_all(jobs, progress)
            for entry in cache.prune(config.cache_limit()):
                progress.say(f"pruned {entry.name}, not used for long")
        with pages.pages_locked(progress):
            folder = pages.build_pages(
                tutorials, runs, site, builder.left_out, stage=progress.stage
            )
            with progress.stage(BUILD):
                return build_html(folder, site, builder, progress)
