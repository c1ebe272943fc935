"""The tutorial on letters: its data, and the drawing between A and H."""

import hashlib
import os
import subprocess
import sys
from typing import Any

import numpy as np
import pytest

from site_src.pipeline import config
from site_src.pipeline.rendering.tutorials import take_home
from site_src.pipeline.sources import data
from site_src.pipeline.sources.tutorials import tutorial
from tests.tutorials.scripts import run_smoke
from tests.tutorials.served import served

LETTERS = tutorial.find_one("letters")


def cell_with(text):
    """The code of the cell that holds this text."""
    (cell,) = [c for c in LETTERS.cells if c.kind == "code" and text in c.code]
    return cell.code


def test_cells_are_short_and_code_fits_the_page():
    for cell in LETTERS.cells:
        if cell.kind == "code":
            lines = cell.code.splitlines()
            assert len(lines) <= 16, cell.code
            assert max(map(len, lines)) <= 88


def test_it_runs_as_a_script_with_the_file_of_the_repository(tmp_path):
    printed = run_smoke(LETTERS, tmp_path)
    assert "the formula agrees: True" in printed
    assert (tmp_path / "exported" / "letters" / "model.json").exists()


def test_keras_fetches_the_very_same_file_from_a_site(tmp_path, monkeypatch):
    """The downloaded script's own cell, with Keras's own `get_file`."""
    folder = tmp_path / "site" / "data"
    folder.mkdir(parents=True)
    file = config.DOCS / "data" / "letters.npz"
    (folder / file.name).write_bytes(file.read_bytes())
    with served(tmp_path / "site") as address:
        monkeypatch.setenv("SITE_URL", address)
        lone = take_home.lone_script(LETTERS, "any.whl")
        assert f'origin="{address}data/letters.npz"' in lone
        start = lone.index("path = keras.utils.get_file(")
        fetch = lone[start : lone.index("data = np.load", start)]
        done = subprocess.run(
            [sys.executable, "-c", f"import keras\n{fetch}\nprint(path)"],
            cwd=tmp_path,
            env=os.environ | {"KERAS_HOME": str(tmp_path), "KERAS_BACKEND": "torch"},
            capture_output=True,
            text=True,
        )
    assert done.returncode == 0, done.stderr
    fetched = tmp_path / "letters.npz"  # beside the script
    assert fetched.read_bytes() == file.read_bytes()


def test_another_file_than_the_tutorial_asks_for_is_an_error(monkeypatch):
    monkeypatch.setenv("KERAS_BACKEND", "torch")
    import keras

    monkeypatch.setattr(keras.utils, "get_file", keras.utils.get_file)
    data.provide(["letters"])
    origin = "http://127.0.0.1:8000/data/letters.npz"
    digest = hashlib.sha256((config.DOCS / "data/letters.npz").read_bytes()).hexdigest()
    assert keras.utils.get_file("letters.npz", origin=origin, file_hash=digest) == str(
        config.DOCS / "data" / "letters.npz"
    )
    with pytest.raises(ValueError, match="letters.npz has the SHA-256"):
        keras.utils.get_file("letters.npz", origin=origin, file_hash="0" * 64)


def test_the_two_families_of_the_game_are_there_with_all_their_letters():
    arrays = np.load(config.DOCS / "data" / "letters.npz")
    families = arrays["font_families"][arrays["test_fonts"]]
    code = cell_with("game_images =")
    for family in ("Metropolis", "Tomorrow"):
        assert family in code and (families == family).sum() == 80


def test_between_a_and_h_lie_an_a_and_an_h():
    namespace: dict[str, Any] = {"np": np}
    exec(cell_with("def between"), namespace)
    between = namespace["between"]
    first, last = between(0), between(1)
    assert first.shape == last.shape == (28, 28)
    assert first.min() == 0 and first.max() == 255
    for picture in (first, last):  # mirror images of themselves, about pixel 14
        assert np.allclose(picture[:, 1:], picture[:, 1:][:, ::-1])
    top = slice(5, 8)
    assert first[top, 14].min() > 200 and last[top, 14].max() == 0
    assert last[top, 7].min() > 200 and first[top, 7].max() == 0
    inked = [np.flatnonzero(p.any(axis=1)) for p in (first, last)]
    assert all(rows[0] == 4 or rows[0] == 5 for rows in inked)
