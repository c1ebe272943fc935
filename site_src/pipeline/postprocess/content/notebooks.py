"""Plain notebooks: their pages without what mkdocs-jupyter adds to each of them."""

from __future__ import annotations

from ..pages import BuiltPage

FOLDER = "notebooks/"
FOREIGN = ", ".join(
    f"{inside} {tag}"
    for inside in (".jupyter-wrapper", "article")
    for tag in ("script", "style")
)


def remove_foreign_code(page: BuiltPage) -> None:
    """Remove the scripts and the styles in the article of a notebook's page.

    They are JupyterLab's: half a megabyte, of which a page shows almost nothing, and
    libraries of other hosts. styles/notebook.css has what it does show.
    """
    for node in page.tree.css(FOREIGN):
        node.decompose()
