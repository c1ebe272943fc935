"""For readers without JavaScript: still pictures of the demos."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from ..pages import BuiltPage, prepend

FOLDER = "stills"
"""Pictures of the demos, named as their elements; web/stills.mjs takes them."""


@dataclass(frozen=True)
class Still:
    """A picture of a demo; its size is in pixels."""

    path: str
    """From the site's root."""
    width: int
    height: int


def read_stills(site: Path) -> dict[str, Still]:
    """Read which pictures there are, by the name of their demo."""
    stills = {}
    for file in sorted((site / FOLDER).glob("*.webp")):
        with Image.open(file) as image:
            path = file.relative_to(site).as_posix()
            stills[file.stem] = Still(path, *image.size)
    return stills


def add_stills(page: BuiltPage, stills: Mapping[str, Still]) -> None:
    """Put a picture into each demo of a page. Who has JavaScript does not fetch it."""
    if not stills:
        return
    for demo in page.tree.css(", ".join(stills)):
        tag = str(demo.tag)
        small = stills.get(f"{tag}-compact") if "compact" in demo.attributes else None
        still = small or stills[tag]
        image = page.element(
            "img",
            src=posixpath.relpath(still.path, page.folder or "."),
            width=str(still.width),
            height=str(still.height),
            loading="lazy",
            alt="A still picture of it.",
        )
        noscript = page.element("noscript")
        noscript.insert_child(image)
        prepend(demo, noscript)
