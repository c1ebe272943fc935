"""What a page asks for, and how that becomes the numbers that the network takes."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np

from ..artifact.card import Input
from ..artifact.converted import Array
from ..artifact.options import check_range
from ..errors import ExportError, InvalidExampleError, InvalidModelError
from .sound import sound

Asked = Literal["drawing", "photo", "table", "text", "sound"]
Tokens = Literal["words", "characters"]
Numbers = float | Sequence[float]
Columns = Sequence[str] | Mapping[str, Sequence[str] | None]
MOST_FIELDS = 60
"""Nobody fills in a form with more."""
SLACK = 1e-3
"""Of the width of a range: how far an example may be outside of it."""


@dataclass(frozen=True)
class Wishes:
    """What was said of the input; see `to_page`."""

    input: Asked | None = None
    input_range: tuple[float, float] | None = None
    mean: Numbers | None = None
    std: Numbers | None = None
    centred: bool = True
    columns: Columns | None = None
    vocabulary: Sequence[str] | None = None
    tokens: Tokens = "words"
    rate: int | None = None


def settings(taken: Input, wishes: Wishes, example: Array | None) -> dict[str, Any]:
    """Decide what the page asks for.

    Args:
        taken: the model's only input.
        wishes: what was said of it.
        example: real inputs, (examples, *shape), if there are any.

    Returns:
        What the page's scripts read: JSON.

    Raises:
        InvalidModelError: no kind of page, or not the one that was asked for, gives
            numbers of this shape.
        InvalidExampleError: the example has values that the page would never give.
        ExportError: mean, std, columns, vocabulary or rate do not fit the input.
    """
    shape = tuple(int(size) for size in taken.shape if size is not None)
    asked = wishes.input or _usual(shape, taken.dtype, wishes)
    if asked not in get_args(Asked):
        raise ExportError(
            f"input={asked!r}: there are {', '.join(get_args(Asked))}. Choose one."
        )
    _require_used(asked, wishes)
    if asked == "text":
        return {"input": asked, **_text(shape, taken, wishes, example)}
    if taken.dtype == "bool":
        raise InvalidModelError(
            f"the input {taken.name!r} takes truth values, which no page gives. Let "
            "the model take float32, and compare inside: x > 0.5, say."
        )
    if taken.dtype != "float32":
        raise InvalidModelError(
            f"the input {taken.name!r} takes {taken.dtype}, which only a text becomes. "
            "Let the model take float32 and convert it inside, or pass input='text' "
            "with the vocabulary."
        )
    if asked == "table":
        return {"input": asked, **_table(shape, wishes, example)}
    if asked == "sound":
        return {"input": asked, **sound(shape, wishes.rate, example)}
    return {"input": asked, **_picture(shape, wishes, example, asked)}


def _require_used(asked: str, wishes: Wishes) -> None:
    """Make sure that nothing was said of another kind of page than this one."""
    only: dict[str, tuple[Any, str]] = {
        "columns": (wishes.columns, "table"),
        "vocabulary": (wishes.vocabulary, "text"),
    }
    for name, (given, kind) in only.items():
        if given is not None and asked != kind:
            raise ExportError(
                f"{name}: only a {kind} has this, and the page asks for a {asked}. "
                f"Leave it out, or pass input={kind!r}."
            )
    if wishes.tokens not in get_args(Tokens):
        raise ExportError(
            f"tokens={wishes.tokens!r}: there are {' and '.join(get_args(Tokens))}."
        )
    if asked == "text" and (wishes.mean is not None or wishes.std is not None):
        raise ExportError(
            "mean and std: a text becomes whole numbers. Leave both out, or scale "
            "inside the model."
        )
    scaled = (wishes.mean, wishes.std, wishes.input_range)
    if asked == "sound" and any(given is not None for given in scaled):
        raise ExportError(
            "input_range, mean and std: samples of a sound are from -1 to 1. Leave all "
            "three out, and scale inside the model."
        )


def _usual(shape: tuple[int, ...], dtype: str, wishes: Wishes) -> str:
    if wishes.vocabulary is not None or dtype == "int32":
        return "text"
    if len(shape) == 1 and (wishes.columns is not None or shape[0] <= MOST_FIELDS):
        return "table"
    if not shape:
        raise InvalidModelError(
            "the model takes a single number for each example, and a page asks for "
            "rows of numbers: let it take one axis more, (examples, 1)."
        )
    layout = _layout(shape)
    if layout is None or len(shape) == 1:
        raise InvalidModelError(
            f"a model that takes {shape} could be asked in several ways, or in none: "
            f"pass input= (--input), one of {', '.join(get_args(Asked))}."
        )
    return "photo" if layout["channels"] == 3 else "drawing"


def _layout(shape: tuple[int, ...]) -> dict[str, Any] | None:
    """Rows, columns, channels and where these are, if a shape is that of a picture."""
    last = {"layout": "channels-last"}
    if len(shape) == 1:
        side = math.isqrt(shape[0])
        if side * side != shape[0]:
            return None
        return {"rows": side, "columns": side, "channels": 1, **last}
    if len(shape) == 2:
        return {"rows": shape[0], "columns": shape[1], "channels": 1, **last}
    if len(shape) == 3 and shape[2] in (1, 3):
        return {"rows": shape[0], "columns": shape[1], "channels": shape[2], **last}
    if len(shape) == 3 and shape[0] in (1, 3):
        first = {"layout": "channels-first"}
        return {"rows": shape[1], "columns": shape[2], "channels": shape[0], **first}
    return None


def _picture(
    shape: tuple[int, ...], wishes: Wishes, example: Array | None, asked: str
) -> dict[str, Any]:
    layout = _layout(shape)
    if layout is None:
        raise InvalidModelError(
            f"the model takes {shape}, and no {asked} has that shape. Pictures are "
            "(rows, columns), or have 1 or 3 channels, last or first."
        )
    channels = layout["channels"]
    scaled = wishes.mean is not None or wishes.std is not None
    mean = _each(wishes.mean, channels, 0.0, "mean", "channels")
    std = _each(wishes.std, channels, 1.0, "std", "channels")
    limits = wishes.input_range
    if limits is None:
        limits = _range(None if scaled else example)
    check_range(limits)
    low, high = (float(value) for value in limits)
    if example is not None:
        ends = [
            (v - m) / s for v in (low, high) for m, s in zip(mean, std, strict=True)
        ]
        _require_within(example, min(ends), max(ends))
    return {
        **layout,
        "range": [low, high],
        "mean": mean,
        "std": std,
        "centred": wishes.centred,
    }


def _range(example: Array | None) -> tuple[float, float]:
    """From 0 to 1, or to 255, whichever the example has."""
    if example is None or (example.min() >= 0 and example.max() <= 1):
        return 0.0, 1.0
    if example.min() >= 0 and example.max() <= 255:
        return 0.0, 255.0
    raise InvalidExampleError(
        f"the example's values run from {example.min():.4g} to {example.max():.4g}. "
        "The page has to know how a picture becomes such numbers: pass input_range "
        "(--range), what black and white become, and mean and std if you took them."
    )


def _require_within(example: Array, low: float, high: float) -> None:
    slack = SLACK * (high - low)
    if example.min() < low - slack or example.max() > high + slack:
        raise InvalidExampleError(
            f"the example's values run from {example.min():.4g} to "
            f"{example.max():.4g}, but the page would give the network {low:.4g} to "
            f"{high:.4g}. Make input_range, mean and std those of the training."
        )


def _table(
    shape: tuple[int, ...], wishes: Wishes, example: Array | None
) -> dict[str, Any]:
    if len(shape) != 1:
        raise InvalidModelError(
            f"the model takes {shape}, and a row of a table has one axis. Choose "
            "another input, or flatten inside the model."
        )
    count = shape[0]
    columns = wishes.columns or [f"column {i}" for i in range(1, count + 1)]
    if isinstance(columns, str):
        raise ExportError("columns is a string: give a list of names.")
    if len(columns) != count:
        raise ExportError(
            f"columns has {len(columns)} names, but the model takes {count} numbers. "
            "Give one for each, in their order."
        )
    mean = _each(wishes.mean, count, 0.0, "mean", "columns")
    std = _each(wishes.std, count, 1.0, "std", "columns")
    _require_different("columns", columns)
    fields: list[dict[str, Any]] = [{"name": str(name)} for name in columns]
    words = columns.values() if isinstance(columns, Mapping) else [None] * count
    for field, choices in zip(fields, words, strict=True):
        if isinstance(choices, str) or (choices is not None and not len(choices)):
            raise ExportError(
                f"columns: {field['name']!r} has {choices!r} for choices. Give a list "
                "of words, or None for a number."
            )
        if choices is not None:
            field["choices"] = [str(choice) for choice in choices]
    if example is not None:
        rows = example.astype(np.float64) * std + mean
        for field, column in zip(fields, rows.T, strict=True):
            field |= _found(column, field)
    return {"fields": fields, "mean": mean, "std": std}


def _found(column: Array, field: dict[str, Any]) -> dict[str, float]:
    """What the example has of a column: a place among choices, or a span."""
    choices = field.get("choices")
    if choices is None:
        found = {"low": column.min(), "high": column.max(), "usual": np.median(column)}
        # As people write them: what float32 adds would make 4.9 another number.
        return {name: float(f"{value:.5g}") for name, value in found.items()}
    places = column.round()
    if np.abs(column - places).max() > SLACK or not set(places) <= set(
        range(len(choices))
    ):
        raise InvalidExampleError(
            f"the column {field['name']!r} has {len(choices)} choices, so its numbers "
            f"are 0 to {len(choices) - 1}; the example has {column.min():.4g} to "
            f"{column.max():.4g}."
        )
    return {"usual": float(np.sort(places)[len(places) // 2])}


def _require_different(name: str, entries: Iterable[Any]) -> None:
    """Make sure that no name is there twice."""
    counts = Counter(map(str, entries))
    twice = next((entry for entry, count in counts.items() if count > 1), None)
    if twice is not None:
        raise ExportError(f"{name} has {twice!r} twice. Each has to be another.")


def _text(
    shape: tuple[int, ...], taken: Input, wishes: Wishes, example: Array | None
) -> dict[str, Any]:
    if wishes.vocabulary is None:
        raise ExportError(
            "a text needs the vocabulary (--vocabulary): the words or characters in "
            "the order of their numbers, such as TextVectorization.get_vocabulary()."
        )
    if isinstance(wishes.vocabulary, str) and wishes.tokens == "words":
        raise ExportError("vocabulary is a string: give a list of words.")
    vocabulary = [str(token) for token in wishes.vocabulary]
    if not vocabulary:
        raise ExportError(
            "vocabulary is empty: give the words or characters in the order of their "
            "numbers."
        )
    _require_different("vocabulary", vocabulary)
    if len(shape) != 1:
        raise InvalidModelError(
            f"the model takes {shape}, and a text becomes a row of numbers: places in "
            "the vocabulary, or counts. Do the rest inside the model."
        )
    # Numbers of the vocabulary's size are counts, unless they are whole.
    counts = taken.dtype == "float32" and shape[0] == len(vocabulary)
    most = 0 if counts or example is None else int(example.max())
    if most >= len(vocabulary):
        raise InvalidExampleError(
            f"the example has the number {most}, and the vocabulary has "
            f"{len(vocabulary)} entries, numbered from 0. Give the vocabulary that the "
            "model was trained with, '' and '[UNK]' included."
        )
    return {
        "vocabulary": vocabulary,
        "tokens": wishes.tokens,
        "length": shape[0],
        "counts": counts,
    }


def _each(
    given: Numbers | None, count: int, usual: float, name: str, of: str
) -> list[float]:
    """A number for each channel or column."""
    try:
        values = np.asarray(usual if given is None else given, np.float64)
    except (TypeError, ValueError) as error:
        raise ExportError(
            f"{name}={given!r}: give a number, or one for each of the {count} {of}."
        ) from error
    if values.ndim > 1 or values.size not in (1, count):
        raise ExportError(
            f"{name} has {values.size} numbers: give one, or one for each of the "
            f"{count} {of}."
        )
    if not np.isfinite(values).all() or (name == "std" and (values == 0).any()):
        raise ExportError(f"{name}={given}: the page cannot compute with that.")
    return [float(value) for value in np.broadcast_to(values.ravel(), count)]
