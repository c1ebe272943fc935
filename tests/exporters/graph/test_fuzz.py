"""Random small modules: each agrees, or is refused by an error that names a place."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import pytest
import torch
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from layerbylayer import ExportError, to_tfjs
from torch import nn
from torch.nn import functional

FUZZ = int(os.environ.get("FUZZ_EXAMPLES", "0"))
Step = Callable[[torch.Tensor], torch.Tensor]
STEPS: dict[str, Step] = {
    "relu": lambda x: x.relu(),
    "log": lambda x: x.abs().log1p(),
    "sign": lambda x: x.sign() + x,
    "half": lambda x: x / x.shape[-1],
    "len": lambda x: x * len(x),
    "flip": lambda x: x.flip(0),
    "roll": lambda x: x.roll(1, -1),
    "sort": lambda x: x.sort(-1)[0],
    "rows": lambda x: x.sort(0)[0],
    "mask": lambda x: x.masked_fill(x > 0.5, 0.0),
    "choice": lambda x: torch.where(x > 0, x, x.mean(-1, keepdim=True)),
    "softmax": lambda x: x.softmax(-1),
    "first": lambda x: x[..., :1] * x,
    "square": lambda x: x.reshape(x.shape[0], -1),
    "sum": lambda x: x.sum(-1, keepdim=True),
    "cumsum": lambda x: x.cumsum(-1),
    "item": lambda x: x * x.max().item(),
    "random": lambda x: x + torch.rand_like(x),
    "inverse": lambda x: torch.linalg.pinv(x.flatten(1)),
    "squeeze": lambda x: x.squeeze(),
    "round": lambda x: x.round().long().float(),
    "argsort": lambda x: x.round().long().argsort(-1).float(),
    "median": lambda x: x - x.median(),
    "kth": lambda x: x.kthvalue(1, -1, keepdim=True)[0] + x,
    "top": lambda x: x.topk(min(2, x.shape[-1]))[0],
    "joined": lambda x: torch.cat([x, -x], -1),
    "product": lambda x: x @ x.transpose(-1, -2),
    "einsum": lambda x: torch.einsum("b...i,b...j->b...ij", x, x).flatten(-2),
    "spread": lambda x: x.var(-1, keepdim=True, correction=0) + x,
    "norm": lambda x: functional.layer_norm(x, x.shape[-1:]),
    "attention": lambda x: functional.scaled_dot_product_attention(x, x, x),
    "part": lambda x: x[:, ::2],
    "filled": lambda x: x.index_fill(-1, torch.tensor([0]), 3.0),
    "hot": lambda x: functional.one_hot(x.argmax(-1), x.shape[-1]).float(),
    "pooled": lambda x: functional.max_pool1d(x, 1, return_indices=True)[1].float(),
    "windows": lambda x: x.unfold(-1, 1, 1).squeeze(-1),
    "triangle": lambda x: x.tril(),
    "grown": lambda x: functional.interpolate(x[:, None], scale_factor=2)[:, 0],
}
PLACE = re.compile(r"\w+\.py:\d+|layer '|output '|dynamic_shapes|shapes ")


class Steps(nn.Module):
    """Functions, one after the other."""

    def __init__(self, names: list[str]) -> None:
        super().__init__()
        self.names = names

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        for name in self.names:
            x = STEPS[name](x)
        return x


LAYERS: list[Callable[[], Any]] = [
    lambda: keras.layers.Dense(3, activation="hard_sigmoid"),
    lambda: keras.layers.Conv1D(2, 3, padding="causal"),
    lambda: keras.layers.LSTM(2, return_sequences=True),
    lambda: keras.layers.GRU(2, return_sequences=True),
    lambda: keras.layers.BatchNormalization(),
    lambda: keras.layers.LayerNormalization(),
    lambda: keras.layers.Dropout(0.5),
    lambda: keras.layers.ReLU(negative_slope=0.1, max_value=1.0),
    lambda: keras.layers.ZeroPadding1D(1),
    lambda: keras.layers.AveragePooling1D(2, padding="same"),
    lambda: keras.layers.Softmax(axis=1),
    lambda: keras.layers.GaussianNoise(0.1),
    lambda: keras.layers.Masking(),
    lambda: keras.layers.Bidirectional(keras.layers.LSTM(2, return_sequences=True)),
    lambda: keras.layers.LSTM(3),
    lambda: keras.layers.RepeatVector(3),
    lambda: keras.layers.Flatten(),
    lambda: keras.layers.Permute((2, 1)),
    lambda: keras.layers.GlobalMaxPooling1D(),
    lambda: keras.layers.GlobalAveragePooling1D(),
    lambda: keras.layers.SeparableConv1D(2, 2, padding="same"),
    lambda: keras.layers.UpSampling1D(2),
    lambda: keras.layers.Cropping1D(1),
    lambda: keras.layers.PReLU(),
    lambda: keras.layers.Normalization(mean=0.5, variance=2.0),
    lambda: keras.layers.Conv1DTranspose(2, 2),
    lambda: keras.layers.GroupNormalization(1),
    lambda: keras.layers.UnitNormalization(),
]
SEQUENCES = np.random.default_rng(0).normal(size=(3, 5, 3)).astype("float32")
SEQUENCES[0, 3:] = SEQUENCES[1, 4:] = 0  # What Masking takes for padding.
few = settings(
    max_examples=FUZZ or 6,
    deadline=None,
    derandomize=not FUZZ,
    phases=[Phase.generate],
)


def outcome(model: Any, example: Any) -> None:
    """Export a model: it agrees, or the error says where."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            card = to_tfjs(model, f"{folder}/m", example=example)
        except ExportError as error:
            assert PLACE.search(str(error)), error
        else:
            assert card.parity.status == "passed"


@pytest.mark.filterwarnings("ignore")
@few
@given(
    names=st.lists(st.sampled_from(sorted(STEPS)), min_size=1, max_size=4),
    shape=st.lists(st.integers(1, 4), min_size=2, max_size=3),
)
def test_random_modules(names: list[str], shape: list[int], tensorflow_js: Any) -> None:
    torch.manual_seed(0)
    module, example = Steps(names), torch.randn(*shape)
    try:
        module(example)
    except Exception:  # PyTorch itself does not do this.
        return
    outcome(module, example)


@pytest.mark.filterwarnings("ignore")
@few
@given(chosen=st.lists(st.sampled_from(range(len(LAYERS))), min_size=1, max_size=3))
def test_random_keras_models(chosen: list[int], tensorflow_js: Any) -> None:
    parts = [LAYERS[index]() for index in chosen]
    try:
        model = keras.Sequential([keras.layers.Input((5, 3)), *parts])
    except ValueError:  # Keras itself does not do this.
        return
    outcome(model, SEQUENCES)
