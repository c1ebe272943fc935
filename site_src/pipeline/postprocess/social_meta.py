"""What is done to the finished pages of either builder.

Neither runs hooks for us, so this works on their HTML: which page is shared with which
picture, where the feed is, and a link for those who are lost at a heading.
"""

from __future__ import annotations

import html
import re
from pathlib import Path
from urllib.parse import quote

from .. import config
from ..rendering.published import feed, social_cards

HEAD_END = re.compile(r"</head>", re.IGNORECASE)
HEADING = re.compile(
    r'<(?P<tag>h[1-4]) id="(?P<id>[^"]+)"[^>]*>(?P<text>.*?)</(?P=tag)>', re.DOTALL
)
TAGS = re.compile(r"<[^>]+>")
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
# Material's script asks GitHub about stars for what is marked so. No page asks others.
ASKS_GITHUB = ' data-md-component="source"'
DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*)"')


def apply(site: Path) -> None:
    """Finish every page of a built site, as far as addresses are configured."""
    address, repository = config.site_url(), config.repo_url()
    if not address and not repository:
        return
    for path in sorted(site.rglob("*.html")):
        page = path.relative_to(site).as_posix().removesuffix("index.html")
        text = path.read_text(encoding="utf-8")
        text = text.replace(ASKS_GITHUB, "")
        if address:
            text = shared(text, page, address)
        if repository and page != "404.html":
            text = with_way_out(text, page, address, repository)
        path.write_text(text, encoding="utf-8")


def shared(text: str, page: str, address: str) -> str:
    """The page with what other sites show of it, and with the address of the feed."""
    title, description = TITLE.search(text), DESCRIPTION.search(text)
    picture = f"{address}assets/cards/{social_cards.name(page)}.png"
    properties = {
        "og:type": "website",
        "og:title": title[1].strip() if title else "Layer by Layer",
        "og:description": description[1] if description else "",
        "og:url": f"{address}{page}",
        "og:image": picture,
        "og:image:width": str(social_cards.SIZE[0]),
        "og:image:height": str(social_cards.SIZE[1]),
    }
    tags = [
        f'<meta property="{name}" content="{content}">'
        for name, content in properties.items()
        if content and (page != "404.html" or "image" not in name)
    ]
    tags.append('<meta name="twitter:card" content="summary_large_image">')
    tags.append(
        '<link rel="alternate" type="application/rss+xml" title="New tutorials" '
        f'href="{address}{feed.FILE}">'
    )
    return HEAD_END.sub(lambda end: "".join(tags) + end[0], text, count=1)


def with_way_out(text: str, page: str, address: str, repository: str) -> str:
    """The page with a link at each heading that opens a prefilled issue."""

    def heading(match: re.Match[str]) -> str:
        said = html.unescape(TAGS.sub("", match["text"]))
        said = said.replace("¶", "").strip()
        where = f"{address or '/'}{page}#{match['id']}"
        title = quote(f"Lost at: {said}")
        body = quote(
            f"I am lost here: {where}\n\nWhat I tried, and what I expected:\n\n"
        )
        link = (
            f'<a class="lbl-lost" href="{repository}/issues/new?title={title}'
            f'&amp;body={body}">Lost here?</a>'
        )
        whole = match[0]
        end = whole.rindex("</")
        return f"{whole[:end]}{link}{whole[end:]}"

    return HEADING.sub(heading, text)
