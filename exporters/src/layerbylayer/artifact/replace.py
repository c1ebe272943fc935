"""A folder or a file that appears as a whole or not at all, and deletes no other."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ..errors import ExportError, InvalidTargetError

CARD = "card.json"


@dataclass(frozen=True)
class Kind:
    """A kind of export.

    Attributes:
        name: in words, for errors.
        mode: the permissions of what is written.
        create: makes an empty one, given the start of its name and its parent folder.
        obstacle: why what is at a path must not be replaced, or None if it may be.
    """

    name: str
    mode: int
    create: Callable[[str, Path], Path]
    obstacle: Callable[[Path], str | None]


def check_target(target: Path, kind: Kind) -> None:
    """Make sure that nothing is lost when `target` is replaced.

    Raises:
        InvalidTargetError: something is there that is neither empty nor an earlier
            export of this kind.
    """
    if not os.path.lexists(target):
        return
    try:
        obstacle = kind.obstacle(target)
    except OSError as error:
        raise ExportError(f"cannot read {target}: {error}") from error
    if obstacle is not None:
        raise InvalidTargetError(
            f"{target} {obstacle}, and would be lost: choose another place for the "
            f"{kind.name}, or pass overwrite=True (--force) to replace it."
        )


@contextmanager
def atomic_replace(
    target: Path, kind: Kind, *, overwrite: bool = False
) -> Iterator[Path]:
    """Give a temporary path beside `target`, which takes its place if all goes well.

    On an error it is removed, and what was at `target` stays as it was.

    Args:
        target: where the export is to be; parent folders are created.
        kind: FOLDER, WORKBOOK, KERAS_FILE or another.
        overwrite: replace whatever is there.

    Raises:
        InvalidTargetError: as `check_target`, unless `overwrite` is set.
        ExportError: the export cannot be written.
    """
    if not overwrite:
        check_target(target, kind)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = kind.create(f".{target.name}-", target.parent)
    except OSError as error:
        raise ExportError(f"cannot write to {target.parent}: {error}") from error
    try:
        yield unfinished
        unfinished.chmod(kind.mode)
        _exchange(unfinished, target)
    except OSError as error:
        raise ExportError(f"cannot write {target}: {error}") from error
    finally:
        _remove(unfinished)


def _exchange(unfinished: Path, target: Path) -> None:
    """Rename `unfinished` to `target`; put the old one back if that fails."""
    old = unfinished.with_name(f"{unfinished.name}.old")
    if os.path.lexists(target):
        os.replace(target, old)
    try:
        os.replace(unfinished, target)
    except OSError:
        if os.path.lexists(old):
            os.replace(old, target)
        raise
    _remove(old)


def _remove(path: Path) -> None:
    """Remove a file, a link or a folder, as far as that is possible."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _create_folder(prefix: str, parent: Path) -> Path:
    return Path(tempfile.mkdtemp(prefix=prefix, dir=parent))


def create_file(suffix: str) -> Callable[[str, Path], Path]:
    """Make what makes an empty file with this end of its name."""

    def create(prefix: str, parent: Path) -> Path:
        handle, name = tempfile.mkstemp(suffix, prefix, parent)
        os.close(handle)
        return Path(name)

    return create


def _not_an_export(path: Path) -> str | None:
    """Why a folder is neither empty nor exactly what an earlier export wrote."""
    if not path.is_dir():
        return "is not a folder"
    names = {entry.name for entry in path.iterdir()}
    if not names:
        return None
    try:
        card = json.loads((path / CARD).read_text(encoding="utf-8"))
        ours = card["format"] == "layerbylayer-card"
        exported = {CARD, *card["files"]} if ours else None
    except (FileNotFoundError, ValueError, TypeError, KeyError):
        exported = None
    if exported is None:
        return f"is not an earlier export (it has no {CARD} of one)"
    others = sorted(names - exported)
    return f"holds {others[0]!r}, which no export wrote" if others else None


def _no_archive_with(member: str, name: str) -> Callable[[Path], str | None]:
    """What tells why a file is neither empty nor an archive that has a member."""

    def obstacle(path: Path) -> str | None:
        if not path.is_file():
            return "is not a file"
        if path.stat().st_size == 0:
            return None
        if not zipfile.is_zipfile(path):
            return f"is not {name}"
        with zipfile.ZipFile(path) as archive:
            is_member = member in archive.namelist()
        return None if is_member else f"is not {name}"

    return obstacle


FOLDER = Kind("model", 0o755, _create_folder, _not_an_export)
WORKBOOK = Kind(
    "workbook",
    0o644,
    create_file(".xlsx"),
    _no_archive_with("xl/workbook.xml", "a workbook"),
)
KERAS_FILE = Kind(
    "model",
    0o644,
    create_file(".keras"),
    _no_archive_with("model.weights.h5", "a .keras file"),
)
