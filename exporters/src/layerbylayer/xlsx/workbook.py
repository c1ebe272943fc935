"""`to_xlsx`: from a trained network to a workbook that computes it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ..errors import BadExample, ExportError
from ..recording import recorded
from .operations import Array, Network
from .reader import read
from .sheets import Book


@recorded
def to_xlsx(
    model: Any,
    path: str | os.PathLike[str],
    *,
    examples: Any,
    labels: Sequence[str] | None = None,
    targets: Sequence[int] | None = None,
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

    Returns:
        The path.

    Raises:
        BadModel: the model is of another kind or not built.
        UnsupportedLayer: a spreadsheet has no formula for a layer or a setting.
        BadExample: examples, labels or targets do not fit the model.
        ExportError: a formula or a sheet gets longer than a spreadsheet allows, or the
            file cannot be written.
    """
    network = read(model)
    images = _images(examples, network)
    classes = model.output_shape[-1]
    names = list(labels) if labels is not None else [str(n) for n in range(classes)]
    if len(names) != classes:
        raise BadExample(
            f"{len(names)} labels for {classes} outputs: give one for each."
        )
    if targets is not None and len(targets) != len(images):
        raise BadExample(f"{len(targets)} targets for {len(images)} examples.")
    answers = None if targets is None else [names[int(t)] for t in targets]
    target = Path(path)
    with written_whole(target) as unfinished:
        Book(network, images, names, answers).write(unfinished)
    return target


class written_whole:  # noqa: N801
    """A temporary name beside the target; renamed at the end if all went well."""

    def __init__(self, target: Path) -> None:
        """Remember the target."""
        self.target = target

    def __enter__(self) -> Path:
        """Make the temporary file."""
        try:
            self.target.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(".xlsx", ".", self.target.parent)
            os.close(handle)
        except OSError as error:
            raise ExportError(f"cannot write {self.target}: {error}") from error
        self.unfinished = Path(name)
        return self.unfinished

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Rename it, or remove it."""
        if kind is None:
            self.unfinished.chmod(0o644)
            os.replace(self.unfinished, self.target)
        else:
            self.unfinished.unlink(missing_ok=True)


def _images(examples: Any, network: Network) -> Array:
    images = np.asarray(examples, dtype=np.float64)
    if images.ndim == 3:
        images = images[..., np.newaxis]
    if images.shape[1:] != network.input_shape or not len(images):
        raise BadExample(
            f"examples have the shape {np.shape(examples)}: the model takes images of "
            f"{network.input_shape}, one or more of them."
        )
    if not np.isfinite(images).all():
        raise BadExample("examples hold numbers that are not finite.")
    return images
