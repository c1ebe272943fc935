"""From a finished run to the page: plain Markdown, and the files that lie beside it."""

from __future__ import annotations

import html
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import nbformat

from .. import config
from ..errors import PipelineError
from ..sources import catalogue
from ..sources.catalogue import Catalogue
from ..sources.cells import Cell
from ..sources.notebook import MAKE_CELL, new_notebook
from ..sources.tutorial import Tutorial
from ..storage.runs import Run
from .cells import figures, outputs
from .cells.mathml import with_mathml

PLACEHOLDER = re.compile(r"\{\{\s*([A-Za-z_]\w*)\s*(?::([^{}]*?))?\s*\}\}")
# The block of script metadata, as PEP 723 defines it.
PEP_723 = re.compile(r"(?m)^# /// script$\s(?P<toml>(^#(| .*)$\s)+)^# ///$")
LAYERBYLAYER = re.compile(r'"layerbylayer"')
LOCAL_SITE = "http://127.0.0.1:8000/"
"""Where `make serve` puts the site; tutorials in the repository fetch data there."""


@dataclass
class Page:
    """One tutorial's page and the files in its folder (`index.md` among them)."""

    tutorial: Tutorial
    run: Run
    files: dict[str, bytes] = field(default_factory=dict)
    cover: figures.Figure | None = None


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
        TutorialError: the prose names an unknown variable or cites an unknown resource,
            a formula cannot be read, a figure has no alternative text.
    """
    page = Page(tutorial, run)
    parts = [_front_matter(tutorial), f"# {tutorial.header.title}\n", _links(tutorial)]
    parts.extend(_recall(tutorial))
    if run.preview or run.provenance.profile == "smoke":
        parts.append(
            '!!! warning "Preview"\n'
            "    This page was made to see that the tutorial runs, with its parameters "
            f"for `{run.provenance.profile}`.\n    Its results are not to be trusted.\n"
        )
    for number, (cell, executed) in enumerate(_cells(tutorial, run)):
        if executed is None:
            text = with_links(tutorial, cell, links, marked=True)
            parts.append(_markdown(tutorial, cell, text, run.values()))
        else:
            parts.extend(_code(page, cell, executed, f"figure-{number}"))
    parts.append(f'<reader-done page="{tutorial.name}"></reader-done>\n')
    parts.append(_provenance(page, wheel))
    page.files |= {
        "index.md": "\n".join(parts).encode(),
        f"{tutorial.name}.py": lone_script(tutorial, wheel).encode(),
        f"{tutorial.name}.ipynb": _notebook(tutorial, run, wheel, links).encode(),
        "provenance.json": json.dumps(asdict(run.provenance), indent=1).encode(),
    }
    return page


def _cells(
    tutorial: Tutorial, run: Run
) -> Iterator[tuple[Cell, nbformat.NotebookNode | None]]:
    """The prose as it is written now, and the code as it was executed.

    A kept run is older than the prose, so nothing but its code cells is used.
    """
    executed = (c for c in run.notebook().cells if c.cell_type == "code")
    for cell in tutorial.cells:
        if cell.kind != "raw":
            yield cell, next(executed) if cell.kind == "code" else None


def filled(
    tutorial: Tutorial, cell: Cell, text: str, variables: Mapping[str, Any]
) -> str:
    """The text with the run's value for every `{{ name:format }}`.

    The format `json` is for attributes of demos: it writes a list, a text or a number
    as JSON, with what HTML would misread escaped.
    """

    def value(match: re.Match[str]) -> str:
        name, spec = match.groups()
        line = cell.line + text[: match.start()].count("\n")
        if name not in variables:
            raise tutorial.error(
                line,
                f"{match[0]} names {name}, and the run has no such number or text",
                "Assign it at the top level of a cell, or correct the name.",
            )
        if spec == "json":
            return html.escape(json.dumps(variables[name]), quote=True)
        try:
            return format(variables[name], spec or "")
        except (ValueError, TypeError) as error:
            raise tutorial.error(
                line, f"{match[0]}: {error}", "Use a format of Python's format()."
            ) from error

    return PLACEHOLDER.sub(value, text)


def lone_script(tutorial: Tutorial, wheel: str) -> str:
    """The script as a reader downloads it.

    Where the site's address is configured, its PEP 723 block names the exporters' wheel
    there, and its data come from there, so that the file runs by itself.
    """
    address = config.site_url()
    if not address:
        return tutorial.text
    named = f'"layerbylayer @ {address}wheels/{wheel}"'
    return _from_the_site(LAYERBYLAYER.sub(named, tutorial.text, count=1))


def _from_the_site(code: str) -> str:
    """The code with the configured address of the site, if there is one."""
    return code.replace(LOCAL_SITE, config.site_url() or LOCAL_SITE)


def requirements(tutorial: Tutorial, wheel: str) -> list[str]:
    """What the downloaded script needs, from its PEP 723 block."""
    block = PEP_723.search(lone_script(tutorial, wheel))
    if block is None:
        return []
    lines = block["toml"].splitlines()
    toml = "\n".join(line.removeprefix("#").lstrip() for line in lines)
    return [str(requirement) for requirement in tomllib.loads(toml)["dependencies"]]


def _front_matter(tutorial: Tutorial) -> str:
    title, description = tutorial.header.title, tutorial.header.description
    fields = {"title": title, "description": description}
    lines = [f"{name}: {json.dumps(text)}" for name, text in fields.items()]
    return "\n".join(["---", *lines, "---", ""])


def _links(tutorial: Tutorial) -> str:
    """What to take home, and how long the page is."""
    name, header = tutorial.name, tutorial.header
    links = [
        f'<a href="{name}.py" download>Script</a>',
        f'<a href="{name}.ipynb" download>Notebook</a>',
    ]
    repository = config.repo_url()
    if repository.startswith("https://github.com/"):
        where = repository.removeprefix("https://github.com/")
        links.append(
            f'<a href="https://colab.research.google.com/github/{where}/blob/notebooks/'
            f'{name}.ipynb">Open in Colab</a>'
        )
    facts = f"<span>{header.minutes} minutes to read</span>"
    return f'<p class="lbl-downloads">{facts} {" ".join(links)}</p>\n'


def with_links(tutorial: Tutorial, cell: Cell, links: Catalogue, marked: bool) -> str:
    """The cell's text with its citations as links, marked by their state or plain."""

    def error(line: int, message: str, advice: str) -> PipelineError:
        return tutorial.error(cell.line + line, message, advice)

    return catalogue.cited(cell.source, links, error, marked)


