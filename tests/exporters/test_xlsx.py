"""The spreadsheet, recalculated by LibreOffice from formulas without kept values."""

import csv
import subprocess

import formulas
import keras
import numpy as np
import openpyxl
import pytest
from keras import layers
from layerbylayer import (
    ExportError,
    InvalidExampleError,
    InvalidModelError,
    UnsupportedLayerError,
    cli,
    to_learning_xlsx,
    to_xlsx,
)

from tests.exporters.workbooks import check


def small_network():
    """With everything that a spreadsheet knows in it."""
    keras.utils.set_random_seed(4)
    model = keras.Sequential(
        [
            layers.Input((6, 6, 1)),
            layers.Rescaling(1 / 255),
            layers.Conv2D(2, 3, padding="same", use_bias=False),
            layers.BatchNormalization(),
            layers.ReLU(),
            layers.MaxPooling2D(),
            layers.Dropout(0.5),
            layers.Flatten(),
            layers.Dense(3, activation="softmax"),
        ]
    )
    random = np.random.default_rng(2)
    model.set_weights([random.uniform(0.2, 1, w.shape) for w in model.get_weights()])
    return model


def test_quickly_without_libreoffice(tmp_path):
    """The package formulas computes every cell anew, for each chosen example."""
    model, random = small_network(), np.random.default_rng(0)
    images = random.integers(0, 256, (3, 6, 6))
    path = to_xlsx(model, tmp_path / "net.xlsx", examples=images, labels="abc")
    wanted = model.predict(images, verbose=0)
    book = formulas.ExcelModel().loads(str(path)).finish()
    for number, expected in enumerate(wanted, start=1):
        chosen = {"'[net.xlsx]INPUT'!B3": number}
        cells = {
            name.replace("'", "").removeprefix("[net.xlsx]"): values.value[0, 0]
            for name, values in book.calculate(inputs=chosen).items()
            if "]OUTPUT'" in name and ":" not in name
        }
        found = [cells[f"OUTPUT!E{5 + unit}"] for unit in range(3)]
        np.testing.assert_allclose(found, expected, atol=1e-6)
        assert cells["OUTPUT!C9"] == "abc"[expected.argmax()]


def test_the_command(tmp_path, capsys):
    model, images = tmp_path / "net.keras", tmp_path / "images.npy"
    small_network().save(model)
    np.save(images, np.ones((2, 6, 6)))
    out = tmp_path / "net.xlsx"
    command = ["xlsx", str(model), str(out), "--example", str(images)]
    assert cli.main([*command, "--labels", "a,b,c"]) == 0
    book = openpyxl.load_workbook(out)
    assert [book["Output"].cell(5 + unit, 2).value for unit in range(3)] == list("abc")
    assert book["Examples"].max_row == 4 + 2
    assert cli.main([*command, "--labels", "a,b"]) == 1
    assert "2 labels for 3 outputs" in capsys.readouterr().err


def test_every_number_after_the_input_is_a_formula(tmp_path):
    image = np.zeros((1, 6, 6))
    path = to_xlsx(small_network(), tmp_path / "net.xlsx", examples=image)
    book = openpyxl.load_workbook(path)
    assert not book.vba_archive
    layer_sheets = ["Scale 1", "Conv 1", "Pool 1", "Flatten", "Dense 1", "Output"]
    assert set(layer_sheets) < set(book.sheetnames)
    counts = []
    for name in layer_sheets:
        cells = [cell for row in book[name].iter_rows(min_row=5) for cell in row]
        assert not [c for c in cells if isinstance(c.value, int | float)]
        counts.append(sum(c.data_type == "f" for c in cells))
    assert counts == [36, 72, 18, 18, 3, 3 * 3 + 1]
    assert book["Pool 1"]["B5"].value == "=MAX('Conv 1'!B5:C6)"
    assert book["Dense 1"]["B5"].value.startswith("=SUMPRODUCT(Flatten!$B$5:$B$22,")
    for sheet in book:
        assert sheet.cell(1, 1).value or sheet.cell(1, 2).value, "a title"
        assert sheet.cell(2, 1).value or sheet.cell(2, 2).value, "what it does"


