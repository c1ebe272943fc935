"""The cells of a tutorial: what each holds, and where it stands."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import jupytext

from ...config import shown
from ...errors import TutorialError
from .header import Scalar, read_yaml

TAGS = {
    *("parameters", "raises-exception"),
    *("hide-input", "remove-input", "hide-output", "remove-output", "remove-cell"),
    *("exercise", "solution", "check"),
}
"""Jupyter Book's, of which a page either shows a part or does not; and exercises'."""
OPTIONS = {
    "answers": str,
    "fig-alt": str,
    "fig-cap": str,
    "echo": bool,
    "runs-here": bool,
}
NO_LIST = re.compile(r"# %%.*\btags\s*=\s*[^\s\[]")
# Comments stay comments: jupytext would make code of "# cat pictures".
FORMAT = {"extension": ".py", "format_name": "percent", "comment_magics": False}


@dataclass(frozen=True)
class Cell:
    """One cell of the script.

    `line` is the 1-based line of the file on which `source` begins. `options` are the
    Quarto-style comment lines (`#| fig-alt: ...`) at the top of a code cell.
    """

    kind: Literal["code", "markdown", "raw"]
    source: str
    line: int
    tags: tuple[str, ...] = ()
    options: Mapping[str, Any] | None = None

    @property
    def code(self) -> str:
        """The source of a code cell without its options: what runs, what is shown."""
        lines = self.source.splitlines()
        return "\n".join(lines[_option_lines(lines) :]).strip("\n")

    @property
    def shows_code(self) -> bool:
        """Whether the page shows the code of this cell; else it is folded."""
        hidden = self.removes_code or "hide-input" in self.tags
        return not hidden and bool((self.options or {}).get("echo", True))

    @property
    def removes_code(self) -> bool:
        """Whether not even a fold of the page has the code of this cell."""
        return not {"remove-input", "remove-cell"}.isdisjoint(self.tags)

    @property
    def answers(self) -> list[str]:
        """Names of the guesses that the outputs of this cell answer."""
        return str((self.options or {}).get("answers", "")).replace(",", " ").split()

    @property
    def shows_outputs(self) -> bool:
        """Whether the page shows what this cell put out."""
        return not {"hide-output", "remove-output", "remove-cell"}.intersection(
            self.tags
        )


def read_cells(path: Path, text: str) -> list[Cell]:
    """Read the cells of a tutorial's file, whose text is given.

    Raises:
        TutorialError: jupytext reads other cells, or a cell's options or tags are
            wrong.
    """
    for number, line in enumerate(text.split("\n"), start=1):
        if NO_LIST.match(line):
            raise TutorialError(
                shown(path),
                number,
                "the tags of this cell are no list",
                'Write them as tags=["parameters"].',
            )
    try:
        notebook = jupytext.reads(text, fmt=FORMAT)
    except Exception as error:  # it raises what its parsers do
        raise TutorialError(
            shown(path),
            1,
            f"jupytext cannot read the cells: {_first_line(error)}",
            'Begin every cell with "# %%", options after it as in `tags=["..."]`.',
        ) from error
    # jupytext keeps the header's fields as a raw cell of their own, before the others.
    cells = [
        cell
        for cell in notebook.cells
        if not (cell.cell_type == "raw" and cell.source.startswith("---"))
    ]
    starts = _cell_starts(text)
    if len(cells) != len(starts):
        raise TutorialError(
            shown(path),
            1,
            f"has {len(starts)} cell markers, but jupytext reads {len(cells)} cells",
            'Begin every cell with "# %%"; put nothing before the first.',
        )
    return [
        Cell(
            cell.cell_type,
            cell.source,
            line,
            _tags(path, cell.metadata.get("tags", []), line),
            _read_options(path, cell.source, line)
            if cell.cell_type == "code"
            else None,
        )
        for cell, line in zip(cells, starts, strict=True)
    ]


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0] or type(error).__name__


def _tags(path: Path, tags: Any, line: int) -> tuple[str, ...]:
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        message, advice = f"{tags!r} is no list of tags", 'Write tags=["parameters"].'
        raise TutorialError(shown(path), line, message, advice)
    for tag in tags:
        if tag not in TAGS:
            known = ", ".join(sorted(TAGS))
            raise TutorialError(
                shown(path), line, f"unknown tag {tag}", f"Use: {known}."
            )
    return tuple(tags)


def _cell_starts(text: str) -> list[int]:
    """The line on which each cell's source begins: the first not blank after `# %%`."""
    lines = text.splitlines()
    starts = []
    for number, line in enumerate(lines):
        if line.startswith("# %%"):
            first = number + 1
            while first < len(lines) and not lines[first].strip():
                first += 1
            starts.append(first + 1)
    return starts


