"""Math in Markdown: TeX between dollars becomes MathML, when the site is built."""

from __future__ import annotations

import re

from latex2mathml.converter import convert

# Code is left alone: fenced blocks and code spans come first, and win.
CODE_OR_MATH = re.compile(
    r"(?P<code>^(?P<fence>`{3,}|~{3,}).*?^(?P=fence)\s*$|(?P<ticks>`+).+?(?P=ticks))"
    r"|(?<!\\)\$\$(?P<block>.+?)\$\$"
    r"|(?<![\\$\w])\$(?P<inline>[^\s$](?:[^$\n]*[^\s$\\])?)\$(?![\d$])",
    re.DOTALL | re.MULTILINE,
)


def with_mathml(markdown: str) -> str:
    r"""Replace `$...$` and `$$...$$` outside code by MathML; `\$` stays a dollar.

    Raises:
        ValueError: the TeX cannot be read; the message holds it.
    """
    return CODE_OR_MATH.sub(_replace, markdown)


def _replace(match: re.Match[str]) -> str:
    if match["code"]:
        return match[0]
    display = match["block"] is not None
    tex = (match["block"] or match["inline"]).strip()
    try:
        math = convert(tex, display="block" if display else "inline")
    except Exception as error:  # latex2mathml raises many kinds
        raise ValueError(f"cannot read the formula {tex!r}: {error!r}") from error
    # A scroll container that the keyboard reaches, for formulas wider than a phone.
    if display:
        return f'<div class="lbl-math" tabindex="0">{math}</div>'
    # Python-Markdown takes a line that begins with <math> for a block; a span is none.
    return f'<span class="lbl-math">{math}</span>'
