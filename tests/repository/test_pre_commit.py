"""The hooks are valid, run what the project has, and refuse what they should."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
CONFIG = ROOT / ".pre-commit-config.yaml"


def _pre_commit(*arguments: str | Path, folder: Path = ROOT) -> tuple[int, str]:
    """Run pre-commit in `folder`; return its status and what it printed."""
    command = [sys.executable, "-m", "pre_commit", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def test_the_configuration_is_valid() -> None:
    status, printed = _pre_commit("validate-config", CONFIG)
    assert status == 0, printed


def test_nothing_foreign_is_fetched() -> None:
    repos = yaml.safe_load(CONFIG.read_text(encoding="utf-8"))["repos"]
    assert [repo["repo"] for repo in repos] == ["local"]
    languages = {hook["language"] for repo in repos for hook in repo["hooks"]}
    # The others build environments, from packages that no lock file knows.
    assert languages == {"system", "pygrep"}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """An empty repository with our hooks and the tools that they call."""
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    for name in (CONFIG.name, "pyproject.toml", "cspell.json", "words.txt"):
        shutil.copy(ROOT / name, tmp_path)
    for name in (".venv", "node_modules", "package.json"):
        (tmp_path / name).symlink_to(ROOT / name)
    return tmp_path


@pytest.mark.parametrize(
    ("message", "accepted"),
    [
        ("s" * 72 + "\n\n" + "The body may have longer lines. " * 5, True),
        ("s" * 73 + "\n\nA body.", False),
    ],
)
def test_a_long_subject_is_refused(
    repository: Path, message: str, accepted: bool
) -> None:
    file = repository / "message"
    file.write_text(message, encoding="utf-8")
    stage = ["--hook-stage", "commit-msg", "--commit-msg-filename", str(file)]
    status, printed = _pre_commit("run", *stage, folder=repository)
    assert (status == 0) == accepted, printed
    assert "subject of a commit" in printed


@pytest.mark.parametrize(
    ("hook", "name", "wrong", "right"),
    [
        ("ruff-check", "one.py", '"""One."""\n\nimport os\n', '"""One."""\n'),
        ("ruff-format", "one.py", "one = [1,2]\n", "one = [1, 2]\n"),
        ("prettier", "bench/one.ts", "const  a = 1\n", "const a = 1;\n"),
        ("spelling", "docs/one.md", "A netwrok.\n", "A network.\n"),
    ],
)
def test_a_hook_tells_wrong_from_right(
    repository: Path, hook: str, name: str, wrong: str, right: str
) -> None:
    file = repository / name
    file.parent.mkdir(exist_ok=True)
    for content, accepted in ((wrong, False), (right, True)):
        file.write_text(content, encoding="utf-8")
        subprocess.run(["git", "add", name], cwd=repository, check=True)
        status, printed = _pre_commit("run", hook, "--files", name, folder=repository)
        assert (status == 0) == accepted, printed
        assert "no files to check" not in printed
