"""What a built site needs before it is published, whichever builder made it.

- Names that carry a hash, for all scripts, styles and pictures of the pages: a browser
  may keep them for ever, and no page ever gets those of another version.
- For readers without JavaScript, still pictures of the demos.
- The search of Material begins when somebody searches (shell/search.ts).
- The version of the site in each page, and the service worker beside them.
- The Content-Security-Policy, last, as it depends on what is in a page.
"""

from __future__ import annotations

import hashlib
import html
import json
import posixpath
import re
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from PIL import Image

from . import config, policy

HASHED = re.compile(r"[-.]([0-9a-f]{8,10}|[0-9A-Z]{8})\.[\w.]+$")
"""Names with a hash, as esbuild, Material and we write it; service-worker.ts has the same."""
SUFFIXES = {".css", ".gif", ".jpg", ".js", ".png", ".svg", ".webp", ".woff2"}
TAG = re.compile(r"<(?:script|link|img|source|video)\b[^>]*>", re.IGNORECASE)
ADDRESS = re.compile(r"\b(src|href|poster)=(\"[^\"]*\"|'[^']*'|[^\s>]+)", re.IGNORECASE)
STYLE_ADDRESS = re.compile(r"url\((['\"]?)([^'\")]+)\1\)")
SEARCH = re.compile(r'(<div class="md-search"(?![^>]*aria-label)[^>]*role="?dialog"?)')
SEARCH_WORKER = re.compile(
    r'("search": ")([^"]*/)javascripts/workers/(search[\w.]+\.js)"'
)
"""In the settings that MkDocs with Material writes into a page."""
STILLS = "stills"
"""Pictures of the demos, named as their elements; web/stills.mjs takes them."""
OWN_ASSETS = ("demos.js", "search.js", "site.css")
"""Written by esbuild under plain names, for the builders; nobody else knows these."""


def finish(site: Path) -> None:
    """Make the site in this folder ready to be published."""
    worker = site / "assets" / "sw.js"
    names = _hashed_names(site, spared={worker})
    pages = sorted(site.rglob("*.html"))
    stills = {path.stem: path for path in (site / STILLS).glob("*.webp")}
    for page in pages:
        text = page.read_text(encoding="utf-8")
        if page.is_relative_to(site / "notebooks"):
            text = policy.without_foreign_code(text)
        text = _with_stills(text, page, site, stills)
        text = _with_names(text, page, site, names)
        if later := names.get("assets/search.js"):
            text = SEARCH_WORKER.sub(rf'\1\2{later}?of=javascripts/workers/\3"', text)
        # Material's dialog has no name, which a screen reader would say.
        text = SEARCH.sub(r'\1 aria-label="Search"', text)
        page.write_text(text, encoding="utf-8")
    for name in OWN_ASSETS:
        (site / "assets" / name).unlink(missing_ok=True)
    version = _version(site)
    for page in pages:
        text = page.read_text(encoding="utf-8")
        meta = f'<meta name="layerbylayer-version" content="{version}">'
        text = policy.in_head(text, meta)
        page.write_text(policy.with_policy(text), encoding="utf-8")
    if worker.exists():
        _write_list(site, version)
        worker.rename(site / "sw.js")


def _with_stills(text: str, page: Path, site: Path, stills: dict[str, Path]) -> str:
    """The page with a picture in each demo. Who has JavaScript does not fetch it."""
    if not stills:
        return text
    tags = "|".join(sorted(stills, key=len, reverse=True))
    demos = re.compile(rf"<({tags})(\s[^>]*)?>")

    def with_still(demo: re.Match[str]) -> str:
        compact = re.search(r"\bcompact\b", demo[2] or "")
        path = stills.get(f"{demo[1]}-compact" if compact else demo[1], stills[demo[1]])
        with Image.open(path) as image:
            width, height = image.size
        folder = page.parent.relative_to(site).as_posix()
        source = posixpath.relpath(path.relative_to(site).as_posix(), folder)
        return (
            f'{demo[0]}<noscript><img src="{source}" width="{width}" height="{height}" '
            'loading="lazy" alt="A still picture of it."></noscript>'
        )

    return demos.sub(with_still, text)


def _hashed_names(site: Path, spared: set[Path]) -> dict[str, str]:
    """Give files a second name with their hash; both from the site's root, old: new."""
    names: dict[str, str] = {}
    # Styles come last: they name fonts and pictures, whose names they have to know.
    for path in sorted(site.rglob("*"), key=lambda path: (path.suffix == ".css", path)):
        if path.suffix not in SUFFIXES or path in spared or HASHED.search(path.name):
            continue
        content = path.read_bytes()
        if path.suffix == ".css":
            folder = path.parent.relative_to(site).as_posix()
            content = _with_names_in_style(content.decode(), folder, names).encode()
        digest = hashlib.sha256(content).hexdigest()[:10]
        new = path.with_name(f"{path.stem}-{digest}{path.suffix}")
        new.write_bytes(content)
        names[path.relative_to(site).as_posix()] = new.name
    return names


def _with_names_in_style(text: str, folder: str, names: dict[str, str]) -> str:
    """A style sheet of `folder` with the names with hashes."""

    def address(match: re.Match[str]) -> str:
        new = names.get(_path(match[2], folder))
        if new is None:
            return match[0]
        return f"url({posixpath.join(posixpath.dirname(match[2]), quote(new))})"

    return STYLE_ADDRESS.sub(address, text)


def _with_names(text: str, page: Path, site: Path, names: dict[str, str]) -> str:
    """The page with the names with hashes, wherever it embeds a file."""
    folder = page.parent.relative_to(site).as_posix()

    def address(match: re.Match[str]) -> str:
        value = html.unescape(match[2].strip("\"'"))
        new = names.get(_path(value, folder))
        if new is None:
            return match[0]
        parts = urlsplit(value)
        path = posixpath.join(posixpath.dirname(parts.path), quote(new))
        return f'{match[1]}="{html.escape(parts._replace(path=path).geturl())}"'

    return TAG.sub(lambda tag: ADDRESS.sub(address, tag[0]), text)


def _path(address: str, folder: str) -> str:
    """The file that an address in a page of `folder` means, from the site's root."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path:
        return ""
    path = unquote(parts.path)
    if path.startswith("/"):
        # The page 404.html stands for all folders, so its addresses are whole paths.
        return path.removeprefix(urlsplit(config.site_url()).path or "/")
    return posixpath.normpath(posixpath.join(folder, path))


def _version(site: Path) -> str:
    """A digest of all that is published, but for dates."""
    whole = hashlib.sha256()
    for path in sorted(site.rglob("*")):
        if path.is_file() and not path.name.startswith("sitemap."):
            whole.update(path.relative_to(site).as_posix().encode() + path.read_bytes())
    return whole.hexdigest()[:10]


def _write_list(site: Path, version: str) -> None:
    """All files with hashes, so that the service worker can forget others."""
    files = [
        path.relative_to(site).as_posix()
        for path in sorted(site.rglob("*"))
        if path.is_file() and HASHED.search(path.name)
    ]
    listed = json.dumps({"version": version, "files": files})
    (site / "assets" / "files.json").write_text(listed, encoding="utf-8")
