"""Run one tutorial as the plain script that it is, with the data sets provided."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from ...execution.kernels.environment import SHORT_SPIN
from ...sources import data
from ...sources.tutorials.header import Profile
from ...sources.tutorials.tutorial import Tutorial


def run(tutorial: Tutorial, profile: Profile) -> None:
    """Execute the script in this process, as `python <file>` would.

    Without a display, figures are drawn but not shown. Models are written to
    exported/<name>/ in the working directory.
    """
    data.install(tutorial.header.data)
    # Before PyTorch is loaded, as its threads read it then; see `SHORT_SPIN`.
    for name, value in SHORT_SPIN.items():
        os.environ.setdefault(name, value)
    if not os.environ.get("DISPLAY") and sys.platform == "linux":
        os.environ.setdefault("MPLBACKEND", "Agg")
    data.provide(tutorial.header.data)
    execute(tutorial.script_under(profile), tutorial.path)


def execute(source: str, path: Path) -> None:
    """Execute source as the main module, with `path` as its file."""
    sys.argv = [str(path)]
    sys.path.insert(0, str(path.parent))
    code = compile(source, str(path), "exec")
    exec(code, {"__name__": "__main__", "__file__": str(path)})
