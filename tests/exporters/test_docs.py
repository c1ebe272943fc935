"""The examples of the reference page and of the package's own README run."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


def blocks(page: Path) -> list[str]:
    return re.findall(r"^```python\n(.*?)^```", page.read_text(), re.M | re.S)


@pytest.mark.parametrize("page", ["docs/exporters/keras.md", "exporters/README.md"])
def test_examples_run(
    page: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    tensorflow_js: object,
) -> None:
    monkeypatch.chdir(tmp_path)
    found = blocks(ROOT / page)
    assert len(found) >= 3
    names: dict[str, Any] = {}
    for block in found:
        exec(compile(block, page, "exec"), names)
    assert (tmp_path / "exported" / "digits" / "card.json").exists()


def test_the_first_screen_of_the_readme_shows_both_frameworks() -> None:
    screen = "\n".join((ROOT / "exporters/README.md").read_text().splitlines()[:45])
    assert "import keras" in screen and "import torch" in screen
    assert screen.count("to_tfjs(") == 2
