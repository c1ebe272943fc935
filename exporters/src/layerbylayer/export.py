"""to_tfjs: a trained Keras 3 model to a folder that TensorFlow.js loads."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from . import files, parity, topology, weights
from .card import Card, Example, Input, Output, Parity, Stored
from .errors import BadExample, BadModel

NO_EXAMPLE = "no example was given; pass some real inputs as `example`"


def to_tfjs(
    model: Any,
    path: str | os.PathLike[str],
    *,
    title: str | None = None,
    labels: Sequence[str] | None = None,
    example: ArrayLike | None = None,
    targets: ArrayLike | None = None,
    metrics: Mapping[str, float] | None = None,
    input_range: tuple[float, float] | None = None,
) -> Card:
    """Write a model as a TensorFlow.js Layers model, and check that it computes alike.

    The folder then holds model.json (see
    https://www.tensorflow.org/js/guide/save_load), the weights, the example with the
    model's own outputs, and card.json. It appears as a whole or not at all.

    Args:
        model: a built Sequential or Functional model with one input and one output.
        path: the folder to write; its last component is the model's name.
        title: what the model is, in words; its name if none is given.
        labels: names of the classes, in the order of the outputs.
        example: some real inputs, (examples, *input shape); with them the written files
            are run in TensorFlow.js under Node.js and compared with Keras.
        targets: the true classes of the examples, (examples,).
        metrics: what was measured, such as {"test_accuracy": 0.99}.
        input_range: the smallest and the largest value to feed to the model.

    Returns:
        The card, as in card.json.

    Raises:
        BadModel: it cannot be exported as it is.
        UnsupportedLayer: a layer or a setting has no equal in TensorFlow.js.
        BadExample: example, labels or targets do not fit the model.
        ParityError: TensorFlow.js's answers differ from Keras's.
        ExportError: the folder cannot be written.
    """
    target = Path(path)
    config = topology.model_config(model)
    if len(model.inputs) != 1 or len(model.outputs) != 1:
        raise BadModel(
            f"the model {model.name!r} has {len(model.inputs)} inputs and "
            f"{len(model.outputs)} outputs. One of each can be exported."
        )
    all_weights = list(weights.of_model(model))
    inputs, outputs = _example(model, example)
    classes = _targets(targets, inputs)
    if labels is not None and len(labels) != model.output_shape[-1]:
        raise BadExample(
            f"there are {len(labels)} labels, but the model has "
            f"{model.output_shape[-1]} outputs. Give one label for each."
        )
    with files.replacing(target) as folder:
        _write_model(folder, config, all_weights)
        stored = _write_example(folder, inputs, outputs, classes)
        checked = _check(folder, inputs, outputs)
        card = Card(
            name=target.name,
            title=title or target.name,
            kind="layers-model",
            labels=list(labels) if labels is not None else None,
            input=Input(
                list(model.input_shape[1:]),
                "float32",
                list(input_range) if input_range is not None else None,
            ),
            output=Output(list(model.output_shape[1:])),
            framework=_framework(),
            exporter={"name": "layerbylayer", "version": metadata.version(__package__)},
            layers=len(model.layers),
            parameters=sum(int(w.values.size) for w in all_weights),
            metrics={name: float(value) for name, value in (metrics or {}).items()},
            files=files.describe(folder),
            example=stored,
            parity=checked,
        )
        (folder / "card.json").write_text(card.to_json(), encoding="utf-8")
    print(_summary(card, target))
    if checked.status == "unchecked":
        print(f"layerbylayer: {target} is unchecked: {checked.reason}", file=sys.stderr)
    return card


def _example(
    model: Any, example: ArrayLike | None
) -> tuple[NDArray[Any] | None, NDArray[np.float32] | None]:
    """The inputs as they are stored, and the model's outputs for them."""
    if example is None:
        return None, None
    values = np.asarray(example)
    shape = model.input_shape[1:]
    fits = values.ndim == len(shape) + 1 and all(
        size in (None, given)
        for size, given in zip(shape, values.shape[1:], strict=True)
    )
    if not fits or len(values) == 0:
        raise BadExample(
            f"the example has the shape {values.shape}, but the model takes "
            f"(examples, {', '.join(map(str, shape))}). Reshape it."
        )
    if not np.isfinite(values).all():
        raise BadExample("the example has values that are NaN or infinite.")
    whole = (values >= 0).all() and (values <= 255).all() and (values % 1 == 0).all()
    stored = values.astype(np.uint8 if whole else "<f4")
    outputs = model.predict(stored.astype(np.float32), verbose=0)
    return stored, np.asarray(outputs, dtype="<f4")


def _targets(
    targets: ArrayLike | None, inputs: NDArray[Any] | None
) -> list[int] | None:
    if targets is None:
        return None
    classes = [int(target) for target in np.asarray(targets).reshape(-1)]
    if inputs is None or len(classes) != len(inputs):
        count = 0 if inputs is None else len(inputs)
        raise BadExample(f"there are {len(classes)} targets for {count} examples.")
    return classes


def _write_model(
    folder: Path, config: dict[str, Any], all_weights: list[weights.Weight]
) -> None:
    data = weights.packed(all_weights)
    shard = f"weights-{hashlib.sha256(data).hexdigest()[:10]}.bin"
    (folder / shard).write_bytes(data)
    manifest = [{"paths": [shard], "weights": [w.entry for w in all_weights]}]
    model_json = {
        "format": "layers-model",
        "generatedBy": "layerbylayer",
        "modelTopology": {"model_config": config},
        "weightsManifest": manifest,
    }
    text = json.dumps(model_json, sort_keys=True, allow_nan=False)
    (folder / "model.json").write_text(text, encoding="utf-8")


def _write_example(
    folder: Path,
    inputs: NDArray[Any] | None,
    outputs: NDArray[np.float32] | None,
    targets: list[int] | None,
) -> Example | None:
    if inputs is None or outputs is None:
        return None
    for name, values in (("inputs", inputs), ("outputs", outputs)):
        (folder / f"example-{name}.bin").write_bytes(values.tobytes())
    dtype: Any = "uint8" if inputs.dtype == np.uint8 else "float32"
    return Example(
        count=len(inputs),
        inputs=Stored("example-inputs.bin", dtype, list(inputs.shape)),
        outputs=Stored("example-outputs.bin", "float32", list(outputs.shape)),
        targets=targets,
    )


def _check(
    folder: Path, inputs: NDArray[Any] | None, outputs: NDArray[np.float32] | None
) -> Parity:
    if inputs is None or outputs is None:
        return Parity("unchecked", reason=NO_EXAMPLE)
    return parity.check(folder, inputs, outputs)


def _framework() -> dict[str, str]:
    import keras

    backend = keras.backend.backend()
    # The backend's distribution carries the name of the backend.
    return {
        "name": "keras",
        "version": keras.__version__,
        "backend": backend,
        "backend_version": metadata.version(backend).split("+")[0],
    }


def _summary(card: Card, target: Path) -> str:
    size = sum(file.bytes for file in card.files.values())
    checked = (
        f"parity {card.parity.max_abs_difference:.1e}"
        if card.parity.status == "passed"
        else "parity unchecked"
    )
    return (
        f"{target}: {card.layers} layers, {card.parameters:,} parameters, "
        f"{size:,} bytes, {checked}"
    )
