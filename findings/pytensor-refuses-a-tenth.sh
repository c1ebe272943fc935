#!/usr/bin/env bash
# PyTensor trains a float32 weight with a learning rate of 0.5, and refuses 0.1.
#
# Guess: a Python number takes the type of the tensor that it meets, as in NumPy and
#   PyTorch: float32 - 0.1 * float32 is float32.
# Seen (PyTensor 3.0.7): a Python float becomes float32 only if float32 can hold it
#   exactly. 0.5 can, 0.1 cannot and makes the product float64; the update of a
#   float32 weight is then a TypeError. With floatX=float32 both are accepted.
# Here: since the guide names PyTensor as Theano's heir; the usual learning rates, 0.1,
#   0.01 and 0.001, are all of the refused kind.
# So: set floatX to float32, or write np.float32(0.1).
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check pytensor==3.0.7 numpy==2.4.6

cat >finding.py <<'END'
import sys

import numpy as np
import pytensor
import pytensor.tensor as pt
from pytensor.compile.mode import Mode

RATES = (0.5, 0.1, 0.01, 0.001, np.float32(0.1))
# Without a compiler: what is asked is a question of types.
MODE = Mode(linker="py", optimizer=None)


def outcome(rate: float) -> str:
    """The type of one step of gradient descent, and whether it can be taken."""
    weight = pytensor.shared(np.ones(3, "float32"))
    x = pt.fvector()
    gradient = pytensor.grad(((weight * x) ** 2).sum(), weight)
    update = weight - rate * gradient
    try:
        step = pytensor.function([x], [], updates=[(weight, update)], mode=MODE)
    except TypeError:
        return f"{update.dtype}, refused"
    step(np.ones(3, "float32"))
    moved = np.allclose(weight.get_value(), 1 - 2 * rate)
    return f"{update.dtype}, {'taken' if moved else 'wrong'}"


def outcomes(floatx: str) -> list[str]:
    with pytensor.config.change_flags(floatX=floatx):
        return [outcome(rate) for rate in RATES]


default = outcomes("float64")
single = outcomes("float32")
print("PyTensor", pytensor.__version__, "- floatX is", pytensor.config.floatX)
print("guess: float32, taken - for each of", *RATES)
for rate, seen in zip(RATES, default, strict=True):
    print(f"seen:  {seen} - {type(rate).__name__}({rate})")
print("       with floatX=float32:", *sorted(set(single)))
taken, refused = "float32, taken", "float64, refused"
still = (
    pytensor.config.floatX == "float64"
    and default == [taken, refused, refused, refused, taken]
    and set(single) == {taken}
    and (np.float32(1) - 0.1 * np.float32(1)).dtype == np.float32
)
if not still:
    sys.exit("changed: PyTensor treats these learning rates in another way.")
END
export PYTENSOR_FLAGS="base_compiledir=$folder/compiled"
venv/bin/python finding.py
