"""Which pins have newer releases: read from what pip and npm say."""

import json
import subprocess
import venv

import pytest

from site_src.pipeline.config import ROOT
from site_src.tools import outdated
from site_src.tools.outdated import Newer, locked, newer_npm, newer_python, unpinned


def test_only_locked_packages_are_listed():
    lock = "numpy==2.0.1\npyyaml==6.0.2 ; python_version > '3'\n# torch==1\n"
    listed = [
        {"name": "PyYAML", "version": "6.0.2", "latest_version": "7.0"},
        {"name": "wheel", "version": "1.0", "latest_version": "2.0"},
    ]
    assert locked(lock) == {"numpy": "2.0.1", "pyyaml": "6.0.2"}
    assert newer_python(lock, listed) == [Newer("Python", "PyYAML", "6.0.2", "7.0")]


def test_npm_lists_what_is_not_the_newest():
    said = {
        "esbuild": {"wanted": "0.25.0", "latest": "0.28.0"},
        "lit": {"wanted": "3.3.0", "latest": "3.3.0"},
        "odd": [{"wanted": "1.0.0", "latest": "2.0.0"}],
        "ahead": {"wanted": "13.5.0", "latest": "12.8.2"},
        "unlike": {"wanted": "1.0.0-rc.x", "latest": "1.0.0"},
        "unlocked": {"latest": "1.0.0"},
    }
    found = newer_npm("npm", json.dumps(said))
    assert [(one.name, one.newest) for one in found] == [
        ("esbuild", "0.28.0"),
        ("odd", "2.0.0"),
        ("unlike", "1.0.0"),
        ("unlocked", "1.0.0"),
    ]
    assert newer_npm("npm", "") == []


def test_the_newest_of_all_dependencies_is_asked_for():
    names = unpinned((ROOT / "pyproject.toml").read_text())
    assert {"torch", "keras", "pytest", "mkdocs-material"} <= set(names)
    assert not [name for name in names if "=" in name or ">" in name]


@pytest.fixture
def commands(tmp_path, monkeypatch):
    """What would be run, in a small repository; pip, npm and make answer as told."""
    monkeypatch.setattr(outdated, "ROOT", tmp_path)
    monkeypatch.setattr(outdated, "NEWEST", tmp_path / "newest")
    for folder in outdated.WORKSPACES:
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
    (tmp_path / "requirements.lock").write_text("torch==2.13.0\nkeras==3.15.0\n")
    (tmp_path / "pyproject.toml").write_text(
        '[project]\ndependencies = ["torch==2.13.0", "keras>=3.15"]\n'
        '[project.optional-dependencies]\ndev = ["pytest"]\n'
    )
    newer = [{"name": "torch", "version": "2.13.0", "latest_version": "2.15.0"}]
    ran = []

    def run(command, **more):
        command = [str(part) for part in command]
        ran.append(command)
        said = json.dumps(newer) if "list" in command else ""
        return subprocess.CompletedProcess(command, 3 * (command[0] == "make"), said)

    monkeypatch.setattr(subprocess, "run", run)

    def create(folder, **more):
        ran.append(["venv", str(folder)])

    monkeypatch.setattr(venv, "create", create)
    return ran


def test_the_newest_are_tried_with_the_quick_tests(commands, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["outdated", "--try"])
    assert outdated.main() == 3, "what the tests returned"
    table = capsys.readouterr().out
    assert "torch" in table and "2.15.0" in table
    newest = f"{outdated.NEWEST}"
    made, packages, ours, tests = commands[-4:]
    assert made == ["venv", newest]
    assert packages[0] == ours[0] == f"{newest}/bin/pip"
    assert packages[-3:] == ["torch", "keras", "pytest"]
    assert ours[-2:] == ["-e", "exporters"]
    assert tests == ["make", "quick", f"BIN={newest}/bin"]


def test_nothing_is_installed_unasked(commands, monkeypatch):
    monkeypatch.setattr("sys.argv", ["outdated"])
    assert outdated.main() == 0
    assert not [one for one in commands if one[0] in ("venv", "make")]
    assert not [one for one in commands if "install" in one]


@pytest.mark.parametrize("tool", ["pip", "npm"])
def test_without_an_answer_nothing_is_called_the_newest(tool, commands, monkeypatch):
    """Where no index can be reached, pip lists nothing, and calls that a success."""
    answers = subprocess.run

    def run(command, **more):
        done = answers(command, **more)
        done.returncode = int(tool in done.args and "list" not in done.args)
        return done

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr("sys.argv", ["outdated", "--try"])
    with pytest.raises(SystemExit, match=f"{tool} got no answer"):
        outdated.main()
    assert not [one for one in commands if "install" in one]


def test_make_hands_the_wish_and_the_python_on():
    def planned(*arguments):
        make = ["make", "--dry-run", "--old-file=.venv/installed", *arguments]
        done = subprocess.run(make, cwd=ROOT, capture_output=True, text=True)
        return done.stdout

    assert "site_src.tools.outdated --try" in planned("outdated", "TRY=1")
    assert "--try" not in planned("outdated")
    assert "some/bin/pytest" in planned("quick", "BIN=some/bin")
