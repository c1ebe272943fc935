"""A folder that appears as a whole or not at all."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import ExportError
from .card import File


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A temporary folder beside `target`, which takes its place if all goes well.

    On an error it is removed, and what was at `target` stays as it was.

    Raises:
        ExportError: the folder cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    except OSError as error:
        raise ExportError(f"cannot write to {target.parent}: {error}") from error
    try:
        yield folder
        folder.chmod(0o755)
        _exchange(folder, target)
    except OSError as error:
        raise ExportError(f"cannot write {target}: {error}") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _exchange(folder: Path, target: Path) -> None:
    """Rename `folder` to `target`; put the old one back if that fails."""
    old = folder.with_name(f"{folder.name}.old")
    if target.exists():
        os.replace(target, old)
    try:
        os.replace(folder, target)
    except OSError:
        if old.exists():
            os.replace(old, target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def describe(folder: Path) -> dict[str, File]:
    """Size and SHA-256 of each file in a folder, by name."""
    return {
        path.name: File(
            path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest()
        )
        for path in sorted(folder.iterdir())
    }
