"""The table of layers in the documentation is up to date."""

import re

from layerbylayer.keras_layers import REGISTRY

from tests.exporters.cases import CASES
from tests.exporters.table import PAGE, missing, refused_settings, row


def test_the_table_of_layers_is_up_to_date():
    """The differences seen are each machine's own."""
    stale = "the table is not up to date: run `make layer-table`"
    refused = refused_settings()
    text = PAGE.read_text()
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    drawn = []
    assert len(rows) == len(CASES) == len(REGISTRY), stale
    for name, line in zip(sorted(CASES), rows, strict=True):
        number = line.split(" | ")[2]
        assert line + "\n" == row(name, refused.get(name, []), number), stale
        found = re.fullmatch(r"(?:none|\de-\d\d) in (\d+)(?: configurations)?", number)
        assert found
        drawn.append(int(found[1]))
    assert sum(drawn) >= 500
    for name in missing():
        assert f"`{name}`" in text, stale
