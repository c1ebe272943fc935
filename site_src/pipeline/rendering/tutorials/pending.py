"""A page whose run is still to come: its text, its code, and notices for the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from ...sources.catalogue import Catalogue
from ...sources.tutorials.tutorial import Tutorial
from ..cells.citations import cite_in_cell
from ..cells.mathml import with_mathml
from ..cells.placeholders import PLACEHOLDER
from ..template import fill
from .take_home import from_the_site, lone_script
from .tutorial_page import (
    NO_LINKS,
    Page,
    downloads,
    front_matter,
    longest_fence,
    recall,
)

FILE = "pending.json"
"""In the root of a site with pages that wait for their runs: the tutorials' names."""
FENCE = r"^(?P<fence>`{3,}|~{3,}).*?^(?P=fence)\s*$"
ELEMENT = r"^<(?P<tag>[a-z]+-[a-z-]+)\b(?P<attributes>[^>]*)>.*?</(?P=tag)>"
CODE_OR_ELEMENT = re.compile(f"{FENCE}|{ELEMENT}", re.DOTALL | re.MULTILINE)
"""What shows an element as code begins before it, and is found first."""
MODEL = re.compile(r'\bmodel="([^"]+)"')
CONTROL = re.compile(r"<try-it\b[^>]*>(.*?)</try-it>", re.DOTALL)
LINK = re.compile(r"\[([^\]]*)\]\(([^)\s]+)\)")
NETWORK = "The network will be here when it has been trained."
GUESS = "A guess will be here when its answer has been computed."
FIGURE = "A figure will be here when it has been computed."
NOTICES = {"make-a-guess": GUESS, "your-guess": ""}
"""In the place of these elements; a network's notice in that of all others."""


@dataclass(frozen=True)
class Place:
    """Where a tutorial stands among those that are still to be run."""

    number: int
    """From 1, the next one."""
    waiting: int
    """How many are still to be run."""
    total: int
    """How many tutorials the site has."""
    seconds: float
    """Until it is likely to be done, as far as earlier runs tell."""

    @property
    def sentence(self) -> str:
        """Say it to a reader."""
        minutes = max(1, round(self.seconds / 60))
        about = "a minute" if minutes == 1 else f"{minutes} minutes"
        return f"place {self.number} of {self.waiting}, about {about}"


def render_pending(
    tutorial: Tutorial, place: Place, wheel: str, links: Catalogue = NO_LINKS
) -> Page:
    """Render the page of a tutorial that has not run yet.

    Args:
        tutorial: what is to be rendered.
        place: where it stands in the queue.
        wheel: the file name of the exporters' wheel.
        links: what the tutorial may cite.

    Raises:
        TutorialError: the prose cites an unknown resource, or a formula cannot be read.
    """
    header = tutorial.header
    parts = [
        front_matter(tutorial),
        f"# {header.title}\n",
        downloads(tutorial, computed=False) + "\n",
        fill("pending.md", place=place),
        *recall(tutorial),
    ]
    for cell in tutorial.cells:
        if cell.kind == "markdown":
            text = cite_in_cell(tutorial, cell, links, marked=True)
            text = _without_results(text, header.downloads)
            try:
                parts.append(with_mathml(text) + "\n")
            except ValueError as error:
                raise tutorial.error(
                    cell.line, str(error), "Correct the TeX."
                ) from error
        elif cell.kind == "code":
            if cell.shows_code:
                source = from_the_site(cell.code)
                fence = longest_fence(source)
                parts.append(f"{fence}python\n{source}\n{fence}\n")
            if "fig-alt" in (cell.options or {}):
                parts.append(_notice(FIGURE))
    files = {
        "index.md": "\n".join(parts).encode(),
        f"{tutorial.name}.py": lone_script(tutorial, wheel).encode(),
    }
    return Page(tutorial, None, files)


def without_models(markdown: str, missing: Collection[str]) -> str:
    """Put notices in the place of demos whose models are still to come.

    Args:
        markdown: a page.
        missing: names of the models that are not there yet.
    """

    def notice(tag: str, attributes: str) -> str | None:
        model = MODEL.search(attributes)
        return _notice(NETWORK) if model and model[1] in missing else None

    return _replace_elements(markdown, notice)


def _without_results(text: str, downloads: Collection[str]) -> str:
    """Take away what only a run can give: values, demos, files."""
    text = _replace_elements(text, lambda tag, _: _notice(NOTICES.get(tag, NETWORK)))
    text = CONTROL.sub(r"\1", text)
    text = LINK.sub(lambda m: m[1] if m[2] in downloads else m[0], text)
    return PLACEHOLDER.sub("…", text)


def _replace_elements(text: str, replacement: Callable[[str, str], str | None]) -> str:
    """Replace elements that begin a line, unless they are shown as code.

    Args:
        text: Markdown.
        replacement: for a tag and its attributes; None leaves the element.
    """

    def replaced(match: re.Match[str]) -> str:
        if match["fence"]:
            return match[0]
        new = replacement(match["tag"], match["attributes"])
        return match[0] if new is None else new

    return CODE_OR_ELEMENT.sub(replaced, text)


def _notice(sentence: str) -> str:
    return f'<p class="lbl-pending">{sentence}</p>\n' if sentence else ""
