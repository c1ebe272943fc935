"""to_page: a trained model to a web page of one's own, in a zip."""

from __future__ import annotations

import logging
import math
import os
import tempfile
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from ..artifact import example as examples
from ..artifact.card import Card
from ..artifact.converted import Array
from ..artifact.replace import atomic_replace, check_target
from ..errors import ExportError, ExportWarning, InvalidModelError
from ..recording import recorded
from .archive import PAGE, files, write
from .inputs import Asked, Columns, Numbers, Tokens, Wishes, settings
from .sound import RANGE, checked_rate, is_promised

if TYPE_CHECKING:
    from ..wasm.program.store import Quantize

_log = logging.getLogger("layerbylayer")


@recorded
def to_page(
    model: Any,
    path: str | os.PathLike[str],
    *,
    input: Asked | None = None,
    example: examples.Given | Literal["random"] | None = None,
    labels: Sequence[str] | None = None,
    targets: ArrayLike | None = None,
    title: str | None = None,
    metrics: Mapping[str, float] | None = None,
    input_range: tuple[float, float] | None = None,
    mean: Numbers | None = None,
    std: Numbers | None = None,
    centred: bool = True,
    columns: Columns | None = None,
    vocabulary: Sequence[str] | None = None,
    tokens: Tokens = "words",
    rate: int | None = None,
    threshold: float | None = None,
    about: str | None = None,
    quantize: Quantize | None = None,
    check: bool = False,
    overwrite: bool = False,
) -> Card:
    """Write a zip with a web page that asks this model.

    Unpacked on any web space, or served from a folder, it works by itself: a pad to
    draw on, photographs and the camera, a row of a table, a text, or sounds and the
    microphone; the network, compiled to WebAssembly; the stored example, which the page
    runs and compares with the framework's outputs; and model-card.md to fill in, which
    the page shows. Nothing is asked of another site. The zip appears as a whole or not
    at all.

    Args:
        model: what `to_wasm` takes, with one input.
        path: the zip to write.
        input: "drawing", "photo", "table", "text" or "sound". Without it, the shape
            says: pictures of one channel are drawn, of three photographed; up to 60
            numbers are a row of a table; whole numbers, or a vocabulary, make a text.
            Sound is never guessed. It is (samples,) or (samples, 1) for each example,
            one channel of floats from -1 to 1: what else it takes, a spectrogram or
            scaling, is a part of the model.
        example: some real inputs, (examples, *input shape), as the network takes them.
            They travel with the page, where everybody can see them. "random" draws
            some, for a Keras model; the page then offers none to look at.
        labels: names of the classes, in the order of the first output's last axis.
        targets: the true classes of the examples, (examples,).
        title: the page's title; the name of the zip if none is given.
        metrics: what was measured, such as {"test_accuracy": 0.99}; it is shown.
        input_range: of pictures: what black and white become; of drawings what paper
            and ink become. Without it (0, 1), or (0, 255) if the example has that.
        mean: what is then taken off, for each channel or column, or one for all.
        std: what is then divided by, likewise.
        centred: of drawings: crop them, fit them into 20/28 of the picture and put
            their centre of mass in the middle, as MNIST's pictures were made. Without
            it, the network gets the drawing area as it is.
        columns: names of a table's columns; or by these names, for a column that holds
            places in a list of words, that list, and None for the others.
        vocabulary: of a text: its words or characters in the order of their numbers.
            "" is what short texts are filled up with, and "[UNK]" what stands for all
            that is unknown. If the model takes as many floats as there are words, they
            are counts.
        tokens: of a text: "words", made lower case and parted at spaces, without
            punctuation, as Keras's TextVectorization does; or "characters".
        rate: of sound, and needed for it: samples a second, from 3,000 to 192,000. The
            page brings all that it hears to this rate and takes the loudest stretch of
            the model's length, or puts a shorter sound into the middle of silence.
            Every browser takes 8,000 to 96,000; of others a warning tells.
        threshold: below this largest output, the page says "none of these".
        about: the text of model-card.md, in place of one with questions.
        quantize: store weights as "uint8" or "float16", as `to_wasm` does.
        check: write nothing where Node.js cannot be asked.
        overwrite: replace whatever is at `path`, and not only an empty file or an
            earlier page whose model card is as it was written.

    Returns:
        The card of the network, as in model/card.json.

    Raises:
        InvalidModelError: it cannot be exported, takes several inputs, or numbers of a
            shape that no such page gives.
        UnsupportedOpError: there is no kernel for some of its operations.
        InvalidExampleError: example, labels or targets do not fit the model, or the
            example has values that the page would never give.
        ParityError: the compiled network's answers differ from the framework's; or it
            was not run, though `check` wants it.
        InvalidTargetError: something is at `path` that no export wrote.
        ExportError: mean, std, columns, vocabulary or rate do not fit, or rate is
            missing for a sound, or the zip cannot be written.
    """
    from ..wasm import to_wasm

    target = Path(path)
    _require_zip(path, target)
    _require_texts(about, threshold)
    rate = checked_rate(input, rate)
    if not overwrite:
        check_target(target, PAGE)  # before the work, not after it
    wishes = Wishes(
        input, input_range, mean, std, centred, columns, vocabulary, tokens, rate
    )
    # What the network is fed then is another range.
    scaled = mean is not None or std is not None
    limits = RANGE if input == "sound" else input_range
    name = target.stem or "network"
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary).resolve() / name
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always", ExportWarning)
            card = to_wasm(
                model,
                folder,
                example=example,
                labels=labels,
                targets=targets,
                title=title,
                metrics=metrics,
                input_range=None if scaled else limits,
                quantize=quantize,
                check=check,
            )
        _require_one_thing(card)
        real = example is not None and not isinstance(example, str)
        values = _stored(folder, card) if real else None
        asks = settings(card.inputs[0], wishes, values)
        _log.info("the page asks for a %s", asks["input"])
        described = {**asks, "threshold": threshold, "examples": real}
        content = files(folder, card.title, about, described)
    with atomic_replace(target, PAGE, overwrite=overwrite) as unfinished:
        write(unfinished, content)
    for warning in caught:
        _tell(warning, str(folder), str(target))
    if not real and asks["input"] in ("drawing", "photo") and input_range is None:
        _warn(
            f"{target}: without a real example nobody can tell what the network was "
            "trained on. The page gives it 0 to 1; pass input_range if that is wrong."
        )
    if rate is not None and not is_promised(rate):
        _warn(
            f"{target}: not every browser takes {rate:,} samples a second. All take "
            "8,000 to 96,000; elsewhere the page says that it cannot hear."
        )
    return card


