"""Digests of files and of trees: the same exactly if names and contents are."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file, as 64 hexadecimal digits.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def contents_digest(contents: Iterable[tuple[str, bytes]], *facts: str) -> str:
    """Return one SHA-256, in hexadecimal, of named contents and of some facts.

    Args:
        contents: names with bytes, in an order that is always the same.
        facts: other texts that count, such as the version of a program.
    """
    whole = hashlib.sha256(f"{len(facts)} facts".encode())
    # Each part by its own digest: no two lists of parts are the same bytes.
    for part in (fact.encode() for fact in facts):
        whole.update(hashlib.sha256(part).digest())
    for name, content in contents:
        whole.update(hashlib.sha256(name.encode()).digest())
        whole.update(hashlib.sha256(content).digest())
    return whole.hexdigest()


def files_below(*folders: Path) -> list[Path]:
    """List the files in folders, at any depth, without Python's own byte code."""
    return [
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    ]


def tree_digest(root: Path, files: Iterable[Path], *facts: str) -> str:
    """Return one SHA-256, in hexadecimal, of files and their places below `root`.

    A file that is changed, renamed or moved to another folder changes it.

    Raises:
        OSError: a file cannot be read.
        ValueError: a file is not below `root`.
    """
    named = {path.relative_to(root).as_posix(): path for path in files}
    return contents_digest(
        ((name, named[name].read_bytes()) for name in sorted(named)), *facts
    )