def _recall(tutorial: Tutorial) -> Iterator[str]:
    """Questions for a reader who comes back, answers folded."""
    if not tutorial.header.recall:
        return
    yield (
        '<details class="lbl-recall" markdown="block">\n'
        "<summary>You have been here before? First answer from memory</summary>\n"
    )
    for question in tutorial.header.recall:
        yield (
            '<details markdown="block">\n'
            f'<summary markdown="span">{question.ask}</summary>\n\n'
            f"{question.answer}\n\n</details>\n"
        )
    yield "</details>\n"


def _markdown(
    tutorial: Tutorial, cell: Cell, text: str, variables: Mapping[str, Any]
) -> str:
    text = filled(tutorial, cell, text, variables)
    try:
        return with_mathml(text) + "\n"
    except ValueError as error:
        raise tutorial.error(cell.line, str(error), "Correct the TeX.") from error


def _code(
    page: Page, cell: Cell, executed: nbformat.NotebookNode, stem: str
) -> Iterator[str]:
    options = cell.options or {}
    if options.get("echo", True):
        yield f"```python\n{_from_the_site(executed.source)}\n```\n"
    count = 0
    for output in outputs.merged(executed.outputs):
        name = f"{stem}{'abcdefgh'[count] if count else ''}"
        figure = figures.from_output(name, output.get("data", {}))
        if figure is not None:
            count += 1
            yield _figure(page, cell, figure)
        else:
            yield outputs.html_of(output)


