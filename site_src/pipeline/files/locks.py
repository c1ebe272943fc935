"""Locks between processes, and folders that are known to be somebody's work.

All are held by an open file, so that the system lets go of them when their process ends
in whatever way; and they hold between containers that share a disk, where the numbers
of processes mean nothing.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from ..errors import StoppedError

UNFINISHED = "unfinished-"
LOCK = ".lock"


@contextmanager
def locked(
    file: Path,
    given_up: Callable[[], bool] = lambda: False,
    waiting: Callable[[], None] = lambda: None,
) -> Iterator[None]:
    """Hold the lock of a file; who else wants it waits.

    Args:
        file: the lock's; it stays, and holds nothing.
        given_up: asked while we wait.
        waiting: called once, if we have to wait.

    Raises:
        StoppedError: `given_up` became true while we waited.
        OSError: the file cannot be written.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(file)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        waiting()
        try:
            lock.acquire(cancel_check=given_up)
        except Timeout as error:
            raise StoppedError from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def shared(file: Path) -> Iterator[None]:
    """Hold a lock that many may hold at once, and keep `alone` from it.

    Where it cannot be written, as on a read-only disk, nobody can be alone either.
    """
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    try:
        held = os.open(file, os.O_RDONLY)
    except OSError:
        yield
        return
    try:
        fcntl.flock(held, fcntl.LOCK_SH)
        yield
    finally:
        os.close(held)


@contextmanager
def alone(file: Path) -> Iterator[bool]:
    """Hold the lock of `shared` while nobody else does; yield whether we do."""
    file.parent.mkdir(parents=True, exist_ok=True)
    held = os.open(file, os.O_RDWR | os.O_CREAT)
    try:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(held)


@contextmanager
def scratch_folder(parent: Path) -> Iterator[Path]:
    """Yield an empty folder in `parent`, which is removed at the end.

    What killed processes left in `parent` is removed first: a folder is somebody's as
    long as its lock is held.

    Raises:
        OSError: it cannot be made.
    """
    parent.mkdir(parents=True, exist_ok=True)
    sweep(parent)
    folder = parent / f"{UNFINISHED}{uuid.uuid4().hex[:12]}"
    file = folder.with_suffix(LOCK)
    with locked(file):
        try:
            folder.mkdir()
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            file.unlink(missing_ok=True)


def sweep(parent: Path) -> None:
    """Remove what killed processes left in a folder."""
    for file in parent.glob(f"{UNFINISHED}*{LOCK}"):
        lock = FileLock(file)
        with suppress(Timeout, OSError):
            lock.acquire(blocking=False)
            try:
                shutil.rmtree(file.with_suffix(""), ignore_errors=True)
                file.unlink(missing_ok=True)
            finally:
                lock.release()
