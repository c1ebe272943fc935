"""The page "Add an explorable", followed step by step on a copy of the web part."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "contributing" / "explorables.md").read_text()
BLOCK = re.compile(r'^```ts title="([^"]+)"\n(.*?)^```', re.DOTALL | re.MULTILINE)
LINE = re.compile(r"^```ts\n(.*?)^```", re.DOTALL | re.MULTILINE)


def run(folder: Path, *command: str) -> str:
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the web part, and do what the page says."""
    root = tmp_path_factory.mktemp("copy")
    shutil.copytree(ROOT / "site_src" / "web", root / "site_src" / "web")
    shutil.copytree(ROOT / "tests" / "web" / "support", root / "tests/web/support")
    for name in ("explorables.test.ts", "tsconfig.json"):
        shutil.copy(ROOT / "tests" / "web" / name, root / "tests" / "web")
    (root / "docs" / "play").mkdir(parents=True)
    shutil.copy(ROOT / "package.json", root)
    (root / "node_modules").symlink_to(ROOT / "node_modules")

    files = BLOCK.findall(PAGE)
    assert len(files) == 3
    for name, code in files:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(code)
    registry, entry = LINE.findall(PAGE)
    explorables = root / "site_src" / "web" / "explorables"
    codes = (explorables / "explorables.ts").read_text()
    (explorables / "explorables.ts").write_text(codes.replace("};", registry + "};"))
    tables = (explorables / "tables.ts").read_text()
    (imported,) = re.findall(r"`(import \{ table as steps \}[^`]+)`", PAGE)
    tables = tables.replace("};", entry + "};", 1)
    tables = tables.replace("import {", f"{imported}\nimport {{", 1)
    (explorables / "tables.ts").write_text(tables)
    return root


def test_its_code_is_right_in_the_compiler_s_eyes(followed: Path) -> None:
    run(followed, "npx", "tsc", "-p", "site_src/web")


def test_its_tests_pass_and_its_settings_are_on_the_page(followed: Path) -> None:
    (command,) = re.findall(r"^npx tsx --test .*$", PAGE, re.MULTILINE)
    run(followed, *command.split())
    (printing,) = re.findall(r"^(npx tsx .*tables\.ts) > ", PAGE, re.MULTILINE)
    page = run(followed, *printing.split())
    (followed / "docs" / "play" / "settings.md").write_text(page)
    assert "## step-size" in page
    run(followed, "npx", "tsx", "--test", "tests/web/explorables.test.ts")
