#!/usr/bin/env bash
# Keras on PyTorch: a trace of the model knows none of its layers.
#
# Guess: a Keras layer is a `torch.nn.Module` there, so `torch.jit.trace` notes for each
#   operation which layer it belongs to, as it does for PyTorch's own layers, and
#   TensorBoard's `add_graph` draws a box for each.
# Seen (Keras 3.15.1, PyTorch 2.13.0): of a network of three dense layers the trace has
#   over a hundred operations, and not one has a scope: one flat box. PyTorch's own
#   network of three has a scope for each module.
# Here: the tutorial that looks at a training counts the boxes of both.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
  torch==2.13.0 numpy==2.4.6 keras==3.15.1

cat >finding.py <<'END'
import os

os.environ["KERAS_BACKEND"] = "torch"

import warnings

import keras
import torch
from torch import nn

sizes = (8, 8, 4)
own = nn.Sequential(*(nn.Linear(8, size) for size in sizes))
theirs = keras.Sequential(
    [keras.layers.Input((8,)), *(keras.layers.Dense(size) for size in sizes)]
)
seen = {}
for name, model in {"PyTorch": own, "Keras": theirs}.items():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        traced = torch.jit.trace(model, torch.rand(1, 8), strict=False)
    nodes = list(traced.inlined_graph.nodes())
    scopes = {node.scopeName() for node in nodes} - {""}
    seen[name] = len(scopes)
    print(f"{name}: {len(nodes)} operations, {len(scopes)} scopes {sorted(scopes)}")
print(f"Keras {keras.__version__}, PyTorch {torch.__version__}")
print(f"guess: {len(sizes)} scopes in each")
print(f"seen:  {seen}")
print("a layer is a module:", isinstance(theirs.layers[0], nn.Module))
if seen != {"PyTorch": 3, "Keras": 0} or not isinstance(theirs.layers[0], nn.Module):
    raise SystemExit("changed: a trace names Keras's layers otherwise.")
END
venv/bin/python finding.py
