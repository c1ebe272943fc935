"""What other sites show of a page that is shared, and where the feed is."""

from __future__ import annotations

from ...rendering.published import feed, social_cards
from ..pages import BuiltPage

NOT_FOUND = "404.html"


def add_social_meta(page: BuiltPage, address: str) -> None:
    """Add the title, description and picture of a page, and the address of the feed.

    Args:
        page: any page.
        address: the site's, with a final slash.
    """
    title = page.tree.css_first("head title")
    description = page.tree.css_first('meta[name="description"]')
    place = page.name.removesuffix("index.html")
    properties = {
        "og:type": "website",
        "og:title": title.text().strip() if title else "Layer by Layer",
        "og:description": (description.attributes.get("content") or "")
        if description
        else "",
        "og:url": f"{address}{place}",
    }
    if page.name != NOT_FOUND:
        width, height = social_cards.SIZE
        properties |= {
            "og:image": f"{address}assets/cards/{social_cards.name(place)}.png",
            "og:image:width": str(width),
            "og:image:height": str(height),
        }
    for name, content in properties.items():
        if content:
            page.append_to_head(page.element("meta", property=name, content=content))
    page.append_to_head(
        page.element("meta", name="twitter:card", content="summary_large_image")
    )
    page.append_to_head(
        page.element(
            "link",
            rel="alternate",
            type="application/rss+xml",
            title="New tutorials",
            href=f"{address}{feed.FILE}",
        )
    )
