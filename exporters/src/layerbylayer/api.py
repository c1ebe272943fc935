"""to_tfjs: a trained model to a folder that TensorFlow.js loads."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from importlib import import_module, metadata
from pathlib import Path
from typing import Any, Literal, SupportsFloat, get_args, overload

from numpy.typing import ArrayLike

from . import frameworks
from .artifact import example as examples
from .artifact import weights
from .artifact.card import Card, File, Input, Output
from .artifact.converted import Array, ConvertedModel
from .artifact.options import check_options
from .artifact.replace import FOLDER, atomic_replace, check_target
from .errors import (
    ExportError,
    ExportWarning,
    InvalidExampleError,
    InvalidModelError,
    ParityError,
    UnsupportedLayerError,
)
from .recording import recorded
from .writing import run_and_quantize, write_model

_log = logging.getLogger("layerbylayer")
Format = Literal["layers", "graph"]


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
    shard_bytes: int = weights.SHARD,
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
    shard_bytes: int = weights.SHARD,
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
    shard_bytes: int = weights.SHARD,
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
        shard_bytes: how large a file of weights may be; the default is what a
            browser's cache takes.
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
    if shard_bytes < 1:
        raise ExportError(f"shard_bytes={shard_bytes}: a file holds a byte at least.")
    check_options(
        example=example,
        labels=labels,
        title=title,
        metrics=metrics,
        input_range=input_range,
        quantize=quantize,
        kinds=get_args(weights.Quantize),
    )
    if not overwrite:
        check_target(target, FOLDER)  # before the work, not after it
    chosen = _format(model, format)
    _log.info("translating")
    options = _graph_options(chosen, feature_map, dynamic_shapes, functions)
    if format is None and chosen == "layers":
        converted = _as_layers_or_graph(model, example, quantize)
    else:
        convert = _converter(chosen)
        converted = convert(model, example, quantize=quantize, **options)
    if example is None or converted.example is not None:
        example = converted.example
    elif isinstance(example, str):
        example = examples.drawn(converted.inputs, converted.rows or 4)
    inputs = None if example is None else examples.checked(example, converted.inputs)
    if inputs is not None:
        _require_rows(inputs, converted)
    classes = examples.classes(targets, inputs)
    check_labels(labels, converted.outputs)
    with atomic_replace(target, FOLDER, overwrite=overwrite) as folder:
        write_model(folder, converted, None, shard_bytes)
        ran = run_and_quantize(
            folder, converted, inputs, classes, quantize, shard_bytes
        )
        if check and ran.parity.status == "unchecked":
            raise ParityError(f"the model was not checked: {ran.parity.reason}")
        card = Card(
            name=target.name,
            title=title or target.name,
            kind=converted.kind,
            labels=[str(label) for label in labels] if labels is not None else None,
            inputs=ranged(converted.inputs, input_range),
            outputs=list(converted.outputs),
            framework=converted.framework,
            exporter={"name": "layerbylayer", "version": metadata.version(__package__)},
            layers=converted.layers,
            parameters=converted.parameters,
            metrics={name: float(value) for name, value in (metrics or {}).items()},
            files={file.name: File.of(file) for file in sorted(folder.iterdir())},
            example=ran.example,
            parity=ran.parity,
            quantization=ran.quantization,
            feature_map=converted.feature_map,
            functions=converted.functions,
            notes=(*converted.notes, *ran.notes),
        )
        (folder / "card.json").write_text(card.to_json(), encoding="utf-8")
    for note in card.notes:
        _warn(f"{target}: {note}")
    if ran.parity.status == "unchecked":
        _warn(f"{target} is unchecked: {ran.parity.reason}")
    return card


def _require_rows(inputs: Sequence[Array], converted: ConvertedModel) -> None:
    """Make sure that there are as many examples as a model takes at a time."""
    count = examples.count_rows(inputs)
    if converted.rows not in (None, count):
        raise InvalidExampleError(
            f"the model takes {converted.rows} examples at a time, and there are "
            f"{count}. Give {converted.rows}."
        )


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


def _as_layers_or_graph(
    model: Any, example: Any, quantize: weights.Quantize | None
) -> ConvertedModel:
    """Translate a Keras model to layers or, where that cannot be, to a graph.

    Raises:
        ExportError: neither can be; the error is that of the layers.
    """
    try:
        return _converter("layers")(model, example, quantize=quantize)
    except (UnsupportedLayerError, InvalidModelError) as error:
        problem = error
    import keras

    if keras.backend.backend() != "torch":
        raise problem
    why = problem.reason
    try:
        converted = _converter("graph")(model, example, quantize=quantize)
    except ExportError as error:
        problem.args = (f"{why} As a graph it cannot be exported either: {error}",)
        raise problem from error
    note = f"It is a graph, which cannot be trained on, and no layers: {why}"
    return replace(converted, notes=[note, *converted.notes])


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
    wanted = {name: value for name, value in options.items() if value is not None}
    if wanted and format != "graph":
        raise ExportError(
            f"{', '.join(wanted)}: only a graph has this. Pass format='graph'."
        )
    return wanted


def _converter(format: Format) -> Callable[..., ConvertedModel]:
    """The function that translates a model into this format."""
    if format == "graph":
        frameworks.require_torch()
    convert: Callable[..., ConvertedModel]
    convert = import_module(CONVERTERS[format], __package__).convert
    return convert


def check_labels(labels: Sequence[str] | None, outputs: Sequence[Output]) -> None:
    """Make sure that there is a label for each place of the first output's last axis.

    Raises:
        InvalidExampleError: there are more or fewer.
    """
    classes = outputs[0].shape[-1:]
    labels = None if labels is None else list(labels)
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
    return [replace(inputs[0], range=list(input_range)), *inputs[1:]]
