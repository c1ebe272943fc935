"""What a page that asks for sound is told: how many samples, and how many a second."""

from __future__ import annotations

import math
from typing import Any

from ..artifact.converted import Array
from ..errors import ExportError, InvalidExampleError, InvalidModelError

RATES = (3_000, 192_000)
"""Samples a second that a page may ask a browser for."""
PROMISED = (8_000, 96_000)
"""Those that every browser has to take.
https://developer.mozilla.org/docs/Web/API/OfflineAudioContext/OfflineAudioContext"""
RANGE = (-1.0, 1.0)
"""Of samples, in browsers and in the files of most libraries."""
SLACK = 2e-3
"""How far an example may be outside: 16-bit samples divided by 32767 are, by a bit."""


def checked_rate(asked: Any, rate: Any) -> int | None:
    """Make sure that there is a rate where sound is asked for, and only there.

    Args:
        asked: the kind of page that was named, or None.
        rate: samples a second.

    Returns:
        The rate as an int; None for other kinds of pages.

    Raises:
        ExportError: it is missing, no whole number from 3,000 to 192,000, or given for
            another kind of page.
    """
    if asked != "sound":
        if rate is None:
            return None
        raise ExportError(
            "rate: only a sound has this, and no shape of an input says that it is "
            "one. Pass input='sound' (--input sound) with it, or leave it out."
        )
    low, high = (f"{value:,}" for value in RATES)
    if rate is None:
        raise ExportError(
            f"a sound needs the rate (--rate): samples a second, {low} to {high}, as "
            "in the training: 16000, say."
        )
    try:
        fits = not isinstance(rate, bool) and rate == int(rate)
    except (TypeError, ValueError, OverflowError):
        fits = False
    if not fits or not RATES[0] <= rate <= RATES[1]:
        raise ExportError(
            f"rate={rate!r}: give samples a second, a whole number from {low} to "
            f"{high}, as in the training: 16000, say."
        )
    return int(rate)


def sound(
    shape: tuple[int, ...], rate: int | None, example: Array | None
) -> dict[str, Any]:
    """Decide how a page asks for sound.

    Args:
        shape: of one example: (length,) or (length, 1).
        rate: samples a second, checked.
        example: real inputs, (examples, *shape), if there are any.

    Raises:
        InvalidModelError: no sound has that shape.
        InvalidExampleError: the example has values outside of -1 to 1.
    """
    if len(shape) not in (1, 2) or math.prod(shape) != shape[0] or shape[0] < 2:
        raise InvalidModelError(
            f"the model takes {shape}, and a sound is (samples,) or (samples, 1). Let "
            "the model take the samples, and make spectrograms and the like inside."
        )
    if example is not None:
        least, most = float(example.min()), float(example.max())
        if not RANGE[0] - SLACK <= least <= most <= RANGE[1] + SLACK:
            raise InvalidExampleError(
                f"the example's values run from {least:.4g} to {most:.4g}, but samples "
                "of a sound are from -1 to 1. Divide 16-bit ones by 32768, and scale "
                "otherwise inside the model."
            )
    return {"rate": rate, "length": shape[0]}


def is_promised(rate: int) -> bool:
    """Tell whether every browser takes so many samples a second."""
    return PROMISED[0] <= rate <= PROMISED[1]
