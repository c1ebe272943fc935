"""Material's search: it begins when somebody searches, and has a name."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from ..pages import BuiltPage

SETTINGS = 'script#__config[type="application/json"]'
"""What MkDocs with Material writes into a page."""
WORKER = re.compile(r"(?P<base>.*/)(?P<path>javascripts/workers/search[\w.]+\.js)")

INDEX = "search/search_index.json"
INDEX_ADDRESS = re.compile(rf'new URL\("{INDEX}",[\w.$]+\)')
"""Where Material's script, on every page, asks for the index of the whole site."""
SCRIPTS = "assets/javascripts/bundle.*.min.js"
WITHOUT_STORAGE = (
    "try{localStorage}catch{try{for(const name of ['localStorage','sessionStorage'])"
    "{const kept={};Object.defineProperty(self,name,{value:{"
    "getItem:key=>kept[key]??null,setItem(key,text){kept[key]=`${text}`},"
    "removeItem(key){delete kept[key]}}})}}catch{}}"
)
"""Lets Material's script run where the browser keeps nothing: reading there throws."""

DESCRIPTION = {"boost": 500.0}
"""How much a word of a page's description weighs; one of its text weighs 1."""
SECTION = 0.1
"""How much a section weighs, beside its page."""
WEIGHTS = {
    "about/": 0.4,
    "contributing/": 0.2,
    "exporters/": 0.8,
    "guide/": 1.5,
    "resources/": 0.3,
    "run-it-yourself/": 3.0,
    "teach/": 0.5,
    "tutorials/": 2.0,
}
"""By folders: what newcomers look for stands before what contributors do."""


def weigh_index(site: Path, pages: Sequence[BuiltPage]) -> None:
    """Add the pages' descriptions and weights to the index of the search.

    Args:
        site: the folder of a site of either builder; Zensical's index stays.
        pages: all pages of it.
    """
    file = site / INDEX
    if not file.exists():
        return
    descriptions = {
        page.name.removesuffix("index.html"): meta.attributes.get("content") or ""
        for page in pages
        if (meta := page.tree.css_first('meta[name="description"]'))
    }
    index = json.loads(file.read_bytes())
    index["config"].setdefault("fields", {})["description"] = DESCRIPTION
    for entry in index["docs"]:
        page, _, section = entry["location"].partition("#")
        # A page without a description of its own has the site's.
        if not section and (not page or descriptions.get(page) != descriptions.get("")):
            entry["description"] = descriptions.get(page, "")
        weight = WEIGHTS.get(page.partition("/")[0] + "/", 1.0)
        entry["boost"] = weight * (SECTION if section else 1)
    file.write_text(json.dumps(index), encoding="utf-8")


def defer_index(site: Path) -> dict[str, str]:
    """Let Material's script begin with an empty index; search.ts brings the full one.

    Args:
        site: the folder of a site of either builder; Zensical's scripts stay.

    Returns:
        The new names of the scripts, by the old paths from the site's root.
    """
    names: dict[str, str] = {}
    index = site / INDEX
    for path in sorted(site.glob(SCRIPTS)) if index.exists() else ():
        config = json.loads(index.read_bytes())["config"]
        empty = quote(json.dumps({"config": config, "docs": []}))
        address = f'new URL("data:application/json,{empty}")'
        text, replaced = INDEX_ADDRESS.subn(address, path.read_text("utf-8"))
        if not replaced:
            continue
        content = (WITHOUT_STORAGE + ";" + text).encode()
        new = f"bundle.{hashlib.sha256(content).hexdigest()[:8]}.min.js"
        path.with_name(new).write_bytes(content)
        names[path.relative_to(site).as_posix()] = new
        path.unlink()
    return names


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
