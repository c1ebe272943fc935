"""How long 300 tutorials take on 20 machines, if the workflow deals them out.

What takes a time here is drawn from what tutorials of this project took, in the cache
or in a file of `cache times`; who gets what is decided by the code that `--shard` runs.
A machine does its part one after the other, which is the worst that can happen there.

Writes bench/shards.json, and the table in docs/contributing/hosting.md from it.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from site_src.pipeline.execution.jobs import Job, Shard, shard  # noqa: E402
from site_src.pipeline.sources.tutorials import tutorial  # noqa: E402
from site_src.pipeline.storage import runs  # noqa: E402

FOUND = ROOT / "bench" / "shards.json"
PAGE = ROOT / "docs" / "contributing" / "hosting.md"
BEGIN, END = "<!-- bench/shards.py writes this -->\n", "<!-- to here -->\n"
TUTORIALS, MACHINES, TRIALS = 300, 20, 100
SPREAD = 0.25
"""Standard deviation of the logarithm of a time from that of the last run."""
KINDS = {
    "known, and they hold": (True, 0.0),
    "known, and they vary": (True, SPREAD),
    "not known, as before the first build": (False, SPREAD),
}


@dataclass(frozen=True)
class Outcome:
    """Over all trials: minutes until the last machine is done, and over the bound."""

    minutes: float
    ratio: float
    worst: float


def simulate(measured: Sequence[float], known: bool, spread: float) -> Outcome:
    """Deal out drawn tutorials, and let the machines work.

    Args:
        measured: seconds to draw from.
        known: whether who deals them out knows what they took the last time.
        spread: how much they take more or less than that.
    """
    (template, *_) = tutorial.find()
    jobs = [
        Job(replace(template, path=template.path.with_name(f"t{n:03}.py")), "cpu")
        for n in range(TUTORIALS)
    ]
    spans, ratios = [], []
    for seed in range(TRIALS):
        draw = random.Random(seed)
        last = {job.name: draw.choice(measured) for job in jobs}
        now = {n: s * draw.lognormvariate(0, spread) for n, s in last.items()}
        span = makespan(jobs, last if known else {}, now)
        spans.append(span / 60)
        ratios.append(span / bound(list(now.values())))
    return Outcome(
        round(statistics.median(spans), 1),
        round(statistics.median(ratios), 3),
        round(max(ratios), 3),
    )


def makespan(
    jobs: Sequence[Job], known: Mapping[str, float], now: Mapping[str, float]
) -> float:
    """Return the seconds that the machine takes that has most to do."""
    parts = [shard(jobs, Shard(n, MACHINES), known) for n in range(1, MACHINES + 1)]
    return max(sum(now[job.name] for job in part) for part in parts)


def bound(seconds: Sequence[float]) -> float:
    """Return what no way of dealing them out can beat."""
    return max(sum(seconds) / MACHINES, max(seconds))


def table() -> str:
    """Write what was found, as Markdown."""
    record = json.loads(FOUND.read_text(encoding="utf-8"))
    seconds = sorted(record["seconds"].values())
    lines = [
        f"A simulation of {TUTORIALS} tutorials on {MACHINES} machines: their times "
        f"are drawn {TRIALS} times from those of the {len(seconds)} tutorials that "
        f"were measured ({record['about']}; {seconds[0]:.0f} to {seconds[-1]:.0f} s). "
        f"The bound is a {MACHINES}th of all seconds, or the longest tutorial if that "
        "takes more; nothing can be faster. Times that vary do so by a quarter or so.",
        "",
        "| Times of earlier runs | minutes, median | over the bound | at worst |",
        "| --- | ---: | ---: | ---: |",
    ]
    for kind, outcome in record["outcomes"].items():
        lines.append(
            f"| {kind} | {outcome['minutes']:.1f} | {outcome['ratio']:.2f} | "
            f"{outcome['worst']:.2f} |"
        )
    return "\n".join(lines) + "\n"


def with_table(page: str) -> str:
    """Put the table into the page, in the place of the last one."""
    before, rest = page.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n{table()}\n{END}{after}"


def main() -> None:
    """Simulate, and write what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=Path, help="measured seconds (`cache times`)")
    parser.add_argument("--profile", default="cpu", help="whose times (default: cpu)")
    options = parser.parse_args()
    if options.times:
        known = json.loads(options.times.read_text())
    else:
        known = runs.last_seconds()
    names = [f"{each.name} ({options.profile})" for each in tutorial.find()]
    seconds = {name: known[name] for name in names if name in known}
    if not seconds:
        sys.exit(f"No times are known: run `make site PROFILE={options.profile}`.")
    print(f"{TRIALS} trials with each of {len(KINDS)} kinds of knowledge")
    measured = sorted(seconds.values())
    outcomes = {kind: asdict(simulate(measured, *how)) for kind, how in KINDS.items()}
    about = f"profile {options.profile}, {date.today()}"
    record = {"about": about, "seconds": seconds, "outcomes": outcomes}
    FOUND.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    PAGE.write_text(with_table(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    print(table())


if __name__ == "__main__":
    main()
