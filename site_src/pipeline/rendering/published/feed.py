"""The feed of new tutorials, RSS 2.0 (https://www.rssboard.org/rss-specification)."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from email.utils import format_datetime
from xml.etree import ElementTree as Xml

from ...sources.tutorials.tutorial import Tutorial

FILE = "feed.xml"
ATOM = "http://www.w3.org/2005/Atom"


def feed(tutorials: Sequence[Tutorial], site_url: str) -> bytes:
    """Write the feed of dated tutorials, the newest first.

    Args:
        tutorials: all.
        site_url: the site's address with a final slash; a feed needs whole addresses.
    """
    Xml.register_namespace("atom", ATOM)
    rss = Xml.Element("rss", version="2.0")
    channel = Xml.SubElement(rss, "channel")
    _add(channel, "title", "Layer by Layer")
    _add(channel, "link", site_url)
    _add(channel, "description", "New tutorials: deep learning by doing.")
    _add(channel, "language", "en")
    itself = {"href": f"{site_url}{FILE}", "rel": "self", "type": "application/rss+xml"}
    Xml.SubElement(channel, f"{{{ATOM}}}link", itself)
    dated = [
        (t.header.published, t) for t in tutorials if t.header.published is not None
    ]
    for published, tutorial in sorted(
        dated, key=lambda pair: (pair[0], pair[1].name), reverse=True
    ):
        address = f"{site_url}tutorials/{tutorial.name}/"
        item = Xml.SubElement(channel, "item")
        _add(item, "title", tutorial.header.title)
        _add(item, "link", address)
        _add(item, "guid", address)
        _add(item, "description", tutorial.header.description)
        _add(item, "category", tutorial.header.chapter)
        noon = datetime.datetime.combine(published, datetime.time(12), datetime.UTC)
        _add(item, "pubDate", format_datetime(noon))
    Xml.indent(rss)
    return bytes(Xml.tostring(rss, encoding="utf-8", xml_declaration=True))


def _add(parent: Xml.Element, tag: str, text: str) -> None:
    Xml.SubElement(parent, tag).text = text
