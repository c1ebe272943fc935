"""Every link, anchor, picture and script of the built sites leads somewhere."""

from __future__ import annotations

import functools
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from site_src.pipeline import config

SITES = [config.BUILD / "test-site", config.BUILD / "test-zensical"]
BELOW = "/some/where/"
"""Where the site is: at the root of a host, a link that climbs too far is not noticed."""
ATTRIBUTES = {"href", "src", "poster"}


class Reader(HTMLParser):
    """The addresses that a page names, and the anchors that it has."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[tuple[int, str]] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value is None:
                continue
            if name in ATTRIBUTES:
                self.addresses.append((self.getpos()[0], value))
            elif name == "id" or (name == "name" and tag == "a"):
                self.anchors.add(value)
            elif name == "srcset":
                parts = [part.split()[0] for part in value.split(",") if part.strip()]
                self.addresses += [(self.getpos()[0], part) for part in parts]


@functools.cache
def read(path: Path) -> Reader:
    reader = Reader()
    reader.feed(path.read_text())
    return reader


def broken(site: Path) -> list[str]:
    found = []
    for page in sorted(site.rglob("*.html")):
        name = page.relative_to(site).as_posix()
        if name == "404.html":  # Its addresses are the root's, wherever it is shown.
            continue
        for line, address in read(page).addresses:
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            target = urlsplit(urljoin(BELOW + name, address))
            if not target.path.startswith(BELOW):
                found.append(f"{name}:{line}: {address} climbs too far")
                continue
            path = site / unquote(target.path).removeprefix(BELOW)
            if path.is_dir():
                path /= "index.html"
            if not path.is_file():
                found.append(f"{name}:{line}: {address} is not there")
                continue
            # What begins with only- is a figure's scheme, __ belongs to Material.
            anchor = unquote(target.fragment)
            named = anchor and not anchor.startswith(("only-", "__"))
            if named and path.suffix == ".html" and anchor not in read(path).anchors:
                found.append(f"{name}:{line}: {address} has no such anchor")
    return found


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.name)
def test_nothing_leads_nowhere(site: Path) -> None:
    assert len(list(site.rglob("*.html"))) > 20
    assert broken(site) == []


def test_the_test_would_find_it(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "index.html").write_text(
        '<a href="a/">1</a><a href="a/#x">2</a><a href="a/#y">3</a>'
        '<img src="p.png"><a href="https://else.where/">4</a><a href="../a/">6</a>'
    )
    (tmp_path / "a" / "index.html").write_text('<p id="x"><a href="../b/">5</a>')
    assert broken(tmp_path) == [
        "a/index.html:1: ../b/ is not there",
        "index.html:1: a/#y has no such anchor",
        "index.html:1: p.png is not there",
        "index.html:1: ../a/ climbs too far",
    ]
