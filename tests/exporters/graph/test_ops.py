"""Each operation: PyTorch's own samples compute in TensorFlow.js what they should."""

from itertools import chain

import pytest
from layerbylayer.errors import BadModel, UnsupportedOp

from . import running
from .samples import DTYPES, NAMES, Together, samples

# So many operations are traced as one module: tracing is what takes time.
TOGETHER = 12
BACKENDS = ("wasm",)  # `make bench` runs them on the CPU backend, too.
GROUPS = [NAMES[i : i + TOGETHER] for i in range(0, len(NAMES), TOGETHER)]


def agree(runner, folder, chosen):
    """Whether all samples, as one module, are exported and agree."""
    tensors = tuple(tensor for sample in chosen for tensor in sample.tensors)
    try:
        module = Together(chosen)
        return running.compare(runner, folder, module, tensors, BACKENDS).agree
    except (UnsupportedOp, BadModel):
        return False


def is_exported(runner, folder, sample):
    """Whether a sample is exported, and then agrees; it may also be refused."""
    try:
        compared = running.compare(
            runner, folder, sample.module, sample.tensors, BACKENDS
        )
    except (UnsupportedOp, BadModel) as problem:
        print(f"refused: {problem}")
        return False
    assert compared.agree, (compared.differences, compared.allowed, sample.tensors)
    return True


@pytest.mark.parametrize("dtype", DTYPES, ids=["float32", "int64"])
@pytest.mark.parametrize("names", GROUPS, ids=[group[0] for group in GROUPS])
def test_samples_agree(names, dtype, tensorflow_js, tmp_path):
    """What is refused is refused by itself; what is written agrees."""
    found = {name: samples(name, dtype) for name in names}
    if agree(tensorflow_js, tmp_path, list(chain(*found.values()))):
        return
    for name, chosen in found.items():
        if not chosen or agree(tensorflow_js, tmp_path, chosen):
            continue
        exported = [is_exported(tensorflow_js, tmp_path, s) for s in chosen]
        print(f"{name} {dtype}: {exported.count(False)} of {len(chosen)} refused")
