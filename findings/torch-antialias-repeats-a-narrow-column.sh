#!/usr/bin/env bash
# PyTorch: antialiased resizing of a picture one pixel wide repeats its first row.
#
# Guess: `F.interpolate(..., antialias=True)` treats rows and columns alike. So a column of
#   six values, resized to three, is what the same values give as a row, or as the first
#   column of a wider picture.
# Seen (PyTorch 2.13.0, CPU): the row gives 0.71, 2.5, 4.29, and so does the first of four
#   equal columns. The column alone, whose width stays 1, gives 0.71 three times: every
#   row is the first one. Bilinear and bicubic, smaller and larger, without a warning;
#   without antialias, or with two columns asked for, it is right.
# Here: a test that draws sizes compared the exporter's resizing with PyTorch's.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check torch==2.13.0 numpy==2.4.6

cat >finding.py <<'END'
import torch
from torch.nn.functional import interpolate


def resized(picture, size):
    return interpolate(picture, size=size, mode="bilinear", antialias=True)


def shown(values):
    return [round(value, 2) for value in values.flatten().tolist()]


column = torch.arange(6.0).reshape(1, 1, 6, 1)
alone = resized(column, (3, 1))
as_row = resized(column.transpose(2, 3), (1, 3))
wider = resized(column.repeat(1, 1, 1, 4), (3, 4))[..., 0]
plain = interpolate(column, size=(3, 1), mode="bilinear")
print(f"PyTorch {torch.__version__}, 0 to 5 resized to three values, antialiased")
print(f"guess: {shown(as_row)} in each way")
print(f"seen:  as a row {shown(as_row)}, in a wider picture {shown(wider)}")
print(f"       as a column alone {shown(alone)}; not antialiased {shown(plain)}")
repeats = len(set(shown(alone))) == 1
others = shown(as_row) == shown(wider) and len(set(shown(plain))) == 3
if not (repeats and others):
    raise SystemExit("changed: a narrow column is resized otherwise.")
END
venv/bin/python finding.py
