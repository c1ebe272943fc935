"""The page for one's own photographs works on somebody's own folder."""

import re
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image

from site_src.pipeline.sources.tutorials import tutorial
from tests.tutorials.scripts import run_python

PHOTOS = tutorial.find_one("own_photos")


def a_folder(folder, kinds):
    """Photographs with the colour of their kind, of different shapes and formats."""
    random = np.random.default_rng(0)
    for kind, colour in kinds.items():
        (folder / kind).mkdir(parents=True)
        for number in range(9):
            shape = (80 + 7 * number, 120 - 5 * number, 3)
            pixels = random.normal(colour, 40, shape).clip(0, 255).astype("uint8")
            suffix = ".jpg" if number % 2 else ".png"
            Image.fromarray(pixels).save(folder / kind / f"{number}{suffix}")


@pytest.mark.parametrize(
    "kinds",
    [
        {"poppy": (200, 40, 40), "sky": (60, 90, 220)},
        {
            "poppy": (200, 40, 40),
            "sky": (60, 90, 220),
            "lawn": (50, 170, 60),
            "none": (128, 128, 128),
        },
    ],
    ids=["two kinds, no strangers", "three kinds and strangers"],
)
def test_it_works_on_a_folder_of_the_readers_own(tmp_path, kinds):
    a_folder(tmp_path / "photos", kinds)
    (tmp_path / "photos" / "sky" / "notes.txt").write_text("not a picture")
    (tmp_path / "own_photos.py").write_text(PHOTOS.script_under("smoke"))
    printed = run_python(["own_photos.py"], tmp_path)
    assert re.search(r"no picture: photos.sky.notes.txt", printed)
    assert re.search(r"poppy +9 photographs", printed)
    assert "100.0% of" in printed
    for kind in sorted(kinds.keys() - {"none"}):
        seen = subprocess.run(
            [sys.executable, "predict.py", f"photos/{kind}/0.png"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
        )
        assert seen.stdout.startswith((kind, "none of these")), seen.stderr
        assert "%" in seen.stdout
    assert (tmp_path / "exported" / "own_photos" / "model.json").exists()
    assert len(list((tmp_path / "photos").glob("*/*"))) == 9 * len(kinds) + 1


def test_the_cells_are_short_and_fit_the_page():
    for cell in PHOTOS.cells:
        if cell.kind == "code":
            lines = cell.code.splitlines()
            assert len(lines) <= 20 and max(map(len, lines)) <= 88, cell.code
