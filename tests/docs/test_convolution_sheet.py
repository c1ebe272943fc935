"""The printable convolution: its drawings, its solutions and its Python agree."""

import contextlib
import importlib.util
import io
import re
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import torch

TEACH = Path(__file__).parents[2] / "docs" / "teach"


@pytest.fixture(scope="module")
def sheet() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "draw_convolution", TEACH / "draw_convolution.py"
    )
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    # Data classes look their module up by name.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["A", "B"])
def test_the_solution_is_what_pytorch_computes(sheet: ModuleType, name: str) -> None:
    image = torch.tensor(sheet.IMAGE, dtype=torch.float32)[None, None]
    pattern = torch.tensor(sheet.PATTERNS[name], dtype=torch.float32)[None, None]
    sums = torch.nn.functional.conv2d(image, pattern)
    small = torch.nn.functional.max_pool2d(torch.relu(sums), 2)

    assert sheet.convolved(sheet.IMAGE, sheet.PATTERNS[name]) == sums[0, 0].tolist()
    drawn = sheet.pooled(sheet.rectified(sums[0, 0].int().tolist()))
    assert drawn == small[0, 0].tolist()


def test_the_drawings_in_the_repository_are_the_script_s(
    sheet: ModuleType, tmp_path: Path
) -> None:
    sheet.draw(tmp_path)
    drawn = {path.name: path.read_text() for path in tmp_path.iterdir()}
    assert drawn == {path.name: path.read_text() for path in TEACH.glob("*.svg")}


def test_the_python_of_the_page_gives_the_solution(sheet: ModuleType) -> None:
    page = (TEACH / "convolution.md").read_text()
    code = re.search(r"```python\n(.*?)```", page, re.DOTALL)
    assert code
    values: dict[str, np.ndarray] = {}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(code[1], values)
    assert values["image"].tolist() == sheet.IMAGE
    sums = sheet.convolved(sheet.IMAGE, sheet.PATTERNS["A"])
    assert values["sums"].tolist() == sums
    assert values["small"].tolist() == sheet.pooled(sheet.rectified(sums))
