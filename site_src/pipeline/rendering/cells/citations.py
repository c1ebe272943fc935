"""Citations, `[text][@key]`: links to entries of the catalogue."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable

from ...config import shown
from ...errors import PipelineError
from ...sources.catalogue import Catalogue
from ...sources.tutorials.cells import Cell
from ...sources.tutorials.tutorial import Tutorial

# Code comes first and wins: what stands in it is no citation.
CODE_OR_CITATION = re.compile(
    r"(?P<code>^(?P<fence>`{3,}|~{3,}).*?^(?P=fence)\s*$|(?P<ticks>`+).+?(?P=ticks))"
    r"|\]\[@(?P<key>[^\]]*)\]",
    re.DOTALL | re.MULTILINE,
)


def cite(
    markdown: str,
    catalogue: Catalogue,
    error: Callable[[int, str, str], PipelineError],
    marked: bool = True,
) -> str:
    """Replace each `[text][@key]` outside code by a link to the entry's address.

    Args:
        markdown: the text of a page or a cell.
        catalogue: where the keys are looked up.
        error: makes the error for a line of the text (from 0), a message and an advice.
        marked: with a class and a title that tell the state (for attr_list); without,
            the link is plain Markdown, for a notebook.

    Raises:
        PipelineError: a key is not in the catalogue.
    """

    def link(match: re.Match[str]) -> str:
        key = match["key"]
        if key is None:
            return match[0]
        entry = catalogue.entries.get(key)
        if entry is None:
            near = difflib.get_close_matches(key, catalogue.entries, 3)
            raise error(
                markdown[: match.start()].count("\n"),
                f"[@{key}] is not in the catalogue",
                f"Add it to {shown(catalogue.path)}"
                + (f", or use {' or '.join(near)}." if near else "."),
            )
        address = f"](<{entry.resource.address}>"
        if not marked:
            return f"{address})"
        title = f"{entry.described}. {_sentence(catalogue.state_in_words(entry))}"
        title = title.replace('"', "'").replace("..", ".")
        link = f'{address} "{title}"){{ .lbl-cite .lbl-{entry.state} }}'
        if entry.state in ("alive", "unchecked"):
            return link
        state = "no answer" if entry.state == "gone" else entry.state
        return f'{link} <small class="lbl-state">({state})</small>'

    return CODE_OR_CITATION.sub(link, markdown)


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def cite_in_cell(
    tutorial: Tutorial, cell: Cell, links: Catalogue, *, marked: bool
) -> str:
    """Write a cell's text with its citations as links, marked by their state or plain.

    Raises:
        TutorialError: a key is not in the catalogue.
    """

    def error(line: int, message: str, advice: str) -> PipelineError:
        return tutorial.error(cell.line + line, message, advice)

    return cite(cell.source, links, error, marked)
