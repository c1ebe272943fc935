"""All stages, one after the other: from the repository to a finished site."""

from __future__ import annotations

import hashlib
import inspect
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from .. import config
from ..errors import PipelineError
from ..execution import schedule
from ..postprocess import csp, finish, social_meta
from ..progress import Progress
from ..rendering import assemble
from ..rendering.published import demos
from ..rendering.tutorial_page import render
from ..sources import catalogue, tutorial
from ..sources.tutorial import Profile
from ..storage import cache

STAGES = [
    "Read the tutorials",
    "Execute",
    "Bundle the demos",
    "Render and assemble",
    "Build the pages",
]


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
    "mkdocs": Builder(
        "MkDocs", "mkdocs-material", ("mkdocs", "build", "--strict", "--quiet")
    ),
    # It runs no plugins of MkDocs, and so no plain notebooks.
    "zensical": Builder(
        "Zensical", "zensical", ("zensical", "build", "--strict"), ("notebooks",)
    ),
}


def pages_folder(site: Path) -> Path:
    """The assembled folder that a site is built from."""
    return config.BUILD / "pages" / site.name


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
    with progress.stage(STAGES[0]):
        tutorials = tutorial.find()
        assemble.check_navigation(tutorials)
    with progress.stage(STAGES[1]):
        jobs = [schedule.Job(t, exceptions.get(t.name, profile)) for t in tutorials]
        runs = schedule.run_all(jobs, progress)
        for entry in cache.prune(config.cache_limit()):
            progress.say(f"pruned {entry.name}, not used for long")
    with progress.stage(STAGES[2]):
        assets = demos.bundle(zip(tutorials, runs, strict=True), site.name)
    with progress.stage(STAGES[3]):
        wheel = assemble.wheel().name
        links = catalogue.read()
        pages = [
            render(t, run, wheel, links) for t, run in zip(tutorials, runs, strict=True)
        ]
        assemble.assemble(pages, assets, pages_folder(site), links, builder.left_out)
    with progress.stage(STAGES[4]):
        return _build_html(site, builder, progress)


def environment(pages: Path, site: Path) -> dict[str, str]:
    """The environment in which mkdocs.yml finds what we assembled and configured.

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


def _build_html(site: Path, builder: Builder, progress: Progress) -> bool:
    pages = pages_folder(site)
    digest, stamp = _digest(pages, builder), config.BUILD / f"{site.name}.digest"
    built = stamp.read_text() if stamp.exists() else ""
    if built == digest and (site / "index.html").exists():
        progress.say("nothing changed")
        return False
    new = site.with_name(f"{site.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    with progress.step(builder.name):
        done = subprocess.run(
            [sys.executable, "-m", *builder.command],
            cwd=config.ROOT,
            env=environment(pages, new),
            capture_output=True,
            text=True,
        )
    if done.returncode != 0:
        shutil.rmtree(new, ignore_errors=True)
        said = f"{done.stdout.strip()}\n{done.stderr.strip()}".strip()
        raise PipelineError(f"{builder.name} cannot build the pages:\n{said}")
    social_meta.apply(new)
    finish.finish(new)
    old = site.with_name(f"{site.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        site.rename(old)
    new.rename(site)
    shutil.rmtree(old, ignore_errors=True)
    stamp.write_text(digest)
    return True


def _digest(pages: Path, builder: Builder) -> str:
    """What decides the HTML: the folder, the configuration, theme and builder."""
    whole = hashlib.sha256(
        "\n".join(
            [
                config.site_url(),
                config.repo_url(),
                builder.package,
                metadata.version(builder.package),
            ]
        ).encode()
    )
    files = [path for path in pages.rglob("*") if path.is_file()]
    files += [path for path in config.THEME.rglob("*") if path.is_file()]
    modules = (finish, csp, social_meta)
    ours = [
        config.MKDOCS_CONFIG,
        *(Path(inspect.getfile(module)) for module in modules),
    ]
    for path in [*ours, *sorted(files)]:
        whole.update(str(path.name).encode() + path.read_bytes())
    return whole.hexdigest()
