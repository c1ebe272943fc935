"""A workbook, recalculated by LibreOffice from formulas without kept values."""

import csv
import subprocess

import numpy as np
import openpyxl
from layerbylayer import to_xlsx
from layerbylayer.spreadsheet.reader import read

CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,{}"


def recalculated(files, sheet, folder):
    """One sheet of each workbook, with all digits, as LibreOffice computes it."""
    profile = (folder / "profile").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless"]
        + ["--convert-to", CSV.format(sheet), "--outdir", folder, *files],
        check=True,
        capture_output=True,
        timeout=600,
    )
    answers = []
    for file in files:
        (found,) = folder.glob(f"{file.stem}-*.csv")
        answers.append(list(csv.reader(found.open())))
    return answers


def drawn(path, images, folder):
    """The workbook with each picture typed into the input; openpyxl keeps no values."""
    book = openpyxl.load_workbook(path)
    sheet = book["Input"]
    sheet["B3"] = 0
    files = []
    for number, image in enumerate(images):
        for (row, column), value in np.ndenumerate(image):
            sheet.cell(8 + row, 2 + column).value = float(value)
        files.append(folder / f"own{number}.xlsx")
        book.save(files[-1])
    return files


def probabilities(rows, classes):
    cells = [row[4] for row in rows[4 : 4 + classes]]
    # They are shown as percentages, and so they are written, with all their digits.
    return np.array([float(c.rstrip("%")) / (100 if "%" in c else 1) for c in cells])


def check(model, images, folder):
    """LibreOffice, Keras and float64 agree on pictures typed into the input sheet.

    Returns the probabilities, one row for each picture.
    """
    path = to_xlsx(model, folder / "net.xlsx", examples=images[:2] * 0 + 1)
    files = drawn(path, images, folder)
    network = read(model)
    sheet = len(network.operations) + 2
    answers = recalculated(files, sheet, folder)
    classes = model.output_shape[-1]
    found = np.array([probabilities(rows, classes) for rows in answers])
    wanted = model.predict(images[..., None], verbose=0)
    exact = np.array(
        [network.values(i[..., None].astype("float64"))[-1] for i in images]
    )
    assert np.ptp(wanted, axis=0).max() > 1e-3, "the pictures have to matter"
    np.testing.assert_allclose(found, wanted, atol=1e-6, rtol=0)
    np.testing.assert_allclose(found, exact, rtol=1e-9)
    return found
