"""Styles of pages that need more than those of all, or other ones."""

from __future__ import annotations

from ..pages import BuiltPage

CATALOGUE = ("resource-filter", ".lbl-resources")
PATHS = (".lbl-graph", ".lbl-steps", ".lbl-chapters")
DEMOS = "demos.css"
NEEDED_BY = {
    DEMOS: "[explorable], .lbl-card-still",
    "lists.css": ", ".join(CATALOGUE + PATHS),
}
"""By the name of a style, what a page has that needs it; and see `_has_demos`."""
FIRST_SCREEN = ".lbl-hero"
"""Of the landing page. Its demo is styled by the style of all pages."""
PARTS_OF_PAGES = "reader-"
"""How the names of elements begin that say what a reader has done."""
NOTEBOOKS = "notebooks/"
FOREIGN = ", ".join(
    f"{inside} {tag}"
    for inside in (".jupyter-wrapper", "article")
    for tag in ("script", "style")
)
OURS = 'link[href$="assets/site.css"]'


def link_styles(page: BuiltPage) -> None:
    """Link the styles that something in the page needs, and that others don't fetch."""
    if page.name.startswith(NOTEBOOKS):
        _restyle_notebook(page)
    for style, needed_by in NEEDED_BY.items():
        if page.tree.css_first(needed_by) or (style == DEMOS and _has_demos(page)):
            _link(page, style)


def _has_demos(page: BuiltPage) -> bool:
    """Whether there is an element of ours to try, outside the first screen."""
    spared = {node.mem_id for node in page.tree.css(f"{FIRST_SCREEN} *")}
    tags = [
        node.tag or ""
        for node in page.tree.css("article *")
        if node.mem_id not in spared
    ]
    return any("-" in tag and not tag.startswith(PARTS_OF_PAGES) for tag in tags)


def _restyle_notebook(page: BuiltPage) -> None:
    """Give the page of a plain notebook our styles instead of JupyterLab's.

    The scripts and styles that mkdocs-jupyter puts into its article are half a
    megabyte, of which a page shows almost nothing, and libraries of other hosts.
    notebook.css has what it does show.
    """
    for node in page.tree.css(FOREIGN):
        node.decompose()
    _link(page, "notebook.css")


def _link(page: BuiltPage, style: str) -> None:
    for link in page.tree.css(OURS):
        address = (link.attributes["href"] or "").replace("site.css", style)
        link.insert_after(page.element("link", rel="stylesheet", href=address))
