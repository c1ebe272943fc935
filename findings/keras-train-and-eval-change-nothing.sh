#!/usr/bin/env bash
# On PyTorch a Keras layer is a torch.nn.Module whose train() and eval() do nothing.
#
# Guess: keras.layers.Dropout on the PyTorch backend is a torch.nn.Module, so train() turns
#   dropout on for the calls that follow and eval() turns it off, as for every module; a
#   loop written for PyTorch (model.train(), forward, backward) regularises.
# Seen (Keras 3.15.1, PyTorch 2.13.0): `training` follows train() and eval(), and nobody
#   reads it. Within one torch.nn.Sequential in training mode, PyTorch's dropout drops half
#   and Keras's drops nothing. Keras's normalisation keeps its moving statistics, too.
# Here: the networks of the tutorials are trained by fit, or called with training=True.
# So: in a loop of your own, call a Keras layer with training=True.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check \
  keras==3.15.1 torch==2.13.0 numpy==2.4.6

cat >finding.py <<'END'
import sys

import keras
import torch

ones = torch.ones(1, 1000)
layers = {
    "torch.nn.Dropout": torch.nn.Dropout(0.5),
    "keras.layers.Dropout": keras.layers.Dropout(0.5),
}
both = torch.nn.Sequential(*layers.values())
both.train()


def dropped(layer: torch.nn.Module, **how: bool) -> bool:
    return bool((layer(ones, **how) == 0).any())


seen = {name: dropped(layer) for name, layer in layers.items()}
modes = {layer.training for layer in layers.values()}
asked = dropped(layers["keras.layers.Dropout"], training=True)
normed = keras.layers.BatchNormalization()
normed.train()
normed(torch.randn(64, 4) + 5)
moved = bool((normed.moving_mean.value != 0).any())
print("Keras", keras.__version__, "- PyTorch", torch.__version__)
print("guess: after train(), both drop, and the moving mean moves")
print(f"seen:  training is {modes}; drops: {seen}; with training=True Keras's drops: {asked}")
print(f"       moving mean moved: {moved}")
as_seen = {"torch.nn.Dropout": True, "keras.layers.Dropout": False}
if not (modes == {True} and seen == as_seen and asked and not moved):
    sys.exit("changed: Keras's layers listen to train() now.")
END
KERAS_HOME="$folder" KERAS_BACKEND=torch venv/bin/python finding.py
