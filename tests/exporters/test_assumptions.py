"""What is assumed of Keras on PyTorch; a release that changes it fails here, by name.

Keras 3.16 is going to pad average pooling, and to crop transposed convolutions,
otherwise than 3.15. Then a refusal can go, or a layer needs one.
"""

from __future__ import annotations

import keras
import numpy as np
import pytest
from numpy.typing import NDArray

layers = keras.layers
Row = NDArray[np.float32]


def answer(layer: keras.Layer, row: Row) -> Row:
    """What a layer makes of a row of numbers."""
    outputs = layer(row[None, :, None])
    return np.asarray(keras.ops.convert_to_numpy(outputs), np.float32).ravel()


def test_average_pooling_repeats_the_edge() -> None:
    """An even row, a window of three: padding is needed on one side only."""
    row = np.arange(8, dtype=np.float32) ** 2
    # TensorFlow pads behind, and leaves what it adds out of the mean.
    right = np.array([row[i : i + 3].mean() for i in range(0, 8, 2)])
    pooled = answer(layers.AveragePooling1D(3, 2, padding="same"), row)
    assert np.allclose(pooled[:-1], right[:-1])
    assert not np.allclose(pooled[-1], right[-1]), (
        "Keras averages as TensorFlow.js does now: lift the refusal in "
        "keras_layers/families/pooling.py, and the one in spreadsheet/reader.py"
    )
    # The last number counts twice.
    assert np.isclose(pooled[-1], (row[-2] + 2 * row[-1]) / 3)


@pytest.mark.parametrize(("size", "step"), [(3, 2), (4, 2), (5, 2), (3, 1), (2, 2)])
@pytest.mark.parametrize("padding", ["same", "valid"])
def test_transposed_convolutions_are_cropped_as_by_tensorflow(
    size: int, step: int, padding: str
) -> None:
    row = np.arange(1, 6, dtype=np.float32)
    kernel = np.arange(1, size + 1, dtype=np.float32) ** 2
    whole = np.zeros((len(row) - 1) * step + size, np.float32)
    for place, number in enumerate(row):
        whole[place * step : place * step + size] += number * kernel
    begin = max(size - step, 0) // 2
    right = whole[begin : begin + len(row) * step] if padding == "same" else whole
    layer = layers.Conv1DTranspose(1, size, step, padding=padding, use_bias=False)
    layer.build((None, None, 1))
    layer.set_weights([kernel[:, None, None]])
    assert np.allclose(answer(layer, row), right), (
        "Keras crops otherwise than TensorFlow.js now: exports of transposed "
        "convolutions will differ, and need a refusal"
    )
