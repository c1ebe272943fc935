"""The zip: the page's files, and what may be replaced by another one."""

from __future__ import annotations

import hashlib
import html
import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from string import Template
from typing import Any

from ..artifact.card import File
from ..artifact.replace import Kind, create_file

SITE = Path(__file__).parent / "site"
SETTINGS, ABOUT = "layerbylayer.json", "model-card.md"
FORMAT = "layerbylayer-page"
WITH_TITLE: Mapping[str, Callable[[str], str]] = {
    "index.html": html.escape,
    "README.txt": str,
}
"""Files in which the title stands, and how it is written there."""
NO_DATE = (1980, 1, 1, 0, 0, 0)
"""The same page is the same zip, whenever it is made."""


def files(
    model: Path, title: str, about: str | None, settings: Mapping[str, Any]
) -> dict[str, bytes]:
    """Gather the files of a page, by their names in the zip.

    Args:
        model: the folder of the compiled network.
        title: what the page is called.
        about: the text of the model card; None for one to fill in.
        settings: what the page asks for. It is given the list of all other files.
    """
    content = {
        path.relative_to(SITE).as_posix(): path.read_bytes()
        for path in SITE.rglob("*")
        if path.is_file()
    }
    for name, written in WITH_TITLE.items():
        text = Template(content[name].decode()).substitute(title=written(title))
        content[name] = text.encode()
    if about is not None:
        content[ABOUT] = about.encode()
    content |= {f"model/{path.name}": path.read_bytes() for path in model.iterdir()}
    listed = {
        name: vars(File(len(data), hashlib.sha256(data).hexdigest()))
        for name, data in sorted(content.items())
    }
    described = {"format": FORMAT, "version": 1, **settings, "files": listed}
    text = json.dumps(described, indent=1, allow_nan=False) + "\n"
    return {**content, SETTINGS: text.encode()}


def write(path: Path, content: Mapping[str, bytes]) -> None:
    """Write a zip of these files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(content.items()):
            entry = zipfile.ZipInfo(name, NO_DATE)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED)


def _obstacle(path: Path) -> str | None:
    """Why what is at a path is neither empty nor a page as it was exported."""
    if not path.is_file():
        return "is not a file"
    if path.stat().st_size == 0:
        return None
    try:
        with zipfile.ZipFile(path) as archive:
            settings = json.loads(archive.read(SETTINGS))
            written = settings["files"] if settings["format"] == FORMAT else None
            if written is None:
                return "is not an earlier page"
            others = sorted(set(archive.namelist()) - {SETTINGS, *written})
            about = hashlib.sha256(archive.read(ABOUT)).hexdigest()
            filled = about != written[ABOUT]["sha256"]
    except (zipfile.BadZipFile, KeyError, TypeError, ValueError):
        return f"is not an earlier page (it is no zip with the {SETTINGS} of one)"
    if others:
        return f"holds {others[0]!r}, which no export wrote"
    return f"has a {ABOUT} that was filled in (give it as `about`)" if filled else None


PAGE = Kind("page", 0o644, create_file(".zip"), _obstacle)
