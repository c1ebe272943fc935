"""The repository in pages: a link for those who are lost, no questions to GitHub."""

from __future__ import annotations

from urllib.parse import quote

from ..pages import BuiltPage

HEADINGS = ", ".join(f"h{level}[id]" for level in range(1, 5))


def add_lost_links(page: BuiltPage, address: str, repository: str) -> None:
    """Add a link to each heading that opens a prefilled issue.

    Args:
        page: any page.
        address: the site's, with a final slash; may be empty.
        repository: its address, without a final slash.
    """
    place = page.name.removesuffix("index.html")
    for heading in page.tree.css(HEADINGS):
        text = heading.text().replace("¶", "").strip()
        where = f"{address or '/'}{place}#{heading.attributes['id']}"
        title = quote(f"Lost at: {text}")
        body = quote(
            f"I am lost here: {where}\n\nWhat I tried, and what I expected:\n\n"
        )
        link = page.element(
            "a",
            "Lost here?",
            class_="lbl-lost",
            href=f"{repository}/issues/new?title={title}&body={body}",
        )
        heading.insert_child(link)


def ask_no_stars(page: BuiltPage) -> None:
    """Remove the mark at which Material's script asks GitHub about stars."""
    for node in page.tree.css('[data-md-component="source"]'):
        del node.attrs["data-md-component"]
