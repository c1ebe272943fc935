"""Check what the working tree's changes touch: `python -m site_src.tools.check --help`.

Each command says what it is for. What cannot be done in the time is named at the end.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from .changes import changes
from .plan import ROOT, Command, plan

WORTHWHILE = 15
"""Seconds that have to be left for tests that are farther away."""
SECONDS = 80
"""For tests; commands that begin before the end of it may end after it."""


def main(arguments: list[str] | None = None) -> int:
    """Run the checks; return 1 if one of them has failed."""
    parser = argparse.ArgumentParser(
        prog="make check",
        description="Run the checks and tests that the working tree's changes touch, "
        "the nearest first, for a minute and a half.",
    )
    parser.add_argument(
        "--since", default="HEAD", metavar="COMMIT", help="compare with it (HEAD)"
    )
    parser.add_argument(
        "--seconds", type=float, default=SECONDS, help=f"time for tests ({SECONDS})"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="only say what would run"
    )
    options = parser.parse_args(arguments)
    began = time.monotonic()
    changed = changes(ROOT, options.since)
    if not changed:
        print(f"Nothing is different from {options.since}.")
        return 0
    commands, not_run = plan(changed)
    failed = []
    for command in commands:
        remaining = options.seconds - (time.monotonic() - began)
        if command.later and remaining < WORTHWHILE and not options.dry_run:
            not_run.append(f"{command.why} (time is over)")
            continue
        print(f"\n{command.why}\n  {command}", flush=True)
        if not options.dry_run and not _run(command, remaining):
            failed.append(command)
    print()
    for line in not_run:
        print(f"Not done here: {line}")
    for command in failed:
        print(f"FAILED: {command.why}")
    if not failed and not options.dry_run:
        print(f"What was run holds ({time.monotonic() - began:.0f} s).")
    return 1 if failed else 0


def _run(command: Command, seconds: float) -> bool:
    variables = (
        os.environ | command.variables | {"CHECK_SECONDS": f"{max(1, seconds):.0f}"}
    )
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) if command.apart else ROOT
        done = subprocess.run(command.arguments, cwd=folder, env=variables)
    return done.returncode in command.fine


if __name__ == "__main__":
    sys.exit(main())
