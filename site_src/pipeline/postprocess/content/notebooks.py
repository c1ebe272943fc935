"""Plain notebooks: their pages without what mkdocs-jupyter adds to each of them."""

from __future__ import annotations

from ..pages import BuiltPage

FOLDER = "notebooks/"
FOREIGN = ", ".join(
    f"{inside} {tag}"
    for inside in (".jupyter-wrapper", "article")
    for tag in ("script", "style")
)


OURS = 'link[href$="assets/site.css"]'


def restyle(page: BuiltPage) -> None:
    """Give a notebook's page our styles instead of JupyterLab's.

    The scripts and the styles in its article are half a megabyte, of which a page shows
    almost nothing, and libraries of other hosts. notebook.css has what it does show,
    and is linked here alone: no other page needs it.
    """
    for node in page.tree.css(FOREIGN):
        node.decompose()
    for link in page.tree.css(OURS):
        address = (link.attributes["href"] or "").replace("site.css", "notebook.css")
        link.insert_after(page.element("link", rel="stylesheet", href=address))
