"""Break builds in every way we know, and write what held.

Run it through `make chaos`; `ROUNDS=10 make chaos` breaks more often. Writes
bench/chaos.json, and docs/contributing/measured.md from it.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from pathlib import Path

from bench.chaos.trials import TRIALS, run
from bench.pipeline import write_page
from bench.support.clone import Clone, make_clone
from site_src.pipeline.config import ROOT


def main() -> int:
    """Run all trials; return 1 if something did not hold."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3, help="of each trial")
    parser.add_argument("--seed", type=int, default=0, help="of the moments and places")
    parser.add_argument("trials", nargs="*", help="their names; all if none is given")
    asked = parser.parse_args()
    results: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory() as folder:
        clone = _new_clone(Path(folder) / "0")
        for name in asked.trials or TRIALS:
            problems = []
            for number in range(asked.rounds):
                chance = random.Random(f"{asked.seed} {name} {number}")
                problem = run(name, clone, chance)
                print(f"{name}, {number + 1}: {problem or 'held'}", flush=True)
                if problem:
                    problems.append(problem)
                    clone = _new_clone(Path(folder) / f"{len(results)}-{number}")
            results.append({"trial": name, "tried": asked.rounds, "problems": problems})
    if not asked.trials:
        (ROOT / "bench" / "chaos.json").write_text(json.dumps(results, indent=1) + "\n")
        write_page()
    return int(any(result["problems"] for result in results))


def _new_clone(folder: Path) -> Clone:
    folder.mkdir()
    clone = make_clone(folder)
    clone.build().check_returncode()
    return clone


if __name__ == "__main__":
    raise SystemExit(main())
