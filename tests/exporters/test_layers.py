"""Each layer: drawn configurations compute in TensorFlow.js what they do in Keras."""

import os

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from layerbylayer import UnsupportedLayerError, to_tfjs
from layerbylayer.keras_layers import REGISTRY

from tests.exporters.cases import CASES, REFUSED, alone, shake

# The same draws each time, unless `make fuzz` asks for others.
FUZZ = int(os.environ.get("FUZZ_EXAMPLES", "0"))


@pytest.mark.parametrize("name", sorted({*CASES, *REGISTRY}))
@settings(
    max_examples=FUZZ or 9,
    derandomize=not FUZZ,
    phases=[Phase.generate],  # The models are small: shrinking them takes minutes.
)
@given(data=st.data())
def test_layer_agrees(name, data, agrees, measured):
    assert name in CASES, f"give {name} a strategy in tests/exporters/cases.py"
    assert name in REGISTRY, f"{name} has a strategy, and no translation"
    drawn = data.draw(CASES[name])
    shake(drawn.model)
    card = agrees(drawn.model, drawn.arrays)
    measured(name, card.parity.max_abs_difference / card.parity.allowed * 1e-5)


@pytest.mark.parametrize(
    ("setting", "layer", "shape"),
    REFUSED,
    ids=[f"{type(layer).__name__}-{setting}" for setting, layer, _ in REFUSED],
)
def test_settings_that_tensorflow_js_lacks_are_refused(setting, layer, shape, tmp_path):
    model = alone(layer, shape)
    with pytest.raises(UnsupportedLayerError, match=r"layer '.*'.*graph"):
        to_tfjs(model, tmp_path / "model", format="layers")
    assert list(tmp_path.iterdir()) == []
