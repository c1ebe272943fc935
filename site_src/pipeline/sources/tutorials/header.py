"""The header of a tutorial: its fields, and what is wrong with one."""

from __future__ import annotations

import datetime
import operator
import re
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    FiniteFloat,
    StrictBool,
    StrictInt,
    StrictStr,
    StringConstraints,
    ValidationError,
    field_validator,
)

from ...config import COMPILED, shown
from ...errors import TutorialError

Profile = Literal["smoke", "cpu", "gpu"]
Scalar = bool | int | float | str
Finite = StrictBool | StrictInt | FiniteFloat | StrictStr
Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")]
"""Of a model or a file: it becomes part of a path, and leaves no folder."""

INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]"
)
"""Characters that no text needs; YAML and Python can write them with a backslash."""
EXPECTATION = re.compile(
    r"(>=|<=|>|<|==)\s*(-?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)", re.ASCII
)
SAYING = re.compile(
    r"(?P<left>[A-Za-z_]\w*)\s*(?P<comparison>>=|<=|>|<|==)\s*"
    r"(?P<right>[A-Za-z_]\w*|-?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|'[^']*')",
    re.ASCII,
)
"""A number or text of the run, compared with another one, a number or 'a text'."""
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

    @field_validator("ask", "answer")
    @classmethod
    def _visible(cls, text: str) -> str:
        return _visible(text)


def _visible(text: str) -> str:
    """Refuse what nobody can see, which YAML lets one write all the same."""
    wrong = INVISIBLE.search(text)
    if wrong:
        raise ValueError(f"{ascii(wrong[0])} is an invisible character")
    if not text.strip():
        raise ValueError("it is empty")
    return text


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
    order: int = Field(ge=1, le=10_000)
    """Position within the chapter."""
    level: int = Field(ge=1, le=3)
    """1: a first step; 2: needs some practice; 3: a challenge."""
    minutes: int = Field(ge=1, le=10_000)
    """Minutes to read."""
    needs: list[str] = []
    """Names of the tutorials to read before this one."""
    data: list[str] = []
    """Data sets, by their names in `site_src/pipeline/sources/data.py`."""
    exports: list[Name] = []
    """Models written to `exported/<name>/` by the tutorial."""
    downloads: list[Name] = []
    """Files written to `exported/` by the tutorial, which its page offers."""
    expects: dict[str, str] = {}
    """Promises: a variable and the comparison that it has to satisfy."""
    says: dict[str, str] = {}
    """Sentences of the page, each with the comparison that makes it true of the run."""
    within: dict[str, FiniteFloat] = {}
    """Times: a variable, and the most that it takes. A slower machine fails nothing."""
    parameters: dict[Literal["smoke", "gpu"], dict[str, Finite]] = {}
    """Other values of the parameters cell, by profile (the cell's own are `cpu`)."""
    threads: int = Field(ge=1, le=1024, default=2)
    """Threads of a run: results change with them, so they are part of its identity."""
    timeout: int = Field(ge=1, le=1_000_000, default=1800)
    """Seconds after which a cell counts as hanging."""
    published: datetime.date | None = None
    """The day on which it came out, for the feed."""
    runs_here: bool = False
    """Whether its cells can be run and changed in the page, by Python there."""
    recall: list[Question] = Field(default=[], max_length=3)
    """Questions, each with `ask` and `answer`, for a reader who comes back."""

    @field_validator("title", "description", "chapter")
    @classmethod
    def _text(cls, text: str) -> str:
        return _visible(text)

    @field_validator("title", "chapter")
    @classmethod
    def _line(cls, text: str) -> str:
        if "\n" in text.strip():
            raise ValueError("it is more than one line")
        return text.strip()

    @field_validator("exports")
    @classmethod
    def _not_compiled(cls, names: list[str]) -> list[str]:
        for name in names:
            if name.endswith(COMPILED):
                model = name.removesuffix(COMPILED)
                raise ValueError(f"{name} is where the model {model} is compiled")
        return names

    @field_validator("says")
    @classmethod
    def _sayings(cls, says: dict[str, str]) -> dict[str, str]:
        for comparison in says.values():
            if not SAYING.fullmatch(comparison):
                raise ValueError(
                    f'"{comparison}" is not a comparison such as "trees > network", '
                    '"loss < 0.1" or "verdict == \'a gain\'"'
                )
        return says

    @field_validator("needs", "data", "exports", "downloads")
    @classmethod
    def _once(cls, names: list[str]) -> list[str]:
        twice = [name for name in names if names.count(name) > 1]
        if twice:
            raise ValueError(f"{twice[0]} is there twice")
        return names

    @field_validator("expects")
    @classmethod
    def _comparisons(cls, expects: dict[str, str]) -> dict[str, str]:
        for expectation in expects.values():
            if not EXPECTATION.fullmatch(expectation):
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
    fields = read_yaml(path, "\n".join(lines), 2, "the header")
    if not isinstance(fields, dict):
        raise TutorialError(
            shown(path), 1, "the header has no fields", "Write them as `title: ...`."
        )
    fields.pop("jupyter", None)  # jupytext's own
    for key in fields:
        if not isinstance(key, str):
            raise TutorialError(
                shown(path),
                field_line(text, str(key)),
                f"the header has a field named {key!r}, which is no text",
                f"Known fields: {', '.join(Header.model_fields)}.",
            )
    try:
        return Header(**fields)
    except ValidationError as error:
        raise _explain(path, text, error) from error


def _explain(path: Path, text: str, error: ValidationError) -> TutorialError:
    """Say of the first wrong field what is wrong with it."""
    problem = error.errors()[0]
    place = [str(part) for part in problem["loc"]]
    about = " ".join((Header.__doc__ or "").split())
    about = " ".join((Header.__doc__ or "").split())
    advice = f"Correct `{place[0]}:` in the header. {about}"
    if problem["type"] == "extra_forbidden":
        advice = f"Known fields: {', '.join(Header.model_fields)}."
        message = f"the header has an unknown field, {'.'.join(place)}"
    elif place[0] == "parameters" and len(place) > 3:
        # One of four kinds: each has its own complaint, and none of them helps.
        message = (
            f"header field {'.'.join(place[:3])}: {problem['input']!r} is no number, "
            "text, true or false"
        )
    else:
        message = f"header field {'.'.join(place)}: {problem['msg']}"
    return TutorialError(shown(path), field_line(text, place[0]), message, advice)


def read_yaml(path: Path, text: str, line: int, what: str) -> Any:
    """Read YAML that begins on a line of a tutorial's file.

    Raises:
        TutorialError: it is none, or holds what YAML's types cannot.
    """
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or str(error).splitlines()[0]
        line += mark.line if mark else 0
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        # A date such as 2026-13-45, or a number of thousands of digits.
        reason = str(error) or type(error).__name__
    raise TutorialError(
        shown(path), line, f"{what} is not YAML: {reason}", "Correct it."
    )
