"""Each operation: PyTorch's own samples compute in WebAssembly what they should."""

from functools import partial

import pytest
from graph.samples import DTYPES, NAMES, outcomes, samples
from layerbylayer.torch_graph.ir.ops import OPS
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
    assert any(outcome.kind == "agree" for outcome in found)


def test_the_table_says_which_operations_have_kernels():
    computed = [op for op in OPS.values() if op.category != "source"]
    told = {op.name for op in computed if "WebAssembly" in op.targets}
    assert told == EMITTERS.keys()
    assert {op.name for op in computed} - told == {"Shape"}, "sizes are fixed there"
