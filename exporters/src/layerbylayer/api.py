"""to_tfjs: a trained model to a folder that TensorFlow.js loads."""

from __future__ import annotations

import json
import logging
import os
import warnings
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module, metadata
from pathlib import Path
from typing import Any, Literal, SupportsFloat, overload

import numpy as np
from numpy.typing import ArrayLike

from . import frameworks, parity
from .artifact import example as examples
from .artifact import weights
from .artifact.card import (
    Card,
    Example,
    File,
    Input,
    Output,
    Parity,
    Quantization,
)
from .artifact.converted import Array, ConvertedModel
from .artifact.replace import FOLDER, atomic_replace, check_target
from .errors import (
    ExportError,
    ExportWarning,
    InvalidExampleError,
    InvalidModelError,
    ParityError,
)
from .recording import recorded

_log = logging.getLogger("layerbylayer")
Format = Literal["layers", "graph"]
NO_EXAMPLE = "no example was given; pass some real inputs as `example`"


@overload
def to_tfjs(
    model: Any,
    path: str | os.PathLike[str],
    *,
    format: Literal["layers"],
    example: examples.Given | Literal["random"] | None = None,
    labels: Sequence[str] | None = None,
    targets: ArrayLike | None = None,
    title: str | None = None,
    metrics: Mapping[str, SupportsFloat] | None = None,
    input_range: tuple[float, float] | None = None,
    quantize: weights.Quantize | None = None,
    check: bool = False,
    overwrite: bool = False,
) -> Card: ...


