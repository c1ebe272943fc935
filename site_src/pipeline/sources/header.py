"""The header of a tutorial: its fields, and what is wrong with one."""

from __future__ import annotations

import datetime
import operator
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

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

from ..config import shown
from ..errors import TutorialError

Profile = Literal["smoke", "cpu", "gpu"]
Scalar = bool | int | float | str
Finite = StrictBool | StrictInt | FiniteFloat | StrictStr

EXPECTATION = re.compile(r"^(>=|<=|>|<|==)\s*(-?[\d.]+(?:e-?\d+)?)$")
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
    runs_here: bool = False
    """Whether its cells can be run and changed in the page, by Python there."""
    recall: list[Question] = Field(default=[], max_length=3)
    """Questions, each with `ask` and `answer`, for a reader who comes back."""

    @field_validator("expects")
    @classmethod
    def _comparisons(cls, expects: dict[str, str]) -> dict[str, str]:
        for expectation in expects.values():
            if not EXPECTATION.match(expectation):
                raise ValueError(
                    f'"{expectation}" is not a comparison such as ">= 0.99"'
                )
        return expects


def _header_lines(text: str) -> list[str] | None:
    lines = text.splitlines()
    if not lines or lines[0].strip() != "# ---":
        return None
    for number, line in enumerate(lines[1:], start=1):
        if line.strip() == "# ---":
            return [re.sub(r"^# ?", "", inner) for inner in lines[1:number]]
    return None


def field_line(text: str, field: str) -> int:
    """Find the line on which a field of the header begins (1 if it is missing)."""
    for number, line in enumerate(_header_lines(text) or [], start=2):
        if line.startswith(f"{field}:"):
            return number
    return 1


def read_header(path: Path, text: str) -> Header:
    """Read and check the header of a tutorial's file, whose text is given.

    Raises:
        TutorialError: it is missing, is not YAML, or a field is wrong.
    """
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
            shown(path), field_line(text, top), message, advice
        ) from error
