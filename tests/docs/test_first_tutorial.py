"""The page "Your first tutorial", followed step by step on a copy of the project."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from site_src.pipeline import config

PAGE = (config.DOCS / "contributing" / "first-tutorial.md").read_text()
PYTHON = ".venv/bin/python"
# One process makes the copy, for all of them.
pytestmark = pytest.mark.xdist_group("first tutorial")


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """The project as its author sees it, with the page's own guide left out."""
    root = tmp_path_factory.mktemp("clone")
    ignored = shutil.ignore_patterns("node_modules", "__pycache__")
    for name in ("exporters", "site_src"):
        shutil.copytree(config.ROOT / name, root / name, ignore=ignored)
    (root / "build").mkdir()
    shutil.copy(config.ROOT / "package-lock.json", root)
    (root / "node_modules").symlink_to(config.ROOT / "node_modules")
    data = config.DATA_PACKAGES / "node_modules"
    if data.exists():
        (root / "site_src" / "data" / "node_modules").symlink_to(data)
    (root / "docs" / "assets").mkdir(parents=True)
    (root / "docs" / "index.md").write_text("# Home\n")
    # The list of tutorials links to it.
    (root / "docs" / "paths").mkdir()
    (root / "docs" / "paths" / "index.md").write_text("# Paths\n")
    shutil.copy(config.DOCS / "resources.yml", root / "docs")
    shutil.copy(config.DOCS / "assets" / "icon.svg", root / "docs" / "assets")
    # One tutorial is there already, which takes no time.
    old = root / "tutorials" / "2-seeing" / "old.py"
    old.parent.mkdir(parents=True)
    old.write_text(
        "# ---\n# title: Old\n# description: It counts.\n# chapter: Seeing\n"
        "# order: 1\n# level: 1\n# minutes: 1\n# ---\n\n# %%\none = 1\n"
    )
    before, rest = config.MKDOCS_CONFIG.read_text().split("nav:\n", 1)
    nav = (
        "nav:\n  - Home: index.md\n  - Tutorials:\n      - tutorials/index.md\n"
        "      - Old: tutorials/old/index.md\n  - paths/index.md\n"
    )
    (root / "mkdocs.yml").write_text(before + nav + rest[rest.index("\nplugins:") :])
    return root


@pytest.fixture(scope="module")
def run(clone):
    def run(command):
        """A command of the page, in the copy, with this environment's Python."""
        arguments = command.split()
        assert arguments[0] == PYTHON
        return subprocess.run(
            [sys.executable, *arguments[1:]],
            cwd=clone,
            env=os.environ
            | {
                "LAYERS_CACHE": str(clone / "cache"),
                "MPLBACKEND": "Agg",
                "OMP_NUM_THREADS": "1",
            },
            capture_output=True,
            text=True,
        )

    return run


def commands():
    """The page's commands that begin with the project's Python, in order."""
    blocks = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    return [line for line in lines if line.startswith(PYTHON)]


def test_the_page_followed_from_top_to_bottom(clone, run):
    begin, execute, alone = commands()
    done = run(begin)
    assert done.returncode == 0, done.stderr
    script = clone / "tutorials" / "2-seeing" / "corners.py"
    assert "tutorials/corners/index.md" in (clone / "mkdocs.yml").read_text()
    build = f"{PYTHON} -m site_src.pipeline build --profile smoke"

    # What `new` has written is a whole page already.
    done = run(build)
    assert done.returncode == 0, done.stderr
    page = clone / "site" / "tutorials" / "corners" / "index.html"
    assert "were heads" in page.read_text()

    shown = re.search(r'```python title="([^"]+)"\n(.*?)```', PAGE, re.DOTALL)
    assert shown
    title, code = shown.groups()
    assert clone / title == script
    script.write_text(code)
    done = run(execute)
    assert done.returncode == 0, done.stderr
    done = run(f"{build} --except corners=cpu")
    assert done.returncode == 0, done.stderr
    text = page.read_text()
    assert "It has 260 parameters" in text and "{{" not in text
    assert "Four square maps of weights" in text
    assert (clone / "site" / "models" / "corners" / "model.json").exists()

    good = page.read_bytes()
    for change, message in {
        ("minutes: 3", "minutes: many"): "corners.py:7:",
        (">= 0.95", ">= 1.1"): "broken promise",
        ("{{ test_accuracy", "{{ accuracy"): "accuracy",
        ("One dense layer:", "[a book][@no-such-book]:"): "[@no-such-book]",
    }.items():
        assert change[0] in code
        script.write_text(code.replace(*change))
        done = run(f"{build} --except corners=cpu")
        assert done.returncode == 1 and message in done.stderr
        assert page.read_bytes() == good
    script.write_text(code)

    done = run(alone)
    assert done.returncode == 0, done.stderr


def test_a_name_that_is_taken_or_no_address_is_told(run):
    for name, message in [("old", "already"), ("Old!", "address")]:
        done = run(f"{PYTHON} -m site_src.pipeline new {name} --chapter 2-seeing")
        assert done.returncode == 1 and message in done.stderr
        assert "Traceback" not in done.stderr
    done = run(f"{PYTHON} -m site_src.pipeline new good --chapter nowhere")
    assert done.returncode == 1 and "2-seeing" in done.stderr
