"""Each operation: PyTorch's own samples compute in WebAssembly what they should."""

from functools import partial

import pytest
from graph.samples import DTYPES, NAMES, outcomes, samples
from layerbylayer.wasm.emit import EMITTERS

from . import running

# Samples of so many operations are traced together; so many of each are taken.
TOGETHER, EACH = 20, 3
GROUPS = [NAMES[i : i + TOGETHER] for i in range(0, len(NAMES), TOGETHER)]


@pytest.mark.parametrize("dtype", DTYPES, ids=["float32", "int64"])
@pytest.mark.parametrize("names", GROUPS, ids=[group[0] for group in GROUPS])
def test_samples_agree(names, dtype, node, tmp_path):
    """What is refused is refused before there is a graph; all the rest agrees."""
    chosen = [sample for name in names for sample in samples(name, dtype, EACH)]
    found = outcomes(partial(running.compare, node), tmp_path, chosen)
    assert [outcome for outcome in found if outcome.kind == "differ"] == []
    assert not any("WebAssembly" in outcome.why for outcome in found)
    assert sum(outcome.kind == "agree" for outcome in found) > len(found) / 3


def test_every_operation_of_the_table_has_its_kernels():
    from layerbylayer.torch_graph.ops import OPS

    computed = {op.name for op in OPS.values() if op.category != "source"}
    assert computed - EMITTERS.keys() == {"Shape"}, "made for TensorFlow.js alone"
    assert EMITTERS.keys() <= computed