def _figure(page: Page, cell: Cell, figure: figures.Figure) -> str:
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
    text = filled(tutorial, cell, str(options["fig-alt"]), page.run.values())
    alt = html.escape(" ".join(text.split()), quote=True)

    def image(name: str, ground: str) -> str:
        return (
            f'<img src="{name}{ground}" alt="{alt}" width="{figure.width}" '
            f'height="{figure.height}" loading="lazy" decoding="async">'
        )

    images = image(figure.light, "#only-light") + image(figure.dark, "#only-dark")
    if figure.light == figure.dark:
        images = image(figure.light, "")
    caption = filled(tutorial, cell, str(options.get("fig-cap", "")), page.run.values())
    caption = " ".join(caption.split())
    below = f'\n<figcaption markdown="span">{caption}</figcaption>' if caption else ""
    return f'<figure markdown="block">\n{images}{below}\n</figure>\n'


def _provenance(page: Page, wheel: str) -> str:
    tutorial, run = page.tutorial, page.run
    p = run.provenance
    versions = ", ".join(f"{name} {version}" for name, version in p.versions.items())
    sentences = [
        f"Every number and figure on this page comes from one run of "
        f"[its script]({tutorial.name}.py): {p.finished[:10]}, {p.hardware}, "
        f"{p.seconds:.0f} s in all; Python {p.python}, {versions}."
    ]
    if run.origin:
        sentences.append("That run was taken from the project's shared cache.")
    for name in tutorial.header.exports:
        card = json.loads((run.model(name) / "card.json").read_text())
        parity = card["parity"]
        sentences.append(
            f"The model `{name}` was run in TensorFlow.js {parity['tfjs']} on "
            f"{parity['examples']} test images before it was published: its answers "
            f"differ from Python's by at most {parity['max_abs_difference']:.0e}."
        )
    sentences.append(_how_to_run(tutorial, wheel))
    body = " ".join(sentences)
    return f'<div class="lbl-provenance" markdown>\n{body}\n</div>\n'


def _how_to_run(tutorial: Tutorial, wheel: str) -> str:
    if config.site_url():
        return f"To run it at home: `uv run {tutorial.name}.py`."
    others = [d for d in requirements(tutorial, wheel) if d != "layerbylayer"]
    fetching = (
        f" It fetches its data from {LOCAL_SITE}, so serve this site there first."
        if LOCAL_SITE in tutorial.text
        else ""
    )
    return (
        f"To run it at home, install `{' '.join(others)}` and "
        f"[layerbylayer](../../wheels/{wheel}) with pip, "
        f"then `python {tutorial.name}.py`.{fetching}"
    )


def _notebook(tutorial: Tutorial, run: Run, wheel: str, links: Catalogue) -> str:
    """The executed notebook to take home: values filled in, figures inside."""
    markdown, code = MAKE_CELL["markdown"], MAKE_CELL["code"]
    packages = " ".join(f'"{r}"' for r in requirements(tutorial, wheel))
    install = (
        code(f"%pip install -q {packages}", id="install")
        if config.site_url()
        else markdown(f"This notebook needs the packages {packages}.", id="install")
    )
    cells = [markdown(f"# {tutorial.header.title}", id="title"), install]
    for number, (cell, executed) in enumerate(_cells(tutorial, run)):
        if executed is None:
            text = with_links(tutorial, cell, links, marked=False)
            text = filled(tutorial, cell, text, run.values())
            cells.append(markdown(text, id=f"prose-{number}"))
            continue
        for output in executed.outputs:
            output.get("data", {}).pop("image/svg+xml", None)
            if "text" in output:
                output.text = outputs.without_progress(output.text)
        executed.metadata = {}
        executed.source = _from_the_site(executed.source)
        cells.append(executed)
    return str(nbformat.writes(new_notebook(cells)))
