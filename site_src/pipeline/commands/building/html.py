"""From the assembled folder to HTML, by one of two builders."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from ... import config, postprocess, processes
from ...errors import PipelineError
from ...files.atomic import atomic_replace
from ...files.digest import files_below, tree_digest
from ...files.stamp import Stamp
from ...postprocess.site import finish
from ...progress import Progress


@dataclass(frozen=True)
class Builder:
    """A program that turns the assembled folder into HTML."""

    name: str
    package: str
    command: tuple[str, ...]
    """What follows `python -m`."""
    left_out: tuple[str, ...] = ()
    """Folders of docs/ that it cannot build."""


BUILDERS = {
    # Not --quiet: with it, warnings are neither shown nor counted by --strict.
    "mkdocs": Builder("MkDocs", "mkdocs-material", ("mkdocs", "build", "--strict")),
    # It runs no plugins of MkDocs, and so no plain notebooks.
    "zensical": Builder(
        "Zensical", "zensical", ("zensical", "build", "--strict"), ("notebooks",)
    ),
}
INFO = re.compile(r"^INFO +- .*\n?", re.MULTILINE)


def environment(pages: Path, site: Path) -> dict[str, str]:
    """Make the environment in which mkdocs.yml finds what we assembled and configured.

    Args:
        pages: the assembled folder.
        site: the folder to put the HTML into; both below the repository's root, as
            Zensical takes relative paths only.
    """
    return os.environ | {
        "PAGES_DIR": str(pages.relative_to(config.ROOT)),
        "SITE_DIR": str(site.relative_to(config.ROOT)),
        "SITE_URL": config.site_url(),
        "REPO_URL": config.repo_url(),
        # Material's notice on the future of MkDocs is about upgrades, not this build.
        "NO_MKDOCS_2_WARNING": "1",
    }


def build_html(pages: Path, site: Path, builder: Builder, progress: Progress) -> bool:
    """Build the site from the assembled folder; return whether anything had changed.

    Raises:
        PipelineError: the builder fails, or warns of a link that leads nowhere; the
            site is as it was.
    """
    digest = _digest(pages, builder)
    stamp = Stamp(config.BUILD / f"{site.name}.digest", site)
    if stamp.fits(digest):
        progress.say("nothing changed")
        return False
    with atomic_replace(site, scratch=config.BUILD) as new:
        with progress.step(builder.name):
            done = processes.run(
                [sys.executable, "-m", *builder.command],
                config.ROOT,
                environment(pages, new),
            )
        if done.returncode != 0:
            output = INFO.sub("", f"{done.stdout.strip()}\n{done.stderr.strip()}")
            raise PipelineError(
                f"{builder.name} cannot build the pages:\n{output.strip()}"
            )
        for warning in finish(new):
            progress.warn(warning)
    stamp.write(digest)
    return True


def _digest(pages: Path, builder: Builder) -> str:
    """Digest what decides the HTML: pages, configuration, theme, builder and we."""
    ours = Path(postprocess.__file__).parent
    return tree_digest(
        config.ROOT,
        [config.MKDOCS_CONFIG, *files_below(pages, config.THEME, ours)],
        config.site_url(),
        config.repo_url(),
        builder.package,
        metadata.version(builder.package),
    )
