"""The arguments of `layerbylayer page`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

from ..errors import ExportError
from .inputs import Asked


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Let a command take what says how the page asks."""
    command.add_argument(
        "--input",
        choices=get_args(Asked),
        help="what the page asks for; otherwise the shape of the model's input says: "
        "one channel is drawn, three are photographed, up to 60 numbers are a row of a "
        "table, whole numbers are a text; sound is never guessed",
    )
    command.add_argument(
        "--range",
        metavar="LOW,HIGH",
        type=_numbers,
        help="of pictures: what black and white become, or paper and ink; 0,1 unless "
        "the example has 0,255",
    )
    for name, what in {"mean": "taken off", "std": "divided by"}.items():
        command.add_argument(
            f"--{name}",
            metavar="X,...",
            type=_numbers,
            help=f"what is {what} then, one for all or one for each channel or column",
        )
    command.add_argument(
        "--whole",
        action="store_true",
        help="give the network the drawing area as it is; otherwise drawings are "
        "fitted and centred as MNIST's pictures are",
    )
    command.add_argument(
        "--columns", metavar="A,B,...", help="names of a table's columns, in order"
    )
    command.add_argument(
        "--vocabulary",
        metavar="FILE",
        help="words or characters of a text, one a line, in the order of their numbers",
    )
    command.add_argument(
        "--characters", action="store_true", help="the vocabulary is of characters"
    )
    command.add_argument(
        "--rate",
        metavar="HZ",
        type=int,
        help="of sound: samples a second that the model takes, 3000 to 192000; every "
        "browser takes 8000 to 96000",
    )
    command.add_argument(
        "--threshold",
        metavar="P",
        type=float,
        help='below this largest output the page says "none of these"',
    )
    command.add_argument(
        "--about", metavar="FILE", help="a model card, in place of one to fill in"
    )
    command.add_argument(
        "--quantize",
        choices=["uint8", "float16"],
        help="store the weights in fewer bits",
    )


def options_of(options: argparse.Namespace) -> dict[str, Any]:
    """Give what `to_page` takes.

    Raises:
        ExportError: a file cannot be read, or a range is not of two numbers.
    """
    limits = options.range
    if limits is not None and len(limits) != 2:
        raise ExportError(f"--range takes two numbers, not {len(limits)}: 0,255, say.")
    about, vocabulary = _text(options.about), _text(options.vocabulary)
    return {
        "input": options.input,
        "input_range": None if limits is None else tuple(limits),
        "mean": options.mean,
        "std": options.std,
        "centred": not options.whole,
        "columns": options.columns.split(",") if options.columns else None,
        "vocabulary": None if vocabulary is None else _lines(vocabulary),
        "tokens": "characters" if options.characters else "words",
        "rate": options.rate,
        "threshold": options.threshold,
        "about": about,
        "quantize": options.quantize,
    }


def _numbers(text: str) -> Sequence[float]:
    try:
        return [float(part) for part in text.split(",")]
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not made of numbers with commas between them: 0,255, say"
        ) from error


def _lines(text: str) -> list[str]:
    """The lines of a file; the end of the last one begins no other."""
    return text.removesuffix("\n").split("\n")


def _text(file: str | None) -> str | None:
    if file is None:
        return None
    try:
        return Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ExportError(f"cannot read {file}: {error}") from error
