"""Writes docs/data/frameworks.json: python -m site_src.tools.frameworks.

Runs one training in each framework, in turn and in processes of their own, with the
Python of build/frameworks-venv, which `make frameworks` installs.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ...pipeline.files.atomic import atomic_replace
from ...pipeline.sources import data
from . import task

ROOT = Path(__file__).parents[3]
TARGET = ROOT / "docs" / "data" / "frameworks.json"
VENV = ROOT / "build" / "frameworks-venv"
NAMES = ("numpy", "torch", "keras", "tensorflow", "jax", "pytensor")


def trainings(python: Path, turns: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Train in each framework in turn; in the first turn nothing is compiled yet."""
    import keras  # after `provide`, which says on what it runs

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "task.npz"
        (images, labels), _ = keras.datasets.mnist.load_data()
        task.write(file, images, labels)
        environment = {
            **os.environ,
            "KERAS_BACKEND": "torch",
            "OMP_NUM_THREADS": "1",
            "PYTENSOR_FLAGS": f"base_compiledir={folder}/pytensor",
            "NUMBA_CACHE_DIR": f"{folder}/numba",
            "TF_CPP_MIN_LOG_LEVEL": "2",
        }
        for turn in range(turns):
            for name in NAMES:
                print(f"{name}, {turn + 1} of {turns}", file=sys.stderr)
                command = [str(python), "-m", f"{__package__}.train", name, str(file)]
                ran = subprocess.run(
                    command, cwd=ROOT, env=environment, capture_output=True, text=True
                )
                if ran.returncode:
                    sys.exit(f"{name} failed:\n{ran.stderr[-2000:]}")
                yield name, json.loads(ran.stdout.splitlines()[-1])


def main() -> None:
    """Write the table and its digest."""
    parser = argparse.ArgumentParser(prog="python -m site_src.tools.frameworks")
    parser.add_argument("--python", type=Path, default=VENV / "bin" / "python")
    parser.add_argument("--turns", type=int, default=3)
    options = parser.parse_args()
    if not options.python.exists():
        sys.exit(f"There is no {options.python}. `make frameworks` installs it.")
    data.install(["mnist"])
    data.provide(["mnist"])
    rows: dict[str, dict[str, Any]] = {}
    for name, training in trainings(options.python, options.turns):
        row = rows.setdefault(name, {"version": training["version"]})
        row.update(losses=training["losses"], first_number=training["first_number"])
        for key in ("import_s", "first_step_s", "step_ms"):
            row.setdefault(key, []).append(round(training[key], 4))
    table = {
        "date": datetime.date.today().isoformat(),
        "python": platform.python_version(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, one thread",
        "frameworks": rows,
    }
    text = json.dumps(table, indent=1) + "\n"
    digest = hashlib.sha256(text.encode()).hexdigest()
    sums = TARGET.with_name(f"{TARGET.name}.sha256")
    for file, content in ((TARGET, text), (sums, f"{digest}  {TARGET.name}\n")):
        with atomic_replace(file) as scratch:
            scratch.write_text(content)
    print(f"Wrote {TARGET.relative_to(ROOT)}, SHA-256 {digest}")


if __name__ == "__main__":
    main()
