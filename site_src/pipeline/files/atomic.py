"""Replace a file or a folder at once: others see the old one or the new one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .locks import scratch_folder


@contextmanager
def atomic_replace(target: Path, scratch: Path | None = None) -> Iterator[Path]:
    """Yield a path to write to; put what is there in the target's place at the end.

    If the block raises, the target stays as it was.

    Args:
        target: what is replaced, or made.
        scratch: a folder on the same file system to write in meanwhile; the target's
            own if none is given. What a killed process leaves there is removed by the
            next that writes there.

    Raises:
        OSError: the new one cannot be put there; the target is as it was.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with scratch_folder(scratch or target.parent) as folder:
        new, old = folder / target.name, folder / f"{target.name}.old"
        yield new
        # A file is replaced in one step; a folder that is not empty cannot be.
        if target.is_dir():
            target.replace(old)
        try:
            new.replace(target)
        except OSError:
            if old.exists():
                old.replace(target)
            raise
