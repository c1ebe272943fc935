"""Kill a build, or what it has started, at random moments.

A kill counts when it has struck: a build that was over before its moment is begun
again, with a sooner one. Then the next build may execute only what no run was kept of.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import psutil

from bench.support.clone import TUTORIAL, Clone

LONGEST_BUILD = 600
"""Seconds after which a build counts as hanging."""
ATTEMPTS = 10
"""So many builds may be over before one is struck."""
READS_MNIST = """\
# %%
import keras

(images, _), _ = keras.datasets.mnist.load_data()
assert images.shape == (60_000, 28, 28) and images.any()
"""

Victim = Callable[[psutil.Process], psutil.Process | None]
"""Finds what is to be killed among what a build has started; None: not there yet."""


def slow(clone: Clone, chance: random.Random) -> None:
    """Let the next build execute, and take its time, as often as it is asked."""
    change = f"\nimport time\n\ntime.sleep(2)\nx = {chance.random()}\n"
    clone.script.write_text(TUTORIAL + change)


def kill_build(clone: Clone, chance: random.Random) -> str:
    """Kill a build at some moment."""
    return _strike(clone, chance, lambda build: build, longest=12)


def interrupt_build(clone: Clone, chance: random.Random) -> str:
    """Interrupt a build and all that it has started, as Ctrl-C does."""
    return _strike(clone, chance, lambda build: build, longest=12, how=signal.SIGINT)


def kill_kernel(clone: Clone, chance: random.Random) -> str:
    """Kill the kernel while it starts, or while a cell runs."""

    def kernel(build: psutil.Process) -> psutil.Process | None:
        server = _fork_server(build)
        return next(iter(server.children()), None) if server else None

    return _strike(clone, chance, kernel, longest=4)


def kill_fork_server(clone: Clone, chance: random.Random) -> str:
    """Kill the process that kernels are forked from."""
    return _strike(clone, chance, _fork_server, longest=8)


def _fork_server(build: psutil.Process) -> psutil.Process | None:
    for child in build.children():
        if "fork_process" in " ".join(child.cmdline()):
            return child
    return None


def kill_npm(clone: Clone, chance: random.Random) -> str:
    """Kill npm while it installs a data set; then let the tutorial read the data."""
    installed = clone.root / "site_src" / "data" / "node_modules"

    def prepare() -> None:
        shutil.rmtree(installed, ignore_errors=True)
        header = TUTORIAL.replace("# level:", "# data: [mnist]\n# level:", 1)
        clone.script.write_text(f"{header}\n{READS_MNIST}\nx = {chance.random()}\n")

    def npm(build: psutil.Process) -> psutil.Process | None:
        for child in build.children():
            if any("npm" in part for part in child.cmdline()):
                return child
        return None

    return _strike(clone, chance, npm, longest=3, prepare=prepare)


def _strike(
    clone: Clone,
    chance: random.Random,
    victim: Victim,
    longest: float,
    how: signal.Signals = signal.SIGKILL,
    prepare: Callable[[], None] | None = None,
) -> str:
    """Build, and kill the victim up to `longest` seconds after it was there.

    Returns:
        What went wrong, in that build or in the next one of the same script.
    """
    for _ in range(ATTEMPTS):
        if prepare:
            prepare()
        else:
            slow(clone, chance)
        with clone.script.open("a") as script:
            script.write(NOTES_ITS_END.format(root=clone.root))
        before = _kept(clone)
        moment = chance.uniform(0, longest)
        build = clone.start()
        struck = _wait_and_kill(build, victim, moment, how)
        said = build.communicate(timeout=LONGEST_BUILD)[0]
        if struck:
            return _traceback(said) or _runs_once(clone, before)
        longest = moment
    return f"nothing was there to be killed: {said.strip()[-300:]}"


NOTES_ITS_END = "\nimport os\n\nopen(f'{root}/ended-{{os.getpid()}}', 'w').close()\n"
"""The last line of a script that counts how often it was executed to its end."""


def _wait_and_kill(
    build: subprocess.Popen[str], victim: Victim, moment: float, how: signal.Signals
) -> bool:
    """Return whether the victim still lived when its moment came."""
    while build.poll() is None:
        with suppress(psutil.Error):
            process = victim(psutil.Process(build.pid))
            if process:
                time.sleep(moment)
                if build.poll() is not None or process.status() == psutil.STATUS_ZOMBIE:
                    return False
                if how == signal.SIGINT:
                    os.killpg(build.pid, how)
                else:
                    process.send_signal(how)
                return True
        time.sleep(0.02)
    return False


def processes(clone: Clone) -> list[psutil.Process]:
    """List the processes that work in the clone, a second after they should not."""

    def running() -> Iterator[psutil.Process]:
        for process in psutil.process_iter():
            with suppress(psutil.Error):
                here = process.cwd().startswith(str(clone.root))
                if here and process.status() != psutil.STATUS_ZOMBIE:
                    yield process

    for _ in range(100):
        if not list(running()):
            return []
        time.sleep(0.1)
    return list(running())


def _kept(clone: Clone) -> set[str]:
    return {path.parent.name for path in clone.cache.glob("*/runs/*/entry.json")}


def _runs_once(clone: Clone, before: set[str]) -> str:
    """Build the same script again: it may execute only if no run of it was kept."""
    if processes(clone):
        return f"still runs: {processes(clone)[0].cmdline()[:3]}"
    was_kept = bool(_kept(clone) - before)
    ended = len(list(clone.root.glob("ended-*")))
    done = clone.build()
    if done.returncode:
        return f"the same failed afterwards: {done.stderr.strip()[-300:]}"
    again = len(list(clone.root.glob("ended-*"))) - ended
    if again == (0 if was_kept else 1):
        return ""
    kept = "was" if was_kept else "was not"
    return f"a run {kept} kept, and {again} more were executed"


def _traceback(said: str) -> str:
    return "a traceback" if "Traceback" in said else ""
