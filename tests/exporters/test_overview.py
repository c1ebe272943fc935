"""The overview's page, saved and opened as a reader would, in Chromium."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "exporters" / "index.md").read_text()
BROWSE = Path(__file__).with_name("saved_page.mjs")
TSX = ROOT / "node_modules" / ".bin" / "tsx"


def saved(name: str) -> str:
    """The block of the page that is to be saved under this name."""
    (block,) = re.findall(rf'```\w+ title="{name}"\n(.*?)```', PAGE, re.DOTALL)
    return str(block)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("export.py", "index.html"):
        (tmp_path / name).write_text(saved(name))
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    return tmp_path


TORCH = """
import numpy as np
import torch
from layerbylayer import to_tfjs


class Colour(torch.nn.Module):
    def forward(self, photos):
        return (5 / 255 * photos.mean(dim=(1, 2))).softmax(dim=1)


photos = torch.from_numpy(np.random.default_rng(0).uniform(0, 255, (4, 96, 96, 3)))
to_tfjs(
    Colour(),
    "exported/mine",
    example=photos.float(),
    labels=["red", "green", "blue"],
    input_range=(0, 255),
)
"""


def test_the_saved_page_names_the_colour_of_a_photograph(folder: Path) -> None:
    Image.new("RGB", (400, 300), (30, 200, 60)).save(folder / "meadow.png")
    Image.new("RGB", (90, 300), (200, 30, 60)).save(folder / "poppy.jpg")
    for script in (saved("export.py"), TORCH):
        (folder / "export.py").write_text(script)
        subprocess.run([sys.executable, "export.py"], cwd=folder, check=True)
        browser = subprocess.run(
            [TSX, BROWSE, folder, "meadow.png", "poppy.jpg"],
            capture_output=True,
            text=True,
        )
        assert browser.returncode == 0, browser.stderr
        meadow, poppy = browser.stdout.splitlines()
        assert re.match(r"\d\d+\.\d%  green", meadow)
        assert re.match(r"\d\d+\.\d%  red", poppy)
