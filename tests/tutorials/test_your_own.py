"""The page about a table of one's own works on another table."""

import csv
import json
import zipfile

import numpy as np

from site_src.pipeline.sources.tutorials import tutorial
from tests.tutorials.scripts import run_python

PAGE = tutorial.find_one("your_own")
# What the page says is to be changed.
CHANGES = {
    'file = "table.csv"': 'file = "rents.csv"',
    'target = "price"': 'target = "rent"',
    'main = "carat"': 'main = "size"',
    'together = ["x", "y", "z"]': 'together = ["rooms"]',
    'words = {"cut": cuts}': 'words = {"heating": ["none", "stove", "central"]}',
    '{"x": (1, 20), "y": (1, 20), "z": (1, 20)}': '{"size": (5, 500)}',
}


def a_table(path):
    """Flats and their rents; one of them has no size."""
    random = np.random.default_rng(0)
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["rent", "size", "rooms", "heating"])
        writer.writerow([500, 0, 2, "stove"])
        for size in random.uniform(20, 120, 1200):
            heating = ["none", "stove", "central"][random.integers(3)]
            rent = 12 * size * random.uniform(0.9, 1.1)
            writer.writerow([rent, size, round(size / 25), heating])


def test_it_writes_a_page_for_a_table_of_the_readers_own(tmp_path):
    script = PAGE.script_under("smoke")
    for before, after in CHANGES.items():
        assert script.count(before) == 1, before
        script = script.replace(before, after)
    (tmp_path / "your_own.py").write_text(script)
    a_table(tmp_path / "rents.csv")
    printed = run_python(["your_own.py"], tmp_path)
    assert "rows left out: 1, rows left: 1200" in printed
    with zipfile.ZipFile(tmp_path / "exported" / "diamonds.zip") as archive:
        told = json.loads(archive.read("layerbylayer.json"))
        about = archive.read("model-card.md").decode()
    assert [field["name"] for field in told["fields"]] == ["size", "rooms", "heating"]
    assert told["fields"][2]["choices"] == ["none", "stove", "central"]
    assert 20 <= told["fields"][0]["low"] < told["fields"][0]["high"] <= 120
    assert "Rows left out for their impossible sizes: 1." in about
