"""Processes that end when they should: with us, and with all that they started."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType

import psutil

# Of Linux's prctl(2): https://man7.org/linux/man-pages/man2/prctl.2.html
SET_DEATH_SIGNAL, SET_SUBREAPER = 1, 36
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


class Stopped(KeyboardInterrupt):  # noqa: N818 (it is no error either)
    """A signal asked us to end; `number` is the signal's."""

    def __init__(self, number: int) -> None:
        """Remember which signal it was."""
        super().__init__()
        self.number = number


def stop_on_signals() -> None:
    """Let SIGTERM and SIGHUP end this process as Ctrl-C does: tidied up."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise Stopped(number)

    for number in (signal.SIGTERM, signal.SIGHUP):
        # `nohup` ignores one of them, and means it.
        if signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, stop)


def end_with_parent() -> None:
    """Let the system kill this process when the one that started it ends (Linux)."""
    if _libc is not None:
        _libc.prctl(SET_DEATH_SIGNAL, signal.SIGKILL)


def keep_orphans() -> None:
    """Become the parent of what our children leave behind when they end (Linux).

    So the processes that somebody started below us are found below us, whatever they
    do to get away.
    """
    if _libc is not None:
        _libc.prctl(SET_SUBREAPER, 1)


def run(
    command: Sequence[str], cwd: Path, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a program to its end, and let it end with us; keep what it says.

    Raises:
        OSError: it cannot be started.
    """
    return subprocess.run(
        command,
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        errors="replace",
        preexec_fn=end_with_parent,
    )


def kill_tree(pid: int) -> None:
    """Kill a process and all below it, groups and sessions of their own included."""
    family: list[psutil.Process] = []
    with suppress(psutil.Error):
        process = psutil.Process(pid)
        family = [process, *process.children(recursive=True)]
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
    for process in family:
        with suppress(psutil.Error):
            process.kill()
