#!/usr/bin/env bash
# torch.export keeps x.shape[0] open, and fixes the batch for good where it meets len(x).
#
# Guess: len(x) and x.shape[0] are the same number, so that with Dim.AUTO both programs
#   take batches of any size; and a GRU takes sequences of any length.
# Seen (torch 2.13.0): len(x) becomes the constant 2 of the example, and a GRU is unrolled
#   to the example's 5 steps. Dim.AUTO says nothing about it; the exported program
#   refuses other sizes when it runs.
# Here: since modules are captured by torch.export with Dim.AUTO.
# So: write x.shape[0] in forward, and ask for Dim.DYNAMIC, which refuses at once.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check torch==2.13.0 numpy==2.4.6

cat >finding.py <<'END'
import logging
import sys
import warnings

import torch
from torch import nn
from torch.export import Dim, export


class ByShape(nn.Module):
    def forward(self, x):
        return x / x.shape[0]


class ByLen(nn.Module):
    def forward(self, x):
        return x / len(x)


class Recurrent(nn.Module):
    def __init__(self):
        super().__init__()
        self.gru = nn.GRU(3, 4, batch_first=True)

    def forward(self, x):
        return self.gru(x)[0]


said = []
logging.getLogger("torch").addHandler(logging.NullHandler())
for name in ("torch", "torch._export", "torch.export"):
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: said.append(record.getMessage())
    logging.getLogger(name).addHandler(handler)


def sizes(module: nn.Module, dim: object) -> tuple[bool, bool]:
    """Whether the exported program takes another batch, and another length."""
    program = export(module, (torch.randn(2, 5, 3),), dynamic_shapes=({0: dim, 1: dim},))

    def takes(*shape: int) -> bool:
        x = torch.randn(shape)
        try:
            return torch.allclose(program.module()(x), module(x), atol=1e-5)
        except AssertionError:  # a guard of the program: another size
            return False

    return takes(4, 5, 3), takes(2, 9, 3)


def refused(module: nn.Module) -> bool:
    try:
        sizes(module, Dim.DYNAMIC)
    except torch._dynamo.exc.UserError:
        return True
    return False


modules = {"x.shape[0]": ByShape(), "len(x)": ByLen(), "GRU": Recurrent()}
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    seen = {name: sizes(module, Dim.AUTO) for name, module in modules.items()}
said += [str(warning.message) for warning in caught]
about = [text for text in said if "speciali" in text or "dynamic" in text.lower()]
dynamic = {name: refused(module) for name, module in modules.items()}
print("torch", torch.__version__)
print("guess: all three take another batch and another length")
for name, (batch, length) in seen.items():
    print(f"seen:  {name}: another batch {batch}, another length {length};", end=" ")
    print("refused by Dim.DYNAMIC" if dynamic[name] else "accepted by Dim.DYNAMIC")
print(f"       warnings about a fixed size: {len(about)}")
expected = {"x.shape[0]": (True, True), "len(x)": (False, True), "GRU": (True, False)}
still = seen == expected and not about and list(dynamic.values()) == [False, True, True]
if not still:
    sys.exit("changed: torch.export fixes other sizes, or says so.")
END
OMP_NUM_THREADS=1 venv/bin/python finding.py
