"""A tutorial as its author wrote it: header, cells, and where each stands."""

from __future__ import annotations

import ast
import datetime
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import jupytext
import yaml
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    FiniteFloat,
    StrictBool,
    StrictInt,
    StrictStr,
    ValidationError,
    field_validator,
)

from ..config import TUTORIALS, shown
from ..errors import PipelineError, TutorialError

Profile = Literal["smoke", "cpu", "gpu"]
Scalar = bool | int | float | str
Finite = StrictBool | StrictInt | FiniteFloat | StrictStr

PROMISE = re.compile(r"^(>=|<=|>|<|==)\s*(-?[\d.]+(?:e-?\d+)?)$")
COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "==": operator.eq,
}


class Question(BaseModel):
    """A question to recall by, and its answer."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    ask: str = Field(min_length=1)
    answer: str = Field(min_length=1)


class Header(BaseModel):
    """The YAML block at the top of a tutorial. Every field is checked at build time."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, use_attribute_docstrings=True
    )

    title: str = Field(min_length=1)
    """Of the page; a question or a promise."""
    description: str = Field(min_length=1)
    """One sentence, for the index and for search engines."""
    chapter: str = Field(min_length=1)
    """The heading that it stands under in the list of tutorials."""
    order: int = Field(ge=1)
    """Position within the chapter."""
    level: int = Field(ge=1, le=3)
    """1: a first step; 2: needs some practice; 3: a challenge."""
    minutes: int = Field(ge=1)
    """Minutes to read."""
    needs: list[str] = []
    """Names of the tutorials to read before this one."""
    data: list[str] = []
    """Data sets, by their names in `site_src/pipeline/sources/data.py`."""
    exports: list[str] = []
    """Models written to `exported/<name>/` by the tutorial."""
    downloads: list[str] = []
    """Files written to `exported/` by the tutorial, which its page offers."""
    expects: dict[str, str] = {}
    """Promises: a variable and the comparison that it has to satisfy."""
    within: dict[str, float] = {}
    """Times: a variable, and the most that it takes. A slower machine fails nothing."""
    parameters: dict[Literal["smoke", "gpu"], dict[str, Finite]] = {}
    """Other values of the parameters cell, by profile (the cell's own are `cpu`)."""
    threads: int = Field(ge=1, default=2)
    """Threads of a run: results change with them, so they are part of its identity."""
    timeout: int = Field(ge=1, default=1800)
    """Seconds after which a cell counts as hanging."""
    published: datetime.date | None = None
    """The day on which it came out, for the feed."""
    recall: list[Question] = Field(default=[], max_length=3)
    """Questions, each with `ask` and `answer`, for a reader who comes back."""

    @field_validator("expects")
    @classmethod
    def _comparisons(cls, expects: dict[str, str]) -> dict[str, str]:
        for promise in expects.values():
            if not PROMISE.match(promise):
                raise ValueError(f'"{promise}" is not a comparison such as ">= 0.99"')
        return expects


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


@dataclass(frozen=True)
class Tutorial:
    """One percent-format script, read and checked."""

    path: Path
    header: Header
    cells: tuple[Cell, ...]
    text: str

    @property
    def name(self) -> str:
        """The stem of the file: the page is tutorials/<name>/."""
        return self.path.stem

    @cached_property
    def parameters_cell(self) -> Cell | None:
        """The cell tagged `parameters`, if there is one."""
        tagged = [cell for cell in self.cells if "parameters" in cell.tags]
        return tagged[0] if tagged else None

    def values(self, profile: Profile) -> dict[str, Scalar]:
        """What the header sets the parameters to under a profile (`cpu`: nothing)."""
        return {} if profile == "cpu" else self.header.parameters.get(profile, {})

    def threads(self, profile: Profile) -> int:
        """Threads of a run; one in `smoke`, whose results mean nothing."""
        return 1 if profile == "smoke" else self.header.threads

    def code_under(self, profile: Profile) -> list[str]:
        """The code cells in order, with the profile's values in the parameters cell."""
        values = self.values(profile)
        return [
            with_values(cell.code, values)
            if cell is self.parameters_cell
            else cell.code
            for cell in self.cells
            if cell.kind == "code"
        ]

    def script_under(self, profile: Profile) -> str:
        """The whole script with a profile's parameters; lines stay where they are."""
        cell = self.parameters_cell
        if cell is None or not self.values(profile):
            return self.text
        changed = with_values(cell.source, self.values(profile))
        return self.text.replace(cell.source, changed, 1)

    def line_of(self, field: str) -> int:
        """The line on which a field of the header begins (1 if it is not there)."""
        return _field_line(self.text, field)

    def error(self, line: int, message: str, advice: str) -> TutorialError:
        """An error at a line of this tutorial."""
        return TutorialError(shown(self.path), line, message, advice)


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


def assignments(code: str) -> dict[str, ast.Assign]:
    """The plain assignments to one name at the top level of a piece of code."""
    return {
        node.targets[0].id: node
        for node in ast.parse(code).body
        if isinstance(node, ast.Assign)
        and len(node.targets) == 1
        and isinstance(node.targets[0], ast.Name)
    }


