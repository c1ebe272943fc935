"""The remote cache: entries as archives at an address that fsspec understands."""

from __future__ import annotations

import os
import sys
import tarfile
import uuid
import zlib
from pathlib import Path
from typing import Any

import fsspec

from ..errors import PipelineError
from . import cache
from .cache import Kind

DAMAGE = (OSError, tarfile.TarError, ValueError, EOFError, zlib.error)
"""What reading an archive raises that was cut off, or never was one."""


def address() -> str:
    """LAYERS_REMOTE_CACHE (s3://..., file:///...), or nothing."""
    return os.environ.get("LAYERS_REMOTE_CACHE", "").strip().rstrip("/")


def fetch(kind: Kind, name: str) -> cache.Entry | None:
    """Take an entry from the remote cache, if it has it whole.

    A remote cache that does not answer is said and done without.
    """
    if not address():
        return None
    try:
        files, root = _open()
        archive = f"{root}/{kind}/{name}.tar.gz"
        if not files.exists(archive):
            return None
        with cache.workspace() as folder:
            _unpack(files, archive, folder / name)
            entry = cache.adopt(kind, name, folder / name, address())
    except DAMAGE as error:
        _say(f"{kind}/{name} cannot be taken: {error}")
        return None
    if entry is None:
        _say(f"{kind}/{name} is damaged there: not taken")
    return entry


def publish(kind: Kind, name: str) -> None:
    """Put an entry into the remote cache, unless it is there and whole.

    Raises:
        PipelineError: no remote cache is configured, or it cannot be written.
    """
    if not address():
        raise PipelineError(
            "There is nowhere to publish to.\n"
            "  Set LAYERS_REMOTE_CACHE, to s3://bucket/folder or file:///folder."
        )
    try:
        files, root = _open()
        archive = f"{root}/{kind}/{name}.tar.gz"
        if files.exists(archive) and _is_whole(files, archive):
            return
        files.makedirs(f"{root}/{kind}", exist_ok=True)
        unfinished = f"{archive}.{uuid.uuid4().hex}"
        folder = cache.folder_of(kind, name)
        with files.open(unfinished, "wb") as stream, _tar(stream, "w") as tar:
            tar.add(folder, arcname=".", filter=_without_origin)
        files.mv(unfinished, archive)
    except OSError as error:
        raise PipelineError(
            f"{kind}/{name} cannot be published at {address()}: {error}.\n"
            "  Check the address and the right to write there."
        ) from error


def _open() -> tuple[Any, str]:
    try:
        return fsspec.core.url_to_fs(address())  # type: ignore[no-any-return]
    except (ImportError, ValueError) as error:
        raise PipelineError(
            f"LAYERS_REMOTE_CACHE={address()} cannot be used: {error}.\n"
            "  Install what fsspec asks for (s3fs for s3://), or correct the address."
        ) from error


def _unpack(files: Any, archive: str, folder: Path) -> None:
    with files.open(archive, "rb") as stream, _tar(stream, "r") as tar:
        tar.extractall(folder, filter="data")


def _is_whole(files: Any, archive: str) -> bool:
    with cache.workspace() as folder:
        try:
            _unpack(files, archive, folder / "entry")
            return cache.is_whole(folder / "entry")
        except DAMAGE:
            return False


def _tar(stream: Any, mode: str) -> tarfile.TarFile:
    return tarfile.open(fileobj=stream, mode=f"{mode}|gz")  # type: ignore[call-overload, no-any-return]


def _without_origin(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
    return None if Path(member.name).name == cache.ORIGIN else member


def _say(line: str) -> None:
    print(f"Remote cache {address()}: {line}.", file=sys.stderr)
