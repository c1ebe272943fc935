"""card.json: all that a page has to know about an exported model."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, Literal

VERSION: Final = 2
WrittenKind = Literal["layers-model", "graph-model", "wasm-model"]
StoredType = Literal["uint8", "int32", "float32"]


@dataclass(frozen=True)
class Parity:
    """How far TensorFlow.js's answers are from the framework's, if that was looked at.

    The difference is that of the output closest to what it is allowed; `allowed` is the
    largest difference that passes there. `kernels` are the kernels that the model used.
    `reason` says why nothing was checked. What was compiled to WebAssembly runs by
    itself: its `backend` is "compiled", and it has no `tfjs`.
    """

    status: Literal["passed", "unchecked"]
    reason: str | None = None
    max_abs_difference: float | None = None
    allowed: float | None = None
    examples: int | None = None
    backend: str | None = None
    tfjs: str | None = None
    kernels: Sequence[str] | None = None


@dataclass(frozen=True)
class Quantization:
    """What storing the weights in fewer bits changes, on the example.

    `stored` counts the weights by the type that they are stored as. The rest compares
    TensorFlow.js, on the weights as stored, with the framework on its own weights, and
    is missing where that was not run. Changes are over all outputs; `same_answer` is
    the share of examples whose largest value of the first output is at the same place;
    accuracies need targets.
    """

    requested: Literal["uint8", "uint16", "float16"]
    stored: Mapping[str, int]
    max_abs_change: float | None = None
    mean_abs_change: float | None = None
    same_answer: float | None = None
    accuracy: float | None = None
    accuracy_before: float | None = None


@dataclass(frozen=True)
class Stored:
    """A raw array in a file: C order, little-endian; bool as bytes of 0 and 1."""

    file: str
    dtype: StoredType
    shape: Sequence[int]


@dataclass(frozen=True)
class Example:
    """Arrays for the inputs, the framework's own outputs, and true classes if known.

    Inputs and outputs come in the order of the card's. What is stored as uint8 is fed
    as the dtype of the input.
    """

    count: int
    inputs: Sequence[Stored]
    outputs: Sequence[Stored]
    targets: Sequence[int] | None


@dataclass(frozen=True)
class Input:
    """One input: shape, dtype, and the range of values to feed.

    Its shape leaves out the batch, unless `batched` says that there is none: then it is
    that of all axes, as of a number, or of the state of a recurrent network.
    """

    name: str
    shape: Sequence[int | None]
    dtype: str = "float32"
    range: Sequence[float] | None = None
    batched: bool = True


@dataclass(frozen=True)
class Output:
    """One output without its batch, unless `batched` says that it has none."""

    name: str
    shape: Sequence[int | None]
    dtype: str = "float32"
    batched: bool = True


@dataclass(frozen=True)
class FeatureMap:
    """The output that is a classifier's last feature map, and the dense layer's kernel.

    `kernel` is the name of the weights in the model, (channels, classes): the map of a
    class is the feature map's product with its column. In a compiled network it is the
    name of the function that gives these products.
    """

    output: str
    kernel: str


@dataclass(frozen=True)
class Function:
    """A part of a graph that runs by itself: the names of its inputs and outputs."""

    inputs: Sequence[str]
    outputs: Sequence[str]


@dataclass(frozen=True)
class File:
    """A file of the exported folder."""

    bytes: int
    sha256: str

    @classmethod
    def of(cls, path: Path) -> File:
        """Measure a file that is there."""
        return cls(path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest())


@dataclass(frozen=True)
class Card:
    """The whole of card.json."""

    name: str
    title: str
    kind: WrittenKind
    labels: Sequence[str] | None
    inputs: Sequence[Input]
    outputs: Sequence[Output]
    framework: Mapping[str, str]
    exporter: Mapping[str, str]
    layers: int
    parameters: int
    metrics: Mapping[str, float]
    files: Mapping[str, File]
    example: Example | None
    parity: Parity
    quantization: Quantization | None = None
    feature_map: FeatureMap | None = None
    functions: Mapping[str, Function] | None = None
    notes: Sequence[str] = ()
    format: Literal["layerbylayer-card"] = "layerbylayer-card"
    version: Literal[2] = VERSION

    def summary(self) -> str:
        """Give one line: layers or nodes, parameters, bytes, and how far it agrees."""
        size = sum(file.bytes for file in self.files.values())
        checked = (
            f"parity {self.parity.max_abs_difference:.1e}"
            if self.parity.status == "passed"
            else "parity unchecked"
        )
        parts = "layers" if self.kind == "layers-model" else "nodes"
        return (
            f"{self.layers} {parts}, {self.parameters:,} parameters, {size:,} bytes, "
            f"{checked}"
        )

    def to_json(self) -> str:
        """Give the text of card.json: the same card gives the same text."""
        fields = asdict(self)
        for name, value in vars(self).items():
            if type(value) in WITHOUT_NULLS:
                fields[name] = {k: v for k, v in fields[name].items() if v is not None}
        for described in (*fields["inputs"], *fields["outputs"]):
            if described["batched"]:
                del described["batched"]
        return json.dumps(fields, indent=1, sort_keys=True, allow_nan=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Card:
        """Read card.json.

        Raises:
            ValueError: the text is not a card of a version that this package reads.
        """
        fields: dict[str, Any] = json.loads(text)
        known = fields.get("format"), fields.get("version")
        if known != ("layerbylayer-card", VERSION):
            raise ValueError(f"this is not a card of version {VERSION}")
        example = fields["example"]
        if example is not None:
            for arrays in ("inputs", "outputs"):
                example[arrays] = [Stored(**stored) for stored in example[arrays]]
            fields["example"] = Example(**example)
        fields["files"] = {name: File(**f) for name, f in fields["files"].items()}
        fields["inputs"] = [Input(**entry) for entry in fields["inputs"]]
        fields["outputs"] = [Output(**entry) for entry in fields["outputs"]]
        fields["notes"] = tuple(fields["notes"])
        fields["parity"] = Parity(**fields["parity"])
        if fields["quantization"] is not None:
            fields["quantization"] = Quantization(**fields["quantization"])
        if fields.get("feature_map") is not None:
            fields["feature_map"] = FeatureMap(**fields["feature_map"])
        if fields.get("functions") is not None:
            fields["functions"] = {
                name: Function(**parts) for name, parts in fields["functions"].items()
            }
        return cls(**fields)


UNLESS_TRUE = ("batched",)
"""Fields that card.json leaves out where they are true."""
WITHOUT_NULLS = (Parity, Quantization)
"""Parts of the card of which card.json leaves out what is None."""
