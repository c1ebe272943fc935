"""From a finished run to the page: plain Markdown, and the files that lie beside it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from itertools import groupby
from typing import Any

import nbformat
from markupsafe import Markup

from ... import config
from ...errors import Problems
from ...sources import catalogue
from ...sources.catalogue import Catalogue
from ...sources.tutorials.cells import Cell
from ...sources.tutorials.tutorial import Tutorial
from ...storage.runs import Run
from ..cells import figures, outputs
from ..cells.citations import cite_in_cell
from ..cells.mathml import MathError, with_mathml
from ..cells.placeholders import fill_placeholders
from ..template import fill
from .guesses import check_answers, guesses_in, wrapped_answer
from .provenance import provenance
from .runs_here import page_cells, wrap
from .take_home import cells_of, from_the_site, lone_script, take_home_notebook


@dataclass
class Page:
    """One tutorial's page and the files in its folder (`index.md` among them)."""

    tutorial: Tutorial
    run: Run | None
    """None while it is still to come."""
    files: dict[str, bytes] = field(default_factory=dict)
    cover: figures.Figure | None = None


class Folded(str):
    """Code of a cell that the page folds."""


NO_LINKS = Catalogue({}, catalogue.SOURCE)


def render(
    tutorial: Tutorial, run: Run, wheel: str, links: Catalogue = NO_LINKS
) -> Page:
    """Render a tutorial's page from its run.

    Args:
        tutorial: what is to be rendered.
        run: of its code.
        wheel: the file name of the exporters' wheel.
        links: what the tutorial may cite.

    Raises:
        PipelineError: the prose names an unknown variable or cites an unknown resource,
            a formula cannot be read, a figure has no alternative text, an output is too
            large: all that is wrong in the file.
    """
    page = Page(tutorial, run)
    parts = [
        front_matter(tutorial),
        f"# {tutorial.header.title}\n",
        downloads(tutorial, computed=True) + "\n",
    ]
    parts.extend(recall(tutorial))
    if run.preview or run.provenance.profile == "smoke":
        parts.append(
            '!!! warning "Preview"\n'
            "    This page was made to see that the tutorial runs, with its parameters "
            f"for `{run.provenance.profile}`.\n    Its results are not to be trusted.\n"
        )
    problems = Problems()
    cells = list(enumerate(cells_of(tutorial, run)))
    running = page_cells(tutorial, {n: done for n, (_, done) in cells if done})
    guesses = guesses_in(tutorial)
    for number, (cell, executed) in cells:
        with problems.gathered():
            if executed is None:
                text = cite_in_cell(tutorial, cell, links, marked=True)
                parts.append(_markdown(tutorial, cell, text, run.values()))
                continue
            check_answers(tutorial, cell, guesses)
            stem, values = f"figure-{number}", run.values()
            blocks = list(_code(page, cell, executed, stem, values))
            if number in running:
                written = list(_written(blocks))
                blocks = [wrap(number, cell, running[number], written)]
            parts.extend(blocks)
    problems.check()
    parts.append(f'<reader-done page="{tutorial.name}"></reader-done>\n')
    parts.append(provenance(tutorial, run, wheel))
    page.files |= {
        "index.md": "\n".join(_written(parts)).encode(),
        f"{tutorial.name}.py": lone_script(tutorial, wheel).encode(),
        f"{tutorial.name}.ipynb": take_home_notebook(
            tutorial, run, wheel, links
        ).encode(),
        "provenance.json": json.dumps(asdict(run.provenance), indent=1).encode(),
    }
    return page


def front_matter(tutorial: Tutorial) -> str:
    """Write what the builder is to know of a page: its title and description."""
    title, description = tutorial.header.title, tutorial.header.description
    fields = {"title": title, "description": description}
    # YAML would read the two halves by which JSON escapes an emoji as two characters.
    lines = [
        f"{name}: {json.dumps(text, ensure_ascii=False)}"
        for name, text in fields.items()
    ]
    return "\n".join(["---", *lines, "---", ""])


