"""to_tfjs: a trained model to a folder that TensorFlow.js loads."""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module, metadata
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from . import examples, files, frameworks, parity, weights
from .card import Card, Example, Input, Parity, Quantization
from .converted import Array, Converted
from .errors import BadExample, BadModel, ParityError
from .recording import recorded

_log = logging.getLogger("layerbylayer")
Format = Literal["layers", "graph"]
NO_EXAMPLE = "no example was given; pass some real inputs as `example`"


@recorded
def to_tfjs(
    model: Any,
    path: str | os.PathLike[str],
    *,
    format: Format | None = None,
    example: examples.Given | Literal["random"] | None = None,
    labels: Sequence[str] | None = None,
    targets: ArrayLike | None = None,
    title: str | None = None,
    metrics: Mapping[str, float] | None = None,
    input_range: tuple[float, float] | None = None,
    quantize: weights.Quantize | None = None,
    check: bool = False,
    **options: Any,
) -> Card:
    """Write a model for TensorFlow.js, and check that it computes alike there.

    The folder then holds model.json (see
    https://www.tensorflow.org/js/guide/save_load), the weights, the example with the
    model's own outputs, and card.json. It appears as a whole or not at all.

    Args:
        model: a Keras 3 model, built; or a PyTorch module, which needs an example.
        path: the folder to write; its last component is the model's name.
        format: "layers" for `tf.loadLayersModel`, which only Keras models can become;
            "graph" for `tf.loadGraphModel`. Without it, Keras models become layers and
            PyTorch modules a graph.
        example: some real inputs, (examples, *input shape); for several inputs a tuple,
            or a dictionary by name. With them the written files are run in
            TensorFlow.js under Node.js and compared with the framework. "random" draws
            some, for a model that does not need one to be translated.
        labels: names of the classes, in the order of the first output's last axis.
        targets: the true classes of the examples, (examples,).
        title: what the model is, in words; its name if none is given.
        metrics: what was measured, such as {"test_accuracy": 0.99}.
        input_range: the smallest and the largest value to feed to the first input.
        quantize: store weights as "uint8", "uint16" or "float16", to make the files
            smaller. Parity is checked on the weights as they are; what the stored ones
            change is measured on the example.
        check: write nothing where TensorFlow.js cannot be asked.
        options: of the format; see `convert` in its module.

    Returns:
        The card, as in card.json.

    Raises:
        BadModel: it cannot be exported as it is.
        UnsupportedLayer: a layer or a setting has no equal in TensorFlow.js.
        BadExample: example, labels or targets do not fit the model.
        ParityError: TensorFlow.js's answers differ from the framework's; or it was not
            asked, though `check` wants it.
        ExportError: the folder cannot be written.
    """
    target = Path(path)
    convert = _converter(model, format)
    _log.info("translating")
    converted = convert(model, example, quantize=quantize, **options)
    if example is None:
        example = converted.example
    elif isinstance(example, str):
        example = examples.drawn(converted.inputs)
    inputs = None if example is None else examples.checked(example, converted.inputs)
    classes = examples.classes(targets, inputs)
    _check_labels(labels, converted)
    with files.replacing(target) as folder:
        write_model(folder, converted, None)
        stored, checked, quantization = _run(
            folder, converted, inputs, classes, quantize
        )
        if check and checked.status == "unchecked":
            raise ParityError(f"the model was not checked: {checked.reason}")
        card = Card(
            name=target.name,
            title=title or target.name,
            kind=converted.kind,
            labels=list(labels) if labels is not None else None,
            inputs=_ranged(converted.inputs, input_range),
            outputs=list(converted.outputs),
            framework=converted.framework,
            exporter={"name": "layerbylayer", "version": metadata.version(__package__)},
            layers=converted.layers,
            parameters=converted.parameters,
            metrics={name: float(value) for name, value in (metrics or {}).items()},
            files=files.describe(folder),
            example=stored,
            parity=checked,
            quantization=quantization,
            feature_map=converted.feature_map,
            functions=converted.functions,
            notes=tuple(converted.notes),
        )
        (folder / "card.json").write_text(card.to_json(), encoding="utf-8")
    print(_summary(card, target))
    for note in card.notes:
        print(f"layerbylayer: {target}: {note}", file=sys.stderr)
    if checked.status == "unchecked":
        print(f"layerbylayer: {target} is unchecked: {checked.reason}", file=sys.stderr)
    return card


CONVERTERS: Mapping[Format, str] = {
    "layers": ".layers.convert",
    "graph": ".graph.convert",
}
"""Modules with a function `convert(model, example, *, quantize, **options)`; they are
imported when needed:
one framework must not need the other."""


