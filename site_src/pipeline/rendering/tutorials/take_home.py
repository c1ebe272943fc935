"""What a reader takes home of a tutorial: its script, and its executed notebook."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

import nbformat

from ... import config
from ...sources.catalogue import Catalogue
from ...sources.tutorials.cells import Cell
from ...sources.tutorials.notebook import MAKE_CELL, new_notebook
from ...sources.tutorials.tutorial import Tutorial
from ...storage.runs import Run
from ..cells import outputs
from ..cells.citations import cite_in_cell
from ..cells.placeholders import fill_placeholders

# The block of script metadata, as PEP 723 defines it.
PEP_723 = re.compile(r"(?m)^# /// script$\s(?P<toml>(^#(| .*)$\s)+)^# ///$")
LAYERBYLAYER = re.compile(r'"layerbylayer"')
LOCAL_SITE = "http://127.0.0.1:8000/"
"""Where `make serve` puts the site; tutorials in the repository fetch data there."""


def lone_script(tutorial: Tutorial, wheel: str) -> str:
    """Write the script as a reader downloads it.

    Where the site's address is configured, its PEP 723 block names the exporters' wheel
    there, and its data come from there, so that the file runs by itself.
    """
    address = config.site_url()
    if not address:
        return tutorial.text
    named = f'"layerbylayer @ {address}wheels/{wheel}"'
    return from_the_site(LAYERBYLAYER.sub(named, tutorial.text, count=1))


def from_the_site(code: str) -> str:
    """Return the code with the configured address of the site, if there is one."""
    return code.replace(LOCAL_SITE, config.site_url() or LOCAL_SITE)


def requirements(tutorial: Tutorial, wheel: str) -> list[str]:
    """Read what the downloaded script needs from its PEP 723 block.

    Raises:
        TutorialError: the block is no TOML, or has no list of dependencies.
    """
    script = lone_script(tutorial, wheel)
    block = PEP_723.search(script)
    if block is None:
        return []
    lines = block["toml"].splitlines()
    toml = "\n".join(line.removeprefix("#").lstrip() for line in lines)
    try:
        dependencies = tomllib.loads(toml)["dependencies"]
        if not isinstance(dependencies, list):
            raise ValueError("`dependencies` is no list")
    except (ValueError, KeyError) as error:
        raise tutorial.error(
            script[: block.start()].count("\n") + 1,
            f"the block `# /// script` cannot be read: {error}",
            'It holds TOML, with dependencies = ["numpy", ...].',
        ) from error
    return [str(requirement) for requirement in dependencies]


def cells_of(
    tutorial: Tutorial, run: Run
) -> Iterator[tuple[Cell, nbformat.NotebookNode | None]]:
    """Pair the prose as it is written now with the code as it was executed.

    A kept run is older than the prose, so nothing but its code cells is used.
    """
    executed = (c for c in run.notebook().cells if c.cell_type == "code")
    for cell in tutorial.cells:
        if cell.kind != "raw":
            yield cell, next(executed) if cell.kind == "code" else None


def take_home_notebook(
    tutorial: Tutorial, run: Run, wheel: str, links: Catalogue
) -> str:
    """Return the executed notebook to take home: values filled in, figures inside."""
    markdown, code = MAKE_CELL["markdown"], MAKE_CELL["code"]
    packages = " ".join(f'"{r}"' for r in requirements(tutorial, wheel))
    install = (
        code(f"%pip install -q {packages}", id="install")
        if config.site_url()
        else markdown(f"This notebook needs the packages {packages}.", id="install")
    )
    cells = [markdown(f"# {tutorial.header.title}", id="title"), install]
    for number, (cell, executed) in enumerate(cells_of(tutorial, run)):
        if executed is None:
            text = cite_in_cell(tutorial, cell, links, marked=False)
            text = fill_placeholders(tutorial, cell, text, run.values())
            cells.append(markdown(text, id=f"prose-{number}"))
            continue
        for output in executed.outputs:
            output.get("data", {}).pop("image/svg+xml", None)
            if "text" in output:
                text = outputs.without_progress(output.text)
                output.text = outputs.shortened(outputs.without_paths(text))
        executed.metadata = {}
        executed.source = from_the_site(executed.source)
        cells.append(executed)
    return str(nbformat.writes(new_notebook(cells)))
