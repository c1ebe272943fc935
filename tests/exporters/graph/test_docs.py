"""The documentation: its examples run, and its table is what the code says."""

import re
from pathlib import Path

from .aten_table import PAGE, page

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


def test_the_table_of_operations_is_current(request):
    if request.config.getoption("--write-table"):
        PAGE.write_text(page())
    advice = f"pytest {Path(__file__).name} --write-table"
    assert PAGE.read_text() == page(), f"write it anew: {advice}"
