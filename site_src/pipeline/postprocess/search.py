"""Material's search: it begins when somebody searches, and has a name."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from .pages import BuiltPage

SETTINGS = 'script#__config[type="application/json"]'
"""What MkDocs with Material writes into a page."""
WORKER = re.compile(r"(?P<base>.*/)(?P<path>javascripts/workers/search[\w.]+\.js)")


def defer(page: BuiltPage, names: Mapping[str, str]) -> None:
    """Let the page search by our script, which asks for Material's (search.ts).

    Args:
        page: a page of either builder; Zensical's have no such worker, and stay.
        names: of files with hashes, by their names without, from the site's root.
    """
    script = page.tree.css_first(SETTINGS)
    ours = names.get("assets/search.js")
    if script is None or ours is None:
        return
    settings = json.loads(script.text())
    worker = WORKER.fullmatch(str(settings.get("search", "")))
    if worker is None:
        return
    settings["search"] = f"{worker['base']}{ours}?of={worker['path']}"
    for child in list(script.iter(include_text=True)):
        child.remove()
    script.insert_child(json.dumps(settings).replace("</", "<\\/"))


def name_dialog(page: BuiltPage) -> None:
    """Give Material's dialog a name, which a screen reader says."""
    for dialog in page.tree.css("div.md-search[role=dialog]:not([aria-label])"):
        dialog.attrs["aria-label"] = "Search"
