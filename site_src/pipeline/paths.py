"""Reading paths: steps in an order, and the graph of which tutorial needs which."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .config import DOCS
from .tutorial import Tutorial

BOX_WIDTH, BOX_HEIGHT, GAP_X, GAP_Y, MARGIN = 210, 68, 26, 46, 8
LINE_LETTERS, MOST_LINES = 21, 2


@dataclass(frozen=True)
class Step:
    """One page of a path."""

    name: str
    """Of the tutorial; of another page, its path in docs/ without the suffix."""
    address: str
    """Of the page, from the site's root, as MkDocs links it."""
    title: str
    description: str
    minutes: int
    needs: tuple[str, ...] = ()
    tutorial: bool = False


Written = Callable[[str], tuple[str, str, int] | None]


def steps(
    names: Sequence[str], tutorials: Sequence[Tutorial], written: Written
) -> list[Step]:
    """The steps with these names, each once.

    Args:
        names: a tutorial (`digits`), a folder of tutorials (`2-seeing`), all that have
            not been named (`*`), or a page of docs/ (`guide/play`).
        tutorials: all, in reading order.
        written: title, description and minutes of a page of docs/, if there is one.

    Raises:
        ValueError: there is no such page, or a step needs a later one.
    """
    found: dict[str, Step] = {}
    for name in names:
        matching = [t for t in tutorials if name in (t.name, t.path.parent.name, "*")]
        for tutorial in matching:
            found.setdefault(tutorial.name, _of_tutorial(tutorial))
        if matching:
            continue
        page = written(name)
        if page is None:
            raise ValueError(f"there is no tutorial, folder or page called {name}")
        found[name] = Step(name, f"{name}.md", *page)
    order = list(found)
    for step in found.values():
        for need in step.needs:
            if need in found and order.index(need) > order.index(step.name):
                raise ValueError(f"{step.name} needs {need}, which comes after it")
    return list(found.values())


def _of_tutorial(tutorial: Tutorial) -> Step:
    header = tutorial.header
    return Step(
        tutorial.name,
        f"tutorials/{tutorial.name}/index.md",
        header.title,
        header.description,
        header.minutes,
        tuple(header.needs),
        tutorial=True,
    )


def relative(address: str, page: Path) -> str:
    """An address from the site's root, as a link from a page of docs/."""
    return "../" * (len(page.relative_to(DOCS).parts) - 1) + address


def built(address: str, page: Path) -> str:
    """The address as the built page has it: folders, no files.

    `page` is the page of docs/ that links there.
    """
    depth = len(page.relative_to(DOCS).with_suffix("").parts)
    depth -= page.stem == "index"
    return "../" * depth + address.removesuffix("index.md").replace(".md", "/")


def drawn(path: Sequence[Step], page: Path) -> str:
    """The path as Markdown: the graph of its tutorials, and its steps as a list."""
    total = sum(step.minutes for step in path)
    hours = f"{total} minutes" if total < 90 else f"{total / 60:.0f} hours"
    items = "\n".join(_item(step, page) for step in path)
    return (
        f"{graph([step for step in path if step.tutorial], page)}\n\n"
        f"{len(path)} pages, about {hours} to read, and as long again to play.\n\n"
        f'<ol class="lbl-steps">\n{items}\n</ol>\n'
    )


def _item(step: Step, page: Path) -> str:
    text = html.escape
    return (
        f'<li data-page="{step.name}"><a href="{built(step.address, page)}">'
        f"{text(step.title)}</a> <span>{text(step.description)}</span> "
        f"<small>{'tutorial, ' if step.tutorial else ''}{step.minutes} "
        f"minute{'s' if step.minutes > 1 else ''}</small></li>"
    )


def rows(needs: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """The tutorials in rows: each below all that it needs, as high as it can be."""
    depth: dict[str, int] = {}
    for name, before in needs.items():
        depth[name] = max((depth[n] + 1 for n in before if n in depth), default=0)
    return [
        [name for name in needs if depth[name] == row]
        for row in range(max(depth.values(), default=-1) + 1)
    ]


def graph(tutorials: Sequence[Step], page: Path) -> str:
    """An SVG of which tutorial needs which; its boxes are links.

    The arrows are the headers' `needs`; the numbers, the order of the path.
    """
    if not tutorials:
        return ""
    by_name = {step.name: step for step in tutorials}
    number = {step.name: n for n, step in enumerate(tutorials, start=1)}
    layout = rows({step.name: step.needs for step in tutorials})
    widest = max(len(row) for row in layout)
    width = 2 * MARGIN + widest * BOX_WIDTH + (widest - 1) * GAP_X
    height = 2 * MARGIN + len(layout) * BOX_HEIGHT + (len(layout) - 1) * GAP_Y
    corner: dict[str, tuple[float, float]] = {}
    for y, row in enumerate(layout):
        left = (width - len(row) * BOX_WIDTH - (len(row) - 1) * GAP_X) / 2
        for x, name in enumerate(row):
            corner[name] = (
                left + x * (BOX_WIDTH + GAP_X),
                MARGIN + y * (BOX_HEIGHT + GAP_Y),
            )
    arrows = [
        _arrow(corner[need], corner[step.name])
        for step in tutorials
        for need in step.needs
        if need in by_name
    ]
    boxes = [
        _box(step, number[step.name], corner[step.name], page) for step in tutorials
    ]
    said = "; ".join(
        f"{step.title} after {' and '.join(by_name[n].title for n in before)}"
        for step in tutorials
        if (before := [need for need in step.needs if need in by_name])
    )
    label = html.escape(f"What to read first. {said}." if said else "One tutorial.")
    return (
        f'<div class="lbl-graph" tabindex="0"><svg viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="group" aria-label="{label}">'
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" '
        'markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8Z"/></marker></defs>'
        f"{''.join(arrows)}{''.join(boxes)}</svg></div>"
    )


def _arrow(above: tuple[float, float], below: tuple[float, float]) -> str:
    x1, y1 = above[0] + BOX_WIDTH / 2, above[1] + BOX_HEIGHT
    x2, y2 = below[0] + BOX_WIDTH / 2, below[1] - 1
    bend = (y2 - y1) / 2
    return (
        f'<path class="lbl-arrow" marker-end="url(#tip)" d="M{x1:g} {y1:g}'
        f'C{x1:g} {y1 + bend:g} {x2:g} {y2 - bend:g} {x2:g} {y2:g}"/>'
    )


def _box(step: Step, number: int, corner: tuple[float, float], page: Path) -> str:
    x, y = corner
    lines = textwrap.wrap(
        step.title, LINE_LETTERS, max_lines=MOST_LINES, placeholder="…"
    )
    first = y + BOX_HEIGHT / 2 + 5 - (len(lines) - 1) * 9
    text = "".join(
        f'<text x="{x + 40:g}" y="{first + 18 * n:g}">{html.escape(line)}</text>'
        for n, line in enumerate(lines)
    )
    middle = y + BOX_HEIGHT / 2
    return (
        f'<a href="{built(step.address, page)}" data-page="{step.name}">'
        f'<rect x="{x:g}" y="{y:g}" width="{BOX_WIDTH}" height="{BOX_HEIGHT}" rx="10"/>'
        f'<circle cx="{x + 21:g}" cy="{middle:g}" r="12"/>'
        f'<text class="lbl-number" x="{x + 21:g}" y="{middle + 5:g}">{number}</text>'
        f"{text}</a>"
    )
