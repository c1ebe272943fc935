"""What a built site needs before it is published, whichever builder made it.

Neither builder runs hooks for us, so this works on their HTML. Each page is parsed
once, goes through the transformers, and is written once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from .. import config
from ..files.digest import contents_digest
from . import csp, hashed_names
from .content import (
    answer_keys,
    lost_links,
    page_styles,
    search,
    social_meta,
    stills,
)
from .pages import read

KEPT = ("data/", "models/", "search/")
"""Folders whose files the pages fetch under plain names."""
UNUSED = "assets/cards/"
"""What other sites show of a page, which the page itself does not."""
STYLES = ("site.css", "demos.css", "lists.css", "notebook.css")
OWN_ASSETS = ("demos.js", "search.js", *STYLES)
"""Written by esbuild under plain names, for the builders; nobody else knows these."""

TO_COME = "version-to-come"
"""Stands for the version while that is computed from the pages, this word in them."""


def finish(site: Path) -> list[str]:
    """Make the site in this folder ready to be published.

    Returns:
        What its maker should know: a line for each inline script that will not run.

    Raises:
        OSError: a file cannot be read or written.
    """
    worker = site / "assets" / "sw.js"
    names = hashed_names.add_names(site, spared={worker})
    pictures = stills.read_stills(site)
    address, repository = config.site_url(), config.repo_url()
    pages = [read(file, site) for file in sorted(site.rglob("*.html"))]
    search.weigh_index(site, pages)
    names |= search.defer_index(site)
    for page in pages:
        if address or repository:
            lost_links.ask_no_stars(page)
        if address:
            social_meta.add_social_meta(page, address)
        if repository and page.name != social_meta.NOT_FOUND:
            lost_links.add_lost_links(page, address, repository)
        page_styles.link_styles(page)
        stills.add_stills(page, pictures)
        answer_keys.add_key(page)
        hashed_names.use_names(page, names)
        search.defer(page, names)
        search.name_dialog(page)
    for name in OWN_ASSETS:
        (site / "assets" / name).unlink(missing_ok=True)
    warnings = []
    for page in pages:
        meta = page.element("meta", name="layerbylayer-version", content=TO_COME)
        page.prepend_to_head(meta)
        # The policy is last, as it depends on what is in a page.
        csp.add_policy(page)
        warnings += [
            f"{page.name}: its policy lets no inline script run but the theme's: "
            f"{' '.join(code.split())[:60]}"
            for code in csp.refused_scripts(page)
        ]
    written = {page: page.html for page in pages}
    version = _version(site, {page.name: html for page, html in written.items()})
    for page, html in written.items():
        page.file.write_text(html.replace(TO_COME, version, 1), encoding="utf-8")
    if worker.exists():
        _write_list(site, version)
        worker.rename(site / "sw.js")
    return warnings


def _version(site: Path, pages: Mapping[str, str]) -> str:
    """Digest all that is published, but for dates, to 10 hexadecimal digits."""
    contents = {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file()
        and path.suffix != ".html"
        and not path.name.startswith("sitemap.")
    }
    contents |= {name: html.encode() for name, html in pages.items()}
    return contents_digest(sorted(contents.items()))[:10]


def _write_list(site: Path, version: str) -> None:
    """List what the service worker may keep, with digests (see published.ts there)."""
    files = {
        name: hashlib.sha256(path.read_bytes()).hexdigest()[:32]
        for path in sorted(site.rglob("*"))
        if path.is_file() and _is_kept(name := path.relative_to(site).as_posix())
    }
    listed = json.dumps({"version": version, "files": files})
    (site / "assets" / "files.json").write_text(listed, encoding="utf-8")


def _is_kept(name: str) -> bool:
    """Tell whether pages fetch this file by themselves, or a demo of theirs does."""
    if name.startswith(KEPT):
        return True
    hashed = hashed_names.HASHED.search(name) is not None
    return hashed and not name.startswith(UNUSED) and not name.endswith(".map")
