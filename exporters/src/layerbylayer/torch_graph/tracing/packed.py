"""Packed sequences, which a trace keeps padded: a graph has no lists of other lengths.

While a module is traced, packing leaves the padding where it is, and recurrent layers
keep the state of a sequence that has ended. The answers are those of PyTorch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from unittest import mock

import torch
from torch.nn.modules import rnn as modules
from torch.nn.utils import rnn as packing

from ...errors import InvalidModelError

State = tuple[torch.Tensor, ...]
Cell = Callable[[torch.Tensor, State, torch.Tensor], State]
"""From W x + b, the state, and U: the next state, whose first part is the output."""


class _Longest:
    """What stands for the length of the longest sequence."""

    def __gt__(self, length: Any) -> bool:
        return False  # No padding is longer than what it is put around.


class _Lengths:
    """What stands for a packed sequence's batch sizes: how long each one is."""

    device = torch.device("cpu")

    def __init__(self, lengths: torch.Tensor, steps: int) -> None:
        self.lengths, self.steps = lengths, steps

    def __getitem__(self, index: int) -> Any:
        return self.lengths.shape[0]  # How many sequences begin.

    def size(self, axis: int) -> _Longest:
        return _Longest()

    def inside(self) -> torch.Tensor:
        """(batch, steps): whether a sequence has not ended."""
        column = self.lengths.to(torch.int64).unsqueeze(1)
        return torch.arange(self.steps) < column


def _pack(x: torch.Tensor, lengths: torch.Tensor, batch_first: bool) -> Any:
    """Mark padding by NaN, so that nothing else may count it without being seen."""
    x = x if batch_first else x.transpose(0, 1)
    held = _Lengths(lengths, x.shape[1])
    inside = held.inside().reshape(*x.shape[:2], *[1] * (x.dim() - 2))
    return torch.where(inside, x, torch.nan), held


def _pad(
    x: torch.Tensor, held: _Lengths, batch_first: bool, filler: float, length: Any
) -> Any:
    if isinstance(length, _Longest):
        raise InvalidModelError(
            "pad_packed_sequence gives as many steps as the longest sequence has, and "
            "a graph's shapes do not depend on values: pass it total_length, the "
            "length of the padded input"
        )
    inside = held.inside().unsqueeze(2)
    padded = torch.where(inside, x, filler)
    more = length - x.shape[1]
    padded = torch.nn.functional.pad(padded, (0, 0, 0, more), value=filler)
    return padded if batch_first else padded.transpose(0, 1), held.lengths


def _lstm(x: torch.Tensor, state: State, weight: torch.Tensor) -> State:
    hidden, cell = state
    enters, forgets, new, leaves = (x + hidden @ weight.T).chunk(4, 1)
    cell = forgets.sigmoid() * cell + enters.sigmoid() * new.tanh()
    return leaves.sigmoid() * cell.tanh(), cell


def _gru(x: torch.Tensor, state: State, weight: torch.Tensor) -> State:
    (hidden,) = state
    own, bias = weight[:, :-1], weight[:, -1]
    resets, updates, new = (hidden @ own.T + bias).chunk(3, 1)
    x_resets, x_updates, x_new = x.chunk(3, 1)
    update = (x_updates + updates).sigmoid()
    new = (x_new + (x_resets + resets).sigmoid() * new).tanh()
    return (update * hidden + (1 - update) * new,)


def _simple(activation: Callable[[torch.Tensor], torch.Tensor]) -> Cell:
    def cell(x: torch.Tensor, state: State, weight: torch.Tensor) -> State:
        return (activation(x + state[0] @ weight.T),)

    return cell


CELLS: dict[str, Cell] = {
    "lstm": _lstm,
    "gru": _gru,
    "rnn_tanh": _simple(torch.tanh),
    "rnn_relu": _simple(torch.relu),
}


