"""Operations that were refused: what TensorFlow.js makes of them, on both backends."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from layerbylayer import InvalidModelError, ParityError, UnsupportedOpError, to_tfjs
from torch import nn
from torch.nn import functional
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from . import running
from .test_reported_calls import Calls

Dim = torch.export.Dim
AUTO = ({0: Dim.AUTO, 2: Dim.AUTO, 3: Dim.AUTO},)
pytestmark = pytest.mark.filterwarnings("ignore::layerbylayer.ExportWarning")
few = settings(max_examples=6, deadline=None, derandomize=True)


@pytest.fixture
def alike(tensorflow_js: Any, tmp_path: Path) -> Any:
    """Run a function on both backends, as it is."""

    def alike(function: Any, *inputs: Any, parts: Any = ()) -> None:
        module = Calls(function, *parts)
        found = running.compare(tensorflow_js, tmp_path, module, inputs)
        assert found.agree, found.differences

    return alike


def test_rows_are_written_by_index(computes: Any) -> None:
    def written(x: Any, where: Any, rows: Any) -> Any:
        one, two = x.clone(), x.clone()
        one[:, [0, 2]] = 5.0
        two[:, where] = rows
        return (
            one,
            two,
            x.index_copy(1, where, rows),
            x.index_fill(1, torch.tensor([1, 4]), 9.0),
            x.index_add(1, where, rows, alpha=-2),
        )

    x, where = torch.randn(3, 5, 2), torch.tensor([3, 0])
    computes(Calls(written), x, where, torch.randn(3, 2, 2), cpu=True)


@few
@given(data=st.data())
def test_any_index_is_written_to(data: Any, alike_once: Any) -> None:
    """Several for one place, too: the last one stays, or all are added."""
    torch.manual_seed(data.draw(st.integers(0, 99)))
    length, count = data.draw(st.integers(1, 6)), data.draw(st.integers(1, 7))
    places = torch.randint(-length, length, (count,))
    x, rows = torch.randn(2, length, 3), torch.randn(2, count, 3)
    number = torch.randint(-9, 9, (2, length, 3))
    more = torch.randint(-9, 9, (2, count, 3))
    held = places.clone()

    def written(x: Any, rows: Any, number: Any, more: Any, places: Any) -> Any:
        both = slice(None), places
        return (
            x.index_put((torch.arange(2)[:, None], places[None]), rows),
            x.index_put((torch.arange(2)[:, None], held[None]), rows),
            number.index_put((torch.arange(2)[:, None], places[None]), more, True),
            x.index_put((torch.arange(2)[:, None], held[None]), rows, True),
            x[both],
        )

    alike_once(written, x, rows, number, more, places)


@pytest.fixture(scope="module")
def alike_once(tensorflow_js: Any, tmp_path_factory: Any) -> Any:
    """The same, for many examples of one test."""
    folder = tmp_path_factory.mktemp("alike")

    def alike(function: Any, *inputs: torch.Tensor) -> None:
        found = running.compare(tensorflow_js, folder, Calls(function), inputs)
        assert found.agree, found.differences

    return alike


@few
@given(data=st.data())
def test_numbers_are_scattered(data: Any, alike_once: Any) -> None:
    torch.manual_seed(data.draw(st.integers(0, 99)))
    rows, length = data.draw(st.integers(1, 3)), data.draw(st.integers(1, 5))
    some, count = data.draw(st.integers(1, rows)), data.draw(st.integers(1, 5))
    places = torch.randint(0, length, (some, count))
    kind = data.draw(st.sampled_from(["sum", "prod", "mean", "amax", "amin"]))
    alone = data.draw(st.booleans())
    alike_once(
        lambda x, places, part: (
            x.scatter(1, places, part),
            x.scatter_add(1, places, part),
            x.scatter(1, places, 2.5),
            x.scatter_reduce(1, places, part, kind, include_self=alone),
        ),
        torch.randn(rows, length),
        places,
        torch.randn(some, count),
    )


def test_a_mask_takes_one_value(computes: Any, tmp_path: Path) -> None:
    def written(x: Any) -> Any:
        y, z = x.clone(), x.clone()
        y[x > 0.5] = 0.0
        z[x[:, 0] > 0] = torch.arange(4.0)
        return y, z

    computes(Calls(written), torch.randn(3, 4), cpu=True)
    several = Calls(lambda x: x.masked_scatter(x > 0, x.flip(0)))
    with pytest.raises(UnsupportedOpError, match=r"depends on values"):
        to_tfjs(several, tmp_path / "m", example=torch.randn(3, 4))


def test_pieces_are_put_together(computes: Any) -> None:
    """Those of an image overlap: constant places are gathered, and not compared."""
    fold = Calls(lambda x: functional.fold(x, (4, 5), 2))
    computes(fold, torch.randn(2, 12, 12), cpu=True)


@pytest.mark.parametrize("offset", [-2, 0, 1])
def test_diagonals(offset: int, alike: Any) -> None:
    alike(
        lambda x: (
            x.diagonal(offset, 1, 2),
            x.diagonal(offset, -1, 0),
            torch.einsum("bii->b", x[:, :, :4]),
        ),
        torch.randn(3, 4, 5),
    )


@few
@given(data=st.data())
def test_places_in_what_is_sorted(data: Any, alike_once: Any) -> None:
    numbers = st.integers(-3, 3).map(float)
    limits = data.draw(st.lists(numbers, min_size=1, max_size=5))
    values = data.draw(st.lists(numbers, min_size=6, max_size=6))
    right = data.draw(st.booleans())
    held = torch.tensor(limits).sort()[0]
    alike_once(
        lambda x, row: (
            torch.bucketize(x, held, right=right),
            torch.searchsorted(row, x, right=right),
            torch.searchsorted(-row, x, sorter=(-row).argsort(-1)),
        ),
        torch.tensor(values).reshape(2, 3),
        held.repeat(2, 1),
    )


@pytest.mark.parametrize("mode", ["sum", "mean", "max"])
def test_bags_of_rows(mode: str, computes: Any, alike: Any) -> None:
    bag = nn.EmbeddingBag(9, 4, mode=mode, padding_idx=0)
    tokens = torch.tensor([[1, 0, 2], [0, 0, 0], [3, 4, 5]])
    card = computes(bag, tokens, cpu=True)
    assert not card.notes, "the batch is open"
    uneven = torch.randint(0, 9, (7,)), torch.tensor([0, 3, 3])
    alike(lambda x, begins: bag(x, begins), *uneven, parts=[bag])
    if mode == "sum":
        shares = torch.randn(3, 3)
        shared = Calls(lambda x, w: bag(x, per_sample_weights=w), bag)
        computes(shared, tokens, shares)


@pytest.mark.parametrize("padding", ["zeros", "border", "reflection"])
@pytest.mark.parametrize("mode", ["bilinear", "nearest", "bicubic"])
def test_samples_of_an_image(mode: str, padding: str, computes: Any) -> None:
    sample = functional.grid_sample
    images, grid = torch.randn(2, 3, 5, 6), torch.randn(2, 4, 7, 2)
    for corners in (False, True):
        how = {"mode": mode, "padding_mode": padding, "align_corners": corners}
        card = computes(Calls(lambda x, g, how=how: sample(x, g, **how)), images, grid)
        assert card.inputs[0].batched and not card.notes


def test_a_spatial_transformer(computes: Any) -> None:
    def turned(x: Any, theta: Any) -> Any:
        grid = functional.affine_grid(theta, x.shape, align_corners=False)
        return functional.grid_sample(x, grid, align_corners=False)

    computes(Calls(turned), torch.randn(2, 3, 5, 6), torch.randn(2, 2, 3), cpu=True)


@pytest.mark.parametrize("mode", ["bilinear", "bicubic"])
@pytest.mark.parametrize("size", [(4, 5), (9, 3), (12, 20), (1, 1)])
def test_antialiased_resizing(mode: str, size: tuple[int, int], alike: Any) -> None:
    resize = functional.interpolate
    how: Any = {"size": size, "mode": mode, "antialias": True}
    alike(lambda x: resize(x, **how), torch.randn(2, 3, 9, 11))


@few
@given(data=st.data())
def test_windows_with_gaps(data: Any, alike_once: Any) -> None:
    size, step = data.draw(st.integers(2, 3)), data.draw(st.integers(1, 3))
    gap, edge = data.draw(st.integers(2, 3)), data.draw(st.integers(0, size // 2))
    rest = {"padding": edge, "dilation": gap, "ceil_mode": data.draw(st.booleans())}
    alike_once(
        lambda x, v: (
            functional.max_pool2d(x, size, step, **rest),
            functional.max_pool3d(v, size, step, **rest),
        ),
        torch.randn(2, 3, 9, 11),
        torch.randn(1, 2, 8, 7, 9) - 3,
    )


def test_volumes_below_zero_have_a_largest(alike: Any) -> None:
    """TensorFlow.js's own MaxPool3D gives 0 on WASM."""
    alike(lambda x: functional.max_pool3d(x, 2), -torch.rand(1, 2, 4, 5, 6) - 1)


