"""Reading paths: steps in an order, and the graph of which tutorial needs which."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...config import DOCS
from ...sources.tutorials.tutorial import Tutorial
from ..template import fill
from .drawings.box_diagram import Arrow, Box, draw_boxes


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
    """Return the steps with these names, each once.

    Args:
        names: a tutorial (`digits`), a folder of tutorials (`2-seeing`), all that have
            not been named (`*`), or a page of docs/ (`guide/play`).
        tutorials: all, in reading order.
        written: title, description and minutes of a page of docs/, if there is one.

    Raises:
        ValueError: there is no such page, or a step needs a later one.
    """
    steps: dict[str, Step] = {}
    for name in names:
        matching = [t for t in tutorials if name in (t.name, t.path.parent.name, "*")]
        for tutorial in matching:
            steps.setdefault(tutorial.name, _of_tutorial(tutorial))
        if matching:
            continue
        page = written(name)
        if page is None:
            raise ValueError(f"there is no tutorial, folder or page called {name}")
        steps[name] = Step(name, f"{name}.md", *page)
    order = list(steps)
    for step in steps.values():
        for need in step.needs:
            if need in steps and order.index(need) > order.index(step.name):
                raise ValueError(f"{step.name} needs {need}, which comes after it")
    return list(steps.values())


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


def built(address: str, page: Path) -> str:
    """Return the address as the built page has it: folders, no files.

    `page` is the page of docs/ that links there, an index.md: in any other, Zensical
    takes what HTML links to as seen from the file, and adds a step up.
    """
    depth = len(page.relative_to(DOCS).with_suffix("").parts)
    depth -= page.stem == "index"
    return "../" * depth + address.removesuffix("index.md").replace(".md", "/")


def draw_path(path: Sequence[Step], page: Path) -> str:
    """Write a path as Markdown: the graph of its tutorials, its steps as a list."""
    total = sum(step.minutes for step in path)
    hours = f"{total} minutes" if total < 90 else f"{total / 60:.0f} hours"
    items = fill("steps.html", steps=[(s, built(s.address, page)) for s in path])
    return (
        f"{graph(path, page)}\n\n"
        f"{len(path)} pages, about {hours} to read, and as long again to play.\n\n"
        f"{items}\n"
    )


def rows(needs: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Put tutorials in rows: each below all that it needs, as high as it can be."""
    depth: dict[str, int] = {}
    for name, before in needs.items():
        depth[name] = max((depth[n] + 1 for n in before if n in depth), default=0)
    return [
        [name for name in needs if depth[name] == row]
        for row in range(max(depth.values(), default=-1) + 1)
    ]


def direct(needs: Sequence[str], before: Mapping[str, Sequence[str]]) -> list[str]:
    """Keep those of the needs that no other one of them needs already.

    `before` says what each tutorial needs.
    """

    def reached(name: str) -> set[str]:
        return set(before[name]).union(*(reached(n) for n in before[name]))

    beyond = set[str]().union(*(reached(need) for need in needs))
    return [need for need in needs if need not in beyond]


def graph(path: Sequence[Step], page: Path) -> str:
    """Draw which tutorial of a path needs which, as SVG; the boxes are links.

    The arrows are the headers' `needs`, without those that follow from the others; the
    numbers are those of the path's list, in which other pages stand, too.
    """
    number = {step.name: n for n, step in enumerate(path, start=1)}
    tutorials = [step for step in path if step.tutorial]
    if not tutorials:
        return ""
    by_name = {step.name: step for step in tutorials}
    layout = rows({step.name: step.needs for step in tutorials})
    widest = max(len(row) for row in layout)
    boxes = [
        Box(
            name,
            by_name[name].title,
            y,
            (widest - len(row)) / 2 + x,
            link=built(by_name[name].address, page),
            number=number[name],
        )
        for y, row in enumerate(layout)
        for x, name in enumerate(row)
    ]
    before = {s.name: [n for n in s.needs if n in by_name] for s in tutorials}
    arrows = [
        Arrow(need, name)
        for name, needs in before.items()
        for need in direct(needs, before)
    ]
    titles = {name: [by_name[n].title for n in needs] for name, needs in before.items()}
    order = "; ".join(
        f"{by_name[name].title} after {' and '.join(first)}"
        for name, first in titles.items()
        if first
    )
    return draw_boxes(
        sorted(boxes, key=lambda box: number[box.name]),
        arrows,
        f"What to read first. {order}." if order else "One tutorial.",
    )