def test_strides_padding_average_and_batch_normalization(tmp_path):
    keras.utils.set_random_seed(1)
    model = keras.Sequential(
        [
            layers.Input((9, 7, 1)),
            layers.Conv2D(3, (3, 2), strides=2, padding="same"),
            layers.BatchNormalization(),
            layers.ReLU(),
            layers.BatchNormalization(),
            layers.AveragePooling2D(2, padding="same"),
            layers.Flatten(),
            layers.Dense(5, activation="relu"),
            layers.Dense(3),
            layers.Softmax(),
        ]
    )
    random = np.random.default_rng(2)
    model.set_weights([random.uniform(0.2, 1, w.shape) for w in model.get_weights()])
    check(model, random.normal(size=(3, 9, 7)).astype("float32"), tmp_path)


def test_the_learning_workbook_learns(tmp_path):
    path = to_learning_xlsx(tmp_path / "learn.xlsx")
    book = openpyxl.load_workbook(path)
    book.active["B3"] = 0.1
    book.save(path)
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
        + ["--headless", "--convert-to", "csv", "--outdir", tmp_path, path],
        check=True,
        capture_output=True,
        timeout=120,
    )
    rows = list(csv.reader((tmp_path / "learn.csv").open()))
    x, y, answers = np.array([row[:3] for row in rows[5:11]], dtype=float).T
    slope, offset = np.polyfit(x, y, 1)
    w, b, loss = (float(v) for v in rows[65][5:8])
    assert (w, b) == pytest.approx((slope, offset), abs=1e-3)
    assert loss < float(rows[5][7]) / 10
    np.testing.assert_allclose(answers, w * x + b, atol=1e-3)


def test_what_has_no_formula_is_refused(tmp_path):
    inputs = layers.Input((4, 4, 1))
    strange = keras.Sequential([inputs, layers.Flatten(), layers.Dense(2, "tanh")])
    with pytest.raises(UnsupportedLayerError, match="no formula for tanh"):
        to_xlsx(strange, tmp_path / "a.xlsx", examples=np.zeros((1, 4, 4)))
    with pytest.raises(InvalidModelError, match="Sequential"):
        to_xlsx(layers.Dense(1), tmp_path / "a.xlsx", examples=np.zeros((1, 4, 4)))
    with pytest.raises(UnsupportedLayerError, match="LayerNormalization.*no formula"):
        unknown = [inputs, layers.LayerNormalization(), layers.Dense(2)]
        network = keras.Sequential(unknown)
        to_xlsx(network, tmp_path / "a.xlsx", examples=np.zeros((1, 4, 4)))
    with pytest.raises(UnsupportedLayerError, match="repeats what is at the edge"):
        uneven = [layers.AveragePooling2D(3, 2, padding="same"), layers.Flatten()]
        network = keras.Sequential([layers.Input((8, 8, 1)), *uneven, layers.Dense(2)])
        to_xlsx(network, tmp_path / "a.xlsx", examples=np.zeros((1, 8, 8)))
    with pytest.raises(InvalidExampleError, match="the model takes images of"):
        to_xlsx(small_network(), tmp_path / "a.xlsx", examples=np.zeros((1, 5, 5)))
    with pytest.raises(InvalidModelError, match="weights that are not finite"):
        broken = small_network()
        broken.set_weights([w * np.nan for w in broken.get_weights()])
        to_xlsx(broken, tmp_path / "a.xlsx", examples=np.zeros((1, 6, 6)))
    assert not list(tmp_path.iterdir())


def test_what_does_not_fit_a_sheet_is_refused(tmp_path):
    end = [layers.MaxPooling2D(64), layers.Flatten(), layers.Dense(2)]
    large = keras.Sequential([layers.Input((128, 128, 1)), *end])
    with pytest.raises(ExportError, match="sheet Examples would have"):
        to_xlsx(large, tmp_path / "a.xlsx", examples=np.zeros((1, 128, 128)))
    wide = [layers.Conv2D(1, 3), layers.Flatten(), layers.Dense(2)]
    deep = keras.Sequential([layers.Input((4, 4, 200)), *wide])
    with pytest.raises(ExportError, match="sheet Conv 1 would have .* letters"):
        to_xlsx(deep, tmp_path / "a.xlsx", examples=np.zeros((1, 4, 4, 200)))
    assert not list(tmp_path.iterdir())