@pytest.mark.parametrize("size", [(2, 3, 1), (3, 2, 4), (1, 1, 1)])
def test_windows_of_unequal_sizes(size: tuple[int, int, int], alike: Any) -> None:
    alike(
        lambda v: (
            functional.adaptive_avg_pool3d(v, size),
            functional.adaptive_max_pool3d(v, size),
            functional.adaptive_max_pool2d(v[:, 0], size[1:]),
        ),
        torch.randn(2, 3, 4, 5, 7),
    )


VOLUMES = {
    "transposed": nn.ConvTranspose3d(4, 6, 3),
    "with steps": nn.ConvTranspose3d(4, 6, 3, 2, padding=1, output_padding=1),
    "with gaps": nn.ConvTranspose3d(4, 6, 3, (1, 2, 1), dilation=2, groups=2),
    "cut off": nn.ConvTranspose3d(4, 2, 2, padding=1),
    "in groups": nn.Conv3d(4, 6, 3, groups=2, padding=1),
    "of channels": nn.Conv3d(4, 8, 2, groups=4),
    "steps and gaps": nn.Conv3d(4, 2, 2, stride=2, dilation=2),
}


@pytest.mark.parametrize("name", VOLUMES)
def test_volumes(name: str, computes: Any) -> None:
    card = computes(VOLUMES[name], torch.randn(2, 4, 4, 5, 6), cpu=True)
    assert not card.notes, "the batch is open"


