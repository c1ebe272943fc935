"""The workflows and forms are valid, and what they name is there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted(
    path for path in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if path.stem != "config"
)
CHECKED = [
    *((path, "vendor.github-workflows") for path in WORKFLOWS),
    *((path, "custom.github-workflows-require-timeout") for path in WORKFLOWS),
    *((path, "vendor.github-issue-forms") for path in FORMS),
    (GITHUB / "ISSUE_TEMPLATE" / "config.yml", "vendor.github-issue-config"),
    (GITHUB / "dependabot.yml", "vendor.dependabot"),
    (ROOT / "CITATION.cff", "vendor.citation-file-format"),
]
USES = re.compile(r"^\s*(?:- )?uses: (.*)$", re.MULTILINE)
PINNED = re.compile(r"[\w.-]+(?:/[\w.-]+)+@[0-9a-f]{40} # v\d+(\.\d+)*")


@pytest.mark.parametrize(
    ("path", "schema"), CHECKED, ids=[f"{path.name}-{name}" for path, name in CHECKED]
)
def test_a_file_fits_its_schema(path: Path, schema: str) -> None:
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema]
    kind = ["--default-filetype", "yaml"]
    done = subprocess.run([*check, *kind, path], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_the_workflows_are_there() -> None:
    names = [path.stem for path in WORKFLOWS]
    assert names == ["ci", "links", "release", "site"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_an_action_is_pinned_by_its_commit(path: Path) -> None:
    used = USES.findall(path.read_text())
    assert used
    assert [action for action in used if not PINNED.fullmatch(action)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_what_a_workflow_runs_is_there(path: Path) -> None:
    jobs = yaml.safe_load(path.read_text())["jobs"].values()
    commands = "\n".join(step.get("run", "") for job in jobs for step in job["steps"])
    targets = set(re.findall(r"(?m)^([a-z][a-z-]*):", (ROOT / "Makefile").read_text()))
    assert set(re.findall(r"\bmake ([a-z][a-z-]*)", commands)) <= targets
    for script in re.findall(r"\bbash (\S+)", commands):
        assert (ROOT / script).is_file()


def test_the_hooks_for_commits_are_valid() -> None:
    config = ROOT / ".pre-commit-config.yaml"
    command = [sys.executable, "-m", "pre_commit", "validate-config", config]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
