"""The network in a spreadsheet: real digits through real LibreOffice."""

from typing import Any

import numpy as np
import openpyxl
import pytest
import torch

from site_src.pipeline.sources import data
from site_src.pipeline.sources.tutorials import tutorial
from tests.exporters.workbooks import check
from tests.tutorials.scripts import run_smoke

SPREADSHEET = tutorial.find_one("spreadsheet")
# One process makes the run, for all of them.
pytestmark = pytest.mark.xdist_group("spreadsheet")


def test_cells_are_short_and_code_fits_the_page():
    for cell in SPREADSHEET.cells:
        if cell.kind == "code":
            lines = cell.code.splitlines()
            assert len(lines) <= 16 or lines[-1] == ")", cell.code
            assert max(map(len, lines)) <= 88


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """The folder in which the script ran, with its smoke parameters."""
    folder = tmp_path_factory.mktemp("home")
    return folder, run_smoke(SPREADSHEET, folder)


def test_the_script_writes_both_workbooks_and_libreoffice_agrees(home):
    folder, printed = home
    assert "1 workbooks" in printed
    difference = float(printed.split("largest difference from Keras: ")[1].split()[0])
    assert difference < 1e-6
    network = folder / "exported" / "network.xlsx"
    assert network.stat().st_size < 5e6
    book = openpyxl.load_workbook(network)
    assert book["Examples"].max_row == 4 + 20
    assert (folder / "exported" / "learning.xlsx").exists()


def test_without_libreoffice_it_says_what_to_install(tmp_path, monkeypatch, capsys):
    namespace: dict[str, Any] = {}
    code = [cell.code for cell in SPREADSHEET.cells if cell.kind == "code"]
    for part in ("import shutil", "def converted"):
        (cell,) = [c for c in code if part in c]
        exec(cell, namespace)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert namespace["converted"]("pdf", tmp_path / "any.xlsx") == []
    assert "install LibreOffice" in capsys.readouterr().out


def exactly(model, images):
    """The same network in float64, by PyTorch's own functions."""
    x = torch.tensor(images[:, None] / 255.0, dtype=torch.float64)
    for layer in model.layers:
        weights = [torch.tensor(w, dtype=torch.float64) for w in layer.get_weights()]
        kind = type(layer).__name__
        if kind == "Conv2D":
            kernel = weights[0].permute(3, 2, 0, 1)
            x = torch.relu(torch.nn.functional.conv2d(x, kernel, weights[1]))
        elif kind == "MaxPooling2D":
            x = torch.nn.functional.max_pool2d(x, 2)
        elif kind == "Flatten":
            x = x.permute(0, 2, 3, 1).flatten(1)
        elif kind == "Dense":
            x = torch.softmax(x @ weights[0] + weights[1], dim=1)
    return x.numpy()


def test_fifty_test_digits_in_cells_are_read_as_keras_reads_them(tmp_path, monkeypatch):
    """To 1e-6 of Keras, and to 1e-9, relative, of the network in float64."""
    monkeypatch.setenv("KERAS_BACKEND", "torch")
    import keras

    monkeypatch.setattr(keras.datasets.mnist, "load_data", None)
    data.install(["mnist"])
    data.provide(["mnist"])
    cells = [c for c in SPREADSHEET.code_under("smoke") if "to_text" not in c]
    last = next(i for i, c in enumerate(cells) if "model.fit(" in c)
    namespace: dict[str, Any] = {}
    for cell in cells[: last + 1]:
        exec(cell, namespace)
    model, images = namespace["model"], namespace["test_images"]
    assert model.count_params() <= 2_500
    digits = images[np.random.default_rng(0).permutation(len(images))[:50]]
    found = check(model, digits, tmp_path)
    np.testing.assert_allclose(found, exactly(model, digits), rtol=1e-9)