def find(folder: Path = TUTORIALS) -> list[Tutorial]:
    """All tutorials below a folder, in reading order.

    Raises:
        TutorialError: a header is missing or wrong, or a name is used twice.
    """
    tutorials = [read(path) for path in sorted(folder.glob("*/*.py"))]
    names: dict[str, Tutorial] = {}
    for tutorial in tutorials:
        if tutorial.name in names:
            raise tutorial.error(
                1,
                f"there is another tutorial called {tutorial.name}: "
                f"{shown(names[tutorial.name].path)}",
                "Rename one of the two files: the name is the address of the page.",
            )
        names[tutorial.name] = tutorial
    for tutorial in tutorials:
        for need in tutorial.header.needs:
            if need not in names:
                raise tutorial.error(
                    _field_line(tutorial.text, "needs"),
                    f"needs names {need}, and there is no such tutorial",
                    f"Use one of: {', '.join(sorted(names))}.",
                )
    return sorted(tutorials, key=lambda t: (t.path.parent.name, t.header.order))


def find_one(name_or_path: str, folder: Path = TUTORIALS) -> Tutorial:
    """The tutorial with this name, or the one in this file."""
    if name_or_path.endswith(".py"):
        return read(Path(name_or_path))
    paths = {path.stem: path for path in folder.glob("*/*.py")}
    if name_or_path not in paths:
        raise PipelineError(
            f"There is no tutorial called {name_or_path}.\n"
            f"  Use one of: {', '.join(sorted(paths))}."
        )
    return read(paths[name_or_path])


def read(path: Path) -> Tutorial:
    """Read and check one tutorial.

    Raises:
        TutorialError: the file cannot be read, or its header, a cell's options or its
            parameters are wrong.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise TutorialError(
            shown(path), 1, f"cannot be read: {error}", "Check the path and encoding."
        ) from error
    header = _read_header(path, text)
    tutorial = Tutorial(path, header, tuple(_read_cells(path, text)), text)
    _check_parameters(tutorial)
    return tutorial


def _header_lines(text: str) -> list[str] | None:
    lines = text.splitlines()
    if not lines or lines[0].strip() != "# ---":
        return None
    for number, line in enumerate(lines[1:], start=1):
        if line.strip() == "# ---":
            return [re.sub(r"^# ?", "", inner) for inner in lines[1:number]]
    return None


def _field_line(text: str, field: str) -> int:
    """The line on which a field of the header begins (1 if it is missing)."""
    for number, line in enumerate(_header_lines(text) or [], start=2):
        if line.startswith(f"{field}:"):
            return number
    return 1


def _read_header(path: Path, text: str) -> Header:
    lines = _header_lines(text)
    if lines is None:
        raise TutorialError(
            shown(path),
            1,
            "has no header",
            'Begin the file with "# ---", the fields (title: ...), "# ---".',
        )
    try:
        fields = yaml.safe_load("\n".join(lines))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise TutorialError(
            shown(path), line, f"the header is not YAML: {error.problem}", "Correct it."
        ) from error
    if not isinstance(fields, dict):
        raise TutorialError(
            shown(path), 1, "the header has no fields", "Write them as `title: ...`."
        )
    fields.pop("jupyter", None)  # jupytext's own
    try:
        return Header(**fields)
    except ValidationError as error:
        problem = error.errors()[0]
        field = ".".join(str(part) for part in problem["loc"])
        top = str(problem["loc"][0])
        if problem["type"] == "extra_forbidden":
            advice = f"Known fields: {', '.join(Header.model_fields)}."
            message = f"the header has an unknown field, {field}"
        else:
            doc = " ".join((Header.__doc__ or "").split())
            advice = f"Correct `{top}:` in the header. {doc}"
            message = f"header field {field}: {problem['msg']}"
        raise TutorialError(
            shown(path), _field_line(text, top), message, advice
        ) from error


def _read_cells(path: Path, text: str) -> list[Cell]:
    notebook = jupytext.reads(text, fmt="py:percent")
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
            tuple(cell.metadata.get("tags", ())),
            _read_options(path, cell.source, line)
            if cell.cell_type == "code"
            else None,
        )
        for cell, line in zip(cells, starts, strict=True)
    ]


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
    known = {"fig-alt", "fig-cap", "echo"}
    try:
        options = yaml.safe_load(text) or {}
    except yaml.YAMLError as error:
        raise TutorialError(
            shown(path),
            line,
            f"the cell's options are not YAML: {error}",
            "Correct them.",
        ) from error
    unknown = set(options) - known if isinstance(options, dict) else {text}
    if unknown:
        raise TutorialError(
            shown(path),
            line,
            f"unknown cell option {sorted(unknown)[0]}",
            f"Known options: {', '.join(sorted(known))}.",
        )
    return dict(options)


def _check_parameters(tutorial: Tutorial) -> None:
    cell = tutorial.parameters_cell
    names = set(assignments(cell.code)) if cell else set()
    for profile, values in tutorial.header.parameters.items():
        for name in values:
            if name not in names:
                raise tutorial.error(
                    _field_line(tutorial.text, "parameters"),
                    f"profile {profile} sets {name}, which the parameters cell "
                    "does not",
                    'Assign it in the cell tagged "parameters", or take it out here.',
                )
