"""Math in Markdown: TeX between dollars becomes MathML, when the site is built."""

from __future__ import annotations

import re

from latex2mathml.commands import MATRICES
from latex2mathml.converter import convert

# Code is left alone: fenced blocks and code spans come first, and win.
CODE_OR_MATH = re.compile(
    r"(?P<code>^(?P<fence>`{3,}|~{3,}).*?^(?P=fence)\s*$|(?P<ticks>`+).+?(?P=ticks))"
    r"|(?<!\\)\$\$(?P<block>.+?)\$\$"
    r"|(?<![\\$\w])\$(?P<inline>[^\s$](?:[^$\n]*[^\s$\\])?)\$(?![\d$])",
    re.DOTALL | re.MULTILINE,
)
ENVIRONMENT = re.compile(r"\\begin\{([^{}]*)\}")
# latex2mathml has these under the names on the right only.
SAME = {"aligned": "split", "gathered": "matrix"}
LEFT_OVER = re.compile(r"<m[a-z]+>(\\[A-Za-z]+|&(?:amp;)?)</m[a-z]+>")


class MathError(ValueError):
    """TeX that cannot be read; `line` counts from 0, from the text's first."""

    def __init__(self, line: int, message: str) -> None:
        """Remember where it is."""
        super().__init__(message)
        self.line = line


def with_mathml(markdown: str) -> str:
    r"""Replace `$...$` and `$$...$$` outside code by MathML; `\$` stays a dollar.

    Raises:
        MathError: the TeX cannot be read, or holds a command that is not known.
    """

    def replace(match: re.Match[str]) -> str:
        if match["code"]:
            return match[0]
        try:
            return _replaced(match)
        except ValueError as error:
            line = markdown[: match.start()].count("\n")
            raise MathError(line, str(error)) from error

    return CODE_OR_MATH.sub(replace, markdown)


def _replaced(match: re.Match[str]) -> str:
    display = match["block"] is not None
    tex = (match["block"] or match["inline"]).strip()
    for name in ENVIRONMENT.findall(tex):
        if name not in SAME and rf"\{name}" not in MATRICES:
            raise ValueError(f"the formula {tex!r} has an unknown environment, {name}")
    known = tex
    for name, same in SAME.items():
        for which in ("begin", "end"):
            known = known.replace(rf"\{which}{{{name}}}", rf"\{which}{{{same}}}")
    try:
        math = convert(known, display="block" if display else "inline")
    except Exception as error:  # latex2mathml raises many kinds
        raise ValueError(f"cannot read the formula {tex!r}: {error!r}") from error
    remaining = LEFT_OVER.search(math)
    if remaining:
        what = (
            "an & outside a table"
            if "&" in remaining[1]
            else f"the unknown {remaining[1]}"
        )
        raise ValueError(f"the formula {tex!r} holds {what}")
    # A scroll container that the keyboard reaches, for formulas wider than a phone.
    if display:
        return f'<div class="lbl-math" tabindex="0">{math}</div>'
    # Python-Markdown takes a line that begins with <math> for a block; a span is none.
    return f'<span class="lbl-math">{math}</span>'