def _converter(model: Any, format: Format | None) -> Callable[..., Converted]:
    """The function that translates a model of this kind into this format."""
    framework = frameworks.detect(model)
    if framework is None:
        raise BadModel(
            f"{type(model).__name__} is neither a Keras 3 model nor a PyTorch module."
        )
    chosen = format or ("layers" if framework == "keras" else "graph")
    if chosen not in CONVERTERS:
        raise BadModel(f"there is no format {chosen!r}. Use 'layers' or 'graph'.")
    if chosen == "layers" and framework == "torch":
        raise BadModel(
            f"{type(model).__name__} is a PyTorch module, which has no layers that "
            "TensorFlow.js knows. Export it with format='graph'."
        )
    convert: Callable[..., Converted]
    convert = import_module(CONVERTERS[chosen], __package__).convert
    return convert


def _check_labels(labels: Sequence[str] | None, converted: Converted) -> None:
    classes = converted.outputs[0].shape[-1:]
    if labels is not None and list(classes) != [len(labels)]:
        raise BadExample(
            f"there are {len(labels)} labels, but the model has "
            f"{classes[0] if classes else 1} outputs. Give one label for each."
        )


def _ranged(
    inputs: Sequence[Input], input_range: tuple[float, float] | None
) -> list[Input]:
    if input_range is None:
        return list(inputs)
    first = inputs[0]
    ranged = Input(first.name, first.shape, first.dtype, list(input_range))
    return [ranged, *inputs[1:]]


def write_model(
    folder: Path, converted: Converted, quantize: weights.Quantize | None
) -> dict[str, int]:
    """Write model.json and the weights; how many of these are stored as which type.

    Args:
        folder: it has to be there.
        converted: the model.
        quantize: the type to store floats as, where an array allows it.

    Raises:
        BadModel: some weights are NaN or infinite.
    """
    manifest, stored = weights.write(folder, converted.weights, quantize)
    model_json = {
        **converted.model_json,
        "generatedBy": "layerbylayer",
        "weightsManifest": manifest,
    }
    text = json.dumps(model_json, sort_keys=True, allow_nan=False)
    (folder / "model.json").write_text(text, encoding="utf-8")
    return dict(sorted(stored.items()))


def _run(
    folder: Path,
    converted: Converted,
    inputs: list[Array] | None,
    targets: list[int] | None,
    quantize: weights.Quantize | None,
) -> tuple[Example | None, Parity, Quantization | None]:
    """Check the model on its example; then quantize it, and measure the change."""
    if inputs is None:
        quantization = None
        if quantize is not None:
            counts = _quantize(folder, converted, quantize)
            quantization = Quantization(quantize, counts)
        return None, Parity("unchecked", reason=NO_EXAMPLE), quantization
    _log.info("running it in %s", converted.framework["name"])
    expected = [np.asarray(values) for values in converted.predict(inputs)]
    stored = examples.write(folder, inputs, expected, targets)
    case = parity.Case(
        folder, converted.kind, converted.inputs, stored.inputs, converted.outputs
    )
    changes: dict[str, float] = {}
    quantization = None
    with parity.runner() as runner:
        _log.info("running it in TensorFlow.js")
        try:
            answer = runner.run(case)
        except parity.Unavailable as problem:
            checked = Parity("unchecked", reason=str(problem))
        else:
            name = converted.framework["name"]
            checked = parity.compare(answer, expected, converted.tolerance, name)
        if quantize is not None:
            counts = _quantize(folder, converted, quantize)
            if checked.status == "passed":
                changes = _changes(expected, runner.run(case).outputs, targets)
            quantization = Quantization(quantize, counts, **changes)
    return stored, checked, quantization


def _quantize(
    folder: Path, converted: Converted, quantize: weights.Quantize
) -> dict[str, int]:
    """Write model.json and the weights anew."""
    _log.info("quantizing the weights to %s", quantize)
    for shard in folder.glob("weights-*.bin"):
        shard.unlink()
    return write_model(folder, converted, quantize)


def _changes(
    before: Sequence[Array], after: Sequence[Array], targets: list[int] | None
) -> dict[str, float]:
    """What `Quantization` says of the outputs before and after it."""
    apart = [
        np.abs(one.astype(np.float64) - other).reshape(-1)
        for one, other in zip(after, before, strict=True)
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


def _summary(card: Card, target: Path) -> str:
    size = sum(file.bytes for file in card.files.values())
    checked = (
        f"parity {card.parity.max_abs_difference:.1e}"
        if card.parity.status == "passed"
        else "parity unchecked"
    )
    parts = "layers" if card.kind == "layers-model" else "nodes"
    return (
        f"{target}: {card.layers} {parts}, {card.parameters:,} parameters, "
        f"{size:,} bytes, {checked}"
    )
