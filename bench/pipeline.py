"""How long the pipeline takes, against the same notebooks one after another.

Everything is measured in one run on one machine, so that the ratios mean something:

- plain nbclient, one notebook after another, a new kernel each;
- mkdocs-jupyter executing the same notebooks while it builds (in smoke only: it
  executes as plain nbclient does, and in cpu it would take as long again to say so);
- the pipeline, with an empty cache; and again, with nothing changed.

Writes bench/pipeline-<profile>.json, and the page docs/contributing/measured.md from
all of these.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from site_src.pipeline.execution import run_store  # noqa: E402
from site_src.pipeline.execution.jobs import Job  # noqa: E402
from site_src.pipeline.execution.kernels import kernel_start  # noqa: E402
from site_src.pipeline.execution.kernels.environment import environment  # noqa: E402
from site_src.pipeline.rendering.published.wheel import build_wheel  # noqa: E402
from site_src.pipeline.rendering.tutorials import tutorial_page  # noqa: E402
from site_src.pipeline.sources import catalogue, data  # noqa: E402
from site_src.pipeline.sources.tutorials import tutorial  # noqa: E402
from site_src.pipeline.sources.tutorials.header import Profile  # noqa: E402
from site_src.pipeline.sources.tutorials.notebook import notebook_of  # noqa: E402


@dataclass
class Measured:
    """Seconds of each way, on one machine in one run."""

    profile: str
    hardware: str
    tutorials: int
    nbclient: float
    mkdocs_jupyter: float | None
    pipeline: float
    nothing_changed: float
    render_one_page: float

    def ratios(self) -> dict[str, float]:
        """Return the pipeline's time as a share of the others'."""
        shares = {"pipeline / nbclient": round(self.pipeline / self.nbclient, 3)}
        if self.mkdocs_jupyter is not None:
            share = round(self.pipeline / self.mkdocs_jupyter, 3)
            shares["pipeline / mkdocs-jupyter"] = share
        return shares


def timed(work: Callable[[], object]) -> float:
    """Seconds that it takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def notebooks(profile: Profile, folder: Path) -> list[Path]:
    """Write the tutorials as plain notebooks, with the same data and figures."""
    made = []
    for one in tutorial.find():
        notebook = notebook_of(one, profile)
        path = json.dumps(str(ROOT))
        first = (
            f"import sys; sys.path.insert(0, {path})\n"
            "from site_src.pipeline.execution.kernels import kernel_start\n"
            f"kernel_start.before({one.header.data!r})"
        )
        notebook.cells.insert(0, nbformat.v4.new_code_cell(first))
        made.append(folder / f"{one.name}.ipynb")
        nbformat.write(notebook, made[-1])
    return made


def with_nbclient(paths: list[Path], environment: dict[str, str]) -> None:
    """One after another, as `jupyter execute` does it."""
    for path in paths:
        notebook = nbformat.read(path, as_version=4)
        with tempfile.TemporaryDirectory() as folder:
            resources = {"metadata": {"path": folder}}
            client = NotebookClient(notebook, timeout=None, resources=resources)
            client.execute(env=environment)


