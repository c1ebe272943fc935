"""The remote cache: entries as archives at an address that fsspec understands.

At an address on the web nothing is written, and only what is signed is taken: see
`published`.
"""

from __future__ import annotations

import functools
import os
import re
import sys
import tarfile
import uuid
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import fsspec

from ... import config
from ...errors import PipelineError
from .. import cache
from ..cache import Kind
from .minisign import PublicKey, SignatureError
from .published import Index, Patience, Publisher

DAMAGE = (OSError, tarfile.TarError, ValueError, EOFError, zlib.error)
"""What reading an archive raises that was cut off, or never was one."""
PATIENCE = Patience()
"""With servers on the web."""


# A test's server is on this machine.
WEB = re.compile(r"https://|http://(localhost|127\.0\.0\.1)[:/]")


def address() -> str:
    """Return LAYERS_REMOTE_CACHE (s3://..., file:///..., https://...), or nothing.

    Where it is not set, it is the latest release of the configured repository, if the
    key is known by which its runs are signed.
    """
    told = os.environ.get("LAYERS_REMOTE_CACHE")
    if told is not None:
        return told.strip().rstrip("/")
    if config.repo_url() and config.runs_key():
        return f"{config.repo_url()}/releases/latest/download"
    return ""


def is_web() -> bool:
    """Say whether the remote cache is on the web, for reading alone."""
    return WEB.match(address()) is not None


def fetch(kind: Kind, name: str) -> cache.Entry | None:
    """Take an entry from the remote cache, if it has it whole.

    A remote cache that does not answer is said and done without.
    """
    if not address():
        return None
    try:
        bring = _from_web(kind, name) if is_web() else _from_files(kind, name)
        if bring is None:
            return None
        with cache.workspace() as folder:
            bring(folder / name)
            entry = cache.adopt(kind, name, folder / name, address())
    except DAMAGE as error:
        _say(f"{kind}/{name} cannot be taken: {error}")
        return None
    if entry is None:
        _say(f"{kind}/{name} is damaged there: not taken")
    return entry


Bring = Callable[[Path], None]
"""Puts an entry's files into a new folder."""


def _from_files(kind: Kind, name: str) -> Bring | None:
    files, root = _open()
    archive = f"{root}/{kind}/{name}.tar.gz"
    if not files.exists(archive):
        return None
    return lambda folder: _unpack(files, archive, folder)


def _from_web(kind: Kind, name: str) -> Bring | None:
    publisher, index = _publisher(address(), config.runs_key())
    file = index.entries.get(f"{kind}/{name}") if index else None
    if file is None:
        return None

    def bring(folder: Path) -> None:
        archive = folder.with_name(f"{folder.name}.tar.gz")
        publisher.take(file, archive)
        with archive.open("rb") as stream, _tar(stream, "r") as tar:
            tar.extractall(folder, filter="data")

    return bring


@functools.cache
def _publisher(web: str, key: str) -> tuple[Publisher, Index | None]:
    """Ask what is published, once; what is wrong with it is said once."""
    if not key:
        raise PipelineError(
            f"What {web} offers cannot be trusted without a key.\n"
            f"  Put the public key of whoever signs there into {config.RUNS_KEY.name} "
            "or LAYERS_RUNS_KEY; or set LAYERS_REMOTE_CACHE to nothing."
        )
    try:
        publisher = Publisher(web, PublicKey.read(key), PATIENCE)
    except SignatureError as error:
        raise PipelineError(
            f"The key for the runs of {web} cannot be read: {error}.\n"
            f"  Correct {config.RUNS_KEY.name} or LAYERS_RUNS_KEY."
        ) from error
    try:
        return publisher, publisher.index()
    except (OSError, ValueError) as error:
        _say(f"nothing is taken from there: {error}")
        return publisher, None


def forget() -> None:
    """Ask anew what is published, at the next wish."""
    _publisher.cache_clear()


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
    if is_web():
        raise PipelineError(
            f"{address()} is for reading alone.\n"
            "  `make publish-runs` makes the files to be put there."
        )
    try:
        files, root = _open()
        archive = f"{root}/{kind}/{name}.tar.gz"
        if files.exists(archive) and _is_whole(files, archive):
            return
        files.makedirs(f"{root}/{kind}", exist_ok=True)
        unfinished = f"{archive}.{uuid.uuid4().hex}"
        try:
            with files.open(unfinished, "wb") as stream:
                pack(kind, name, stream)
            files.mv(unfinished, archive)
        except OSError:
            with suppress(OSError):
                files.rm(unfinished)
            raise
    except OSError as error:
        raise PipelineError(
            f"{kind}/{name} cannot be published at {address()}: {error}.\n"
            "  Check the address and the right to write there."
        ) from error


def pack(kind: Kind, name: str, stream: Any) -> None:
    """Write an entry's archive to a binary stream."""
    with _tar(stream, "w") as tar:
        folder = cache.folder_of(kind, name)
        tar.add(folder, arcname=".", filter=_without_origin)


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
