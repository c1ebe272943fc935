"""Kernels that are ready at once: forked from a process that has imported all."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
from importlib.metadata import EntryPoint
from multiprocessing.connection import Connection
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from .fork_process import Poll, Start

AVAILABLE = sys.platform == "linux"
"""Forking after such imports is not safe elsewhere; normal kernels are used there."""
NAME = "forked"
# Not `-m`: requests are pickled, and their classes must be those of the module.
MAIN = f"from {__package__}.fork_process import main; main()"


class ForkServer:
    """The process that forks; started on the first wish, stopped by `close`."""

    def __init__(self, environment: dict[str, str]) -> None:
        """Start it; it imports the libraries while we go on.

        Args:
            environment: its environment variables, style of figures among them.
        """
        ours, theirs = socket.socketpair()
        self._connection = Connection(ours.detach())
        self._lock = threading.Lock()
        self._process = subprocess.Popen(
            [sys.executable, "-c", MAIN, str(theirs.fileno())],
            env=environment,
            pass_fds=[theirs.fileno()],
            start_new_session=True,
            stdin=subprocess.DEVNULL,
        )
        theirs.close()

    def ask(self, request: Start | Poll) -> Any:
        """Send a request and return its answer.

        Raises:
            EOFError, OSError: the process has ended.
        """
        with self._lock:
            self._connection.send(request)
            return self._connection.recv()

    def close(self) -> None:
        """End it, and all its kernels."""
        self._connection.close()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class ForkedProcess:
    """A forked kernel, with what LocalProvisioner uses of a subprocess.Popen."""

    stdin = stdout = stderr = None

    def __init__(self, server: ForkServer, pid: int) -> None:
        """Remember the process and who forked it."""
        self._server, self.pid = server, pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Return the exit code, or None while it runs."""
        if self.returncode is None:
            try:
                self.returncode = self._server.ask(Poll(self.pid))
            except (EOFError, OSError):
                self.returncode = -signal.SIGKILL
        return self.returncode

    def wait(self) -> int | None:
        """Return the exit code of a process that has ended."""
        return self.poll()

    def send_signal(self, number: int) -> None:
        """Send it a signal, if it still runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)


class ForkedProvisioner(LocalProvisioner):
    """Launches a kernel by asking the server of its manager to fork."""

    parent: ForkedKernelManager
    process: Any

    async def launch_kernel(
        self, cmd: list[str], **kwargs: Any
    ) -> KernelConnectionInfo:
        """Fork instead of starting `cmd`, python -m ipykernel_launcher and so on."""
        server = self.parent.server
        arguments = cmd[cmd.index("ipykernel_launcher") :]
        start = Start(arguments, str(kwargs["cwd"]), dict(kwargs["env"]))
        pid = await asyncio.to_thread(server.ask, start)
        self.process = ForkedProcess(server, pid)
        self.pid = self.pgid = pid
        self.cwd = kwargs["cwd"]
        return self.connection_info


class ForkedKernelManager(AsyncKernelManager):
    """A manager whose kernels are forked from its `server`."""

    server: ForkServer

    def __init__(self, server: ForkServer, **kwargs: Any) -> None:
        """Take the server, and what every manager takes."""
        super().__init__(kernel_name="python3", **kwargs)
        self.server = server
        # The factory only knows provisioners of installed packages.
        factory = KernelProvisionerFactory.instance(parent=self.parent)
        group = KernelProvisionerFactory.GROUP_NAME
        factory.provisioners[NAME] = EntryPoint(
            NAME, f"{__name__}:{ForkedProvisioner.__name__}", group
        )
        spec: KernelSpec = KernelSpecManager().get_kernel_spec("python3")
        spec.metadata = {"kernel_provisioner": {"provisioner_name": NAME}}
        self._kernel_spec = spec
