"""The examples of the reference page and of the package's own README run."""

import re
from pathlib import Path

import pytest

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
