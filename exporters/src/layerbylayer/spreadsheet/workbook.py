"""`to_xlsx`: from a trained network to a workbook that computes it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from ..artifact.replace import WORKBOOK, atomic_replace, check_target
from ..errors import ExportError, InvalidExampleError
from ..recording import recorded
from .operations import Array, Network


@recorded
def to_xlsx(
    model: Any,
    path: str | os.PathLike[str],
    *,
    examples: Any,
    labels: Sequence[str] | None = None,
    targets: Sequence[int] | None = None,
    overwrite: bool = False,
) -> Path:
    """Write a workbook whose formulas compute a small convolutional network.

    There are no macros. The first sheet has a chooser over
    the examples, and a picture made of cells to be edited.

    Args:
        model: a built keras.Sequential of Conv2D, Dense, ReLU, pooling, Flatten,
            BatchNormalization (folded if possible), Rescaling, Dropout; softmax last.
        path: the .xlsx file; it appears as a whole or not at all.
        examples: images to choose from, (n, height, width) or with channels at the end,
            as the model takes them.
        labels: the names of the classes; by default their numbers.
        targets: which class each example is, to be shown beside it.
        overwrite: replace whatever is at `path`, and not only a workbook.

    Returns:
        The path.

    Raises:
        InvalidModelError: the model is of another kind or not built.
        UnsupportedLayerError: a spreadsheet has no formula for a layer or a setting.
        InvalidExampleError: examples, labels or targets do not fit the model.
        InvalidTargetError: something is at `path` that is no workbook.
        ExportError: a formula or a sheet gets longer than a spreadsheet allows, or the
            file cannot be written, or XlsxWriter is not installed.
    """
    with needs_xlsxwriter():
        from .reader import read
        from .sheets import Book
    target = Path(path)
    if not overwrite:
        check_target(target, WORKBOOK)  # before the work, not after it
    network = read(model)
    images = _images(examples, network)
    classes = model.output_shape[-1]
    names = list(labels) if labels is not None else [str(n) for n in range(classes)]
    if len(names) != classes:
        raise InvalidExampleError(
            f"{len(names)} labels for {classes} outputs: give one for each."
        )
    if targets is not None and len(targets) != len(images):
        raise InvalidExampleError(f"{len(targets)} targets for {len(images)} examples.")
    answers = None if targets is None else [names[int(t)] for t in targets]
    with atomic_replace(target, WORKBOOK, overwrite=overwrite) as unfinished:
        Book(network, images, names, answers).write(unfinished)
    return target


@contextmanager
def needs_xlsxwriter() -> Iterator[None]:
    """Say what to install where XlsxWriter is missing.

    Raises:
        ExportError: it is.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "xlsxwriter":
            raise
        raise ExportError(
            "spreadsheets are written with XlsxWriter, which is not installed: "
            "pip install 'layerbylayer[xlsx]'."
        ) from error


def _images(examples: Any, network: Network) -> Array:
    images = np.asarray(examples, dtype=np.float64)
    if images.ndim == 3:
        images = images[..., np.newaxis]
    if images.shape[1:] != network.input_shape or not len(images):
        raise InvalidExampleError(
            f"examples have the shape {np.shape(examples)}: the model takes images of "
            f"{network.input_shape}, one or more of them."
        )
    if not np.isfinite(images).all():
        raise InvalidExampleError("examples hold numbers that are not finite.")
    return images
