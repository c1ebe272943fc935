"""Parts of pages that the pipeline writes: `<!-- part: NAME ARGUMENTS -->`.

A part is a small function of what the site knows (its tutorials, the catalogue, its
pages) that returns Markdown or HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from ...config import DOCS, shown
from ...errors import PipelineError
from ...sources import catalogue
from ...sources.tutorials.header import Header
from ..tutorials.tutorial_page import Page
from . import paths
from .cards import cards
from .drawings import pipeline_diagram
from .drawings.sketches import sketch
from .field_table import field_table
from .resources import resource_list

PART = re.compile(r"<!-- part: ([a-z-]+)((?: +[a-z0-9_*/-]+?)*) -->")


@dataclass(frozen=True)
class Site:
    """What parts are made from."""

    pages: list[Page]
    catalogue: catalogue.Catalogue


def fill_directives(markdown: str, page: Path, site: Site) -> str:
    """Put the parts into a page.

    Args:
        markdown: the page as it was written.
        page: its file, in docs/.
        site: what there is.

    Raises:
        PipelineError: a part is unknown, or its arguments are wrong.
    """

    def part(match: re.Match[str]) -> str:
        name, arguments = match[1], match[2].split()
        line = markdown[: match.start()].count("\n") + 1
        if name not in PARTS:
            raise PipelineError(
                f"{shown(page)}:{line}: there is no part called {name}\n"
                f"  Use one of: {', '.join(sorted(PARTS))}."
            )
        try:
            return PARTS[name](site, page, arguments)
        except ValueError as error:
            raise PipelineError(f"{shown(page)}:{line}: {error}") from error

    return PART.sub(part, markdown)


def _resources(site: Site, page: Path, arguments: list[str]) -> str:
    return resource_list(site.catalogue)


def _resource_count(site: Site, page: Path, arguments: list[str]) -> str:
    return str(len(site.catalogue.entries))


def _resource_checks(site: Site, page: Path, arguments: list[str]) -> str:
    return site.catalogue.checks_in_words


def _header(site: Site, page: Path, arguments: list[str]) -> str:
    return field_table(Header)


def _resource(site: Site, page: Path, arguments: list[str]) -> str:
    return field_table(catalogue.Resource)


def _first_cards(site: Site, page: Path, arguments: list[str]) -> str:
    """The cards of these tutorials."""
    known = {page.tutorial.name: page for page in site.pages}
    unknown = [name for name in arguments if name not in known]
    if unknown:
        raise ValueError(f"there is no tutorial called {unknown[0]}")
    shown = [known[name] for name in arguments]
    return cards(shown, paths.built("tutorials/", page), site.pages)


def _path(site: Site, page: Path, arguments: list[str]) -> str:
    steps = paths.steps(arguments, [page.tutorial for page in site.pages], _written)
    return paths.draw_path(steps, page)


def _written(name: str) -> tuple[str, str, int] | None:
    """Title, description and minutes to read of a page in docs/ that has this name."""
    path = DOCS / f"{name}.md"
    if not path.exists():
        return None
    _, front, text = path.read_text(encoding="utf-8").split("---\n", 2)
    head = yaml.safe_load(front)
    minutes = max(1, round(len(text.split()) / WORDS_A_MINUTE))
    return str(head["title"]), str(head["description"]), minutes


WORDS_A_MINUTE = 200


def _pipeline(site: Site, page: Path, arguments: list[str]) -> str:
    return pipeline_diagram.pipeline()


def _sketch(site: Site, page: Path, arguments: list[str]) -> str:
    (name,) = arguments
    return sketch(name)


Part = Callable[[Site, Path, list[str]], str]
PARTS: Mapping[str, Part] = {
    "cards": _first_cards,
    "header": _header,
    "path": _path,
    "pipeline": _pipeline,
    "resource": _resource,
    "resource-checks": _resource_checks,
    "resource-count": _resource_count,
    "resources": _resources,
    "sketch": _sketch,
}
