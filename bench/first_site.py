"""How soon there is something to look at in a fresh clone, and how soon all of it.

Clones the repository as it is committed, with an empty cache and nothing installed, and
looks at what `make site` does: when packages are installed, when site/ can first be
served, and when it is whole. `--first` stops there, as Ctrl-C does.

Writes bench/first-site-<profile>.json.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
INSTALLED = (".venv/installed", "node_modules/.package-lock.json")
LOOK = 0.5


@dataclass
class Measured:
    """Seconds since the start, on one machine in one run."""

    profile: str
    date: str
    hardware: str
    load: float
    """Of the machine when it began: processes that want a core, over a minute."""
    installed: float = 0.0
    first_site: float = 0.0
    """Until every page can be served; the pages of tutorials may wait for numbers."""
    waiting: int = 0
    """Tutorials that wait then."""
    whole: float | None = None


def measure(profile: str, folder: Path, until_first: bool) -> Measured:
    """Run `make site` in a fresh clone, and look."""
    clone = folder / "clone"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
    hardware = f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores"
    found = Measured(profile, str(date.today()), hardware, round(os.getloadavg()[0], 1))
    own = {"LAYERS_CACHE": str(folder / "cache"), "LAYERS_REMOTE_CACHE": ""}
    began = time.monotonic()
    make = subprocess.Popen(
        ["make", "site", f"PROFILE={profile}"],
        cwd=clone,
        env=os.environ | own | {"PYTHONPATH": ""},
        start_new_session=True,
    )
    try:
        while make.poll() is None and not (until_first and found.first_site):
            time.sleep(LOOK)
            _look(clone, found, round(time.monotonic() - began, 1))
    finally:
        if make.poll() is None:
            os.killpg(make.pid, signal.SIGINT)
    status = make.wait()
    if not until_first:
        if status:
            sys.exit(f"make site ended with {status}.")
        found.whole = round(time.monotonic() - began, 1)
    return found


def _look(clone: Path, found: Measured, seconds: float) -> None:
    if not found.installed and all((clone / name).exists() for name in INSTALLED):
        found.installed = seconds
        print(f"installed after {seconds} s", flush=True)
    if not found.first_site and (clone / "site" / "index.html").exists():
        found.first_site = seconds
        pending = clone / "site" / "pending.json"
        found.waiting = len(json.loads(pending.read_text())) if pending.exists() else 0
        print(f"first site after {seconds} s, {found.waiting} wait", flush=True)


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--profile", default="cpu", choices=["smoke", "cpu"])
    parser.add_argument("--first", action="store_true", help="stop at the first site")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = measure(options.profile, Path(folder), options.first)
    text = json.dumps(asdict(found), indent=1)
    print(text)
    target = ROOT / "bench" / f"first-site-{options.profile}.json"
    target.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
