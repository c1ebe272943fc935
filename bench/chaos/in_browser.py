"""Break the files of every demo in a browser, play for long, and write what held.

Run it through `make chaos`, which builds the site before. The trials are the tests of
tests/web/browser/faults.test.ts and memory.test.ts, all of them; `make test` has some.
`python -m bench.chaos.in_browser memory` runs those of one file. Writes
bench/chaos_in_browser.json, in which what was not tried stays, and
docs/contributing/measured.md from it.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
from collections.abc import Iterable, Iterator
from typing import Any

from bench.pipeline import write_page
from site_src.pipeline.config import ROOT

TESTS = ("memory", "faults")
FAULTS = ("missing", "truncated", "something else", "slow", "cut off")
RESULT = re.compile(rf"\s*(not )?ok \d+ - (.+): ({'|'.join(FAULTS)})$")
WITHOUT = re.compile(r"\s*# it does without$")
GROWN = re.compile(r"\s*# memory: (\{.*\})$")
RUN = ("npx", "tsx", "--test", "--test-concurrency=1", "--test-reporter=tap")


def main() -> int:
    """Run all trials; return 1 if something did not hold."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--site", default="build/test-site", help="a built site")
    parser.add_argument("tests", nargs="*", help="memory, faults; or both")
    asked = parser.parse_args()
    names = asked.tests or TESTS
    process = subprocess.Popen(
        [*RUN, *(f"tests/web/browser/{name}.test.ts" for name in names)],
        cwd=ROOT,
        env=os.environ | {"FAULTS": "all", "SITE_DIR": asked.site},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    found = results(_shown(process.stdout))
    failed = process.wait() != 0
    file = ROOT / "bench" / "chaos_in_browser.json"
    known = json.loads(file.read_text()) if file.exists() else {}
    known |= {name: found[name] for name in names}
    file.write_text(json.dumps(known, indent=1) + "\n")
    write_page()
    return int(failed)


def _shown(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        print(line, end="", flush=True)
        yield line


def results(tap: Iterable[str]) -> dict[str, Any]:
    """Count what was tried, in what Node's test runner says (TAP).

    Returns:
        Under `faults`, for each, how many files were tried with it, what was done
        without, and the files with which it did not hold; under `memory` what each
        long play has left, as the tests say it.
    """
    tried: dict[str, list[str]] = {fault: [] for fault in FAULTS}
    problems: dict[str, list[str]] = {fault: [] for fault in FAULTS}
    without = dict.fromkeys(FAULTS, 0)
    memory: list[Any] = []
    last = ""
    for line in tap:
        if match := RESULT.match(line.rstrip()):
            failed, path, last = match.groups()
            tried[last].append(path)
            if failed:
                problems[last].append(path)
        elif WITHOUT.match(line.rstrip()):
            without[last] += 1
        elif match := GROWN.match(line.rstrip()):
            memory.append(json.loads(match[1].replace("\\", "")))
    faults = [
        {
            "fault": fault,
            "tried": len(tried[fault]),
            "files": len(set(tried[fault])),
            "without": without[fault],
            "problems": problems[fault],
        }
        for fault in FAULTS
    ]
    return {"faults": faults, "memory": memory}


if __name__ == "__main__":
    raise SystemExit(main())
