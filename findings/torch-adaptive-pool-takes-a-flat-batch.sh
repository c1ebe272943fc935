#!/usr/bin/env bash
# PyTorch: pooling after Flatten is an error in two layers and none in the third.
#
# Guess: after `Flatten`, (1, 784) is no picture, and `AdaptiveAvgPool2d` says so, as
#   `Conv2d`, `MaxPool2d` and `AvgPool2d` do.
# Seen (PyTorch 2.13.0): it takes the batch for a picture of 1 x 784 without channels and
#   gives (1, 1): one number for the whole batch. With 5 examples it averages over the
#   five. The network runs, trains, and answers all examples alike.
# Here: the page on stacking layers shows refusals in the framework's own words, and here
#   there are none.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check torch==2.13.0 numpy==2.4.6

cat >finding.py <<'END'
import torch
from torch import nn

flat = nn.Flatten()(torch.rand(5, 1, 28, 28))
layers = {
    "Conv2d": nn.Conv2d(1, 4, 3),
    "MaxPool2d": nn.MaxPool2d(2),
    "AvgPool2d": nn.AvgPool2d(2),
    "AdaptiveAvgPool2d": nn.AdaptiveAvgPool2d(1),
}
seen = {}
for name, layer in layers.items():
    try:
        seen[name] = f"{tuple(flat.shape)} -> {tuple(layer(flat).shape)}"
    except (RuntimeError, IndexError):
        seen[name] = "refused"
print(f"PyTorch {torch.__version__}, five flattened pictures of 28 x 28")
print("guess: all four refuse them")
print(f"seen:  {seen}")
whole = torch.allclose(layers["AdaptiveAvgPool2d"](flat), flat.mean())
if seen["Conv2d"] != "refused" or not whole:
    raise SystemExit("changed: adaptive pooling treats two axes otherwise.")
END
venv/bin/python finding.py
