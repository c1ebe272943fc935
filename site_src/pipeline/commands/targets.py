"""Where what we make may be put: it takes the place of what is there."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from .. import config
from ..errors import PipelineError

LIST, VERSION = "assets/files.json", 'name="layerbylayer-version"'
"""By which a site of ours is known: the list of its files, or a mark in its pages."""


OURS = ("cards", "digits", "pages", "web", "wheels")
"""Folders of build/ in which parts of sites are made."""


def check_site(site: Path) -> None:
    """Check that a site may be put here: what is there is replaced as a whole.

    Raises:
        PipelineError: it is not a folder of its own, in the repository or in build/, or
            it holds something else.
    """
    own = site.parent in (config.ROOT, config.BUILD) and site != config.BUILD
    if not own:
        raise PipelineError(
            f"{config.shown(site)} is not a folder of its own in {config.ROOT} or in "
            f"{config.shown(config.BUILD)}/.\n"
            "  Name one that is: --site build/my-site, say."
        )
    # In a fresh clone these are not there yet.
    if site.parent == config.BUILD and site.name in OURS:
        raise PipelineError(
            f"{config.shown(site)} is a folder that the build itself works in.\n"
            "  Name another: --site build/my-site, say."
        )
    if site.exists() and not _is_site(site):
        raise PipelineError(
            f"{config.shown(site)} holds something that is no site of ours, and would "
            "be replaced.\n  Name an empty or new folder, or remove it yourself."
        )


def _is_site(folder: Path) -> bool:
    """Tell whether a folder is empty or a site of ours, a damaged one included."""
    if not folder.is_dir():
        return False
    if not any(folder.iterdir()):
        return True
    try:
        listed = json.loads((folder / LIST).read_bytes())
        if {"version", "files"} <= set(listed):
            return True
    except (OSError, ValueError, TypeError):
        pass
    pages = (folder / name for name in ("index.html", "404.html"))
    return any(VERSION in _text(page) for page in pages)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def check_zip(target: Path) -> None:
    """Check that a zip may be put here.

    Raises:
        PipelineError: something is there that is no zip.
    """
    if target.exists() and not (target.is_file() and zipfile.is_zipfile(target)):
        raise PipelineError(
            f"{config.shown(target)} is there, is no zip, and would be replaced.\n"
            "  Name a new file: --target build/my-bundle.zip, say."
        )
