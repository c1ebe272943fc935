"""Finished runs: what one holds, and how it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import nbformat

from .. import config
from ..sources.tutorials.header import Profile
from ..sources.tutorials.tutorial import Tutorial
from . import cache, identity


@dataclass(frozen=True)
class Provenance:
    """When, on what and how long a run went."""

    finished: str
    """Date and time, UTC, ISO 8601."""
    hardware: str
    seconds: float
    python: str
    versions: Mapping[str, str]
    """Installed versions of the packages that the tutorial imports."""
    profile: Profile


@dataclass(frozen=True)
class Run:
    """One finished run in its folder, and the folder of the models made from it."""

    folder: Path
    exports: Path
    variables: Mapping[str, Any]
    provenance: Provenance
    cell_seconds: list[float] = field(default_factory=list)
    uncompiled: Mapping[str, str] = field(default_factory=dict)
    """Why some models are not compiled, by their names: pages run them otherwise."""
    origin: str = ""
    """The remote cache that the run was taken from; empty if it was made here."""
    preview: bool = False
    """Made for its author to look at, and not kept."""

    def values(self) -> dict[str, Any]:
        """Return what prose may name: the run's variables, and `run_seconds`."""
        return {"run_seconds": self.provenance.seconds, **self.variables}

    def under(self, profile: Profile) -> Run:
        """Return a run of `smoke` as one of a profile with the same parameters."""
        if self.provenance.profile != "smoke":
            return self
        return replace(self, provenance=replace(self.provenance, profile=profile))

    def notebook(self) -> nbformat.NotebookNode:
        """Return the executed notebook, as nbclient left it."""
        stored = self.folder / "notebook.ipynb"
        notebook: nbformat.NotebookNode = nbformat.read(stored, as_version=4)
        return notebook

    def model(self, name: str) -> Path:
        """Return the folder of an exported model."""
        return self.exports / name

    def forms(self, name: str) -> list[Path]:
        """List the folders of a model: TensorFlow.js's, and the compiled one if any."""
        both = (self.model(name), self.model(name + config.COMPILED))
        return [folder for folder in both if folder.exists()]


@dataclass(frozen=True)
class Finished:
    """What is noted with a finished run."""

    variables: Mapping[str, Any]
    provenance: Provenance
    cell_seconds: list[float]


def name_of(tutorial: Tutorial, profile: Profile) -> str:
    """Return the name under which a run is kept."""
    return f"{tutorial.name}-{identity.key(tutorial, profile)}"


def store(
    name: str, folder: Path, notebook: nbformat.NotebookNode, finished: Finished
) -> cache.Entry:
    """Keep a run whose files lie in `folder`.

    Raises:
        PipelineError: it cannot be written.
    """
    with cache.writing(f"runs/{name}"):
        nbformat.write(notebook, folder / "notebook.ipynb")
    return cache.store("runs", name, folder, asdict(finished))


def read(entry: cache.Entry, exports: cache.Entry) -> Run:
    """Return a run from what is kept of it and of its exported models."""
    facts = entry.facts
    return Run(
        entry.folder,
        exports.folder,
        facts["variables"],
        Provenance(**facts["provenance"]),
        facts["cell_seconds"],
        exports.facts.get("uncompiled", {}),
        entry.origin,
    )


def last_seconds() -> dict[str, float]:
    """Return how long each took last, as `{"<tutorial> (<profile>)": seconds}`."""
    newest: dict[str, tuple[str, float]] = {}
    for listed in cache.entries():
        entry = cache.load("runs", listed.name) if listed.kind == "runs" else None
        if entry is not None:
            p = Provenance(**entry.facts["provenance"])
            tutorial = listed.name.rpartition("-")[0]
            name = f"{tutorial} ({p.profile})"
            newest[name] = max(newest.get(name, ("", 0.0)), (p.finished, p.seconds))
    return {name: seconds for name, (_, seconds) in sorted(newest.items())}
