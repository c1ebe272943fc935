"""The npm packages of data sets: installed whole, or installed again.

That a folder exists says little: an install may have been interrupted, and disks err.
So the digests of all files are noted beside the packages once npm has put them there;
npm itself has checked what it unpacked against the lock file.

npm works in a folder of its own, as it empties the one that it installs into: another
build may be reading the packages that are there.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from ..config import BUILD, shown
from ..errors import PipelineError
from ..files.atomic import atomic_replace
from ..files.locks import scratch_folder
from ..processes import run

NOTES = "installed"


@dataclass(frozen=True)
class Package:
    """An npm package: its workspace, its name, and its digest from the lock file."""

    workspace: str
    name: str
    integrity: str


@dataclass(frozen=True)
class Installation:
    """A folder with a lock file, and the packages that npm puts there."""

    folder: Path

    def is_whole(self, package: Package) -> bool:
        """Say whether a package is installed in this version, and each file as it was.

        Files that others put there since do not count.
        """
        try:
            note = json.loads(self._note(package).read_text(encoding="utf-8"))
            files = self._package(package)
            return note["integrity"] == package.integrity and all(
                _sha256(files / name) == digest
                for name, digest in note["files"].items()
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return False

    def install(self, needed: Sequence[Package]) -> None:
        """Install what is needed and not whole; other packages are not touched.

        Raises:
            PipelineError: npm is missing, or fails.
        """
        BUILD.mkdir(exist_ok=True)
        with FileLock(BUILD / "data.lock"):
            missing = [package for package in needed if not self.is_whole(package)]
            if missing:
                with scratch_folder(BUILD) as scratch:
                    self._install(missing, scratch)

    def _install(self, packages: Sequence[Package], scratch: Path) -> None:
        npm = shutil.which("npm")
        if npm is None:
            raise PipelineError(
                "The data sets come from npm packages: install Node.js 20+."
            )
        for name in ("package.json", "package-lock.json"):
            shutil.copy(self.folder / name, scratch)
        for workspace in self.folder.glob("*/package.json"):
            (scratch / workspace.parent.name).mkdir()
            shutil.copy(workspace, scratch / workspace.parent.name)
        flags = [f"--workspace={package.workspace}" for package in packages]
        done: subprocess.CompletedProcess[str] = run(
            [npm, "ci", "--ignore-scripts", *flags], scratch
        )
        if done.returncode != 0:
            raise PipelineError(
                f"npm could not install the data sets:\n{done.stderr.strip()}"
            )
        for package in packages:
            installed = scratch / "node_modules" / package.name
            if not installed.is_dir():
                raise PipelineError(
                    f"npm installed no {package.name} in {shown(self.folder)}.\n"
                    "  Does its package-lock.json name it?"
                )
            # If we are killed between these two, the next build installs it again.
            with atomic_replace(self._package(package)) as new:
                shutil.move(installed, new)
            self._write_note(package)

    def _write_note(self, package: Package) -> None:
        folder, note = self._package(package), self._note(package)
        files = {
            path.relative_to(folder).as_posix(): _sha256(path)
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }
        note.parent.mkdir(parents=True, exist_ok=True)
        new = note.with_suffix(".new")
        new.write_text(
            json.dumps({"integrity": package.integrity, "files": files}),
            encoding="utf-8",
        )
        new.replace(note)

    def _package(self, package: Package) -> Path:
        return self.folder / "node_modules" / package.name

    def _note(self, package: Package) -> Path:
        notes = self.folder / "node_modules" / f".{NOTES}"
        return notes / f"{package.workspace}.json"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
