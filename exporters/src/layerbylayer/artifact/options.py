"""What every exporter is told of a model, checked before any work."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..errors import ExportError, InvalidExampleError
from ..frameworks import require_no_autocast

RANDOM = "random"


def check_options(
    *,
    example: Any = None,
    labels: Any = None,
    title: Any = None,
    metrics: Any = None,
    input_range: Any = None,
    quantize: Any = None,
    kinds: Sequence[str] = (),
) -> None:
    """Make sure that options are of their kinds.

    Args:
        example: a word can only be "random".
        labels: names, in an order.
        title: a text.
        metrics: finite numbers by name.
        input_range: two numbers.
        quantize: one of `kinds`, or None.
        kinds: how weights can be stored.

    Raises:
        InvalidExampleError: example or labels are of another kind.
        ExportError: something else is; the error names the option.
    """
    require_no_autocast()
    check_word(example)
    if labels is not None and (
        not isinstance(labels, Iterable) or isinstance(labels, Mapping | set)
    ):
        raise InvalidExampleError(
            f"labels={labels!r}: give a list of names, in the order of the outputs."
        )
    if title is not None and not isinstance(title, str):
        raise ExportError(f"title={title!r}: give a text.")
    for name, value in (metrics or {}).items():
        if not _is_finite(value):
            raise ExportError(f"metrics: {name!r} is {value!r}. Give a finite number.")
    if input_range is not None:
        check_range(input_range)
    if quantize is not None and quantize not in kinds:
        raise ExportError(
            f"quantize={quantize!r}: weights are stored as {', '.join(kinds)}. Choose "
            "one, or leave it out."
        )


def check_word(example: Any) -> None:
    """Make sure that an example that is a word asks for a random one.

    Raises:
        InvalidExampleError: it is the name of a file, say.
    """
    if isinstance(example, str) and example != RANDOM:
        raise InvalidExampleError(
            f"example={example!r}: the only word that it can be is {RANDOM!r}. If it "
            "names a file, read that: numpy.load, say."
        )


def check_range(limits: Any) -> None:
    """Make sure that a range is of two finite numbers.

    Raises:
        ExportError: it is not.
    """
    ends = list(limits) if isinstance(limits, Iterable) else []
    if len(ends) != 2 or not all(map(_is_finite, ends)) or ends[0] == ends[1]:
        raise ExportError(
            f"input_range={limits!r}: give two different numbers, what black and white "
            "become, such as (0, 255)."
        )


def _is_finite(value: Any) -> bool:
    if isinstance(value, str):
        return False
    try:
        return math.isfinite(float(value))
    except (TypeError, ValueError):
        return False
