"""The same model on another number of examples, and on other lengths.

What was fixed by accident when a model was translated shows there alone.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from ..artifact import example as examples
from ..artifact.card import Input
from ..artifact.converted import Array, ConvertedModel
from ..errors import ParityError
from .comparison import difference
from .runner import Case, Runner


def check(
    runner: Runner, folder: Path, converted: ConvertedModel, inputs: Sequence[Array]
) -> list[str]:
    """Run the model on one example, or two, and on open axes that are one longer.

    Args:
        runner: TensorFlow.js.
        folder: where the model is written; nothing more is there afterwards.
        converted: the model.
        inputs: an example of it, whose parity was checked.

    Returns:
        Notes on where only the shape of an output is another.

    Raises:
        ParityError: TensorFlow.js's answers differ from the framework's there.
    """
    notes: list[str] = []
    for other in _others(converted, inputs):
        try:
            expected = [np.asarray(values) for values in converted.predict(other)]
        except Exception:  # The model cannot do it: then there is nothing to compare.
            continue
        shapes = ", ".join(str(array.shape) for array in other)
        try:
            outputs = _run(runner, folder, converted, other)
        except ParityError as error:
            raise ParityError(f"with inputs of the shapes {shapes}, {error}") from error
        for name, ours, theirs in zip(
            [output.name for output in converted.outputs],
            outputs,
            expected,
            strict=True,
        ):
            if ours.shape != theirs.shape and ours.size == theirs.size:
                notes.append(
                    f"With inputs of the shapes {shapes}, the output {name!r} has the "
                    f"shape {ours.shape} here and {theirs.shape} in "
                    f"{converted.framework['name']}: a squeeze() may take the batch "
                    "away, too."
                )
                ours = ours.reshape(theirs.shape)
            allowed = converted.tolerance.allowed(theirs)
            if ours.shape != theirs.shape or not difference(ours, theirs) <= allowed:
                raise ParityError(
                    f"with inputs of the shapes {shapes}, which nothing rules out, the "
                    f"output {name!r} is another in TensorFlow.js than in "
                    f"{converted.framework['name']}. Something in the model depends "
                    "on the example's own shape. Nothing was written."
                )
    return notes


def _run(
    runner: Runner, folder: Path, converted: ConvertedModel, inputs: Sequence[Array]
) -> Sequence[Array]:
    with tempfile.TemporaryDirectory(dir=folder) as name:
        beside = Path(name)
        stored = [
            replace(array, file=f"{beside.name}/{array.file}")
            for array in examples.write(beside, inputs, [], None).inputs
        ]
        return runner.run(
            Case(folder, converted.kind, converted.inputs, stored, converted.outputs)
        ).outputs


def _others(
    converted: ConvertedModel, inputs: Sequence[Array]
) -> list[Sequence[Array]]:
    """Another number of examples; and other lengths, where some are open."""
    described = converted.inputs
    rows = converted.rows is None and any(spec.batched for spec in described)
    count = examples.count_rows(inputs)
    varied = [
        _with_rows(array, 1 if count > 1 else 2) if rows and spec.batched else array
        for array, spec in zip(inputs, described, strict=True)
    ]
    others: list[Sequence[Array]] = [varied] if rows else []
    if any(None in spec.shape for spec in described):
        longer = [
            _longer(array, spec, converted.steps.get(spec.name, ()))
            for array, spec in zip(inputs, described, strict=True)
        ]
        others.append(longer)
    return others


def _with_rows(array: Array, count: int) -> Array:
    return np.resize(array, (count, *array.shape[1:]))


def _longer(array: Array, described: Input, steps: Sequence[int]) -> Array:
    """The last of each open axis once more, or as often as its length is a multiple of.

    Args:
        array: an example of the input.
        described: the input.
        steps: of what each axis's length is a multiple; 1 where it says nothing.
    """
    for place, size in enumerate(described.shape):
        axis = place + int(described.batched)
        if size is None:
            more = [-1] * (steps[place] if steps else 1)
            array = np.concatenate([array, array.take(more, axis)], axis)
    return array
