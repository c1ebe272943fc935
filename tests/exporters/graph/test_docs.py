"""The documentation: its examples run, and its table is what the code says."""

import re
from pathlib import Path

from layerbylayer.torch_graph.table import table

DOCS = Path(__file__).parents[3] / "docs" / "exporters"


def test_the_examples_of_the_page_run(tensorflow_js, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    page = (DOCS / "graph.md").read_text()
    names = {"__name__": "page"}
    for block in re.findall(r"```python\n(.*?)```", page, re.DOTALL):
        exec(compile(block, "graph.md", "exec"), names)
    assert "unchecked" not in capsys.readouterr().out
    exported = {path.name for path in (tmp_path / "exported").iterdir()}
    assert exported == {"network", "similar", "maps", "counter"}


def test_the_table_of_operations_is_current():
    write = "python -m layerbylayer.torch_graph.table > docs/exporters/aten-ops.md"
    assert (DOCS / "aten-ops.md").read_text() == table(), f"write it anew: {write}"
