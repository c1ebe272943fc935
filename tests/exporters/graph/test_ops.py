"""Each operation: PyTorch's own samples compute in TensorFlow.js what they should."""

from functools import partial

import pytest

from . import running
from .samples import DTYPES, NAMES, outcomes, samples

# Samples of so many operations are traced together.
TOGETHER = 12
BACKENDS: tuple[running.Backend, ...] = (
    "wasm",
)  # `make bench` runs them on the CPU backend, too.
GROUPS = [NAMES[i : i + TOGETHER] for i in range(0, len(NAMES), TOGETHER)]


@pytest.mark.parametrize("dtype", DTYPES, ids=["float32", "int64"])
@pytest.mark.parametrize("names", GROUPS, ids=["-".join(group) for group in GROUPS])
def test_samples_agree(names, dtype, tensorflow_js, tmp_path):
    """What is refused is named by the error; all the rest is written, and agrees."""
    compare = partial(running.compare, tensorflow_js, backends=BACKENDS)
    chosen = [sample for name in names for sample in samples(name, dtype)]
    found = outcomes(compare, tmp_path, chosen)
    print(*(outcome for outcome in found if outcome.kind == "refused"), sep="\n")
    assert [outcome for outcome in found if outcome.kind == "differ"] == []
