"""What GitHub reads is valid, pinned, and speaks of things that exist."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.version import Version

ROOT = Path(__file__).parents[2]
GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
ACTIONS = sorted((GITHUB / "actions").glob("*/action.yml"))
FORMS = sorted((GITHUB / "ISSUE_TEMPLATE").glob("*.yml"))
SCHEMAS = [
    *((path, "vendor.github-workflows") for path in WORKFLOWS),
    *((path, "custom.github-workflows-require-timeout") for path in WORKFLOWS),
    *((path, "vendor.github-actions") for path in ACTIONS),
    *(
        (path, f"vendor.github-issue-{'config' if path.stem == 'config' else 'forms'}")
        for path in FORMS
    ),
    (GITHUB / "dependabot.yml", "vendor.dependabot"),
    (ROOT / "CITATION.cff", "vendor.citation-file-format"),
]
# What a file of the repository looks like in a command: a folder at the top, a slash.
TOP = "|".join(
    re.escape(path.name)
    for path in ROOT.iterdir()
    if path.is_dir() and path.name not in (".venv", "build", "node_modules", "site")
)
PATH = re.compile(rf"(?<![\w./-])(?:\./)?((?:{TOP})/[\w./-]+|requirements\.lock)")


def _values(node: Any, key: str) -> Iterator[str]:
    """Find all texts under `key`, at any depth of a file."""
    if isinstance(node, dict):
        for name, value in node.items():
            if name == key and isinstance(value, str):
                yield value
            else:
                yield from _values(value, key)
    elif isinstance(node, list):
        for value in node:
            yield from _values(value, key)


def _targets() -> set[str]:
    """List the targets of the Makefile, those that are files included."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([\w./-]+):(?!=)", makefile, re.MULTILINE))


def test_everything_is_checked() -> None:
    names = {"audit", "ci", "links", "newest", "release", "site"}
    assert {path.stem for path in WORKFLOWS} == names
    assert {path.parent.name for path in ACTIONS} == {"setup"}
    assert {"config", "exporter", "link", "page", "tutorial"} == {
        path.stem for path in FORMS
    }


@pytest.mark.parametrize(
    ("path", "schema"), SCHEMAS, ids=lambda part: getattr(part, "name", part)
)
def test_a_file_fits_its_schema(path: Path, schema: str) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema]
    done = subprocess.run([*command, path], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", [*WORKFLOWS, *ACTIONS], ids=lambda path: path.name)
def test_an_action_is_pinned_by_commit_and_names_its_version(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    used = list(_values(yaml.safe_load(text), "uses"))
    assert used
    for action in used:
        if action.startswith("./"):
            assert (ROOT / action).exists(), action
            continue
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action), action
        version = rf"uses: {re.escape(action)} # v\d+\.\d+\.\d+$"
        assert re.search(version, text, re.MULTILINE), f"{action} names no version"


def test_one_action_has_one_commit() -> None:
    """An action is pinned alike wherever it is used, whichever part of it."""
    pins: dict[str, set[str]] = {}
    for path in [*WORKFLOWS, *ACTIONS]:
        for action in _values(yaml.safe_load(path.read_text("utf-8")), "uses"):
            if not action.startswith("./"):
                name, commit = action.split("@")
                pins.setdefault("/".join(name.split("/")[:2]), set()).add(commit)
    assert {name: found for name, found in pins.items() if len(found) != 1} == {}


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_target_that_a_workflow_makes_exists(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    commands = "\n".join(_values(workflow, "run"))
    made = set(re.findall(r"\bmake ([\w./-]+)", commands))
    assert made <= _targets()


@pytest.mark.parametrize("path", [*WORKFLOWS, *ACTIONS], ids=lambda path: path.name)
def test_a_path_that_a_workflow_names_exists(path: Path) -> None:
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    texts = [
        text
        for key in ("run", "uses", "path", "cache-dependency-path")
        for text in _values(document, key)
    ]
    # The catalogue's findings are written by the workflow that names them.
    written = {"docs/resources-checked.json"}
    for name in {name for text in texts for name in PATH.findall(text)} - written:
        assert (ROOT / name).exists(), f"{path.name} names {name}"


def test_the_matrix_has_what_is_promised_and_a_newer_pytorch() -> None:
    workflow = yaml.safe_load((GITHUB / "workflows" / "ci.yml").read_text("utf-8"))
    job = workflow["jobs"]["quick"]
    rows = job["strategy"]["matrix"]["include"]
    assert {row["python"] for row in rows} >= {"3.11", "3.12", "3.13", "3.14"}
    assert {row["node"] for row in rows} >= {"22", "24"}
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    [pinned] = re.findall(r"^torch==([\d.]+)", lock, re.MULTILINE)
    newer = [row["torch"] for row in rows if "torch" in row]
    assert newer and all(Version(one) > Version(pinned) for one in newer)
    [install] = [step for step in job["steps"] if step.get("if") == "matrix.torch"]
    assert install["env"] == {"TORCH": "${{ matrix.torch }}"}
    # Before the tests, and after what is locked, which would replace it.
    assert job["steps"].index(install) < job["steps"].index({"run": "make quick"})
    assert install["run"].index("make setup") < install["run"].index('"torch==$TORCH"')


@pytest.mark.parametrize("name", ["audit", "newest"])
def test_what_a_clock_finds_becomes_an_issue(name: str) -> None:
    """Nobody looks at a scheduled run by themselves."""
    workflow = yaml.safe_load((GITHUB / "workflows" / f"{name}.yml").read_text("utf-8"))
    # YAML 1.1 reads the key `on` as true.
    assert workflow[True]["schedule"]
    assert workflow["permissions"]["issues"] == "write"
    [job] = workflow["jobs"].values()
    [found] = [step for step in job["steps"] if f"make {name}" in step.get("run", "")]
    assert found["shell"] == "bash"  # and so pipefail: the pipe's other end succeeds
    last = job["steps"][-1]
    assert last["if"] == "failure()" and "gh issue create" in last["run"]


def test_dependabot_looks_where_packages_are_named() -> None:
    dependabot = yaml.safe_load((GITHUB / "dependabot.yml").read_text("utf-8"))
    wanted = {
        "pip": ["pyproject.toml"],
        "npm": ["package-lock.json"],
        "github-actions": ["action.yml", ".github/workflows"],
    }
    named: set[tuple[str, Path]] = set()
    for update in dependabot["updates"]:
        kind = update["package-ecosystem"]
        for directory in update["directories"]:
            folder = ROOT / directory.lstrip("/")
            assert any((folder / name).exists() for name in wanted[kind]), directory
            named.add((kind, folder))
    listed = subprocess.run(
        ["git", "ls-files", "*package-lock.json", "*pyproject.toml"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    kinds = {"package-lock.json": "npm", "pyproject.toml": "pip"}
    files = [ROOT / name for name in listed]
    assert {(kinds[file.name], file.parent) for file in files} <= named


def test_the_citation_names_no_licence_but_that_of_the_code() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert citation["license"] == "MIT"
    assert citation["authors"] == [{"name": "The authors of Layer by Layer"}]
    assert citation["authors"][0]["name"] in licence
