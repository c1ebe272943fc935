"""Trains in one framework, in the environment of `make frameworks`.

python -m site_src.tools.frameworks.train NAME TASK.npz prints one line of JSON.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from importlib.metadata import version
from pathlib import Path

import numpy as np

from . import task


def main(name: str, file: Path) -> None:
    """Print version, losses and times as JSON."""
    started = time.perf_counter()
    network = importlib.import_module(f"{__package__}.networks.{name}")
    imported = time.perf_counter()
    parts, batches = task.read(file)
    losses, ends = [], [time.perf_counter()]
    for loss in network.losses(*parts, batches):
        losses.append(loss)
        ends.append(time.perf_counter())
    print(
        json.dumps(
            {
                "version": version("tensorflow-cpu" if name == "tensorflow" else name),
                "losses": losses,
                "import_s": imported - started,
                "first_step_s": ends[1] - ends[0],
                "step_ms": 1000 * float(np.median(np.diff(ends)[1:])),
                "first_number": network.first_number(),
            }
        )
    )


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
