"""A data set counts as installed when every file of it is as npm unpacked it."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from site_src.pipeline import config
from site_src.pipeline.errors import PipelineError
from site_src.pipeline.sources.installation import Installation, Package


@pytest.fixture
def packages(tmp_path, monkeypatch):
    """Two small npm packages in workspaces of their own, as the data sets are."""
    monkeypatch.setattr("site_src.pipeline.sources.installation.BUILD", tmp_path / "b")
    npm = str(shutil.which("npm"))

    def call(*arguments, cwd):
        subprocess.run([npm, *arguments], cwd=cwd, check=True, capture_output=True)

    root, names = tmp_path / "data", {"small": "numbers", "other": "letters"}
    for workspace, name in names.items():
        source = tmp_path / name
        source.mkdir()
        about = {"name": name, "version": "1.0.0", "files": ["*.bin"]}
        (source / "package.json").write_text(json.dumps(about))
        (source / "one.bin").write_bytes(bytes(range(200)))
        call("pack", cwd=source)
        (root / workspace).mkdir(parents=True)
        archive = f"file:{source / f'{name}-1.0.0.tgz'}"
        needs = {
            "name": workspace,
            "version": "1.0.0",
            "dependencies": {name: archive},
        }
        (root / workspace / "package.json").write_text(json.dumps(needs))
    workspaces = {"name": "data", "private": True, "workspaces": list(names)}
    (root / "package.json").write_text(json.dumps(workspaces))
    call("install", "--package-lock-only", "--offline", cwd=root)
    lock = json.loads((root / "package-lock.json").read_text())["packages"]
    found = [
        Package(workspace, name, lock[f"node_modules/{name}"]["integrity"])
        for workspace, name in names.items()
    ]
    return Installation(root), *found


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
def test_what_is_not_whole_is_installed_again(packages, damage):
    installation, numbers, _ = packages
    folder = installation.folder / "node_modules" / "numbers"
    # As an interrupted install leaves it: the folder, and nothing in it.
    folder.mkdir(parents=True)
    assert not installation.is_whole(numbers)
    installation.install([numbers])
    assert installation.is_whole(numbers)
    damage(folder)
    assert not installation.is_whole(numbers)
    installation.install([numbers])
    assert (folder / "one.bin").read_bytes() == bytes(range(200))
    assert installation.is_whole(numbers)
    newer = Package("small", "numbers", "sha512-another")
    assert not installation.is_whole(newer)
    assert config.DATA_PACKAGES not in folder.parents


def test_what_another_build_may_be_reading_is_not_touched(packages, tmp_path):
    installation, numbers, letters = packages
    file = installation.folder / "node_modules" / "numbers" / "one.bin"
    installation.install([numbers])
    with file.open("rb") as reading:
        installation.install([numbers, letters])
        assert os.fstat(reading.fileno()).st_nlink == 1, "the file was removed"
        assert os.path.samestat(os.fstat(reading.fileno()), file.stat())
    assert installation.is_whole(numbers) and installation.is_whole(letters)
    assert not list((tmp_path / "b").glob("unfinished-*"))


def test_an_install_that_fails_leaves_what_was_there(packages):
    installation, numbers, letters = packages
    installation.install([numbers])
    for file in installation.folder.parent.rglob("*.tgz"):
        file.write_bytes(b"damaged")
    with pytest.raises(PipelineError, match="npm could not install"):
        installation.install([numbers, letters])
    assert installation.is_whole(numbers) and not installation.is_whole(letters)
