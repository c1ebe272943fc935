"""Finished runs: what identifies one, what it holds, where it is kept.

A run is a folder, <cache>/runs/<tutorial>-<key>/, with run.json, notebook.ipynb and
exported/<model>/. It is written under another name and renamed when it is whole; the
digests in run.json tell whether it still is.
"""

from __future__ import annotations

import ast
import hashlib
import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

import nbformat
from filelock import FileLock

from . import config, data
from .tutorial import Profile, Tutorial

FORMAT = 1
"""Raise it when what a run holds changes: older runs are then not found any more."""


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
    """One finished run in its folder."""

    folder: Path
    key: str
    variables: Mapping[str, Any]
    provenance: Provenance
    cell_seconds: list[float] = field(default_factory=list)

    def values(self) -> dict[str, Any]:
        """What prose may name: the run's variables, and `run_seconds`."""
        return {"run_seconds": self.provenance.seconds, **self.variables}

    def notebook(self) -> nbformat.NotebookNode:
        """The executed notebook, as nbclient left it."""
        stored = self.folder / "notebook.ipynb"
        notebook: nbformat.NotebookNode = nbformat.read(stored, as_version=4)
        return notebook

    def model(self, name: str) -> Path:
        """The folder of an exported model."""
        return self.folder / "exported" / name


def key(tutorial: Tutorial, profile: Profile) -> str:
    """The identity of a run, as 16 hexadecimal digits.

    It is made of all that can change a result: the code, the parameters, the data, the
    versions of what is imported, the exporters' own source, the threads, the Python.
    The prose is not among them.
    """
    code = tutorial.code_under(profile)
    identity = {
        "format": FORMAT,
        "code": code,
        "data": {d.name: d.digest for d in data.named(tutorial.header.data)},
        "exports": tutorial.header.exports,
        "packages": versions(tuple(code)),
        "exporters": _digest_of_exporters(),
        "threads": tutorial.header.threads,
        "python": platform.python_version(),
        "style": _sha256(Path(__file__).parent / "figures.mplstyle"),
    }
    return hashlib.sha256(json.dumps(identity, sort_keys=True).encode()).hexdigest()[
        :16
    ]


@cache
def versions(code: tuple[str, ...]) -> dict[str, str]:
    """Installed versions of the distributions that this code imports."""
    modules = {
        name.split(".")[0]
        for node in ast.walk(ast.parse("\n".join(code)))
        for name in _imported(node)
    }
    if "keras" in modules:
        modules.add(
            "torch"
        )  # the backend, which Keras imports on the tutorial's behalf
    packages = metadata.packages_distributions()
    distributions = {d for module in modules for d in packages.get(module, [])}
    return {name: metadata.version(name) for name in sorted(distributions)}


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
        yield node.module


@cache
def _digest_of_exporters() -> str:
    files = sorted((config.EXPORTERS / "src").rglob("*.*"))
    whole = hashlib.sha256()
    for path in files:
        if path.is_file() and "__pycache__" not in path.parts:
            whole.update(f"{path.name} {_sha256(path)}".encode())
    return whole.hexdigest()


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _folder(tutorial: Tutorial, run_key: str) -> Path:
    return config.cache_folder() / "runs" / f"{tutorial.name}-{run_key}"


def load(tutorial: Tutorial, profile: Profile) -> Run | None:
    """The finished run of this very tutorial, if it is kept and whole.

    A damaged one is thrown away, and said.
    """
    run_key = key(tutorial, profile)
    folder = _folder(tutorial, run_key)
    if not folder.exists():
        return None
    try:
        stored = json.loads((folder / "run.json").read_text())
        damaged = [
            f for f, sha in stored["files"].items() if _sha256(folder / f) != sha
        ]
        provenance = Provenance(**stored["provenance"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        damaged = [f"run.json ({error})"]
    if damaged:
        print(
            f"The kept run {folder.name} is damaged ({damaged[0]}): "
            "it is thrown away, and the tutorial runs again.",
            file=sys.stderr,
        )
        shutil.rmtree(folder)
        return None
    return Run(folder, run_key, stored["variables"], provenance, stored["cell_seconds"])


@contextmanager
def locked(tutorial: Tutorial, profile: Profile) -> Iterator[None]:
    """Only one build at a time executes the same run; the others wait for it."""
    locks = config.cache_folder() / "locks"
    locks.mkdir(parents=True, exist_ok=True)
    with FileLock(locks / f"{tutorial.name}-{key(tutorial, profile)}.lock"):
        yield


@contextmanager
def workspace() -> Iterator[Path]:
    """An empty folder in which a tutorial runs; it lies beside the finished runs.

    It is removed at the end unless it has become a finished run.
    """
    parent = config.cache_folder() / "unfinished"
    parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def store(
    tutorial: Tutorial,
    profile: Profile,
    folder: Path,
    notebook: nbformat.NotebookNode,
    variables: Mapping[str, Any],
    provenance: Provenance,
    cell_seconds: list[float],
) -> Run:
    """Make the workspace a finished run: write what is left to write, then rename."""
    nbformat.write(notebook, folder / "notebook.ipynb")
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    contents = {
        "files": {str(path.relative_to(folder)): _sha256(path) for path in files},
        "variables": dict(variables),
        "provenance": asdict(provenance),
        "cell_seconds": cell_seconds,
    }
    (folder / "run.json").write_text(json.dumps(contents, indent=1))
    run_key = key(tutorial, profile)
    target = _folder(tutorial, run_key)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(target, ignore_errors=True)
    os.replace(folder, target)
    return Run(target, run_key, variables, provenance, cell_seconds)
