"""Names that carry a hash, for all scripts, styles and pictures of the pages.

A browser may keep such files for ever, and no page ever gets those of another version.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Collection, Mapping
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from .. import config
from .pages import BuiltPage

HASHED = re.compile(r"[-.]([0-9a-f]{8,10}|[0-9A-Z]{8})\.[\w.]+$")
"""Names with a hash, as esbuild, Material and we write it; sw.ts has the same."""
SUFFIXES = {".css", ".gif", ".jpg", ".js", ".png", ".svg", ".webp", ".woff2"}
STYLE_ADDRESS = re.compile(r"url\((['\"]?)([^'\")]+)\1\)")
EMBEDDING = "script, link, img, source, video"
ADDRESSES = ("src", "href", "poster")


def add_names(site: Path, spared: Collection[Path]) -> dict[str, str]:
    """Give files of a site a second name with their hash.

    Args:
        site: its folder.
        spared: files that keep their one name.

    Returns:
        The new names, by the old paths from the site's root.
    """
    names: dict[str, str] = {}
    # Styles come last: they name fonts and pictures, whose names they have to know.
    for path in sorted(site.rglob("*"), key=lambda path: (path.suffix == ".css", path)):
        if path.suffix not in SUFFIXES or path in spared or HASHED.search(path.name):
            continue
        content = path.read_bytes()
        if path.suffix == ".css":
            folder = path.parent.relative_to(site).as_posix()
            content = _use_names_in_style(content.decode(), folder, names).encode()
        digest = hashlib.sha256(content).hexdigest()[:10]
        new = path.with_name(f"{path.stem}-{digest}{path.suffix}")
        new.write_bytes(content)
        names[path.relative_to(site).as_posix()] = new.name
    return names


def _use_names_in_style(text: str, folder: str, names: Mapping[str, str]) -> str:
    """Write a style sheet of `folder` with the names with hashes."""

    def address(match: re.Match[str]) -> str:
        new = names.get(_file_meant(match[2], folder))
        if new is None:
            return match[0]
        return f"url({posixpath.join(posixpath.dirname(match[2]), quote(new))})"

    return STYLE_ADDRESS.sub(address, text)


def use_names(page: BuiltPage, names: Mapping[str, str]) -> None:
    """Let a page embed files by their names with hashes. Links stay as they are."""
    for node in page.tree.css(EMBEDDING):
        for attribute in ADDRESSES:
            address = node.attributes.get(attribute)
            new = names.get(_file_meant(address, page.folder)) if address else None
            if address and new:
                parts = urlsplit(address)
                path = posixpath.join(posixpath.dirname(parts.path), quote(new))
                node.attrs[attribute] = parts._replace(path=path).geturl()


def _file_meant(address: str, folder: str) -> str:
    """Find the file, from the site's root, that a page of `folder` names so."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path:
        return ""
    path = unquote(parts.path)
    if path.startswith("/"):
        # The page 404.html stands for all folders, so its addresses are whole paths.
        return path.removeprefix(urlsplit(config.site_url()).path or "/")
    return posixpath.normpath(posixpath.join(folder, path))
