#!/usr/bin/env bash
# Pillow saves a picture of 16 bits as WebP by cutting off what is above 255.
#
# Guess: WebP has 8 bits, so `save` scales a 16-bit grey picture down to them, as image
#   viewers do, or refuses it, as it does for a mode that a format does not have.
# Seen (Pillow 13.0.0): it converts by clipping. A ramp from 0 to 60,000 comes back nearly
#   all white, without an error or a warning. Saved as PNG the same ramp is whole.
# Here: microscopes, depth cameras and X-rays give such pictures; figures of tutorials are
#   scaled before they are saved as WebP.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pillow==13.0.0 numpy==2.4.6

cat >finding.py <<'END'
import io

import numpy as np
import PIL
from PIL import Image

ramp = np.linspace(0, 60_000, 256 * 16).reshape(16, 256).astype(np.uint16)
picture = Image.fromarray(ramp)


def mean(kind: str, **how: bool) -> float:
    file = io.BytesIO()
    picture.save(file, kind, **how)
    return float(np.asarray(Image.open(io.BytesIO(file.getvalue())).convert("I")).mean())


webp, png = mean("WEBP", lossless=True), mean("PNG")
expected = float(ramp.mean()) / 257
print(f"Pillow {PIL.__version__}, a ramp from 0 to 60,000 of mode {picture.mode}")
print(f"guess: a mean of {expected:.0f} of 255, or an error")
print(f"seen:  {webp:.0f} of 255 (as PNG {png:,.0f} of 65,535)")
if webp < 250 or abs(png - ramp.mean()) > 1:
    raise SystemExit("changed: 16 bits are saved as WebP in another way.")
END
venv/bin/python finding.py
