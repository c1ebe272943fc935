"""The memory of this process, in bytes. Linux only: it is read from /proc."""

from pathlib import Path


def now() -> int:
    """Return what it holds; the peak counts from here."""
    Path("/proc/self/clear_refs").write_text("5")
    return _field("VmRSS")


def peak() -> int:
    """Return the most that it has held since `now` was called last."""
    return _field("VmHWM")


def _field(name: str) -> int:
    status = Path("/proc/self/status").read_text()
    [line] = [line for line in status.splitlines() if line.startswith(name)]
    return int(line.split()[1]) * 1024
