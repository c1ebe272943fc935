"""Operations that PyTorch does not take apart itself, in ones that have lowerings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import product
from string import ascii_lowercase
from typing import Any

import torch

BILINEAR, NEAREST = 0, 1
ZEROS, BORDER, REFLECTION = 0, 1, 2
"""PyTorch's numbers for how pixels are mixed, and what is outside."""


def grid_sampler_3d(
    x: torch.Tensor, grid: torch.Tensor, mode: int, padding: int, corners: bool
) -> torch.Tensor:
    """Mix the eight neighbours of each place, or take the nearest.

    Args:
        x: (batch, channels, depth, height, width).
        grid: (batch, *new sizes, 3), places along width, height, depth, from -1 to 1.
        mode: `BILINEAR` or `NEAREST`.
        padding: what is outside.
        corners: whether -1 and 1 are the centres of outermost pixels, or their ends.

    Returns:
        (batch, channels, *new sizes).
    """
    sizes = x.shape[2:]
    flat = x.reshape(*x.shape[:2], sizes[0] * sizes[1] * sizes[2])
    places = [
        _place(grid[..., 2 - axis], size, padding, corners)
        for axis, size in enumerate(sizes)
    ]
    if mode == NEAREST:
        return _picked(flat, [place.round() for place in places], sizes)
    below = [place.floor() for place in places]
    total: Any = 0
    for steps in product((0, 1), repeat=3):
        share: Any = 1
        for place, low, step in zip(places, below, steps, strict=True):
            share = share * ((place - low) if step else (low + 1 - place))
        at = [low + step for low, step in zip(below, steps, strict=True)]
        total = total + _picked(flat, at, sizes) * share.unsqueeze(1)
    return total  # type: ignore[no-any-return]


def _place(where: torch.Tensor, size: int, padding: int, corners: bool) -> torch.Tensor:
    """Turn places from -1 to 1 into places among pixels, kept inside where asked."""
    place = (where + 1) / 2 * (size - 1) if corners else ((where + 1) * size - 1) / 2
    if padding == REFLECTION:
        low, span = (0.0, size - 1) if corners else (-0.5, size)
        if span == 0:
            return torch.zeros_like(place)
        # There and back again: the distance within two spans, folded in the middle.
        along = torch.fmod((place - low).abs(), 2 * span)
        place = torch.minimum(along, 2 * span - along) + low
    return place if padding == ZEROS else place.clamp(0, size - 1)


def _picked(flat: torch.Tensor, at: list[torch.Tensor], sizes: Any) -> torch.Tensor:
    """Take pixels; 0 outside.

    Args:
        flat: (batch, channels, pixels).
        at: whole numbers along each axis, (batch, *new sizes).
        sizes: of the axes.

    Returns:
        (batch, channels, *new sizes).
    """
    inside: Any = None
    index: Any = 0
    for place, size in zip(at, sizes, strict=True):
        within = (place >= 0) & (place < size)
        inside = within if inside is None else inside & within
        index = index * size + place.clamp(0, size - 1).long()
    batch, channels = flat.shape[:2]
    row = index.reshape(batch, 1, -1).expand(batch, channels, -1)
    picked = flat.gather(2, row).reshape(batch, channels, *index.shape[1:])
    return torch.where(inside.unsqueeze(1), picked, 0.0)


def trilinear(
    first: torch.Tensor,
    second: torch.Tensor,
    third: torch.Tensor,
    missing_first: Sequence[int],
    missing_second: Sequence[int],
    missing_third: Sequence[int],
    summed: Sequence[int],
    unrolled: int = 1,
) -> torch.Tensor:
    """Multiply three tensors and sum along axes, as nn.Bilinear does.

    Args:
        first: has all axes of the product but those that are missing; so have the
            others.
        second: another.
        third: another.
        missing_first: axes of the product that `first` has not.
        missing_second: likewise.
        missing_third: likewise.
        summed: axes of the product to sum along.
        unrolled: how PyTorch computes it, which changes nothing.
    """
    axes = ascii_lowercase[: first.ndim + len(missing_first)]
    taken = [
        "".join(axis for place, axis in enumerate(axes) if place not in absent)
        for absent in (missing_first, missing_second, missing_third, summed)
    ]
    formula = f"{','.join(taken[:3])}->{taken[3]}"
    return torch.einsum(formula, first, second, third)


def signbit(x: torch.Tensor) -> torch.Tensor:
    """Tell where numbers are negative; -0 is."""
    return (x < 0) | ((x == 0) & (1 / x < 0))


def copysign(x: torch.Tensor, sign: torch.Tensor) -> torch.Tensor:
    """Give numbers the signs of others."""
    return torch.where(signbit(sign), -x.abs(), x.abs())


OWN: Mapping[Any, Callable[..., torch.Tensor]] = {
    torch.ops.aten._trilinear.default: trilinear,
    torch.ops.aten.copysign.Tensor: copysign,
    torch.ops.aten.signbit.default: signbit,
    torch.ops.aten.grid_sampler_3d.default: grid_sampler_3d,
}
"""How each is taken apart."""
