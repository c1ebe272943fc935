"""The tutorial on the amount of data: it runs, and its table is the one it asks for."""

import gzip
import hashlib
from typing import Any

import numpy as np

from site_src.pipeline import config
from site_src.pipeline.sources.tutorials import tutorial
from tests.tutorials.scripts import run_smoke

HOW_MUCH = tutorial.find_one("how_much_data")
DIAMONDS = config.DOCS / "data" / "diamonds.csv.gz"


def cell_with(text):
    """The code of the cell that holds this text."""
    (cell,) = [c for c in HOW_MUCH.cells if c.kind == "code" and text in c.code]
    return cell.code


def test_it_runs_as_a_script(tmp_path):
    run_smoke(HOW_MUCH, tmp_path)
    for model in ("from_a_hundred", "from_ten_thousand"):
        assert (tmp_path / "exported" / model / "model.json").exists()


def test_the_diamonds_are_the_file_that_the_tutorial_asks_for():
    digest = hashlib.sha256(DIAMONDS.read_bytes()).hexdigest()
    assert digest in cell_with("diamonds.csv.gz")
    assert DIAMONDS.with_name("diamonds.csv.gz.sha256").read_text().startswith(digest)
    lines = gzip.decompress(DIAMONDS.read_bytes()).decode().splitlines()
    assert lines[0] == "carat,depth,table,price,x,y,z,cut"
    table = np.loadtxt(lines, delimiter=",", skiprows=1)
    assert table.shape == (20_000, 8) and set(table[:, 7]) == {0, 1, 2, 3, 4}


def test_half_the_resolution_is_the_mean_of_four():
    namespace: dict[str, Any] = {"np": np}
    code = cell_with("def as_rows")
    exec(code[code.index("def as_rows") : code.index("test_rows =")], namespace)
    images = np.random.default_rng(0).integers(0, 256, (2, 28, 28))
    rows = namespace["as_rows"](images).reshape(2, 14, 14)
    assert rows[1, 3, 5] == images[1, 6:8, 10:12].mean() / 255


def test_turned_pictures_keep_their_labels():
    from scipy.ndimage import rotate

    namespace = {"np": np, "rotate": rotate}
    exec(cell_with("def with_rotations"), namespace)
    images = np.zeros((3, 28, 28), np.uint8)
    for digit in range(3):
        images[digit, 5:23, 12:16] = 80 * (digit + 1)
    turned, labels = namespace["with_rotations"](images, np.array([7, 8, 9]), 0, 4)
    assert turned.shape == (15, 28, 28) and turned.dtype == np.uint8
    assert (turned[:3] == images).all()
    assert [80 * (label - 6) for label in labels] == [int(t.max()) for t in turned]
