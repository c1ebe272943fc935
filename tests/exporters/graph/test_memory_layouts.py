"""An example may lie in memory as it likes: what is written does not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from layerbylayer import InvalidExampleError, record, replay, to_tfjs, to_wasm
from torch import nn

Views = dict[str, Callable[[], torch.Tensor]]
VIEWS: Views = {
    "chunk": lambda: torch.randn(3, 12).chunk(2, -1)[1],
    "slice": lambda: torch.randn(3, 12)[:, ::2],
    "transposed": lambda: torch.randn(6, 3).t(),
    "expanded": lambda: torch.randn(1, 6).expand(3, 6),
}
pytestmark = pytest.mark.filterwarnings("ignore::layerbylayer.ExportWarning")


class Sum(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.part = nn.Linear(6, 2)

    def forward(self, *inputs: torch.Tensor) -> torch.Tensor:
        return self.part(sum(inputs))


def test_views_are_traced_saved_and_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PyTorch loads the saved trace of a chunk, and fails to decompose it."""
    monkeypatch.chdir(tmp_path)
    views = tuple(view() for view in VIEWS.values())
    with record("calls"):
        card = to_tfjs(Sum(), "exported/view", example=views)
    assert card.parity.status == "passed" and card.inputs[0].batched
    written = Path("exported/view/model.json").read_bytes()
    for file in Path("exported/view").iterdir():
        file.unlink()
    replay("calls")
    assert Path("exported/view/model.json").read_bytes() == written


def test_views_are_compiled(tmp_path: Path) -> None:
    module = nn.Bilinear(6, 6, 2)
    views = (VIEWS["chunk"](), VIEWS["transposed"]())
    card = to_wasm(module, tmp_path / "out", example=views)
    assert card.parity.status == "passed" and card.parity.examples == 3


class Calls(nn.Module):
    def __init__(self, function: Any) -> None:
        super().__init__()
        self.forward = function


def test_what_only_a_copy_can_be_viewed_as_is_no_matter(computes: Any) -> None:
    """PyTorch itself refuses this view of the example as it is given."""
    computes(Calls(lambda x: x.view(-1, 3)), VIEWS["transposed"]())


@pytest.mark.parametrize(
    "function",
    [
        lambda x: x.as_strided((3, 6), (6, 1)) * 1,
        lambda x: x if x.is_contiguous() else -x,
        lambda x: x * x.stride(0),
    ],
    ids=["as_strided", "is_contiguous", "stride"],
)
def test_a_module_that_reads_strides_is_refused(function: Any, tmp_path: Path) -> None:
    with pytest.raises(InvalidExampleError, match=r"strides .*\.contiguous\(\)"):
        to_tfjs(Calls(function), tmp_path / "out", example=VIEWS["transposed"]())


def test_random_numbers_are_told_as_such_whatever_the_layout(tmp_path: Path) -> None:
    module = Calls(lambda x: x + torch.rand_like(x))
    with pytest.raises(Exception, match="random numbers"):
        to_tfjs(module, tmp_path / "out", example=VIEWS["transposed"]())
