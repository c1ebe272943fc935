"""Each operation: PyTorch's own samples compute in TensorFlow.js what they should."""

from collections import Counter

import pytest
import torch
from layerbylayer.errors import BadExample, BadModel, UnsupportedOp

from . import running
from .samples import DTYPES, NAMES, Together, samples


def outcome(runner, folder, sample):
    """None if a sample is exported and agrees; else why it is refused."""
    try:
        compared = running.compare(runner, folder, sample.module, sample.tensors)
    except UnsupportedOp as problem:
        return "; ".join(sorted({why for _, _, why in problem.problems}))
    except (BadModel, BadExample) as problem:
        return f"torch.export: {problem}"
    assert compared.agree, (compared.differences, compared.allowed, sample.tensors)
    return None


def refused(runner, folder, chosen):
    """How many samples are refused, by the reason."""
    tensors = tuple(tensor for sample in chosen for tensor in sample.tensors)
    try:
        together = running.compare(runner, folder, Together(chosen), tensors)
        if together.agree:
            return Counter()
    except Exception:  # one of them: each is looked at by itself
        pass
    outcomes = [outcome(runner, folder, sample) for sample in chosen]
    return Counter(why for why in outcomes if why is not None)


@pytest.mark.parametrize("dtype", DTYPES, ids=["float32", "int64"])
@pytest.mark.parametrize("name", NAMES)
def test_samples_agree(name, dtype, tensorflow_js, tmp_path):
    chosen = samples(name, dtype)
    reasons = refused(tensorflow_js, tmp_path, chosen)
    print(name, dtype, len(chosen), dict(reasons))
    assert dtype != torch.float32 or sum(reasons.values()) < len(chosen)
