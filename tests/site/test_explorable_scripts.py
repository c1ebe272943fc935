"""The scripts that explorables give away run, and come to what the page comes to."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PRINTER = "tests/web/support/explorable-scripts.ts"
LONGEST_LINE = 88


@dataclass(frozen=True)
class Script:
    """What a reader may save, and what the page itself computes."""

    name: str
    code: str
    ours: list[float]
    refusal: str | None
    """What it should say when it fails, where it should."""
    files: dict[str, str]
    """What lies beside it."""
    data: list[str]
    """The same, of the site's data."""


@cache
def scripts() -> dict[str, Script]:
    """Ask the page's own code for its scripts, by their names."""
    printed = subprocess.run(
        ["npx", "tsx", PRINTER],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    made = {}
    for entry in json.loads(printed.stdout):
        ours = entry["ours"] if isinstance(entry["ours"], list) else [entry["ours"]]
        name, refusal = entry["name"], entry.get("refusal")
        files, data = entry.get("files", {}), entry.get("data", [])
        made[name] = Script(name, entry["code"], ours, refusal, files, data)
    return made


def run(script: Script, folder: Path) -> str:
    """Run a script as its reader would, and give what it printed."""
    path = folder / "script.py"
    path.write_text(script.code)
    for name, text in script.files.items():
        (folder / name).write_text(text)
    for data in script.data:
        shutil.copy(ROOT / "docs" / "data" / data, folder)
    environment = {**os.environ, "KERAS_BACKEND": "torch", "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, path.name],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
        env=environment,
        check=False,
    )
    if script.refusal is not None:
        assert done.returncode != 0, done.stdout
        return done.stderr
    assert done.returncode == 0, done.stderr
    return done.stdout


def names(start: str) -> list[str]:
    return [name for name in scripts() if name.startswith(start)]


@pytest.mark.parametrize("name", names("playground"))
def test_the_playground_s_network_learns_as_well_in_python(
    name: str, tmp_path: Path
) -> None:
    script = scripts()[name]
    printed = run(script, tmp_path)
    match = re.fullmatch(r"Test loss ([\d.]+), ([\d.]+)% right\n", printed)
    assert match, printed
    # Other random numbers: as far from ours as these are from each other, and a little.
    spread = max(script.ours) - min(script.ours)
    least, most = min(script.ours) - spread, max(script.ours) + spread
    assert least - 0.08 <= float(match[1]) <= most + 0.08, (printed, script.ours)


def test_two_players_find_the_heaps_in_python_too(tmp_path: Path) -> None:
    script = scripts()["two players"]
    printed = run(script, tmp_path)
    match = re.match(r"(\d+)% of its points lie on real ones, (\d+)% are", printed)
    assert match, printed
    assert min(script.ours) > 0.6, script.ours
    assert int(match[1]) / 100 > min(script.ours) - 0.2, (printed, script.ours)
    assert int(match[2]) > 80, printed


@pytest.mark.parametrize("name", names("softmax"))
def test_the_loss_is_the_same(name: str, tmp_path: Path) -> None:
    script = scripts()[name]
    printed = run(script, tmp_path)
    match = re.search(r"cross-entropy ([\d.]+)", printed)
    assert match and float(match[1]) == pytest.approx(script.ours[0], abs=0.002)


def test_one_neuron_takes_the_same_steps(tmp_path: Path) -> None:
    script = scripts()["one neuron"]
    match = re.search(r"loss ([\d.]+)", run(script, tmp_path))
    assert match and float(match[1]) == pytest.approx(script.ours[0], abs=0.005)


@pytest.mark.parametrize("name", names("downhill"))
def test_the_racers_come_as_far(name: str, tmp_path: Path) -> None:
    script = scripts()[name]
    heights = [float(h) for h in re.findall(r"height ([\d.-]+)", run(script, tmp_path))]
    assert heights == pytest.approx(script.ours, abs=0.005)


@pytest.mark.parametrize("name", names("kernel"))
def test_the_kernel_finds_the_same(name: str, tmp_path: Path) -> None:
    script = scripts()[name]
    printed = run(script, tmp_path)
    match = re.fullmatch(r"(\d+) x \d+, from ([\d.-]+) to ([\d.-]+)\n", printed)
    assert match, printed
    made = [float(number) for number in match.groups()]
    assert made == pytest.approx(script.ours, abs=0.006)


@pytest.mark.parametrize("name", names("backprop"))
def test_the_slopes_are_the_same(name: str, tmp_path: Path) -> None:
    script = scripts()[name]
    printed = run(script, tmp_path)
    made = [float(number) for number in re.findall(r" (-?[\d.]+)$", printed, re.M)]
    assert made == pytest.approx(script.ours, abs=0.0002)


@pytest.mark.parametrize("name", names("stack"))
def test_the_tower_has_the_same_shape_or_is_refused_in_these_words(
    name: str, tmp_path: Path
) -> None:
    script = scripts()[name]
    printed = run(script, tmp_path)
    if script.refusal is not None:
        assert script.refusal in printed
        return
    made = [int(number) for number in re.findall(r"\d+", printed)]
    assert made == script.ours


@pytest.mark.parametrize("name", names("tree"))
def test_the_tree_is_right_as_often(name: str, tmp_path: Path) -> None:
    script = scripts()[name]
    shares = [float(share) for share in re.findall(r"[\d.]+\d", run(script, tmp_path))]
    assert shares[0] == pytest.approx(script.ours[0], abs=0.02)
    # Of several questions that part the rows equally well, any may be asked.
    assert shares[1] == pytest.approx(script.ours[1], abs=0.06)


@pytest.mark.parametrize("name", names("attention"))
def test_the_word_becomes_the_same(name: str, tmp_path: Path) -> None:
    script = scripts()[name]
    match = re.search(r"becomes (-?[\d.]+) (-?[\d.]+)$", run(script, tmp_path).strip())
    assert match
    assert [float(n) for n in match.groups()] == pytest.approx(script.ours, abs=0.002)


@pytest.mark.parametrize("name", names("birds"))
def test_the_network_pecks_as_well(name: str, tmp_path: Path) -> None:
    script = scripts()[name]
    totals = [
        float(total) for total in re.findall(r"(\d+) of 60$", run(script, tmp_path), re.M)
    ]
    assert len(totals) == len(script.ours)
    # Other random numbers: the means of five differ less than two of them may.
    apart = max(script.ours + totals) - min(script.ours + totals)
    assert apart < 20, (totals, script.ours)
    means = [sum(group) / len(group) for group in (totals, script.ours)]
    assert means[0] == pytest.approx(means[1], abs=5), (totals, script.ours)


def test_no_line_of_a_script_is_too_long() -> None:
    long = [
        f"{name}: {line}"
        for name, script in scripts().items()
        for line in script.code.splitlines()
        if len(line) > LONGEST_LINE
    ]
    assert not long
