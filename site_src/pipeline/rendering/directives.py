"""Parts of pages that the pipeline writes: `<!-- part: NAME ARGUMENTS -->`.

A part is a small function of what the site knows (its tutorials, the catalogue, its
pages) that returns Markdown or HTML.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic.fields import FieldInfo

from ..config import DOCS, shown
from ..errors import PipelineError
from ..sources import catalogue
from ..sources.header import Header
from .blocks import paths, pipeline_diagram
from .tutorial_page import Page

PART = re.compile(r"<!-- part: ([a-z-]+)((?: +[a-z0-9_*/-]+?)*) -->")


@dataclass(frozen=True)
class Site:
    """What parts are made from."""

    pages: list[Page]
    catalogue: catalogue.Catalogue


def filled(markdown: str, page: Path, site: Site) -> str:
    """The page with its parts put in.

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
    return catalogue.listing(site.catalogue)


def _resource_count(site: Site, page: Path, arguments: list[str]) -> str:
    return str(len(site.catalogue.entries))


def _header(site: Site, page: Path, arguments: list[str]) -> str:
    return fields(Header)


def _resource(site: Site, page: Path, arguments: list[str]) -> str:
    return fields(catalogue.Resource)


def _first_cards(site: Site, page: Path, arguments: list[str]) -> str:
    """The cards of these tutorials."""
    known = {one.tutorial.name: one for one in site.pages}
    unknown = [name for name in arguments if name not in known]
    if unknown:
        raise ValueError(f"there is no tutorial called {unknown[0]}")
    folder = paths.built("tutorials/", page)
    cards = "\n".join(card(known[name], folder, site.pages) for name in arguments)
    return f'<div class="lbl-cards">\n{cards}\n</div>'


def _path(site: Site, page: Path, arguments: list[str]) -> str:
    steps = paths.steps(arguments, [one.tutorial for one in site.pages], _written)
    return paths.drawn(steps, page)


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


def card(page: Page, folder: str, pages: list[Page]) -> str:
    """A tutorial as a card with a picture from its own run.

    `folder` is the address of tutorials/, as the page with the card has it; `pages` are
    all tutorials.
    """
    tutorial, header, picture = page.tutorial, page.tutorial.header, ""
    if cover := page.cover:
        size = f'alt="" width="{cover.width}" height="{cover.height}" loading="lazy"'
        light, dark = (
            f'<img src="{folder}{tutorial.name}/{name}#only-{ground}" {size}>'
            for name, ground in [(cover.light, "light"), (cover.dark, "dark")]
        )
        picture = f'<span class="lbl-card-picture">{light}{dark}</span>'
    titles = {one.tutorial.name: one.tutorial.header.title for one in pages}
    needs = ", ".join(titles[name] for name in header.needs)
    after = f", after {html.escape(needs)}" if needs else ""
    return (
        f'<a class="lbl-card" href="{folder}{tutorial.name}/" '
        f'data-page="{tutorial.name}">{picture}'
        f"<strong>{html.escape(header.title)}</strong>"
        f"<span>{html.escape(header.description)}</span>"
        f"<small>{catalogue.LEVELS[header.level - 1]}, "
        f"{header.minutes} minutes to read{after}</small></a>"
    )


TUTORIALS = """\
Each of these is a page to read, a script to run, a notebook to open, and a network that
you can use and break. Begin with the first. Every later one says which it follows;
[three paths](../paths/index.md) lead through them."""


def index(pages: list[Page]) -> str:
    """The list of tutorials, chapter by chapter, from their headers."""
    description = "All tutorials, each of them a page, a script and a network to try."
    lines = ["---", "title: Tutorials", f"description: {description}", "---", ""]
    lines += ["# Tutorials", "", TUTORIALS, ""]
    for chapter in dict.fromkeys(page.tutorial.header.chapter for page in pages):
        cards = [
            card(p, "", pages) for p in pages if p.tutorial.header.chapter == chapter
        ]
        lines += [f"## {chapter}", "", '<div class="lbl-cards">', *cards, "</div>", ""]
    return "\n".join(lines)


def _pipeline(site: Site, page: Path, arguments: list[str]) -> str:
    return pipeline_diagram.pipeline()


Part = Callable[[Site, Path, list[str]], str]
PARTS: Mapping[str, Part] = {
    "cards": _first_cards,
    "header": _header,
    "path": _path,
    "pipeline": _pipeline,
    "resource": _resource,
    "resource-count": _resource_count,
    "resources": _resources,
}


def fields(model: type[Header] | type[catalogue.Resource]) -> str:
    """A table of a model's fields, from the schema itself."""
    rows = ["| Field | Holds | Needed | Meaning |", "| --- | --- | --- | --- |"]
    for name, field in model.model_fields.items():
        need = "needed" if field.is_required() else _default(field)
        meaning = " ".join((field.description or "").split())
        rows.append(f"| `{name}` | {_type(model, name)} | {need} | {meaning} |")
    return "\n".join(rows)


def _default(field: FieldInfo) -> str:
    value = field.get_default(call_default_factory=True)
    return f"`{value}`" if value not in (None, [], {}, ()) else "may be left out"


def _type(model: type[Header] | type[catalogue.Resource], name: str) -> str:
    """A field's type in words, from its JSON schema."""
    schema = model.model_json_schema(by_alias=True)
    return _words(schema["properties"][name], schema.get("$defs", {}))


def _words(schema: dict[str, object], definitions: Mapping[str, object]) -> str:
    match schema:
        case {"$ref": str(ref)}:
            target = definitions[ref.rsplit("/", 1)[-1]]
            assert isinstance(target, dict)
            names = ", ".join(f"`{name}`" for name in target["properties"])
            return f"{names}"
        case {"enum": list(values)}:
            return " or ".join(f"`{value}`" for value in values)
        case {"const": value}:
            return f"`{value}`"
        case {"anyOf": list(options)}:
            shown = [_words(o, definitions) for o in options if o.get("type") != "null"]
            return " or ".join(dict.fromkeys(shown))
        case {"type": "array", "items": dict(items)}:
            return f"a list of: {_words(items, definitions)}"
        case {"type": "object"}:
            return "names with values"
        case {"type": "integer", **more}:
            low, high = more.get("minimum"), more.get("maximum")
            if low is not None and high is not None:
                return f"a whole number from {low} to {high}"
            return f"a whole number, at least {low}" if low is not None else "a number"
        case {"format": "date"}:
            return "a date, as 2026-11-24"
        case {"type": "number"}:
            return "a number"
        case {"type": "boolean"}:
            return "`true` or `false`"
    return "text"