RESIZED = {
    "twice": nn.Upsample(scale_factor=2),
    "half more": nn.Upsample(scale_factor=1.5),
    "bilinear": nn.Upsample(scale_factor=2, mode="bilinear"),
    "half more, bilinear": nn.Upsample(scale_factor=1.5, mode="bilinear"),
    "corners": nn.Upsample(scale_factor=2, mode="bilinear", align_corners=True),
}


@pytest.mark.parametrize("name", RESIZED)
def test_sizes_left_open_are_resized(name: str, computes: Any) -> None:
    """Parity runs with other sizes than the example's."""
    images = torch.randn(2, 3, 8, 10)
    around = nn.Sequential(nn.Conv2d(3, 4, 3, 2, 1), RESIZED[name])
    card = computes(around, images, dynamic_shapes=AUTO)
    assert list(card.inputs[0].shape) == [3, None, None]
    for mode in ("nearest", "bilinear"):
        back = Calls(
            lambda x, mode=mode: functional.interpolate(
                around(x), size=x.shape[2:], mode=mode
            ),
            around,
        )
        computes(back, images, dynamic_shapes=AUTO)


def test_a_number_that_is_nan_is_no_diverged_training(
    computes: Any, tmp_path: Path
) -> None:
    nan = float("nan")
    dense = nn.Linear(4, 3)
    holes = Calls(
        lambda x: (
            torch.where(x > 0, x, nan),
            torch.where(dense(x) > 0, nan, 1.0).clamp(0, 6),
            functional.relu6(x + torch.tensor([0.0, nan, 0.0, 1.0])),
            torch.xlogy(x.abs(), x.abs()),
        ),
        dense,
    )
    computes(holes, torch.randn(3, 4), cpu=True)
    dense.weight.data[0, 0] = nan
    with pytest.raises(InvalidModelError, match="training has diverged"):
        to_tfjs(holes, tmp_path / "m", example=torch.randn(3, 4))


