"""Run the cells of one notebook in a kernel of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.util import run_sync

from ...processes import kill_tree
from ...sources.tutorials.notebook import MAKE_CELL
from .fork_server import ForkedKernelManager, ForkServer

START = f"{__package__}.kernel_start"
ANSI = re.compile(r"\x1b\[[0-9;]*m")
STARTUP = 60
"""Seconds in which a kernel has to answer, and to do its first computation."""


class KernelNotReadyError(Exception):
    """A kernel did not start, or its first computation did not end."""


@dataclass(frozen=True)
class Watch:
    """What is told while cells run: of each cell, and of each printed line."""

    begin: Callable[[int], None]
    """Called with the number of the cell in the tutorial."""
    printed: Callable[[str], None]
    done: Callable[[], None]


@dataclass
class Kernel:
    """One execution; `stop` may be called from another thread."""

    folder: Path
    environment: dict[str, str]
    data_sets: list[str]
    timeout: float
    """Seconds that a cell may take."""
    watch: Watch
    server: ForkServer | None = None
    """Where to fork the kernel from; without it a new process is started."""
    pid: int | None = None
    stopped: bool = field(default=False, init=False)
    begun: int = field(default=0, init=False)
    """The number, in the tutorial, of the cell that began last."""
    exit_code: int | None = field(default=None, init=False)

    def run(self, notebook: nbformat.NotebookNode) -> None:
        """Execute all cells in place; the last output is that of kernel_start.after.

        Raises:
            KernelNotReadyError: the kernel did not get as far as the first cell.
            CellExecutionError, CellTimeoutError, DeadKernelError: as nbclient does.
        """
        code = MAKE_CELL["code"]
        before = code(f"import {START} as _k; _k.before({self.data_sets!r})")
        after = code(f"import {START} as _k; _k.after(globals())")
        notebook.cells = [before, *notebook.cells, after]
        client = _Client(notebook, self, before)
        try:
            client.execute(env=self.environment)
        except Exception as error:
            if client.current is before:
                raise KernelNotReadyError(_reason(error)) from error
            raise
        finally:
            notebook.cells = notebook.cells[1:]

    def stop(self) -> None:
        """End the kernel and what it started, at once."""
        self.stopped = True
        if self.pid is not None:
            kill_tree(self.pid)


def _reason(error: Exception) -> str:
    lines = ANSI.sub("", str(error)).strip().splitlines()
    return lines[-1] if lines else type(error).__name__


class _Client(NotebookClient):
    """nbclient, telling what happens."""

    def __init__(
        self,
        notebook: nbformat.NotebookNode,
        kernel: Kernel,
        before: nbformat.NotebookNode,
    ) -> None:
        self.current = before
        self._kernel = kernel
        server = kernel.server
        manager = ForkedKernelManager(server) if server else AsyncKernelManager()
        super().__init__(
            notebook,
            km=manager,
            timeout_func=lambda cell: STARTUP if cell is before else kernel.timeout,
            startup_timeout=STARTUP,
            # It warns of its local sockets, which only this machine can reach.
            extra_arguments=["--IPKernelApp.log_level=40"],
            resources={"metadata": {"path": str(kernel.folder)}},
            on_cell_start=self._begin,
            on_cell_executed=self._end,
            shutdown_kernel="immediate",
        )
        self.owns_km = True

    def _begin(self, cell: nbformat.NotebookNode, cell_index: int) -> None:
        self.current = cell
        number = cell.id.removeprefix("cell-")
        if number != cell.id:
            self._kernel.begun = int(number)
            self._kernel.watch.begin(int(number))

    def _end(self, cell: nbformat.NotebookNode, **_: Any) -> None:
        if cell.id.startswith("cell-"):
            self._kernel.watch.done()

    async def async_start_new_kernel(self, **kwargs: Any) -> None:
        await super().async_start_new_kernel(**kwargs)
        assert self.km is not None and self.km.provisioner is not None
        self._kernel.pid = self.km.provisioner.pid  # type: ignore[attr-defined]
        if self._kernel.stopped:
            self._kernel.stop()

    async def _async_cleanup_kernel(self) -> None:
        # nbclient cleans up twice if a kernel ends while it starts, and the second
        # time there is nothing left.
        if self.km is None:
            return
        if self.km.provisioner is not None:
            self._kernel.exit_code = await self.km.provisioner.poll()
            if self._kernel.pid is not None and self._kernel.exit_code is None:
                # Before its children lose their parent, by which they are found.
                kill_tree(self._kernel.pid)
        await super()._async_cleanup_kernel()

    # nbclient's own, called when Python ends, does not know the one above.
    _cleanup_kernel = run_sync(_async_cleanup_kernel)

    def process_message(
        self, msg: dict[str, Any], cell: nbformat.NotebookNode, cell_index: int
    ) -> Any:
        if msg["msg_type"] == "stream":
            lines = msg["content"]["text"].replace("\r", "\n").split("\n")
            shown = [line.strip("\b ") for line in lines]
            for line in [line for line in shown if line][-1:]:
                self._kernel.watch.printed(line)
        return super().process_message(msg, cell, cell_index)
