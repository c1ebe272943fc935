"""Tutorials as cards, and the list of them all."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from ...sources.catalogue import LEVELS
from ..template import fill
from ..tutorials.tutorial_page import Page

TUTORIALS = """\
Each of these is a page to read, a script to run, a notebook to open, and a network that
you can use and break. Begin with the first. Every later one says which it follows;
[three paths](../paths/index.md) lead through them."""


def card(page: Page, folder: str, pages: Sequence[Page]) -> Markup:
    """Draw a tutorial as a card with a picture from its own run.

    Args:
        page: the tutorial's.
        folder: the address of tutorials/, as the page with the card has it.
        pages: all tutorials.
    """
    header = page.tutorial.header
    titles = {p.tutorial.name: p.tutorial.header.title for p in pages}
    return fill(
        "card.html",
        name=page.tutorial.name,
        header=header,
        folder=folder,
        cover=page.cover,
        level=LEVELS[header.level - 1],
        needs=[titles[name] for name in header.needs],
    )


def cards(shown: Sequence[Page], folder: str, pages: Sequence[Page]) -> Markup:
    """Draw these tutorials as cards side by side; arguments as those of `card`."""
    return fill("cards.html", cards=[card(page, folder, pages) for page in shown])


def tutorial_index(pages: Sequence[Page]) -> str:
    """Write the list of tutorials, chapter by chapter, from their headers."""
    description = "All tutorials, each of them a page, a script and a network to try."
    lines = ["---", "title: Tutorials", f"description: {description}", "---", ""]
    lines += ["# Tutorials", "", TUTORIALS, ""]
    for chapter in dict.fromkeys(page.tutorial.header.chapter for page in pages):
        shown = [page for page in pages if page.tutorial.header.chapter == chapter]
        lines += [f"## {chapter}", "", cards(shown, "", pages), ""]
    return "\n".join(lines)
