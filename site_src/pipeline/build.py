"""All stages, one after the other: from the repository to a finished site."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path

from . import assemble, cache, config, schedule, tutorial
from .errors import PipelineError
from .progress import Progress
from .render import Page, render
from .tutorial import Profile

STAGES = [
    "Read the tutorials",
    "Execute",
    "Render and assemble",
    "Build the pages with MkDocs",
]


def pages_folder(site: Path) -> Path:
    """The assembled folder that a site is built from."""
    return config.BUILD / "pages" / site.name


def build(
    site: Path, profile: Profile, exceptions: Mapping[str, Profile], progress: Progress
) -> bool:
    """Build the site; return whether there was anything to do.

    A failure leaves the last good site in place.

    Args:
        site: the folder to put it in.
        profile: the parameters to execute with.
        exceptions: tutorials to be executed under another profile, by name.
        progress: where to show what happens; its plan is STAGES.

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
        wheel = assemble.wheel().name
        pages = [render(t, run, wheel) for t, run in zip(tutorials, runs, strict=True)]
        assemble_site(pages, site)
    with progress.stage(STAGES[3]):
        return _build_html(site, progress)


def assemble_site(pages: list[Page], site: Path) -> None:
    """Assemble the folder that `site` is built from."""
    assemble.assemble(pages, pages_folder(site))


def mkdocs_environment(site: Path) -> dict[str, str]:
    """The environment in which mkdocs.yml finds what we assembled and configured."""
    return os.environ | {
        "PAGES_DIR": str(pages_folder(site)),
        "SITE_URL": config.site_url(),
        "REPO_URL": config.repo_url(),
        # Material's notice on the future of MkDocs is about upgrades, not this build.
        "NO_MKDOCS_2_WARNING": "1",
    }


def _build_html(site: Path, progress: Progress) -> bool:
    digest, stamp = _digest(pages_folder(site)), config.BUILD / f"{site.name}.digest"
    built = stamp.read_text() if stamp.exists() else ""
    if built == digest and (site / "index.html").exists():
        progress.say("nothing changed")
        return False
    new = site.with_name(f"{site.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    with progress.step("MkDocs"):
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "mkdocs",
                "build",
                "--strict",
                "--site-dir",
                str(new),
            ],
            cwd=config.ROOT,
            env=mkdocs_environment(site),
            capture_output=True,
            text=True,
        )
    if done.returncode != 0:
        shutil.rmtree(new, ignore_errors=True)
        raise PipelineError(f"MkDocs cannot build the pages:\n{done.stderr.strip()}")
    old = site.with_name(f"{site.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        site.rename(old)
    new.rename(site)
    shutil.rmtree(old, ignore_errors=True)
    stamp.write_text(digest)
    return True


def _digest(pages: Path) -> str:
    """What decides the HTML: the folder, the configuration, theme and builder."""
    whole = hashlib.sha256(
        "\n".join(
            [
                config.site_url(),
                config.repo_url(),
                metadata.version("mkdocs"),
                metadata.version("mkdocs-material"),
            ]
        ).encode()
    )
    files = [path for path in pages.rglob("*") if path.is_file()]
    files += [path for path in config.THEME.rglob("*") if path.is_file()]
    for path in [config.MKDOCS_CONFIG, *sorted(files)]:
        whole.update(str(path.name).encode() + path.read_bytes())
    return whole.hexdigest()
