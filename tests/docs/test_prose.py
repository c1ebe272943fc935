"""Words and marks that our pages do without."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    path
    for path in [*ROOT.glob("docs/**/*.md"), *ROOT.glob("tutorials/*/*.py")]
    if path.name != "letters.md" or path.parent.name != "about"
)
PAGES.append(ROOT / "docs" / "resources.yml")
BANNED = re.compile(
    r"\b(simply|just|obviously|obvious|let's dive in|dive in|powerful|delve|"
    r"in conclusion|leverage|seamless(ly)?|game.chang\w+|unleash|it is worth noting)\b",
    re.IGNORECASE,
)
EM_DASH = "\N{EM DASH}"
CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.DOTALL | re.MULTILINE)


def prose(path: Path) -> list[tuple[int, str]]:
    """The lines of prose with their numbers: no code, no quoted title, no address."""
    text = path.read_text()
    if path.suffix == ".py":
        lines = [line if line.startswith("# ") else "" for line in text.splitlines()]
        text = "\n".join(line.removeprefix("# ") for line in lines)
    if path.suffix == ".yml":
        # Titles are other people's words.
        lines = [line if "note:" in line else "" for line in text.splitlines()]
        text = "\n".join(lines)
    text = CODE.sub(lambda code: "\n" * code[0].count("\n"), text)
    text = re.sub(r"https?:\S+|\[@[^\]]*\]", "", text)
    return list(enumerate(text.splitlines(), start=1))


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_a_page_has_none_of_the_words_that_say_nothing(path: Path) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {match[0]}"
        for number, line in prose(path)
        if (match := BANNED.search(line))
    ]
    assert not found


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_a_page_does_without_em_dashes(path: Path) -> None:
    found = [number for number, line in prose(path) if EM_DASH in line]
    assert not found


def test_the_test_would_find_them(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("Let's\nSimply `just` put\n```\njust\n```\n\N{EM DASH} so\n")
    lines = prose(page)
    assert [number for number, line in lines if BANNED.search(line)] == [2]
    assert [number for number, line in lines if EM_DASH in line] == [6]
