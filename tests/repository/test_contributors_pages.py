"""What the pages for contributors name is there: files, folders, make targets."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")),
    *sorted((ROOT / ".github").rglob("*.md")),
    *sorted((ROOT / "docs" / "contributing").glob("*.md")),
    ROOT / "exporters" / "README.md",
]
TARGET = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)
CODE = re.compile(r"```.*?\n(.*?)```|`([^`\n]+)`", re.DOTALL)


def tracked() -> list[str]:
    """Every file of the repository, and every folder with a slash at its end."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    files = [name for name in listed.stdout.splitlines() if (ROOT / name).exists()]
    folders = {f"{parent}/" for name in files for parent in Path(name).parents}
    return [*files, *sorted(folders)]


FILES = tracked()
TOP = {name.split("/")[0] for name in FILES if "/" in name}
# What a build makes, a reader downloads or an example invents: not in the repository.
MADE = re.compile(
    r"build/|site/|\.venv/|node_modules/|exported/|docs/resources-checked"
    r"|tutorials/2-seeing/corners\.py|(site_src/web/demos|tests/web|tests/web/browser)/how-sure"
    r"|(site_src/web/explorables|tests/web)/step-size"
)


def code_in(text: str) -> Iterator[tuple[int, str]]:
    """The pieces of code of a page, each with the number of its line."""
    for match in CODE.finditer(text):
        yield text[: match.start()].count("\n") + 1, match[1] or match[2]


def named_paths(code: str) -> Iterator[str]:
    """The words of a piece of code that are paths of the repository."""
    for word in re.split(r"[\s\"'(),;=]+", code):
        word = re.sub(r"^\./|[.:]+$", "", word)
        if "/" in word and word.split("/")[0] in TOP and not MADE.match(word):
            yield word


def is_there(name: str) -> bool:
    """Whether a path is in the repository; `*` and `<name>` stand for anything."""
    name = name.split(":")[0].rstrip("/")
    pieces = re.split(r"\*\*|\*|<[^>]*>|\{[^}]*\}", name)
    # What stands for a file to be made needs the folder that it goes to.
    folder = pieces[0].rpartition("/")[0]
    if "<" in name and f"{folder}/" in FILES:
        return True
    pattern = re.compile(".*".join(re.escape(piece) for piece in pieces) + "/?")
    return any(pattern.fullmatch(known) for known in FILES)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_every_path_that_a_page_names_is_there(page: Path) -> None:
    missing = [
        f"{page.relative_to(ROOT)}:{line}: {name}"
        for line, code in code_in(page.read_text())
        for name in named_paths(code)
        if not is_there(name)
    ]
    assert not missing


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_every_make_target_that_a_page_names_is_there(page: Path) -> None:
    targets = set(TARGET.findall((ROOT / "Makefile").read_text()))
    missing = [
        f"{page.relative_to(ROOT)}:{line}: make {target}"
        for line, code in code_in(page.read_text())
        for target in re.findall(r"(?m)^\s*make ([a-z][a-z-]*)", code)
        if target not in targets
    ]
    assert not missing


def test_the_test_would_find_them() -> None:
    page = (
        "`docs/index.md`, `docs/nothing.md` and\n```sh\nmake site exporters/nobody\n```"
    )
    names = [(line, name) for line, code in code_in(page) for name in named_paths(code)]
    assert names == [
        (1, "docs/index.md"),
        (1, "docs/nothing.md"),
        (2, "exporters/nobody"),
    ]
    assert [is_there(name) for _, name in names] == [True, False, False]
    assert is_there("tutorials/*/*.py") and is_there("docs/contributing/<page>.md")
    assert not is_there("nowhere/<page>.md") and not is_there("docs/*.nothing")