def downloads(tutorial: Tutorial, *, computed: bool) -> str:
    """Offer what to take home, and say how long the page is.

    Args:
        tutorial: whose page it is.
        computed: there is a run, and so a notebook with its results.
    """
    github = "https://github.com/"
    repository = config.repo_url()
    on_github = repository.startswith(github)
    colab = repository.removeprefix(github) if on_github else ""
    minutes = tutorial.header.minutes
    return fill(
        "downloads.html",
        name=tutorial.name,
        minutes=minutes,
        colab=colab,
        computed=computed,
    )


def recall(tutorial: Tutorial) -> Iterator[str]:
    """Ask a reader who comes back some questions, answers folded."""
    if tutorial.header.recall:
        text = fill("recall.md", questions=tutorial.header.recall)
        try:
            yield with_mathml(str(text)) + "\n"
        except MathError as error:
            line = tutorial.line_of("recall")
            raise tutorial.error(line, str(error), "Correct the TeX.") from error


def _markdown(
    tutorial: Tutorial, cell: Cell, text: str, variables: Mapping[str, Any]
) -> str:
    text = fill_placeholders(tutorial, cell, text, variables)
    return _with_mathml(tutorial, cell, text) + "\n"


def _with_mathml(tutorial: Tutorial, cell: Cell, text: str) -> str:
    try:
        return with_mathml(text)
    except MathError as error:
        raise tutorial.error(
            cell.line + error.line, str(error), "Correct the TeX."
        ) from error


def _code(
    page: Page,
    cell: Cell,
    executed: nbformat.NotebookNode,
    stem: str,
    values: Mapping[str, Any],
) -> Iterator[str]:
    if not cell.removes_code:
        source = from_the_site(executed.source)
        fence = longest_fence(source)
        code = f"{fence}python\n{source}\n{fence}\n"
        # Folded and not left out: whoever copies the cells from the top needs them all.
        yield code if cell.shows_code else Folded(code)
    count = 0
    for output in outputs.merged(executed.outputs) if cell.shows_outputs else ():
        name = f"{stem}-{count + 1}" if count else stem
        try:
            figure = figures.from_output(name, output.get("data", {}))
            html = outputs.html_of(output) if figure is None else ""
        except ValueError as error:
            raise page.tutorial.error(
                cell.line,
                f"{error} (an output of the cell that begins here)",
                "Show less, or something else.",
            ) from error
        if figure is not None:
            count += 1
            html = _figure(page, cell, figure, values)
        yield wrapped_answer(html, cell.answers)


def _written(blocks: Iterable[str]) -> Iterator[str]:
    """Write blocks; what is folded in cells right after each other is one fold."""
    for kind, group in groupby(blocks, type):
        if kind is Folded:
            yield fill("folded_code.html", code=Markup("\n".join(group))) + "\n"
        else:
            yield from group


def longest_fence(source: str) -> str:
    """Return the backticks for a code block: more than there are in the code."""
    return "`" * max(3, 1 + max(map(len, re.findall("`+", source)), default=0))


def _figure(
    page: Page, cell: Cell, figure: figures.Figure, values: Mapping[str, Any]
) -> str:
    tutorial, options = page.tutorial, cell.options or {}
    if not options.get("fig-alt"):
        raise tutorial.error(
            cell.line,
            "this cell draws a figure without alternative text",
            "Put `#| fig-alt: what the picture shows` at the top of the cell.",
        )
    page.files |= figure.files
    if page.cover is None:
        page.cover = figures.as_cover(figure)
        page.files |= page.cover.files
    alt = str(options["fig-alt"])
    alt = fill_placeholders(tutorial, cell, alt, values, is_html=False)
    caption = str(options.get("fig-cap", ""))
    caption = fill_placeholders(tutorial, cell, caption, values)
    caption = _with_mathml(tutorial, cell, caption)
    names = [f"{figure.light}#only-light", f"{figure.dark}#only-dark"]
    if figure.light == figure.dark:
        names = [figure.light]
    figure_html = fill(
        "figure.html",
        figure=figure,
        names=names,
        alt=" ".join(alt.split()),
        # Markdown, in which an author may write HTML.
        caption=Markup(" ".join(caption.split())),
    )
    return figure_html + "\n"
