"""A Layers model on disk, as TensorFlow.js or any converter wrote it."""

from __future__ import annotations

import base64
import binascii
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from ..artifact.converted import Array
from ..errors import InvalidModelError

MODEL = "model.json"
WEIGHTS = "weights.bin"
DATA_URL = "data:"
PLAIN = {"float32": "<f4", "int32": "<i4", "bool": "u1"}
QUANTIZED = {"uint8": "u1", "uint16": "<u2", "float16": "<f2"}


@dataclass(frozen=True)
class LayersFiles:
    """What the files of a Layers model hold.

    `topology` is the model as TensorFlow.js describes it, `training` how it was
    compiled; `specs` say what the bytes of `data` are, one array after the other.
    """

    topology: Mapping[str, Any]
    training: Mapping[str, Any] | None
    specs: Sequence[Mapping[str, Any]]
    data: bytes

    def weights(self) -> dict[str, Array]:
        """Give the arrays by name, as TensorFlow.js computes with them.

        Those that are the state of an optimizer are left out.

        Raises:
            InvalidModelError: the bytes are not what the specs say.
        """
        arrays: dict[str, Array] = {}
        start = 0
        for spec in self.specs:
            name = str(spec.get("name"))
            stored = _stored_type(spec)
            count = math.prod(spec["shape"])
            end = start + count * stored.itemsize
            if end > len(self.data):
                raise InvalidModelError(
                    f"the weights end after {len(self.data):,} bytes, in the middle of "
                    f"{name!r}: a file is cut short, or from another model. Download "
                    "it again."
                )
            if spec.get("group") != "optimizer":
                if name in arrays:
                    raise InvalidModelError(
                        f"two weights are called {name!r}. Give the layers names of "
                        "their own."
                    )
                raw = np.frombuffer(self.data, stored, count, start)
                arrays[name] = _values(raw, spec).reshape(spec["shape"])
            start = end
        if start != len(self.data):
            raise InvalidModelError(
                f"the weights have {len(self.data) - start:,} bytes more than the "
                f"{start:,} that {MODEL} tells of: a file is from another model."
            )
        return arrays

    def write(self, folder: Path) -> None:
        """Write the model as it is, for TensorFlow.js to run."""
        manifest = [{"paths": [WEIGHTS], "weights": list(self.specs)}]
        text = json.dumps(
            {
                "format": "layers-model",
                "modelTopology": self.topology,
                "weightsManifest": manifest,
            }
        )
        (folder / MODEL).write_text(text, encoding="utf-8")
        (folder / WEIGHTS).write_bytes(self.data)


def parsed(path: Path) -> Any:
    """Read the JSON file of a model.

    Raises:
        InvalidModelError: there is none, or it is no JSON.
    """
    file = _json_file(path)
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InvalidModelError(f"cannot read {file}: {error}") from error


def read(path: Path) -> LayersFiles:
    """Read a folder with a model.json, or a model's JSON file by itself.

    Raises:
        InvalidModelError: there is none, it is no Layers model, or files are missing.
    """
    file = _json_file(path)
    written = parsed(file)
    topology = written.get("modelTopology") if isinstance(written, dict) else None
    if not isinstance(topology, dict):
        raise InvalidModelError(
            f"{file} is no model of TensorFlow.js: it has no modelTopology."
        )
    if written.get("format") == "graph-model" or "node" in topology:
        raise InvalidModelError(
            f"{file} is a Graph model: it holds operations, and none of the layers "
            "that a Keras model is made of. Only a Layers model can come back. A graph "
            "is not trained in the browser: the model that it was made of is the same."
        )
    specs: list[Any] = []
    parts: list[bytes] = []
    manifest = written.get("weightsManifest")
    if not isinstance(manifest, list):
        raise InvalidModelError(
            f"{file} has no weightsManifest, so nothing is known of the weights. Save "
            "the model with model.save('downloads://my-model')."
        )
    for group in manifest:
        specs += group["weights"]
        parts += [_bytes(file, part) for part in group["paths"]]
    return LayersFiles(topology, written.get("trainingConfig"), specs, b"".join(parts))


def _json_file(path: Path) -> Path:
    """The JSON file that describes the model."""
    if not path.exists():
        raise InvalidModelError(f"there is no {path}.")
    if path.is_file():
        return path
    if (path / MODEL).is_file():
        return path / MODEL
    # What is downloaded in a browser is called as the model is.
    others = [file for file in sorted(path.glob("*.json")) if file.name != "card.json"]
    if len(others) == 1:
        return others[0]
    names = ", ".join(file.name for file in others) or "no JSON file at all"
    raise InvalidModelError(
        f"{path} has no {MODEL} (there is {names}). Name the model's JSON file."
    )


def _bytes(file: Path, part: str) -> bytes:
    """One file of weights: beside the JSON file, or in it, as a data: URL."""
    if part.startswith(DATA_URL):
        try:
            return base64.b64decode(part.partition(",")[2], validate=True)
        except binascii.Error as error:
            raise InvalidModelError(
                f"{file} is damaged: the weights in it cannot be read ({error})."
            ) from error
    beside = file.parent / part
    if "://" in part or not beside.resolve().is_relative_to(file.parent.resolve()):
        raise InvalidModelError(
            f"the weights {part} are not in the folder {file.parent}. Download them, "
            f"and name them in {file.name} as they are called there."
        )
    try:
        return beside.read_bytes()
    except OSError as error:
        raise InvalidModelError(
            f"{file.name} names the weights {part}, which cannot be read: "
            f"{error.strerror}. Put them into {file.parent}."
        ) from error


def _stored_type(spec: Mapping[str, Any]) -> np.dtype[Any]:
    """The type of a weight's bytes.

    Raises:
        InvalidModelError: it is none that a Keras model's weights have.
    """
    quantized = spec.get("quantization")
    kind = (quantized or spec).get("dtype")
    known = QUANTIZED if quantized else PLAIN
    if kind not in known:
        raise InvalidModelError(
            f"the weight {spec.get('name')!r} is stored as {kind}, which no layer has."
        )
    return np.dtype(known[kind])


def _values(raw: Array, spec: Mapping[str, Any]) -> Array:
    """Numbers as stored, as those that TensorFlow.js makes of them."""
    quantized = spec.get("quantization")
    if quantized and quantized["dtype"] != "float16":
        scaled = raw.astype(np.float64) * quantized["scale"] + quantized["min"]
        whole = spec["dtype"] == "int32"
        restored: Array = np.rint(scaled).astype(np.int32)
        return restored if whole else scaled.astype(np.float32)
    plain: Array = raw.astype(np.dtype(spec["dtype"]))
    return plain