def _option_lines(lines: list[str]) -> int:
    count = 0
    while count < len(lines) and lines[count].startswith("#|"):
        count += 1
    return count


def _read_options(path: Path, source: str, line: int) -> dict[str, Any]:
    """Options in the notation of Quarto: `#| key: value` at the top of the cell."""
    lines = source.splitlines()
    text = "\n".join(re.sub(r"^#\| ?", "", o) for o in lines[: _option_lines(lines)])
    options = read_yaml(path, text, line, "what begins with #|")
    if not isinstance(options, dict):
        options = {text: None} if text.strip() else {}
    for name, value in options.items():
        if name not in OPTIONS:
            raise TutorialError(
                shown(path),
                line,
                f"unknown cell option {name}",
                f"Known options: {', '.join(sorted(OPTIONS))}.",
            )
        if not isinstance(value, OPTIONS[name]):
            raise TutorialError(
                shown(path),
                line,
                f"cell option {name}: {value!r} is not {OPTIONS[name].__name__}",
                "Put a text into quotes; write true or false without.",
            )
    return dict(options)


def with_values(code: str, values: Mapping[str, Scalar]) -> str:
    """Replace the right-hand sides of `name = value` lines by other values."""
    lines = code.splitlines()
    for name, node in assignments(code).items():
        if name in values:
            first, last = node.value.lineno - 1, (node.value.end_lineno or 0) - 1
            before = lines[first].encode()[: node.value.col_offset].decode()
            after = lines[last].encode()[node.value.end_col_offset :].decode()
            lines[first] = f"{before}{values[name]!r}{after}"
            for index in range(first + 1, last + 1):
                lines[index] = ""
    return "\n".join(lines)


def check_python(path: Path, text: str, cells: Sequence[Cell]) -> None:
    """Check that a tutorial is a Python script, and each of its cells by itself.

    Raises:
        TutorialError: one is not; it names the line.
    """
    pieces = [(text, 1)] + [(c.source, c.line) for c in cells if c.kind == "code"]
    for source, line in pieces:
        try:
            with warnings.catch_warnings(action="ignore"):
                compile(source, str(path), "exec", dont_inherit=True)
        except SyntaxError as error:
            raise TutorialError(
                shown(path),
                line + (error.lineno or 1) - 1,
                f"this is not Python: {error.msg}",
                "A tutorial is a script that readers download: it has no % or ! lines, "
                "and no `await` outside a function. Each cell is whole in itself.",
            ) from error
        except (ValueError, OverflowError, RecursionError, MemoryError) as error:
            raise TutorialError(
                shown(path),
                line,
                f"Python cannot read what begins here: {error or 'it is too deep'}",
                "Write it in a simpler way.",
            ) from error


def assignments(code: str) -> dict[str, ast.Assign]:
    """Return the plain assignments to one name at the top level of a piece of code."""
    return {
        node.targets[0].id: node
        for node in ast.parse(code).body
        if isinstance(node, ast.Assign)
        and len(node.targets) == 1
        and isinstance(node.targets[0], ast.Name)
    }
