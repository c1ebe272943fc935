"""What is written of a model, run in TensorFlow.js, and quantized."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from . import parity
from .artifact import example as examples
from .artifact import weights
from .artifact.card import Example, Parity, Quantization
from .artifact.converted import Array, ConvertedModel
from .errors import ExportError, InvalidExampleError
from .frameworks import first_line
from .parity import variation

_log = logging.getLogger("layerbylayer")
NO_EXAMPLE = "no example was given; pass some real inputs as `example`"


@dataclass(frozen=True)
class Ran:
    """What came of running a model on its example."""

    example: Example | None
    parity: Parity
    quantization: Quantization | None = None
    notes: Sequence[str] = ()


def write_model(
    folder: Path,
    converted: ConvertedModel,
    quantize: weights.Quantize | None,
    shard_bytes: int = weights.SHARD,
) -> dict[str, int]:
    """Write model.json and the weights; how many of these are stored as which type.

    Args:
        folder: it has to be there.
        converted: the model.
        quantize: the type to store floats as, where an array allows it.
        shard_bytes: how large a file of weights may be.

    Raises:
        InvalidModelError: some weights are NaN or infinite.
    """
    manifest, stored = weights.write(folder, converted.weights, quantize, shard_bytes)
    model_json = {
        **converted.model_json,
        "generatedBy": "layerbylayer",
        "weightsManifest": manifest,
    }
    # Not sorted: pages call a graph with its inputs in the order of the signature.
    text = json.dumps(model_json, allow_nan=False)
    (folder / "model.json").write_text(text, encoding="utf-8")
    return dict(sorted(stored.items()))


def run_and_quantize(
    folder: Path,
    converted: ConvertedModel,
    inputs: list[Array] | None,
    targets: list[int] | None,
    quantize: weights.Quantize | None,
    shard_bytes: int = weights.SHARD,
) -> Ran:
    """Check the model on its example; then quantize it, and measure the change.

    Returns:
        The example as written, what was checked, what quantizing changes, and notes on
        other numbers of examples.

    Raises:
        InvalidExampleError: the framework itself cannot run the model on it.
        ParityError: TensorFlow.js answers otherwise than the framework.
    """
    if inputs is None:
        quantization = None
        if quantize is not None:
            counts = _quantize(folder, converted, quantize, shard_bytes)
            quantization = Quantization(quantize, counts)
        return Ran(None, Parity("unchecked", reason=NO_EXAMPLE), quantization)
    _log.info("running it in %s", converted.framework["name"])
    try:
        expected = [np.asarray(values) for values in converted.predict(inputs)]
    except ExportError:
        raise
    except Exception as error:  # The framework's, of a model that it cannot run.
        raise InvalidExampleError(
            f"{converted.framework['name']} itself cannot run the model on the "
            f"example, of shape {', '.join(str(array.shape) for array in inputs)}: "
            f"{first_line(error)}"
        ) from error
    stored = examples.write(folder, inputs, expected, targets)
    case = parity.Case(
        folder, converted.kind, converted.inputs, stored.inputs, converted.outputs
    )
    changes: dict[str, float] = {}
    notes: list[str] = []
    quantization = None
    with parity.runner() as runner:
        _log.info("running it in TensorFlow.js")
        try:
            answer = runner.run(case)
        except parity.RunnerUnavailableError as problem:
            checked = Parity("unchecked", reason=str(problem))
        else:
            name = converted.framework["name"]
            count = stored.count
            checked = parity.compare(
                answer, expected, converted.tolerance, name, examples=count
            )
            notes = variation.check(runner, folder, converted, inputs)
        if quantize is not None:
            counts = _quantize(folder, converted, quantize, shard_bytes)
            if checked.status == "passed":
                changes = output_changes(expected, runner.run(case).outputs, targets)
            quantization = Quantization(quantize, counts, **changes)
    return Ran(stored, checked, quantization, notes)


def _quantize(
    folder: Path,
    converted: ConvertedModel,
    quantize: weights.Quantize,
    shard_bytes: int,
) -> dict[str, int]:
    """Write model.json and the weights anew."""
    _log.info("quantizing the weights to %s", quantize)
    for shard in folder.glob("weights-*.bin"):
        shard.unlink()
    return write_model(folder, converted, quantize, shard_bytes)


def output_changes(
    before: Sequence[Array], after: Sequence[Array], targets: list[int] | None
) -> dict[str, float]:
    """Return what `Quantization` says of the outputs before and after it."""
    apart = [
        np.abs(changed.astype(np.float64) - original).reshape(-1)
        for changed, original in zip(after, before, strict=True)
    ]
    changes = {
        "max_abs_change": max(float(values.max(initial=0.0)) for values in apart),
        "mean_abs_change": float(np.concatenate(apart).mean()),
    }
    if before[0].ndim != 2:
        return changes
    answers, were = after[0].argmax(axis=-1), before[0].argmax(axis=-1)
    changes["same_answer"] = float((answers == were).mean())
    if targets is not None:
        changes["accuracy"] = float((answers == targets).mean())
        changes["accuracy_before"] = float((were == targets).mean())
    return changes
