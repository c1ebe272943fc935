"""What a cell printed or raised, as HTML for a page of Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
from markupsafe import Markup, escape
from nbconvert.filters import ansi2html
from selectolax.lexbor import LexborHTMLParser

from ... import config
from ..template import fill
from .mathml import with_mathml
from .placeholders import CODE

PROGRESS_BAR = re.compile(r"^\s*\d+/\d+ \S*━{3,}\S* .*\d+m?s\b")
EPOCH = re.compile(r"^Epoch \d+/\d+\s*$")
"""Keras says it above each of its bars; an author's own line has none below."""
ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f]")
STYLE = re.compile(r"<style\b[^>]*>(.*?)</style>\s*", re.DOTALL)
STYLER = re.compile(r"\s*#T_\w+")
"""What the styles of a pandas Styler begin with: they are of that table only."""
BLANK_LINES = re.compile(r"\n\s*\n")
PRE = re.compile(r"<(pre|textarea)\b.*?</\1>", re.DOTALL)
FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
CELL_FILE = re.compile(r"/\S*/ipykernel_\d+/\d+\.py")
PACKAGE = re.compile(r"/[^\s:'\"]*/(?:site|dist)-packages/")
FOLDED = 30
"""Lines of text above which they are shown on demand."""
LONGEST_TEXT = 20_000
"""Characters that a cell may print onto its page; of more, the middle is left out."""
LONGEST_HTML = 500_000
"""Characters of an HTML output: it cannot be cut."""

Output = nbformat.NotebookNode


def html_of(output: Output) -> str:
    """Write an output that is no picture as HTML; empty if nothing is to be shown.

    The richest form that a page can show wins: HTML, Markdown, LaTeX, else text.

    Raises:
        ValueError: the output is too large, or its TeX cannot be read.
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
    for kind, write in TEXTS.items():
        if kind in data:
            text = "".join(data[kind])
            if len(text) > LONGEST_HTML:
                raise ValueError(
                    f"an output is {len(text):,} characters of {kind} long, and a page "
                    f"takes {LONGEST_HTML:,}"
                )
            return write(text)
    return _text("".join(data.get("text/plain", "")))


def _html(text: str) -> str:
    """Balance the tags, and drop styles but a Styler's, which are of its table only."""
    text = STYLE.sub(lambda match: match[0] if STYLER.match(match[1]) else "", text)
    body = LexborHTMLParser(f"<body>{text}").body
    assert body is not None, "a parsed page has a body"
    # It has no end, whatever is written.
    for endless in body.css("plaintext"):
        endless.unwrap()
    inside = body.inner_html or ""
    # A browser may not find the end of an HTML block that has blank lines in it.
    inside = PRE.sub(lambda match: match[0].replace("\n", "&#10;"), inside)
    inside = BLANK_LINES.sub("\n", inside)
    return f'<div class="lbl-output lbl-html">\n{inside.strip()}\n</div>\n'


def _markdown(text: str) -> str:
    inside = _closed(with_mathml(without_paths(text)).strip())
    return f'<div class="lbl-output" markdown="block">\n\n{inside}\n\n</div>\n'


def _closed(text: str) -> str:
    """End the code block or the comment that a text leaves open, lest it go on."""
    fence = ""
    for line in text.split("\n"):
        match = FENCE.match(line)
        if not fence and match:
            fence = match[1]
        elif match and match[1].startswith(fence) and line.strip() == match[1]:
            fence = ""
    if fence:
        return f"{text}\n{fence}"
    prose = CODE.sub("", text)
    return f"{text}-->" if prose.rfind("<!--") > prose.rfind("-->") else text


TEXTS: dict[str, Callable[[str], str]] = {
    "text/html": _html,
    "text/markdown": _markdown,
    "text/latex": _markdown,
}
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
    quiet = shortened(without_paths(without_progress(text)).strip("\n"))
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
    text = CONTROL.sub("", text)
    html = Markup(ansi2html(text)) if ANSI.search(text) else escape(text)
    return html.replace("\n", Markup("&#10;"))


def without_progress(text: str) -> str:
    """Take overwritten lines and Keras's progress bars out of printed text."""
    lines = []
    for line in text.split("\n"):
        shown = line.rstrip("\r").rsplit("\r", 1)[-1].rsplit("\b", 1)[-1]
        # A bar wipes itself out with blanks; what follows is printed over them.
        lines.append("" if "\r" in line and shown.isspace() else shown)
    is_bar = [PROGRESS_BAR.match(ANSI.sub("", line)) is not None for line in lines]
    below = [*is_bar[1:], False]
    result = [
        line
        for line, bar, bar_below in zip(lines, is_bar, below, strict=True)
        if not bar and not (bar_below and EPOCH.match(ANSI.sub("", line)))
    ]
    return "\n".join(result)


def without_paths(text: str) -> str:
    """Leave out where things are on this machine, as warnings say."""
    text = PACKAGE.sub("", CELL_FILE.sub("<this cell>", text))
    for folder in (config.cache_folder(), config.ROOT, Path.home()):
        if folder != Path("/"):
            text = text.replace(f"{folder}/", "")
    return text


def shortened(text: str) -> str:
    """Leave out the middle of a text that is too long for a page."""
    if len(text) <= LONGEST_TEXT:
        return text
    half = LONGEST_TEXT // 2
    left_out = len(text) - 2 * half
    return f"{text[:half]}\n… {left_out:,} characters left out …\n{text[-half:]}"
