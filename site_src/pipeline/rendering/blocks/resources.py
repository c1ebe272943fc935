"""The whole catalogue as a page."""

from __future__ import annotations

import re
import unicodedata

from ...sources.catalogue import COSTS, HEADINGS, LEVELS, Catalogue, Entry
from ..template import fill


def resource_list(catalogue: Catalogue) -> str:
    """List the catalogue as Markdown with lists of HTML, one section a topic."""
    parts = []
    for topic in catalogue.topics:
        entries = [
            entry
            for entry in catalogue.entries.values()
            if entry.resource.topics[0] == topic
        ]
        entries.sort(key=lambda entry: (entry.resource.level, _sorting_title(entry)))
        items = fill(
            "resources.html",
            entries=entries,
            catalogue=catalogue,
            levels=LEVELS,
            costs=COSTS,
        )
        parts.append(f"## {HEADINGS[topic]}\n\n{items}\n")
    return "\n".join(parts)


def _sorting_title(entry: Entry) -> str:
    title = unicodedata.normalize("NFKD", entry.resource.title).casefold()
    return re.sub(r"^(a|an|the) |[^\w ]", "", title)
