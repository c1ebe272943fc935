"""Tutorials run as readers run them: as scripts, in a folder of their own."""

import os
import subprocess
import sys
from pathlib import Path

from site_src.pipeline import config
from site_src.pipeline.sources.tutorials.tutorial import Tutorial


def run_smoke(tutorial: Tutorial, folder: Path) -> str:
    """Run it by `python -m site_src.pipeline run` with its smoke parameters.

    Returns:
        What it printed.
    """
    run = ["-m", "site_src.pipeline", "run", str(tutorial.path), "--profile", "smoke"]
    return run_python(run, folder)


def run_python(arguments: list[str], folder: Path) -> str:
    """Run Python in a folder, with the repository's packages and no window for figures.

    Returns:
        What it printed.
    """
    path = os.pathsep.join([str(config.ROOT), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": path, "MPLBACKEND": "Agg"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
