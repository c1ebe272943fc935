"""The examples of the reference page and of the package's own README run."""

import re
from pathlib import Path

import pytest

from bench.support import page as measured

ROOT = Path(__file__).parents[2]


def blocks(page):
    return re.findall(r"^```python\n(.*?)^```", page.read_text(), re.M | re.S)


@pytest.mark.parametrize("page", ["docs/exporters/keras.md", "exporters/README.md"])
def test_examples_run(page, tmp_path, monkeypatch, tensorflow_js):
    monkeypatch.chdir(tmp_path)
    found = blocks(ROOT / page)
    assert len(found) >= 3
    names = {}
    for block in found:
        exec(compile(block, page, "exec"), names)
    assert (tmp_path / "exported" / "digits" / "card.json").exists()


def test_the_page_of_measurements_says_what_was_measured():
    """If not: python -m bench.support.page."""
    assert measured.PAGE.read_text() == measured.page()
