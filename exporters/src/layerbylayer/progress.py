"""What the command shows while it works: one line that changes, or plain lines."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

_log = logging.getLogger("layerbylayer")


def is_installed(package: str) -> bool:
    """Tell whether a package can be imported."""
    return find_spec(package) is not None


@contextmanager
def progress() -> Iterator[None]:
    """Show what is being done: one line that changes, or without rich plain lines."""
    handler = _Lines()
    if sys.stderr.isatty() and is_installed("rich"):
        handler = _Status()
    level = _log.level
    _log.addHandler(handler)
    _log.setLevel(logging.INFO)
    try:
        yield
    finally:
        _log.removeHandler(handler)
        _log.setLevel(level)
        handler.close()


class _Lines(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        print(f"layerbylayer: {record.getMessage()}", file=sys.stderr)


class _Status(_Lines):
    def __init__(self) -> None:
        from rich.console import Console

        super().__init__()
        self._status = Console(stderr=True).status("")
        self._status.start()

    def emit(self, record: logging.LogRecord) -> None:
        self._status.update(record.getMessage())

    def close(self) -> None:
        self._status.stop()
        super().close()