def test_windows_keep_what_is_nan(computes: Any, tmp_path: Path) -> None:
    images = torch.rand(2, 3, 8, 8) + 0.5
    images[0, 1, 3, 3] = images[1, 0, 0, 7] = -1
    pooled = Calls(
        lambda x: (
            functional.max_pool2d(x.log(), 2),
            functional.max_pool2d(x.log(), 3, 2, 1),
            functional.avg_pool2d(x.log(), 3, 2, 1),
            functional.max_pool3d(x.log(), 2),
            functional.adaptive_max_pool2d(x.log(), 3),
        )
    )
    computes(pooled, images, cpu=True)
    card = computes(nn.Sequential(nn.Conv2d(3, 4, 3), nn.MaxPool2d(2)), images)
    assert "IsNan" not in card.parity.kernels, "no NaN can come of it"


class Packing(nn.Module):
    """A recurrent layer on packed sequences, which end at different steps."""

    def __init__(self, layer: nn.RNNBase, whole: bool = True, **more: Any) -> None:
        super().__init__()
        self.layer, self.whole, self.more = layer, whole, more

    def forward(self, x: torch.Tensor, lengths: torch.Tensor) -> Any:
        first = self.layer.batch_first
        more = {"enforce_sorted": False, **self.more}
        packed = pack_padded_sequence(x, lengths, batch_first=first, **more)
        y, state = self.layer(packed)
        total = x.shape[int(first)] if self.whole else None
        padded, ends = pad_packed_sequence(
            y, batch_first=first, padding_value=-1, total_length=total
        )
        return padded, state, ends


RECURRENT = {
    "LSTM": nn.LSTM(4, 5, 2, batch_first=True, bidirectional=True),
    "GRU": nn.GRU(4, 5, 2, batch_first=True, bidirectional=True),
    "GRU without bias": nn.GRU(4, 5, bias=False, batch_first=True),
    "RNN": nn.RNN(4, 5, batch_first=True),
    "RNN of ReLU": nn.RNN(4, 5, nonlinearity="relu", batch_first=True),
}


@pytest.mark.parametrize("name", RECURRENT)
def test_packed_sequences_keep_their_padding(name: str, computes: Any) -> None:
    lengths = torch.tensor([6, 2, 4])
    card = computes(Packing(RECURRENT[name]), torch.randn(3, 6, 4), lengths)
    assert not card.notes, "the batch is open"


def test_the_last_state_of_packed_sequences(computes: Any) -> None:
    """The commonest use, of tokens; and one with steps in front, and the order kept."""
    table, lstm = nn.Embedding(9, 4), nn.LSTM(4, 5, batch_first=True)

    def last(tokens: Any) -> Any:
        lengths = (tokens != 0).sum(1).cpu()
        packed = pack_padded_sequence(
            table(tokens), lengths, batch_first=True, enforce_sorted=False
        )
        return lstm(packed)[1][0][-1]

    tokens = torch.tensor([[1, 2, 3, 4, 0], [5, 6, 0, 0, 0], [1, 2, 3, 4, 5]])
    assert not computes(Calls(last, table, lstm), tokens).notes
    in_order = Packing(nn.GRU(4, 5), enforce_sorted=True)
    computes(in_order, torch.randn(6, 3, 4), torch.tensor([6, 4, 4]))


def test_packed_sequences_that_cannot_be_are_named(tmp_path: Path) -> None:
    x, lengths = torch.randn(3, 6, 4), torch.tensor([6, 2, 4])
    lstm = nn.LSTM(4, 5, batch_first=True)
    with pytest.raises(InvalidModelError, match=r"total_length, .*test_lifted\.py:\d+"):
        to_tfjs(Packing(lstm, whole=False), tmp_path / "m", example=(x, lengths))
    smaller = nn.LSTM(4, 5, batch_first=True, proj_size=3)
    with pytest.raises(InvalidModelError, match="proj_size .*padded ones"):
        to_tfjs(Packing(smaller), tmp_path / "m", example=(x, lengths))
    counted = Calls(
        lambda x, n: pack_padded_sequence(
            x, n, batch_first=True, enforce_sorted=False
        ).data.mean()
    )
    with pytest.raises(ParityError):
        to_tfjs(counted, tmp_path / "m", example=(x, lengths))
