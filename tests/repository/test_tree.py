"""The tree can be taken in: no file of the sources is long, no folder a drawer."""

from __future__ import annotations

import subprocess
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = ("exporters/src", "site_src")
WRITTEN = {".py", ".ts", ".mjs", ".css", ".html"}
LONGEST, MOST = 400, 15
PIPELINE = ROOT / "site_src" / "pipeline"
STAGES = {"sources", "storage", "execution", "rendering", "postprocess", "commands"}
AT_A_GLANCE = 6


def sources() -> list[Path]:
    """Files that people write, below the sources' folders."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *SOURCES],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    files = [ROOT / name for name in listed.stdout.splitlines()]
    return [path for path in files if path.exists() and path.suffix in WRITTEN]


def test_no_source_file_is_longer_than_400_lines() -> None:
    lengths = {path: path.read_text().count("\n") for path in sources()}
    assert lengths
    long = {path.relative_to(ROOT): n for path, n in lengths.items() if n > LONGEST}
    assert not long, "take them apart"


def test_no_folder_holds_more_than_fifteen_files() -> None:
    counts = Counter(path.parent for path in sources())
    full = {path.relative_to(ROOT): n for path, n in counts.items() if n > MOST}
    assert not full, "give what belongs together a folder"


def test_a_stage_shows_at_most_six_rooms_at_each_glance() -> None:
    rooms: dict[Path, set[str]] = defaultdict(set)
    for path in sources():
        if path.suffix == ".py" and path.name != "__init__.py":
            for room in (path, *path.parents):
                rooms[room.parent].add(room.name)
    assert rooms[PIPELINE] >= STAGES
    stages = [PIPELINE / stage for stage in STAGES]
    crowded = {
        folder.relative_to(ROOT): sorted(names)
        for folder, names in rooms.items()
        if any(folder.is_relative_to(stage) for stage in stages)
        and len(names) > AT_A_GLANCE
    }
    assert not crowded, "give modules that belong together a package of their own"
