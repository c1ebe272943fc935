"""The cache: folders that are whole or not there, shared by clones and by builds.

An entry is a folder, <cache>/<kind>/<name>/, with its files and entry.json, which holds
their digests and some facts. It is written under another name and renamed when it is
whole; what was damaged later is noticed by the digests and thrown away.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from .. import config
from ..errors import PipelineError
from ..files import locks
from ..files.atomic import atomic_replace
from ..files.digest import sha256
from ..files.locks import scratch_folder

Kind = Literal["runs", "exports"]
KINDS: tuple[Kind, ...] = ("runs", "exports")
MANIFEST, SEAL, ORIGIN = "entry.json", "entry.sha256", "origin"
ROOM = 64 * 2**20
"""Bytes that stay free on the disk until a run has finished, so that it can be kept."""


@dataclass(frozen=True)
class Entry:
    """A finished entry: its folder, and what was noted with it."""

    folder: Path
    facts: Mapping[str, Any]

    @property
    def origin(self) -> str:
        """The remote cache that it was taken from; empty if it was made here."""
        note = self.folder / ORIGIN
        return note.read_text(encoding="utf-8") if note.exists() else ""


@dataclass(frozen=True)
class Listed:
    """What `cache ls` shows of an entry: size in bytes, seconds since its last use."""

    kind: str
    name: str
    bytes: int
    age: float
    folder: Path


def folder_of(kind: Kind, name: str) -> Path:
    """Say where an entry is, if it is there."""
    return config.cache_folder() / kind / name


def load(kind: Kind, name: str) -> Entry | None:
    """Return the entry with this name, if it is there and whole.

    A damaged one is thrown away, and said.
    """
    folder = folder_of(kind, name)
    if not folder.exists():
        return None
    try:
        facts = _checked(folder)
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(
            f"The kept entry {kind}/{name} is damaged ({error}): it is thrown away, "
            "and made again.",
            file=sys.stderr,
        )
        with suppress(OSError):
            remove(folder)
        return None
    # Where nothing can be written, nothing is pruned either.
    with suppress(OSError):
        os.utime(folder)
    return Entry(folder, facts)


def _checked(folder: Path) -> dict[str, Any]:
    manifest = (folder / MANIFEST).read_bytes()
    if hashlib.sha256(manifest).hexdigest() != (folder / SEAL).read_text():
        raise ValueError(MANIFEST)
    stored = json.loads(manifest)
    for name, digest in stored["files"].items():
        if sha256(folder / name) != digest:
            raise ValueError(name)
    return dict(stored["facts"])


def is_whole(folder: Path) -> bool:
    """Say whether a folder is an entry, every file of it as it was."""
    try:
        _checked(folder)
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return True


def store(kind: Kind, name: str, folder: Path, facts: Mapping[str, Any]) -> Entry:
    """Make a workspace's folder an entry: write what is left to write, then rename.

    Raises:
        PipelineError: it cannot be written; the cache is as it was.
    """
    target = folder_of(kind, name)
    with writing(f"{kind}/{name}"):
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        digests = {str(path.relative_to(folder)): sha256(path) for path in files}
        contents = {"files": digests, "facts": dict(facts)}
        manifest = json.dumps(contents, indent=1).encode()
        (folder / MANIFEST).write_bytes(manifest)
        (folder / SEAL).write_text(hashlib.sha256(manifest).hexdigest())
        _move_in(folder, target)
    return Entry(target, contents["facts"])


def adopt(kind: Kind, name: str, folder: Path, origin: str) -> Entry | None:
    """Take in a folder that came from elsewhere, if it is whole; None if it is not."""
    if not is_whole(folder):
        return None
    (folder / ORIGIN).write_text(origin, encoding="utf-8")
    target = folder_of(kind, name)
    _move_in(folder, target)
    return Entry(target, _checked(target))


def _move_in(folder: Path, target: Path) -> None:
    with atomic_replace(target, scratch=_unfinished()) as new:
        folder.replace(new)


def remove(folder: Path) -> None:
    """Remove an entry: under another name first, so that no half of it is seen.

    Raises:
        OSError: it cannot be removed, as on a read-only disk.
    """
    if not folder.exists():
        return
    with scratch_folder(_unfinished()) as doomed, suppress(FileNotFoundError):
        # Perhaps another build was quicker.
        folder.replace(doomed / folder.name)


@contextmanager
def locked(name: str, given_up: Callable[[], bool] = lambda: False) -> Iterator[None]:
    """Let one build at a time make what has this name; the others wait for it.

    Raises:
        StoppedError: `given_up` became true while we waited.
        PipelineError: nothing can be written there.
    """
    with ExitStack() as stack:
        file = config.cache_folder() / "locks" / f"{name}.lock"
        with writing(name):
            stack.enter_context(locks.locked(file, given_up))
        yield


@contextmanager
def in_use() -> Iterator[None]:
    """Keep others from cleaning the cache while a build reads from it.

    What killed builds left there is removed, also if this one will make nothing.
    """
    with locks.shared(_in_use()):
        locks.sweep(_unfinished())
        yield


def _in_use() -> Path:
    return config.cache_folder() / "locks" / "in-use"


@contextmanager
def workspace() -> Iterator[Path]:
    """Yield an empty folder beside the entries, in which one is made.

    It is removed at the end unless it has become an entry. What a killed build left
    behind is removed by the next.

    Raises:
        PipelineError: it cannot be made.
    """
    with ExitStack() as stack:
        with writing("a run"):
            folder = stack.enter_context(scratch_folder(_unfinished()))
        yield folder


@contextmanager
def room_reserved(size: int = ROOM) -> Iterator[None]:
    """Hold room on the cache's disk during a run, and give it back for keeping it.

    A disk that is full, or that others fill meanwhile, then costs no finished run.

    Raises:
        PipelineError: there is not so much room; nothing was begun.
    """
    with workspace() as folder:
        with writing("a run"), (folder / "room").open("wb") as file:
            if hasattr(os, "posix_fallocate"):
                os.posix_fallocate(file.fileno(), 0, size)
            else:  # macOS, whose file system keeps no room for holes only
                file.write(bytes(size))
        yield


def _unfinished() -> Path:
    return config.cache_folder() / "unfinished"


@contextmanager
def writing(what: str) -> Iterator[None]:
    """Make errors of the disk the author's, who may have to make room."""
    try:
        yield
    except FileNotFoundError as error:
        raise PipelineError(
            f"{what} cannot be kept: {error}.\n"
            "  A cell or another program has deleted it meanwhile. Build again."
        ) from error
    except OSError as error:
        raise PipelineError(
            f"{what} cannot be kept: {error}.\n"
            f"  Make room in {config.cache_folder()} (`make clean-cache`), or set "
            "LAYERS_CACHE to another folder."
        ) from error


def entries() -> list[Listed]:
    """Return all entries, the last used first."""
    listed = []
    for kind in KINDS:
        parent = config.cache_folder() / kind
        for folder in parent.iterdir() if parent.exists() else ():
            size = sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())
            age = time.time() - folder.stat().st_mtime
            listed.append(Listed(kind, folder.name, size, age, folder))
    return sorted(listed, key=lambda entry: entry.age)


def prune(limit: int, spared: float = 24 * 3600) -> list[Listed]:
    """Remove the entries that were not used for longest, until `limit` bytes are left.

    Entries used within the last `spared` seconds stay: a build may need them.
    """
    total, removed = 0, []
    for entry in entries():
        total += entry.bytes
        if total > limit and entry.age > spared:
            remove(entry.folder)
            removed.append(entry)
    return removed


def clean() -> None:
    """Remove all entries, and what killed builds left.

    Raises:
        PipelineError: a build reads from the cache now.
    """
    with locks.alone(_in_use()) as nobody:
        if not nobody:
            raise PipelineError(
                f"A build or `make serve` uses {config.cache_folder()} now.\n"
                "  Wait until it has ended, or end it; then clean the cache."
            )
        for entry in entries():
            remove(entry.folder)
        locks.sweep(_unfinished())
