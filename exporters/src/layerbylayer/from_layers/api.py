"""from_tfjs: a TensorFlow.js Layers model to a Keras model."""

from __future__ import annotations

import logging
import os
import tempfile
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from .. import parity
from ..artifact import example as examples
from ..artifact.converted import Array
from ..artifact.options import check_word
from ..artifact.replace import KERAS_FILE, atomic_replace, check_target
from ..errors import (
    ExportWarning,
    InvalidModelError,
    InvalidTargetError,
    ParityError,
)

if TYPE_CHECKING:
    import keras

    from .files import LayersFiles

_log = logging.getLogger("layerbylayer")
ROWS = 4


def from_tfjs(
    path: str | os.PathLike[str],
    *,
    example: examples.Given | Literal["random"] = "random",
    check: bool = False,
) -> keras.Model:
    """Read a Layers model of TensorFlow.js as a Keras model, and check it.

    What was trained on in a browser comes home so. Weights that are stored in fewer
    bits become float32, as TensorFlow.js computes with them. The model is compiled as
    its trainingConfig says; the state of its optimizer begins anew.

    Args:
        path: the folder with model.json, or the JSON file of a model that was
            downloaded, with its weights beside it; or the file of the site's teach-me,
            which becomes a model from features to the probabilities of the classes.
        example: inputs on which Keras is compared with TensorFlow.js under Node.js, as
            `to_tfjs` takes them.
        check: give no model where TensorFlow.js cannot be asked.

    Returns:
        The Keras model, built, with the weights of the files.

    Raises:
        InvalidModelError: the files are none of a Layers model, or damaged.
        UnsupportedLayerError: Keras lacks a layer, or computes it otherwise.
        InvalidExampleError: the example does not fit the model.
        ParityError: the two compute differently; or TensorFlow.js was not asked, though
            `check` wants it.
    """
    from . import files, head, topology, training

    written = files.parsed(Path(path))
    alone = head.is_one(written)
    source = head.read(written) if alone else files.read(Path(path))
    weights = source.weights()
    _log.info("building the model")
    model = topology.build(source.topology)
    _set_weights(model, weights)
    problem = _check(model, source, example)
    if problem is not None:
        if check:
            raise ParityError(f"the model was not checked: {problem}")
        _warn(f"{path} is unchecked: {problem}")
    if source.training is not None:
        note = training.compile_like(model, source.training)
        if note is not None:
            _warn(f"{path}: {note}")
    return model


def write_keras(
    path: str | os.PathLike[str],
    out: str | os.PathLike[str],
    *,
    example: examples.Given | Literal["random"] = "random",
    check: bool = False,
    overwrite: bool = False,
) -> Path:
    """Write a Layers model of TensorFlow.js as a .keras file; give its path.

    Args:
        path: as `from_tfjs` takes it, which says more of `example` and `check`, too.
        out: the .keras file. It appears as a whole or not at all.
        example: inputs on which the two are compared.
        check: write nothing where TensorFlow.js cannot be asked.
        overwrite: replace whatever is at `out`, and not only a .keras file.

    Raises:
        ExportError: as `from_tfjs`; or the file cannot be written.
    """
    target = Path(out)
    if target.suffix != ".keras":
        raise InvalidTargetError(f"{target} has to end in .keras.")
    if not overwrite:
        check_target(target, KERAS_FILE)
    model = from_tfjs(path, example=example, check=check)
    with atomic_replace(target, KERAS_FILE, overwrite=overwrite) as file:
        model.save(file)
    return target


def _warn(message: str) -> None:
    warnings.warn(message, ExportWarning, stacklevel=3)


def _set_weights(model: keras.Model, weights: Mapping[str, Array]) -> None:
    """Give each variable its values.

    Raises:
        InvalidModelError: some are missing, of another shape, or left over.
    """
    from ..keras_layers.convert import named_variables, scoped_layers

    remaining = dict(weights)
    for scope, layer in scoped_layers(model):
        for name, variable in named_variables(scope, layer):
            if name not in remaining:
                raise InvalidModelError(
                    f"the files have no weight {name!r}. There are: "
                    f"{', '.join(sorted(remaining)) or 'none left'}."
                )
            values = remaining.pop(name)
            if tuple(variable.shape) != values.shape:
                raise InvalidModelError(
                    f"the weight {name!r} is of the shape {values.shape}, and its "
                    f"layer needs {tuple(variable.shape)}."
                )
            if not np.isfinite(values).all():
                raise InvalidModelError(
                    f"the weight {name!r} has values that are NaN or infinite: the "
                    "training has diverged. Train again, with a lower learning rate."
                )
            variable.assign(values)
    if remaining:
        raise InvalidModelError(
            f"no layer takes the weights {', '.join(sorted(remaining))}."
        )


def _check(model: keras.Model, source: LayersFiles, example: Any) -> str | None:
    """Compare Keras with TensorFlow.js; why not, if it cannot be asked.

    Raises:
        ParityError: they differ.
        InvalidExampleError: the example does not fit the model.
    """
    from ..keras_layers import convert

    inputs = convert.described_inputs(model)
    outputs = convert.described_outputs(model)
    check_word(example)
    if isinstance(example, str):
        example = examples.drawn(inputs, model.inputs[0].shape[0] or ROWS)
    arrays = examples.checked(example, inputs)
    _log.info("running it in Keras")
    expected = convert.predict(model, arrays)
    with tempfile.TemporaryDirectory() as name, parity.runner() as runner:
        folder = Path(name)
        source.write(folder)
        stored = examples.write(folder, arrays, [], None).inputs
        _log.info("running it in TensorFlow.js")
        case = parity.Case(folder, "layers-model", inputs, stored, outputs)
        try:
            answer = runner.run(case)
        except parity.RunnerUnavailableError as problem:
            return str(problem)
    parity.compare(
        answer, expected, convert.TOLERANCE, "keras", examples=len(arrays[0])
    )
    return None
