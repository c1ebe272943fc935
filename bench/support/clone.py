"""A copy of the project with one small tutorial, to build and to break."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from site_src.pipeline import config

TUTORIAL = """\
# ---
# title: A tutorial
# description: It adds two numbers.
# chapter: Tests
# order: 1
# level: 1
# minutes: 1
# expects: {total: "== 5"}
# ---

# %% [markdown]
# Two and three make {{ total }}.

# %%
total = 2 + 3
"""
NAV = """\
nav:
  - Home: index.md
  - tutorials/index.md
  - tutorials/adding/index.md
  - paths/index.md
"""
PIPELINE = (sys.executable, "-m", "site_src.pipeline")


@dataclass(frozen=True)
class Clone:
    """The copy's folder; its cache is in it."""

    root: Path

    @property
    def script(self) -> Path:
        """The tutorial's file."""
        return self.root / "tutorials" / "1-tests" / "adding.py"

    @property
    def page(self) -> Path:
        """The tutorial's page in the built site."""
        return self.root / "site" / "tutorials" / "adding" / "index.html"

    @property
    def cache(self) -> Path:
        """The folder of finished runs."""
        return self.root / "cache"

    def environment(self) -> dict[str, str]:
        """Return the variables under which the copy, and nothing else, is built."""
        own = {"LAYERS_CACHE": str(self.cache), "PYTHONPATH": ""}
        return os.environ | own

    def build(self, *options: str) -> subprocess.CompletedProcess[str]:
        """Build the site to its end."""
        return subprocess.run(
            [*PIPELINE, "build", *options],
            cwd=self.root,
            env=self.environment(),
            capture_output=True,
            text=True,
        )

    def start(self, *before: str, command: str = "build") -> subprocess.Popen[str]:
        """Begin to build the site (or to serve it), by the program `before` if any."""
        return subprocess.Popen(
            [*before, *PIPELINE, *command.split()],
            cwd=self.root,
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )


def make_clone(root: Path) -> Clone:
    """Copy the project to a new folder, with the tutorial that adds two numbers."""
    for name in ("exporters", "site_src/pipeline", "site_src/theme", "site_src/data"):
        ignored = shutil.ignore_patterns("node_modules", "__pycache__")
        shutil.copytree(config.ROOT / name, root / name, ignore=ignored)
    shutil.copy(config.ROOT / "site_src" / "__init__.py", root / "site_src")
    (root / "build").mkdir()
    for folder in (config.WEB, config.PAGE_PYTHON):
        shutil.copytree(folder, root / "site_src" / folder.name)
    shutil.copy(config.ROOT / "package-lock.json", root)
    (root / "node_modules").symlink_to(config.ROOT / "node_modules")
    (root / "docs" / "assets").mkdir(parents=True)
    (root / "docs" / "index.md").write_text("# Home\n\nA sum: $1 + 1$.\n")
    # The list of tutorials links to it.
    (root / "docs" / "paths").mkdir()
    (root / "docs" / "paths" / "index.md").write_text("# Paths\n")
    shutil.copy(config.DOCS / "assets" / "icon.svg", root / "docs" / "assets")
    text = config.MKDOCS_CONFIG.read_text()
    before, rest = text.split("nav:\n", 1)
    after = rest[rest.index("\nplugins:") :]
    (root / "mkdocs.yml").write_text(before + NAV + after)
    clone = Clone(root)
    clone.script.parent.mkdir(parents=True)
    clone.script.write_text(TUTORIAL)
    return clone
