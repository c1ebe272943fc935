"""What the guide asks a newcomer to read, runs as it stands."""

import contextlib
import io
import re
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parents[2] / "docs"


def programs(page: str) -> list[str]:
    """The Python blocks of a page that are whole programs: they begin with imports."""
    blocks = re.findall(r"```python\n(.*?)```", (DOCS / page).read_text(), re.DOTALL)
    return [block for block in blocks if re.match(r"from|import", block)]


def test_the_ten_lines_to_read_print_a_good_accuracy() -> None:
    (program,) = programs("guide/python.md")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(program, {})
    # Guessing the most frequent digit would give about a tenth.
    assert float(printed.getvalue()) > 0.9


def test_the_two_networks_of_the_frameworks_chapter_are_the_same() -> None:
    import keras
    import torch

    page = (DOCS / "guide/frameworks.md").read_text()
    in_keras, in_pytorch = re.findall(r"    ```python\n(.*?)    ```", page, re.DOTALL)
    values: dict[str, Any] = {"keras": keras, "torch": torch}
    sizes = []
    for block in (in_keras, in_pytorch):
        exec(re.sub(r"(?m)^    ", "", block), values)
        sizes.append(sum(p.numel() for p in values["model"].parameters()))
    assert sizes[0] == sizes[1]
    assert values["model"](torch.zeros(2, 1, 28, 28)).shape == (2, 10)
