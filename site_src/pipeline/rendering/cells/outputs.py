"""What a cell printed or raised, as HTML for a page of Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import nbformat
from markupsafe import Markup, escape
from nbconvert.filters import ansi2html
from selectolax.lexbor import LexborHTMLParser

from ..template import fill

PROGRESS_BAR = re.compile(r"^Epoch \d+/\d+\s*$|^\s*\d+/\d+ .*[━=]{3,}")
ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
STYLE = re.compile(r"<style\b.*?</style>\s*", re.DOTALL)
BLANK_LINES = re.compile(r"\n\s*\n")
FOLDED = 30
"""Lines of text above which they are shown on demand."""

Output = nbformat.NotebookNode


def html_of(output: Output) -> str:
    """Write an output that is no picture as HTML; empty if nothing is to be shown.

    The richest form that a page can show wins: HTML, else text.
    """
    return KINDS[output.output_type](output)


def _stream(output: Output) -> str:
    return _text(output.text)


def _error(output: Output) -> str:
    """An error that is meant, as the traceback's last call and its message."""
    trace = "\n".join(output.traceback).split("\n\n")
    return _text("\n\n".join(trace[-2:]), "lbl-error")


def _data(output: Output) -> str:
    data: dict[str, Any] = output.get("data", {})
    if "text/html" in data:
        # A browser may not find the end of an HTML block that has blank lines in it.
        html = _closed(STYLE.sub("", "".join(data["text/html"])))
        inside = BLANK_LINES.sub("\n", html)
        return f'<div class="lbl-output lbl-html">\n{inside.strip()}\n</div>\n'
    return _text("".join(data.get("text/plain", "")))


def _closed(html: str) -> str:
    """Write HTML as a browser understands it: it ends what it begins, and no more.

    An open `<textarea>` would take in all that follows on the page, and a stray
    `</article>` would end the page's.
    """
    body = LexborHTMLParser(f"<!doctype html><body>{html}").body
    assert body is not None, "a parsed page has a body"
    for endless in body.css("plaintext"):
        endless.unwrap()
    return body.inner_html or ""


KINDS: dict[str, Callable[[Output], str]] = {
    "stream": _stream,
    "error": _error,
    "display_data": _data,
    "execute_result": _data,
}


def merged(outputs: list[Output]) -> Iterator[Output]:
    """Merge all that a cell printed into one block, which comes first."""
    text = "".join(o.text for o in outputs if o.output_type == "stream")
    if text:
        yield nbformat.v4.new_output("stream", name="stdout", text=text)
    yield from (o for o in outputs if o.output_type != "stream")


def _text(text: str, more: str = "") -> str:
    quiet = without_progress(text).strip("\n")
    if not quiet:
        return ""
    # Material would make a code block with a copy button of <pre><code>.
    # It may be wider than the page: with the focus, keys scroll it.
    return (
        fill(
            "output.html",
            kind=f"lbl-output {more}".strip(),
            text=_coloured(quiet),
            lines=quiet.count("\n") + 1,
            folded=FOLDED,
        )
        + "\n"
    )


def _coloured(text: str) -> Markup:
    """Escape text, with ANSI colours as classes; blank lines stay, in one block."""
    html = Markup(ansi2html(text)) if ANSI.search(text) else escape(text)
    return html.replace("\n", Markup("&#10;"))


def without_progress(text: str) -> str:
    """Printed text without overwritten lines and Keras's progress bars."""
    kept = []
    for line in text.split("\n"):
        last = line.rstrip("\r").rsplit("\r", 1)[-1].rsplit("\b", 1)[-1]
        if not PROGRESS_BAR.match(ANSI.sub("", last)):
            kept.append(last)
    return "\n".join(kept)
