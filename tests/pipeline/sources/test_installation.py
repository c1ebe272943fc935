"""A data set counts as installed when every file of it is as npm unpacked it."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from site_src.pipeline import config
from site_src.pipeline.sources.installation import Installation, Package


@pytest.fixture
def package(tmp_path):
    """A small npm package in a workspace of its own, as the data sets are."""
    source = tmp_path / "source"
    source.mkdir()
    about = {"name": "numbers", "version": "1.0.0", "files": ["*.bin"]}
    (source / "package.json").write_text(json.dumps(about))
    (source / "one.bin").write_bytes(bytes(range(200)))
    npm = str(shutil.which("npm"))

    def call(*arguments, cwd):
        subprocess.run([npm, *arguments], cwd=cwd, check=True, capture_output=True)

    call("pack", cwd=source)
    root = tmp_path / "data"
    (root / "small").mkdir(parents=True)
    workspaces = {"name": "data", "private": True, "workspaces": ["small"]}
    (root / "package.json").write_text(json.dumps(workspaces))
    archive = f"file:{source / 'numbers-1.0.0.tgz'}"
    small = {"name": "small", "version": "1.0.0", "dependencies": {"numbers": archive}}
    (root / "small" / "package.json").write_text(json.dumps(small))
    call("install", "--package-lock-only", "--offline", cwd=root)
    lock = json.loads((root / "package-lock.json").read_text())
    digest = lock["packages"]["node_modules/numbers"]["integrity"]
    return Installation(root), Package("small", "numbers", digest)


def flip(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[100] ^= 1
    file.write_bytes(content)


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: (folder / "one.bin").unlink(),
        lambda folder: flip(folder / "one.bin"),
        lambda folder: shutil.rmtree(folder.parent / ".installed"),
    ],
    ids=["no file", "a flipped bit", "no note, as after a kill"],
)
def test_what_is_not_whole_is_installed_again(package, damage, monkeypatch, tmp_path):
    monkeypatch.setattr("site_src.pipeline.sources.installation.BUILD", tmp_path / "b")
    installation, numbers = package
    folder = installation.folder / "node_modules" / "numbers"
    # As an interrupted install leaves it: the folder, and nothing in it.
    folder.mkdir(parents=True)
    assert not installation.is_whole(numbers)
    installation.install([numbers], [numbers])
    assert installation.is_whole(numbers)
    damage(folder)
    assert not installation.is_whole(numbers)
    installation.install([numbers], [numbers])
    assert (folder / "one.bin").read_bytes() == bytes(range(200))
    assert installation.is_whole(numbers)
    newer = Package("small", "numbers", "sha512-another")
    assert not installation.is_whole(newer)
    assert config.DATA_PACKAGES not in folder.parents
