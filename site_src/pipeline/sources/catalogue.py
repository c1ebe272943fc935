"""The catalogue of links, docs/resources.yml: read, checked, cited, made into a page.

A page cites an entry by its key, `[text][@key]`. Before a builder sees the page, that
is an ordinary Markdown link, marked by what is known of its address.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from ..config import DOCS, shown
from ..errors import PipelineError

SOURCE = DOCS / "resources.yml"
CHECKED = DOCS / "resources-checked.json"

Kind = Literal[
    "article",
    "book",
    "community",
    "course",
    "curiosity",
    "data",
    "interactive",
    "paper",
    "tool",
    "video",
]
Topic = Literal[
    "basics",
    "python",
    "mathematics",
    "trees",
    "frameworks",
    "training",
    "data",
    "vision",
    "interpretation",
    "language",
    "sequences",
    "generation",
    "audio",
    "reinforcement",
    "science",
    "hardware",
    "deployment",
    "practice",
    "ethics",
    "teaching",
    "history",
]
HEADINGS: Mapping[Topic, str] = {
    "basics": "First steps",
    "python": "Python",
    "mathematics": "Mathematics",
    "trees": "Forests and other classical methods",
    "frameworks": "Frameworks",
    "training": "Training",
    "data": "Data",
    "vision": "Images",
    "interpretation": "Looking inside",
    "language": "Language",
    "sequences": "Sequences",
    "generation": "Making pictures",
    "audio": "Sound",
    "reinforcement": "Games and robots",
    "science": "Science",
    "hardware": "Hardware",
    "deployment": "Taking it elsewhere",
    "practice": "Practice",
    "ethics": "Harm and fairness",
    "teaching": "Teaching",
    "history": "History",
}
LEVELS = ("a first step", "some practice", "a challenge")
COSTS = {"free": "free", "partly": "partly free", "paid": "paid"}
Found = Literal["alive", "gone"]


class Resource(BaseModel):
    """One entry of docs/resources.yml."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, use_attribute_docstrings=True
    )

    key: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    """What pages cite it by."""
    title: str = Field(min_length=1)
    """As it calls itself."""
    author: str = Field(min_length=1)
    """Who made it; the first names of many, `and others`."""
    address: str
    """Of the page itself, beginning with https:// or http://."""
    year: int | Literal["undated"]
    """Of the first version; `undated` where we do not know for certain."""
    kind: Kind
    """What it is."""
    level: Literal[1, 2, 3]
    """1: a first step; 2: needs some practice; 3: a challenge."""
    topics: tuple[Topic, ...] = Field(min_length=1)
    """The first is the section of the page that it stands in."""
    cost: Literal["free", "partly", "paid"]
    """`partly`: some of it is free."""
    note: str
    """One sentence of our own: what it is best for."""
    state: Literal["archived", "superseded"] | None = None
    """What a person knows for certain. Whether it answers, `make links` records."""
    by: str | None = None
    """The successor of what is superseded: a key or an address."""

    @field_validator("address")
    @classmethod
    def _address(cls, address: str) -> str:
        parts = urlsplit(address)
        whole = parts.scheme in ("http", "https") and "." in parts.netloc
        if not whole or not re.fullmatch(r"[!-~]+", address):
            raise ValueError(f"{address!r} is not an address such as https://keras.io/")
        return address

    @field_validator("year")
    @classmethod
    def _year(cls, year: int | str) -> int | str:
        if isinstance(year, int) and not 1800 <= year <= 2100:
            raise ValueError(f"{year} is not a year")
        return year

    @field_validator("note")
    @classmethod
    def _note(cls, note: str) -> str:
        if not note.endswith((".", "?", "!")):
            raise ValueError("write one whole sentence, with its full stop")
        return note


@dataclass(frozen=True)
class Check:
    """What `make links` found at an address."""

    state: Found
    date: str
    """Of the check, as 2026-11-24."""
    answer: str
    """What the server, or the network, answered: `200`, `404`, `no such host`."""


@dataclass(frozen=True)
class Entry:
    """A resource, the line of the file on which it begins, and the last check of it."""

    resource: Resource
    line: int
    check: Check | None

    @property
    def state(self) -> str:
        """In one word: archived, superseded, alive, gone or unchecked."""
        if self.resource.state:
            return self.resource.state
        return self.check.state if self.check else "unchecked"

    @property
    def described(self) -> str:
        """Title, author and year, as a citation."""
        r = self.resource
        year = "" if r.year == "undated" else f" ({r.year})"
        return f"{r.title}. {r.author}{year}"