def _recurrent(kind: str, original: Any) -> Any:
    """Give what computes packed sequences, and leaves others to PyTorch."""

    def run(x: torch.Tensor, held: Any, *rest: Any) -> Any:
        if not isinstance(held, _Lengths):
            return original(x, held, *rest)
        given, weights, has_bias, layers, _, _, bidirectional = rest
        first = given if isinstance(given, tuple | list) else (given,)
        each = 4 if has_bias else 2
        ways = 2 if bidirectional else 1
        if len(weights) != each * ways * layers:
            raise InvalidModelError(
                "an LSTM with proj_size cannot be exported with packed sequences: give "
                "it padded ones"
            )
        inside = held.inside()
        x = torch.where(inside.unsqueeze(2), x, 0.0)
        ends: list[State] = []
        for _ in range(layers):
            outputs = []
            for way in range(ways):
                index = len(ends)
                state = tuple(part[index] for part in first)
                own = weights[each * index : each * (index + 1)]
                output, end = _along(kind, x, inside, state, own, backwards=way == 1)
                outputs.append(output)
                ends.append(end)
            x = torch.cat(outputs, 2)
        return x, *(torch.stack(parts) for parts in zip(*ends, strict=True))

    return run


def _along(
    kind: str,
    x: torch.Tensor,
    inside: torch.Tensor,
    state: State,
    weights: Sequence[torch.Tensor],
    *,
    backwards: bool,
) -> tuple[torch.Tensor, State]:
    """Go through sequences (batch, steps, features), in one direction."""
    enters, own = weights[:2]
    bias, own_bias = weights[2:] if len(weights) == 4 else (None, None)
    if kind == "gru":  # Its own bias counts for what is reset.
        last = torch.zeros_like(own[:, :1]) if own_bias is None else own_bias[:, None]
        own = torch.cat([own, last], 1)
    elif bias is not None and own_bias is not None:
        bias = bias + own_bias
    x = torch.nn.functional.linear(x, enters, bias)
    steps = range(x.shape[1])
    outputs = {}
    for step in reversed(steps) if backwards else steps:
        goes_on = inside[:, step].unsqueeze(1)
        new = CELLS[kind](x[:, step], state, own)
        state = tuple(
            torch.where(goes_on, after, before)
            for after, before in zip(new, state, strict=True)
        )
        outputs[step] = torch.where(goes_on, new[0], 0.0)
    return torch.stack([outputs[step] for step in steps], 1), state


def _unsorted(lengths: torch.Tensor, descending: bool) -> Any:
    """Leave sequences in their order: only what packs them needs another."""
    return lengths, torch.arange(lengths.shape[0])


class _Functions:
    """PyTorch's functions, some of them replaced."""

    def __init__(self, original: Any, **replaced: Any) -> None:
        self._original = original
        vars(self).update(replaced)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._original, name)


def _checking(original: Any) -> Any:
    """Check a layer's arguments where they are tensors."""

    def check(layer: Any, x: Any, state: Any, sizes: Any) -> None:
        if not isinstance(sizes, _Lengths):
            original(layer, x, state, sizes)

    return check


@contextmanager
def padded() -> Iterator[None]:
    """Let sequences that are packed keep their padding."""
    functions = torch._VF
    cells = {kind: _recurrent(kind, getattr(functions, kind)) for kind in CELLS}
    packs = _Functions(
        functions, _pack_padded_sequence=_pack, _pad_packed_sequence=_pad
    )
    with (
        mock.patch.object(packing, "_VF", packs),
        mock.patch.object(packing, "torch", _Functions(torch, sort=_unsorted)),
        mock.patch.object(packing, "invert_permutation", lambda order: order),
        mock.patch.object(modules, "_VF", _Functions(functions, **cells)),
        mock.patch.object(
            modules.RNNBase,
            "check_forward_args",
            _checking(modules.RNNBase.check_forward_args),
        ),
        mock.patch.object(
            modules.LSTM,
            "check_forward_args",
            _checking(modules.LSTM.check_forward_args),
        ),
    ):
        yield
