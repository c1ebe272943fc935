"""The documentation of compiled networks: its examples run."""

import re
from pathlib import Path

PAGE = Path(__file__).parents[3] / "docs" / "exporters" / "wasm.md"


def test_the_examples_of_the_page_run(node, tmp_path, monkeypatch, recwarn):
    monkeypatch.chdir(tmp_path)
    names = {"__name__": "page"}
    for block in re.findall(r"```python\n(.*?)```", PAGE.read_text(), re.DOTALL):
        exec(compile(block, "wasm.md", "exec"), names)
    assert not any("unchecked" in str(warning.message) for warning in recwarn)
    exported = {path.name for path in (tmp_path / "exported").iterdir()}
    assert exported == {"network-wasm", "counter-wasm", "counting-wasm"}