def _require_zip(path: str | os.PathLike[str], target: Path) -> None:
    """Make sure that the page goes to a file that computers know as a zip."""
    if target.suffix.lower() != ".zip":
        raise ExportError(
            f"{os.fspath(path)!r} is not the name of a zip, which is how a page is "
            f"written. Pass {str(target.with_suffix('.zip'))!r}."
            if target.name
            else f"{os.fspath(path)!r} is no file. Pass the zip to write: 'page.zip'."
        )


def _require_texts(about: Any, threshold: Any) -> None:
    """Make sure that the model card is a text, and the threshold a number."""
    is_place = isinstance(about, str) and about.lower().endswith((".md", ".txt"))
    if about is not None and (
        not isinstance(about, str) or (is_place and "\n" not in about)
    ):
        raise ExportError(
            f"about={about!r}: give the text of the model card, and not its place. "
            "pathlib.Path(...).read_text(encoding='utf-8') reads it."
        )
    if threshold is not None and (
        isinstance(threshold, str) or not math.isfinite(threshold)
    ):
        raise ExportError(f"threshold={threshold!r}: give a number, 0.8 say.")


def _require_one_thing(card: Card) -> None:
    """Make sure that the page can ask for the input and show the output."""
    if len(card.inputs) != 1:
        names = ", ".join(taken.name for taken in card.inputs)
        raise InvalidModelError(
            f"the model takes {len(card.inputs)} inputs ({names}), and the page asks "
            "for one thing. Give a model with one input."
        )
    shape = tuple(card.outputs[0].shape)
    if len(shape) > 1:
        raise InvalidModelError(
            f"the model gives {shape} for one example, and the page shows a number for "
            "each answer, or one number. Let its first output have one axis."
        )


def _stored(folder: Path, card: Card) -> Array:
    """The example's inputs as the network takes them."""
    if card.example is None:  # where there are inputs, there is an example
        raise ExportError("the example was not stored. Please report this model.")
    [stored] = card.example.inputs
    values = np.fromfile(folder / stored.file, np.dtype(stored.dtype).newbyteorder("<"))
    return values.reshape(stored.shape)


def _tell(warning: warnings.WarningMessage, written: str, target: str) -> None:
    """Warn again: of the zip, where the warning is of the folder in it."""
    if issubclass(warning.category, ExportWarning):
        _warn(str(warning.message).replace(written, target), 5)
    else:
        warnings.warn_explicit(
            warning.message, warning.category, warning.filename, warning.lineno
        )


def _warn(message: str, level: int = 4) -> None:
    # The levels between here and the user's line: to_page, and what records it.
    warnings.warn(message, ExportWarning, stacklevel=level)
