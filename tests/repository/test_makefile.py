"""What the Makefile removes can be made again."""

import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_clean_removes_what_was_built_and_no_sources(tmp_path: Path) -> None:
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    sources = {name.partition("/")[0] for name in tracked if "/" in name}
    assert {"docs", "site_src", "tutorials"} <= sources
    built = {"build", "site", "site-zensical"}
    for name in sources | built:
        (tmp_path / name).mkdir()
    shutil.copy(ROOT / "Makefile", tmp_path)
    subprocess.run(["make", "clean"], cwd=tmp_path, check=True, capture_output=True)
    assert {path.name for path in tmp_path.iterdir()} == sources | {"Makefile"}
