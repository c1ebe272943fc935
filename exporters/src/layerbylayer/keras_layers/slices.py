"""Slices, as in x[:, 0] and x[..., 1:3]: croppings of images, between two Reshapes."""

from __future__ import annotations

from math import prod
from typing import Any

Chain = list[tuple[str, dict[str, Any]]]


def chain(shape: list[int | None], key: Any) -> Chain | None:
    """Give the layers that take a part; None where TensorFlow.js cannot.

    Args:
        shape: of what is sliced, with the batch; the rest has to be fixed.
        key: as Keras writes it down: numbers, slices and an ellipsis.
    """
    sizes = shape[1:]
    keys = key if isinstance(key, list) else [key]
    if any(size is None for size in sizes):
        return None
    spread = _spread(keys, len(shape))
    if spread is None or not _is_whole(spread[0]):
        return None
    current = [int(size or 0) for size in sizes]
    result: list[int] = []
    layers: Chain = []
    for axis, part in enumerate(spread[1:]):
        size = current[axis]
        picked = _picked(part, size)
        if picked is None or not len(picked) or picked.step != 1:
            return None
        if not isinstance(part, int):
            result.append(len(picked))
        if len(picked) == size:
            continue
        before, behind = prod(current[:axis]), prod(current[axis + 1 :])
        cut = [picked.start, size - picked.stop]
        layers += [
            ("Reshape", {"target_shape": [before, size, behind]}),
            ("Cropping2D", {"cropping": [[0, 0], cut]}),
        ]
        current[axis] = len(picked)
    return [*layers, ("Reshape", {"target_shape": result})] if result else None


def _spread(keys: list[Any], rank: int) -> list[Any] | None:
    """Give one key for each axis."""
    if any(not isinstance(key, dict | int) for key in keys):
        return None
    whole = {"class_name": "__slice__", "config": {}}
    dots = [i for i, key in enumerate(keys) if _class(key) == "__ellipsis__"]
    missing = rank - len(keys) + len(dots)
    if missing < 0 or len(dots) > 1:
        return None
    place = dots[0] if dots else len(keys)
    return [*keys[:place], *[whole] * missing, *keys[place + len(dots) :]]


def _class(key: Any) -> str:
    return str(key.get("class_name")) if isinstance(key, dict) else ""


def _is_whole(key: Any) -> bool:
    return _class(key) == "__slice__" and all(
        key["config"].get(end) is None for end in ("start", "stop", "step")
    )


def _picked(key: Any, size: int) -> range | None:
    if isinstance(key, int):
        place = key + size if key < 0 else key
        return range(place, place + 1) if 0 <= place < size else None
    if _class(key) != "__slice__":
        return None
    ends = [key["config"].get(end) for end in ("start", "stop", "step")]
    if any(end is not None and not isinstance(end, int) for end in ends):
        return None
    return range(size)[slice(*ends)]
