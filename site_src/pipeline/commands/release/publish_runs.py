"""Make what a release needs so that others can build the site without training."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Sequence
from pathlib import Path

from ... import config
from ...errors import PipelineError
from ...execution import run_store
from ...execution.jobs import Job
from ...files.atomic import atomic_replace
from ...progress import Progress
from ...storage.cache import Kind
from ...storage.exchange import remote
from ...storage.exchange.minisign import SecretKey, SignatureError
from ...storage.exchange.published import LIST, SIGNATURE, File, Index


def publish_runs(
    jobs: Sequence[Job], target: Path, key: SecretKey, progress: Progress
) -> Index:
    """Put the archives of all finished runs, their list and its signature in a folder.

    Args:
        jobs: all tutorials; each has to have a finished run.
        target: the folder, which is replaced as a whole.
        key: signs the list.
        progress: where to show what happens.

    Raises:
        PipelineError: some have no run yet, or the folder is something else's.
    """
    finished = [(job, run_store.load_cached(job)) for job in jobs]
    missing = [job.name for job, run in finished if run is None]
    if missing:
        raise PipelineError(
            f"These have no finished run yet: {', '.join(missing)}.\n"
            "  Run `make site` first."
        )
    if target.exists() and not (target / SIGNATURE).exists():
        raise PipelineError(
            f"{config.shown(target)} is there, and holds no published runs.\n"
            "  Give another --target."
        )
    entries: dict[str, File] = {}
    with atomic_replace(target) as folder:
        folder.mkdir()
        for job, run in finished:
            assert run is not None
            with progress.step(job.name):
                of_run: dict[Kind, Path] = {"runs": run.folder, "exports": run.exports}
                for kind, path in of_run.items():
                    entries[f"{kind}/{path.name}"] = _pack(kind, path.name, folder)
        index = Index(made=int(time.time()), entries=entries)
        index.write(folder, key)
    return index


def _pack(kind: Kind, name: str, folder: Path) -> File:
    unnamed = folder / "archive"
    with unnamed.open("wb") as stream:
        remote.pack(kind, name, stream)
    with unnamed.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    file = File(sha256=digest, bytes=unnamed.stat().st_size)
    unnamed.replace(folder / file.name)
    return file


def read_key(path: Path | None) -> SecretKey:
    """Read the secret key that signs.

    Raises:
        PipelineError: none is named, or it cannot be read.
    """
    if path is None:
        raise PipelineError(
            "The list of runs has to be signed.\n"
            "  Name the file of the secret key: `--key FILE`, or LAYERS_SIGNING_KEY.\n"
            "  `--new-key FILE` makes one."
        )
    try:
        return SecretKey.read(path.read_text(encoding="utf-8"))
    except (OSError, SignatureError) as error:
        raise PipelineError(f"The key {path} cannot be used: {error}.") from error


def new_key(path: Path) -> SecretKey:
    """Make a secret key, in a file that nobody else may read.

    Raises:
        PipelineError: there is such a file already, or it cannot be written.
    """
    key = SecretKey.generate()
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise PipelineError(f"No key can be written to {path}: {error}.") from error
    with os.fdopen(file, "w", encoding="utf-8") as stream:
        stream.write(key.text())
    return key


def advice(target: Path) -> str:
    """Say what to do with the folder."""
    shown = config.shown(target)
    return (
        f"{shown}/{LIST} is signed. Publish the folder as a release, say:\n"
        f"  gh release create runs-$(date +%Y-%m-%d) {shown}/*"
    )
