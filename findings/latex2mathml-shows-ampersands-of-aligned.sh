#!/usr/bin/env bash
# latex2mathml shows the & of an `aligned` environment, and takes it out of `split`.
#
# Guess: `aligned`, which amsmath documents beside `split`, is a table of two columns, or an
#   environment that is refused.
# Seen (latex2mathml 3.81.1): it is read as if \begin{aligned} were not there: no table, and
#   each & is an identifier of its own in the formula. `split` and `align*` become tables.
# Here: since pages show formulas of several lines.
# So: write `split`, or rename it before the conversion; look for <mi>&</mi> afterwards.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check latex2mathml==3.81.1

cat >finding.py <<'END'
import sys
from importlib.metadata import version

from latex2mathml.converter import convert

print("latex2mathml", version("latex2mathml"))
print("guess: both are tables, and no & is shown")
seen = {}
for name in ("aligned", "split"):
    mathml = convert(rf"\begin{{{name}}} a &= b \\ c &= d \end{{{name}}}")
    seen[name] = ("<mtable" in mathml, mathml.count("<mi>&</mi>"))
    print(f"seen:  {name}: table {seen[name][0]}, ampersands shown {seen[name][1]}")
if seen != {"aligned": (False, 2), "split": (True, 0)}:
    sys.exit("changed: aligned is read in another way.")
END
venv/bin/python finding.py
