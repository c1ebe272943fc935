"""Say which of our pins have newer releases, and try the Python ones on wish.

Run it through `make outdated`; `TRY=1 make outdated` installs the newest of all Python
packages into build/newest/ and runs the quick tests with them. `make newest` executes
all tutorials with these. Nothing is changed.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tomllib
import venv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from packaging.version import InvalidVersion, Version
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[2]
NEWEST = ROOT / "build" / "newest"
WORKSPACES = (".", "bench", "site_src/data", "site_src/tools/letters")
"""Folders with a package-lock.json."""


@dataclass(frozen=True)
class Newer:
    """A package whose newest release is not the one that we lock."""

    where: str
    name: str
    ours: str
    newest: str


def locked(requirements: str) -> dict[str, str]:
    """Read the versions in a requirements.lock, by the packages' normalised names."""
    pins = re.findall(r"^([\w.-]+)==([^\s;]+)", requirements, re.MULTILINE)
    return {_normalised(name): version for name, version in pins}


def newer_python(requirements: str, listed: Iterable[dict[str, str]]) -> list[Newer]:
    """Find the locked packages among those that `pip list --outdated` lists as JSON."""
    pins = locked(requirements)
    return [
        Newer("Python", package["name"], package["version"], package["latest_version"])
        for package in listed
        if _normalised(package["name"]) in pins
    ]


def newer_npm(where: str, listed: str) -> list[Newer]:
    """Read what `npm outdated --json` says of a folder; empty if it says nothing."""
    listing = json.loads(listed or "{}")
    return [
        Newer(where, name, entry.get("wanted", "?"), entry["latest"])
        for name, package in sorted(listing.items())
        for entry in (package if isinstance(package, list) else [package])[:1]
        if "latest" in entry and _is_newer(entry["latest"], entry.get("wanted"))
    ]


def _is_newer(newest: str, ours: str | None) -> bool:
    """Compare two releases: what npm calls the latest may be older than ours."""
    try:
        return ours is None or Version(newest) > Version(ours)
    except InvalidVersion:
        return newest != ours


def unpinned(pyproject: str) -> list[str]:
    """List what the project depends on, without versions, for the newest of each."""
    project = tomllib.loads(pyproject)["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["dev"]
    return [
        re.split(r"[\s<>=!~;]", requirement, maxsplit=1)[0] for requirement in wanted
    ]


def _normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _output(*command: str, cwd: Path = ROOT) -> str:
    return subprocess.run(command, cwd=cwd, stdout=subprocess.PIPE, text=True).stdout


PROBES = (
    (sys.executable, "-m", "pip", "index", "versions", "keras"),
    ("npm", "view", "esbuild", "version"),
)
"""Each asks for one package that we lock."""


def _ask_registries() -> None:
    """Stop where a registry does not answer: pip and npm then list nothing as newer.

    Raises:
        SystemExit: pip or npm cannot get an answer.
    """
    for probe in PROBES:
        if subprocess.run(probe, cwd=ROOT, capture_output=True).returncode:
            tool = "npm" if probe[0] == "npm" else "pip"
            raise SystemExit(
                f"{tool} got no answer from its registry: nobody knows what is newer.\n"
                f"  Is there a network? This failed: {' '.join(probe)}"
            )


def _all_newer() -> list[Newer]:
    _ask_registries()
    pip = ("-m", "pip", "list", "--outdated", "--format=json")
    listed = json.loads(_output(sys.executable, *pip))
    newer = newer_python((ROOT / "requirements.lock").read_text(), listed)
    for folder in WORKSPACES:
        answer = _output("npm", "outdated", "--json", "--all=false", cwd=ROOT / folder)
        newer += newer_npm("npm" if folder == "." else f"npm, {folder}", answer)
    return newer


def _install_newest() -> None:
    """Install the newest of all beside ours."""
    venv.create(NEWEST, with_pip=True, clear=True)
    names = unpinned((ROOT / "pyproject.toml").read_text())
    pip = [str(NEWEST / "bin" / "pip"), "install", "--quiet"]
    subprocess.run([*pip, *names], cwd=ROOT, check=True)
    ours = ["--no-deps", "--no-build-isolation", "-e", "exporters"]
    subprocess.run([*pip, *ours], cwd=ROOT, check=True)


def _try_newest() -> int:
    """Install the newest of all, and run the quick tests with them."""
    _install_newest()
    quick = ["make", "quick", f"BIN={NEWEST / 'bin'}"]
    return subprocess.run(quick, cwd=ROOT).returncode


def main() -> int:
    """Print the table; return what the quick tests returned, if they were asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--try", dest="tried", action="store_true")
    parser.add_argument("--install", action="store_true", help="the newest, no more")
    options = parser.parse_args()
    if options.install:
        _install_newest()
        return 0
    table = Table("where", "package", "ours", "newest", box=None, pad_edge=False)
    newer = _all_newer()
    for pin in newer:
        table.add_row(pin.where, pin.name, pin.ours, pin.newest)
    Console(soft_wrap=True).print(table if newer else "Every pin is the newest.")
    return _try_newest() if options.tried else 0


if __name__ == "__main__":
    raise SystemExit(main())