@dataclass(frozen=True)
class Catalogue:
    """All entries, by key."""

    entries: Mapping[str, Entry]
    path: Path

    @cached_property
    def topics(self) -> list[Topic]:
        """The topics that are some entry's first, in the order of the page."""
        used = {entry.resource.topics[0] for entry in self.entries.values()}
        return [topic for topic in HEADINGS if topic in used]

    @property
    def checks_in_words(self) -> str:
        """Say once, for all links, when they were last checked."""
        dates = sorted(e.check.date for e in self.entries.values() if e.check)
        total = len(self.entries)
        if not dates:
            return "Nobody has checked yet whether these links answer."
        if len(dates) == total:
            return f"All links were last checked on {dates[0]} or later."
        return (
            f"Of the {total} links, {len(dates)} were last checked on {dates[0]} or "
            "later, the others not yet; those that don't answer say so."
        )

    def state_in_words(self, entry: Entry) -> str:
        """Return the state in words, with the successor or the date."""
        r, check = entry.resource, entry.check
        if r.state == "superseded" and r.by:
            successor = self.entries.get(r.by)
            return f"superseded by {successor.resource.title if successor else r.by}"
        if r.state or check is None:
            return r.state or "unchecked"
        if check.state == "alive":
            return f"alive, checked {check.date}"
        return f"no answer on {check.date}: {check.answer}"


def read(path: Path = SOURCE, checked: Path = CHECKED) -> Catalogue:
    """Read and check the catalogue, and the record of `make links` if there is one.

    Raises:
        PipelineError: a field is missing or wrong, or a key, an address or a field is
            there twice. The message says the line.
    """
    if not path.exists():
        return Catalogue({}, path)
    checks = _read_checks(checked)
    entries: dict[str, Entry] = {}
    addresses: dict[str, Entry] = {}
    for line, lines, fields in _items(path):
        try:
            resource = Resource(**fields)
        except ValidationError as error:
            problem = error.errors()[0]
            field = str(problem["loc"][0])
            unknown = problem["type"] == "extra_forbidden"
            advice = f"The fields are: {', '.join(Resource.model_fields)}."
            raise _error(
                path,
                lines.get(field, line),
                f"unknown field {field}" if unknown else f"{field}: {problem['msg']}",
                advice if unknown or problem["type"] == "missing" else "Correct it.",
            ) from error
        entry = Entry(resource, line, checks.get(resource.address))
        if resource.key in entries:
            other = entries[resource.key].line
            raise _error(
                path,
                lines["key"],
                f"{resource.key} is a key already, on line {other}",
                "Choose another, or remove one of the two.",
            )
        same = re.sub(r"^https?://(www\.)?|/$", "", resource.address)
        if same in addresses:
            raise _error(
                path,
                lines["address"],
                f"this address has an entry on line {addresses[same].line}",
                "Remove one of the two.",
            )
        entries[resource.key] = addresses[same] = entry
    catalogue = Catalogue(entries, path)
    for entry in entries.values():
        _check_successor(catalogue, entry)
    return catalogue


def _check_successor(catalogue: Catalogue, entry: Entry) -> None:
    r = entry.resource
    known = r.by is None or r.by in catalogue.entries or "://" in r.by
    if (r.by is not None) != (r.state == "superseded") or not known:
        raise _error(
            catalogue.path,
            entry.line,
            f"{r.key}: `state: superseded` and `by:` (key or address) go together",
            "Add the one that is missing, or correct the key.",
        )


def _error(path: Path, line: int, message: str, advice: str) -> PipelineError:
    return PipelineError(f"{shown(path)}:{line}: {message}\n  {advice}")


def _items(path: Path) -> Iterator[tuple[int, dict[str, int], dict[str, Any]]]:
    """Each entry's line, the lines of its fields, and the fields."""
    loader = yaml.CSafeLoader(path.read_text(encoding="utf-8"))
    try:
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise _error(path, line, f"not YAML: {error.problem}", "Correct it.") from error
    for item in node.value if node is not None else []:
        line = item.start_mark.line + 1
        if not isinstance(item, yaml.MappingNode):
            raise _error(
                path, line, "not an entry", "Begin it with `- key:`, then the fields."
            )
        lines: dict[str, int] = {}
        for name, _ in item.value:
            if name.value in lines:
                raise _error(
                    path,
                    name.start_mark.line + 1,
                    f"{name.value} is there twice",
                    "Remove one of the two.",
                )
            lines[name.value] = name.start_mark.line + 1
        yield line, lines, loader.construct_document(item)


def _read_checks(path: Path) -> dict[str, Check]:
    if not path.exists():
        return {}
    record = json.loads(path.read_text(encoding="utf-8"))
    return {address: Check(**check) for address, check in record.items()}


assert set(HEADINGS) == set(get_args(Topic)), "every topic has a heading"