@overload
def to_tfjs(
    model: Any,
    path: str | os.PathLike[str],
    *,
    format: Literal["graph"] | None = None,
    example: examples.Given | Literal["random"] | None = None,
    labels: Sequence[str] | None = None,
    targets: ArrayLike | None = None,
    title: str | None = None,
    metrics: Mapping[str, SupportsFloat] | None = None,
    input_range: tuple[float, float] | None = None,
    quantize: weights.Quantize | None = None,
    check: bool = False,
    overwrite: bool = False,
    feature_map: bool = False,
    dynamic_shapes: Any = None,
    functions: Mapping[str, Sequence[Any]] | None = None,
) -> Card: ...


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
    metrics: Mapping[str, SupportsFloat] | None = None,
    input_range: tuple[float, float] | None = None,
    quantize: weights.Quantize | None = None,
    check: bool = False,
    overwrite: bool = False,
    feature_map: bool = False,
    dynamic_shapes: Any = None,
    functions: Mapping[str, Sequence[Any]] | None = None,
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
        overwrite: replace whatever is at `path`, and not only an empty folder or an
            earlier export.
        feature_map: of a graph: export the last feature map as well, as the output
            "feature_map", (batch, height, width, channels), for a classifier that ends
            in global average pooling and a dense layer.
        dynamic_shapes: of a graph: which dimensions are open, as torch.export.export
            takes it; without it, the first one of each input, the batch. With
            `functions`, a dictionary with one for each function.
        functions: of a graph, in place of an example: methods of the model that become
            functions of one graph and share its weights, by name, each with an example
            of its inputs.

    Returns:
        The card, as in card.json.

    Raises:
        InvalidModelError: it cannot be exported as it is.
        UnsupportedLayerError: a layer or a setting has no equal in TensorFlow.js.
        InvalidExampleError: example, labels or targets do not fit the model.
        ParityError: TensorFlow.js's answers differ from the framework's; or it was not
            asked, though `check` wants it.
        InvalidTargetError: something is at `path` that no export wrote.
        ExportError: the folder cannot be written.
    """
    target = Path(path)
    if not overwrite:
        check_target(target, FOLDER)  # before the work, not after it
    chosen = _format(model, format)
    convert = _converter(chosen)
    _log.info("translating")
    options = _graph_options(chosen, feature_map, dynamic_shapes, functions)
    converted = convert(model, example, quantize=quantize, **options)
    if example is None:
        example = converted.example
    elif isinstance(example, str):
        example = examples.drawn(converted.inputs)
    inputs = None if example is None else examples.checked(example, converted.inputs)
    classes = examples.classes(targets, inputs)
    check_labels(labels, converted.outputs)
    with atomic_replace(target, FOLDER, overwrite=overwrite) as folder:
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
            inputs=ranged(converted.inputs, input_range),
            outputs=list(converted.outputs),
            framework=converted.framework,
            exporter={"name": "layerbylayer", "version": metadata.version(__package__)},
            layers=converted.layers,
            parameters=converted.parameters,
            metrics={name: float(value) for name, value in (metrics or {}).items()},
            files={file.name: File.of(file) for file in sorted(folder.iterdir())},
            example=stored,
            parity=checked,
            quantization=quantization,
            feature_map=converted.feature_map,
            functions=converted.functions,
            notes=tuple(converted.notes),
        )
        (folder / "card.json").write_text(card.to_json(), encoding="utf-8")
    for note in card.notes:
        _warn(f"{target}: {note}")
    if checked.status == "unchecked":
        _warn(f"{target} is unchecked: {checked.reason}")
    return card


CONVERTERS: Mapping[Format, str] = {
    "layers": ".keras_layers.convert",
    "graph": ".torch_graph.convert",
}
"""Modules with a function `convert(model, example, *, quantize, **options)`; they are
imported when needed:
one framework must not need the other."""


def _warn(message: str) -> None:
    # The levels between here and the user's line: to_tfjs, and what records it.
    warnings.warn(message, ExportWarning, stacklevel=4)


def _format(model: Any, format: Format | None) -> Format:
    """The format for a model: what was asked for, if it can become that."""
    framework = frameworks.detect(model)
    if framework is None:
        raise InvalidModelError(
            f"{type(model).__name__} is neither a Keras 3 model nor a PyTorch module."
        )
    chosen: Format = format or ("layers" if framework == "keras" else "graph")
    if chosen not in CONVERTERS:
        raise InvalidModelError(
            f"there is no format {chosen!r}. Use 'layers' or 'graph'."
        )
    if chosen == "layers" and framework == "torch":
        raise InvalidModelError(
            f"{type(model).__name__} is a PyTorch module, which has no layers that "
            "TensorFlow.js knows. Export it with format='graph'."
        )
    return chosen


def _graph_options(
    format: Format,
    feature_map: bool,
    dynamic_shapes: Any,
    functions: Mapping[str, Sequence[Any]] | None,
) -> dict[str, Any]:
    """What was given of a graph's options.

    Raises:
        ExportError: the format has no such option.
    """
    options = {
        "feature_map": feature_map or None,
        "dynamic_shapes": dynamic_shapes,
        "functions": functions,
    }
    given = {name: value for name, value in options.items() if value is not None}
    if given and format != "graph":
        raise ExportError(
            f"{', '.join(given)}: only a graph has this. Pass format='graph'."
        )
    return given


def _converter(format: Format) -> Callable[..., ConvertedModel]:
    """The function that translates a model into this format."""
    convert: Callable[..., ConvertedModel]
    convert = import_module(CONVERTERS[format], __package__).convert
    return convert


def check_labels(labels: Sequence[str] | None, outputs: Sequence[Output]) -> None:
    """Make sure that there is a label for each place of the first output's last axis.

    Raises:
        InvalidExampleError: there are more or fewer.
    """
    classes = outputs[0].shape[-1:]
    if labels is not None and list(classes) != [len(labels)]:
        raise InvalidExampleError(
            f"there are {len(labels)} labels, but the model has "
            f"{classes[0] if classes else 1} outputs. Give one label for each."
        )


def ranged(
    inputs: Sequence[Input], input_range: tuple[float, float] | None
) -> list[Input]:
    """Describe the inputs, with the range of values of the first if there is one."""
    if input_range is None:
        return list(inputs)
    first = inputs[0]
    ranged = Input(first.name, first.shape, first.dtype, list(input_range))
    return [ranged, *inputs[1:]]


def write_model(
    folder: Path, converted: ConvertedModel, quantize: weights.Quantize | None
) -> dict[str, int]:
    """Write model.json and the weights; how many of these are stored as which type.

    Args:
        folder: it has to be there.
        converted: the model.
        quantize: the type to store floats as, where an array allows it.

    Raises:
        InvalidModelError: some weights are NaN or infinite.
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
    converted: ConvertedModel,
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
        except parity.RunnerUnavailableError as problem:
            checked = Parity("unchecked", reason=str(problem))
        else:
            name = converted.framework["name"]
            checked = parity.compare(answer, expected, converted.tolerance, name)
        if quantize is not None:
            counts = _quantize(folder, converted, quantize)
            if checked.status == "passed":
                changes = output_changes(expected, runner.run(case).outputs, targets)
            quantization = Quantization(quantize, counts, **changes)
    return stored, checked, quantization


def _quantize(
    folder: Path, converted: ConvertedModel, quantize: weights.Quantize
) -> dict[str, int]:
    """Write model.json and the weights anew."""
    _log.info("quantizing the weights to %s", quantize)
    for shard in folder.glob("weights-*.bin"):
        shard.unlink()
    return write_model(folder, converted, quantize)


def output_changes(
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
