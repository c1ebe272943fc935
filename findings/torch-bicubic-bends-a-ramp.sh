#!/usr/bin/env bash
# PyTorch's bicubic enlargement bends a straight ramp, unless it is asked for antialiasing.
#
# Guess: `interpolate(mode="bicubic", scale_factor=2)` puts evenly rising pixels on a
#   straight line, as Pillow does; and `antialias=True`, which is about making pictures
#   smaller, changes nothing where they become larger.
# Seen (torch 2.13.0, Pillow 13.0.0): steps between neighbours alternate, 0.068 and 0.046,
#   where Pillow's are 0.057 each. With `antialias=True` PyTorch's are 0.057 too: then its
#   cubic has the parameter -0.5 of Keys, and -0.75 without.
# Here: since bicubic interpolation is the rival of a network that doubles pictures.
# So: name the parameter when two of them are compared, or use `antialias=True`.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check \
  torch==2.13.0 numpy==2.4.6 pillow==13.0.0

cat >finding.py <<'END'
import numpy as np
import PIL
import torch
from PIL import Image
from torch.nn.functional import interpolate

ramp = torch.linspace(0.1, 0.9, 8).expand(1, 1, 8, 8).contiguous()


def steps(large):
    """Differences of neighbours, away from the edges."""
    return np.diff(np.asarray(large)[8, 4:12])


plain = steps(interpolate(ramp, scale_factor=2.0, mode="bicubic")[0, 0])
smooth = interpolate(ramp, scale_factor=2.0, mode="bicubic", antialias=True)
smooth = steps(smooth[0, 0])
pillow = Image.fromarray(ramp[0, 0].numpy()).resize((16, 16), Image.Resampling.BICUBIC)
pillow = steps(pillow)
print("torch", torch.__version__, "Pillow", PIL.__version__)
print("PyTorch:          ", plain.round(4))
print("with antialiasing:", smooth.round(4))
print("Pillow:           ", pillow.round(4))
assert np.ptp(pillow) < 1e-5 and np.ptp(smooth) < 1e-5, "these are straight"
assert np.ptp(plain) > 0.02, "PyTorch's is straight now"
END
venv/bin/python finding.py
