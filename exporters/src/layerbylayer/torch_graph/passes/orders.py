"""Orders of axes: permutations, and how a Reshape carries them."""

from __future__ import annotations

from collections.abc import Sequence

from ..ir.graph import Shape, Value

Perm = tuple[int, ...]
"""Axis i in memory is axis perm[i] of the value as the graph was written."""


def identity(value: Value) -> Perm:
    """Give the order in which the value was written."""
    return tuple(range(value.rank))


def compose(outer: Sequence[int], inner: Sequence[int]) -> Perm:
    """outer[inner[i]]."""
    return tuple(outer[i] for i in inner)


def inverse(perm: Sequence[int]) -> Perm:
    """Give the order that undoes one."""
    back = [0] * len(perm)
    for place, axis in enumerate(perm):
        back[axis] = place
    return tuple(back)


def is_still(shape: Shape, perm: Sequence[int]) -> bool:
    """Tell whether a Transpose moves no number in memory."""
    moved = [axis for axis in perm if shape[axis] != 1]
    return moved == sorted(moved)


def reshape_groups(before: Shape, after: Shape) -> list[tuple[Perm, Perm]] | None:
    """Axes that a Reshape merges or splits: [(axes before, axes after)], without ones.

    None if a part is neither merged nor split.
    """
    first = [i for i, size in enumerate(before) if size != 1]
    second = [i for i, size in enumerate(after) if size != 1]
    groups: list[tuple[Perm, Perm]] = []
    i = j = 0
    while i < len(first) or j < len(second):
        old_axes, new_axes = [first[i]] if i < len(first) else [], []
        if j < len(second):
            new_axes = [second[j]]
        if not old_axes or not new_axes:
            return None
        i, j = i + 1, j + 1
        size, other = before[old_axes[0]], after[new_axes[0]]
        while size != other:
            if not (isinstance(size, int) and isinstance(other, int)):
                return None
            if size < other and i < len(first):
                old_axes.append(first[i])
                size = size * before[first[i]]
                i += 1
            elif other < size and j < len(second):
                new_axes.append(second[j])
                other = other * after[second[j]]
                j += 1
            else:
                return None
        if len(old_axes) > 1 and len(new_axes) > 1:
            return None
        groups.append((tuple(old_axes), tuple(new_axes)))
    return groups


def carried(
    order: Perm, groups: list[tuple[Perm, Perm]], before: Shape, after: Shape
) -> Perm | None:
    """Give the order after a Reshape, if the axes of each group stay together."""
    moved = [axis for axis in order if before[axis] != 1]
    by_first = {left[0]: (left, right) for left, right in groups}
    result: list[int] = []
    place = 0
    while place < len(moved):
        group = by_first.get(moved[place])
        if group is None or tuple(moved[place : place + len(group[0])]) != group[0]:
            return None
        place += len(group[0])
        result += group[1]
    # Axes of size 1 stay behind the axis that they were behind.
    for axis, size in enumerate(after):
        if size == 1:
            result.insert(0 if axis == 0 else result.index(axis - 1) + 1, axis)
    return tuple(result)
