"""A process that has imported the large libraries, and forks into kernels.

It must have computed nothing: one parallel operation here starts OpenMP's threads,
which a fork does not copy, and every kernel would wait for them for ever.

It reads requests from a socket, and ends, and all its kernels with it, when the other
end is closed.
"""

from __future__ import annotations

import importlib
import os
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import NoReturn

import psutil

from ... import processes

LIBRARIES = (
    "ipykernel.kernelapp",
    "matplotlib.pyplot",
    "matplotlib_inline.backend_inline",
    "numpy",
    "sklearn",
    "torch",
    "keras",
)


@dataclass(frozen=True)
class Start:
    """Fork into a kernel; answered by its process id."""

    argv: list[str]
    cwd: str
    env: dict[str, str] = field(repr=False)


@dataclass(frozen=True)
class Poll:
    """Ask for a kernel; answered by its exit code, or None while it runs."""

    pid: int


def serve(connection: Connection) -> None:
    """Import the libraries, then answer until the other end is closed."""
    for library in LIBRARIES:
        with suppress(ImportError):
            importlib.import_module(library)
    processes.keep_orphans()
    ended: dict[int, int] = {}
    started: set[int] = set()
    # The other end may be closed at any moment: while we import, fork, or answer.
    with suppress(EOFError, OSError):
        while True:
            request = connection.recv()
            if isinstance(request, Start):
                pid = os.fork()
                if pid == 0:
                    connection.close()
                    _become_kernel(request)
                started.add(pid)
                connection.send(pid)
            else:
                _reap(ended)
                _kill_orphans(started)
                connection.send(ended.get(request.pid))
    for child in psutil.Process().children():
        processes.kill_tree(child.pid)
    _reap(ended)
    _kill_orphans(set())


def _reap(ended: dict[int, int]) -> None:
    with suppress(ChildProcessError):
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return
            ended[pid] = os.waitstatus_to_exitcode(status)


def _kill_orphans(started: set[int]) -> None:
    """Kill what kernels that have ended left: a living one keeps its own."""
    for child in psutil.Process().children():
        if child.pid not in started:
            processes.kill_tree(child.pid)


def _become_kernel(start: Start) -> NoReturn:
    """In the child: be what `python -m ipykernel_launcher` would have been."""
    os.setsid()
    processes.end_with_parent()
    os.chdir(start.cwd)
    os.environ.clear()
    os.environ.update(start.env)
    sys.argv = start.argv
    sys.path[0] = ""
    # What a kernel says to its terminal; the cells' own output goes another way.
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silence, stream)
    from ipykernel import kernelapp

    _set_threads(int(start.env.get("OMP_NUM_THREADS", "0")))
    try:
        kernelapp.launch_new_instance(argv=start.argv[1:])
    finally:
        os._exit(0)


def _set_threads(count: int) -> None:
    """As the environment's OMP_NUM_THREADS, which was read when they were loaded."""
    if count:
        import threadpoolctl
        import torch

        torch.set_num_threads(count)
        threadpoolctl.threadpool_limits(count)


def main() -> None:
    """Serve the connection whose file descriptor is the first argument."""
    serve(Connection(int(sys.argv[1])))