def with_mkdocs_jupyter(paths: list[Path], environment: dict[str, str]) -> None:
    """While MkDocs builds."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "docs").mkdir()
        for path in paths:
            (folder / "docs" / path.name).write_bytes(path.read_bytes())
        (folder / "docs" / "index.md").write_text("# Notebooks\n")
        plugin = "  - mkdocs-jupyter:\n      execute: true\n      allow_errors: false\n"
        (folder / "mkdocs.yml").write_text(
            f"site_name: x\ntheme:\n  name: material\nplugins:\n{plugin}"
        )
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
        subprocess.run(command, cwd=folder, env=environment, check=True)


def with_the_pipeline(profile: str, cache: Path) -> None:
    """`make site`, without installing anything."""
    command = [sys.executable, "-m", "site_src.pipeline", "build"]
    command += ["--profile", profile, "--site", "build/bench-site"]
    environment = os.environ | {"LAYERS_CACHE": str(cache)}
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def main(profile: Profile, cache: Path | None) -> None:
    """Measure, print and write; the runs are left in `cache`, which has to be empty."""
    tutorials = tutorial.find()
    data.install(sorted({name for t in tutorials for name in t.header.data}))
    job = Job(tutorials[0], profile)
    variables = environment(job.threads)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        runs = cache / profile if cache else folder / "cache"
        if runs.exists():
            sys.exit(f"{runs} is not empty: what is there would not be run.")
        paths = notebooks(profile, folder)
        cold = timed(lambda: with_the_pipeline(profile, runs))
        again = timed(lambda: with_the_pipeline(profile, runs))
        os.environ["LAYERS_CACHE"] = str(runs)
        kept = run_store.load_cached(job)
        assert kept is not None, "the pipeline has just run it"
        wheel = build_wheel().name
        links = catalogue.read()
        page = timed(lambda: tutorial_page.render(tutorials[0], kept, wheel, links))
        plain = timed(lambda: with_nbclient(paths, variables))
        built = None
        if profile == "smoke":
            built = round(timed(lambda: with_mkdocs_jupyter(paths, variables)), 2)
        measured = Measured(
            profile,
            kernel_start.hardware(),
            len(tutorials),
            round(plain, 2),
            built,
            round(cold, 2),
            round(again, 2),
            round(page, 3),
        )
    result = asdict(measured) | {"ratios": measured.ratios()}
    text = json.dumps(result, indent=1)
    (ROOT / "bench" / f"pipeline-{profile}.json").write_text(text + "\n")
    print(text)


ROWS = {
    "plain nbclient, one after another": "nbclient",
    "mkdocs-jupyter, executing": "mkdocs_jupyter",
    "our pipeline, from nothing": "pipeline",
    "our pipeline, nothing changed": "nothing_changed",
    "rendering one page": "render_one_page",
}


def write_page() -> None:
    """Write the page of the site that holds what was measured last."""
    files = sorted((ROOT / "bench").glob("pipeline-*.json"), reverse=True)
    results = [json.loads(path.read_text()) for path in files]
    lines = [
        "---",
        "title: How long it takes",
        "description: The pipeline against plain nbclient and mkdocs-jupyter.",
        "---",
        "",
        "# How long it takes",
        "",
        "Seconds, all ways one after the other in one run of `make bench` on one",
        "machine, with every tutorial of the site. Kernels of all ways have the same",
        "threads, data and figures. The page is written by that run.",
        "",
        "| What | " + " | ".join(f"`{r['profile']}`" for r in results) + " |",
        "| --- |" + " ---: |" * len(results),
    ]
    for name, key in ROWS.items():
        cells = ["" if r[key] is None else f"{r[key]}" for r in results]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    for ratio in max((r["ratios"] for r in results), key=len):
        shares = [f"**{r['ratios'][ratio]}**" for r in results if ratio in r["ratios"]]
        shares += [""] * (len(results) - len(shares))
        lines.append(f"| {ratio} | " + " | ".join(shares) + " |")
    lines += ["", f"{results[0]['tutorials']} tutorials, on {results[0]['hardware']}."]
    lines += in_browser(ROOT / "bench" / "web.json")
    lines += of_explorables(ROOT / "bench" / "explorables.json")
    lines += under_faults(ROOT / "bench" / "chaos.json")
    lines += demos_under_faults(ROOT / "bench" / "chaos_in_browser.json")
    page = ROOT / "docs" / "contributing" / "measured.md"
    page.write_text("\n".join(lines) + "\n")


def in_browser(file: Path) -> list[str]:
    """Read what bench/web.ts measured last; nothing before its first run."""
    if not file.exists():
        return []
    found = json.loads(file.read_text())
    fast, slow = (
        found["first_prediction_ms"],
        found["first_prediction_at_1_MB_per_s_ms"],
    )
    frames = found["frames_while_training"]
    lines = [
        "",
        "## In the browser",
        "",
        "From the first touch of the demo of digits to its first prediction, against a",
        "page with the stock `tf.min.js` and WebAssembly backend; milliseconds,",
        "medians of one run of `bench/web.ts`.",
        "",
        "| What | ours | stock | ours / stock |",
        "| --- | ---: | ---: | ---: |",
        f"| fast server | {fast['ours']} | {fast['stock']} | **{fast['ratio']}** |",
        f"| 1 MB/s | {slow['ours']} | {slow['stock']} | **{slow['ratio']}** |",
        "",
        f"One more prediction takes {found['one_more_prediction_ms']} ms. While the",
        "landing page trains its network, it is painted",
        f"{frames['per_second']} times a second; its longest wait between two frames",
        f"is {frames['longest_gap_ms']} ms.",
        "",
        "| Lighthouse | performance | accessibility | best practices | SEO |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for name, scores in found["lighthouse"].items():
        columns = ("performance", "accessibility", "best-practices", "seo")
        lines.append(
            f"| {name} | " + " | ".join(str(scores[c]) for c in columns) + " |"
        )
    return [*lines, "", f"{found['hardware']}, Chromium {found['browser']}."]


def of_explorables(file: Path) -> list[str]:
    """Read what bench/explorables.ts measured last; nothing before its first run."""
    if not file.exists():
        return []
    found = json.loads(file.read_text())
    lines = [
        "",
        "## Explorables",
        "",
        "How often a page is painted, and the longest wait between two frames, while",
        "its explorable does what is most work. One run of `bench/explorables.ts`.",
        "",
        "| Explorable | meanwhile | frames a second | longest wait (ms) |",
        "| --- | --- | ---: | ---: |",
    ]
    for tag, frames in found["frames"].items():
        numbers = f"{frames['per_second']} | {frames['longest_gap_ms']}"
        lines.append(f"| `{tag}` | {frames['what']} | {numbers} |")
    both = found["playgrounds"]
    lines += [
        "",
        "Our playground beside [TensorFlow's](https://github.com/tensorflow/playground),",
        f"built from its source at `{both['their_commit'][:7]}`, with the same network",
        f"on the same points: medians of {both['repeats']} turns each, in one run.",
        "Theirs trains one epoch a frame; without a page around it, its code trains as",
        "fast as it can. In brackets: our slowest turn by their fastest one.",
        "",
        "| Epochs a second | ours | theirs | ours / theirs |",
        "| --- | ---: | ---: | ---: |",
    ]
    for what, key in {
        "in the page": "epochs_per_second_in_the_page",
        "without a page": "epochs_per_second_without_a_page",
    }.items():
        rates = both[key]
        ratio = f"**{rates['ratio']}** ({rates['lowest_ratio']})"
        lines.append(f"| {what} | {rates['ours']:,} | {rates['theirs']:,} | {ratio} |")
    frames, right = both["frames_meanwhile"], both["share_right_afterwards"]
    ours, theirs = frames["ours"], frames["theirs"]
    return [
        *lines,
        "",
        f"Meanwhile ours is painted {ours['per_second']} times a second, and theirs",
        f"{theirs['per_second']} times; the longest waits are",
        f"{ours['longest_gap_ms']} ms and {theirs['longest_gap_ms']} ms. Afterwards",
        f"{right['ours']:.0%} of the points are right with ours, and",
        f"{right['theirs']:.0%} with theirs.",
        "",
        f"{found['hardware']}, Chromium {found['browser']}.",
    ]


def under_faults(file: Path) -> list[str]:
    """Read what `make chaos` tried last, and how often it held; perhaps nothing."""
    if not file.exists():
        return []
    lines = [
        "",
        "## Under faults",
        "",
        "What `make chaos` did to builds of a small site, at random moments and",
        "places, and how often the next was right: its pages as they should be,",
        "nothing left behind, no process, no traceback. Where many came one after the",
        "other, builds in between were broken themselves, and fewer were looked at.",
        "",
        "| What | tried | looked at | held |",
        "| --- | ---: | ---: | ---: |",
    ]
    for one in json.loads(file.read_text()):
        held = one["tried"] - len(one["problems"])
        looked = -(-one["tried"] // one.get("each", 1))
        lines.append(f"| {one['trial']} | {one['tried']} | {looked} | {held} |")
    return lines


WHAT = {
    "missing": "is missing",
    "truncated": "ends in the middle, and seems whole",
    "something else": "is a page where one logs in",
    "slow": "comes three seconds late",
    "cut off": "ends in the middle, where the connection breaks",
}
"""What was tried with files of demos, by its name in the results."""


def demos_under_faults(file: Path) -> list[str]:
    """Read what `make chaos` did to demos last, and what held; perhaps nothing."""
    if not file.exists():
        return []
    found = json.loads(file.read_text())
    lines = ["", "## Demos under faults"]
    if found.get("faults"):
        lines += _lost_files(found["faults"])
    if found.get("memory"):
        lines += _long_plays(found["memory"])
    return lines


def _lost_files(found: list[dict[str, Any]]) -> list[str]:
    lines = [
        "",
        "What `make chaos` gave a browser instead of each file that a page's script or",
        "one of its demos fetches, and how often that held: a message, a page that",
        "lives, and a Retry that brings what was lost. Some demos do without a file,",
        "as of two ways to compute they take the other; what is late is waited for.",
        "",
        "| A file | files | tried | did without | held |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for one in found:
        held = one["tried"] - len(one["problems"])
        counts = (one["files"], one["tried"], one["without"], held)
        cells = " | ".join(str(count) for count in counts)
        lines.append(f"| {WHAT[one['fault']]} | {cells} |")
    return lines


def _long_plays(found: list[dict[str, Any]]) -> list[str]:
    lines = [
        "",
        "What readers who play for long leave in the memory of a page and its workers,",
        "after garbage has been collected; tensors before and after.",
        "",
        "| What | MB before | KB more | tensors |",
        "| --- | ---: | ---: | ---: |",
    ]
    for one in found:
        before, more = one["before"] / 1e6, one["more"] / 1e3
        tensors = " → ".join(str(count) for count in one["tensors"])
        lines.append(f"| {one['what']} | {before:.1f} | {more:.0f} | {tensors} |")
    return lines


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Measure the pipeline.")
    parser.add_argument("profiles", nargs="*", default=["smoke", "cpu"])
    parser.add_argument("--cache", type=Path, help="a folder to leave the runs in")
    asked = parser.parse_args()
    for wanted in asked.profiles:
        main(wanted, asked.cache)
    write_page()
