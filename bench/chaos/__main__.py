"""Break builds in every way we know, and write what held.

Run it through `make chaos`; `ROUNDS=10 make chaos` breaks more often, and
`python -m bench.chaos --rounds 13 "kill -9 of npm"` one thing. Writes
bench/chaos.json, in which what was not tried stays, and docs/contributing/measured.md
from it.
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
    parser.add_argument(
        "--each", type=int, default=1, help="look at the next build after so many"
    )
    parser.add_argument("trials", nargs="*", help="their names; all if none is given")
    asked = parser.parse_args()
    results: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory() as folder:
        clone = _new_clone(Path(folder) / "0")
        for name in asked.trials or TRIALS:
            problems = []
            for number in range(asked.rounds):
                chance = random.Random(f"{asked.seed} {name} {number}")
                last = number == asked.rounds - 1
                looked = last or number % asked.each == asked.each - 1
                problem = run(name, clone, chance, looked=looked)
                print(f"{name}, {number + 1}: {problem or 'held'}", flush=True)
                if problem:
                    problems.append(problem)
                    clone = _new_clone(Path(folder) / f"{len(results)}-{number}")
            result = {"trial": name, "tried": asked.rounds, "problems": problems}
            results.append(result | {"each": asked.each})
            _write(results)
    write_page()
    return int(any(one["problems"] for one in results))


def _write(results: list[dict[str, object]]) -> None:
    """Write what was found, beside what is known of other trials, in their order."""
    file = ROOT / "bench" / "chaos.json"
    known = json.loads(file.read_text()) if file.exists() else []
    by_name = {str(one["trial"]): one for one in [*known, *results]}
    results = [by_name[name] for name in TRIALS if name in by_name]
    file.write_text(json.dumps(results, indent=1) + "\n")


def _new_clone(folder: Path) -> Clone:
    folder.mkdir()
    clone = make_clone(folder)
    clone.build().check_returncode()
    return clone


if __name__ == "__main__":
    raise SystemExit(main())
