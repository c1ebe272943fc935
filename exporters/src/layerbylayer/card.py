"""card.json: all that a page has to know about an exported model."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class Parity:
    """How far TensorFlow.js's answers are from Keras's, if that was looked at.

    `allowed` is the largest difference that passes; `kernels` are the TensorFlow.js
    kernels that the model used. `reason` says why nothing was checked.
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
class Stored:
    """A raw array in a file: C order, little-endian."""

    file: str
    dtype: Literal["uint8", "float32"]
    shape: Sequence[int]


@dataclass(frozen=True)
class Example:
    """Inputs with the framework's own outputs, and the true classes if known."""

    count: int
    inputs: Stored
    outputs: Stored
    targets: Sequence[int] | None


@dataclass(frozen=True)
class Input:
    """One input without its batch: shape, dtype, and the range of values to feed."""

    shape: Sequence[int | None]
    dtype: str
    range: Sequence[float] | None


@dataclass(frozen=True)
class Output:
    """One output without its batch."""

    shape: Sequence[int | None]


@dataclass(frozen=True)
class File:
    """A file of the exported folder."""

    bytes: int
    sha256: str


@dataclass(frozen=True)
class Card:
    """The whole of card.json."""

    name: str
    title: str
    kind: Literal["layers-model"]
    labels: Sequence[str] | None
    input: Input
    output: Output
    framework: Mapping[str, str]
    exporter: Mapping[str, str]
    layers: int
    parameters: int
    metrics: Mapping[str, float]
    files: Mapping[str, File]
    example: Example | None
    parity: Parity
    format: str = "layerbylayer-card"
    version: int = 1

    def to_json(self) -> str:
        """The text of card.json: the same card gives the same text."""
        fields = asdict(self)
        fields["parity"] = {k: v for k, v in fields["parity"].items() if v is not None}
        return json.dumps(fields, indent=1, sort_keys=True, allow_nan=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Card:
        """Read card.json.

        Raises:
            ValueError: the text is not a card of a version that this package reads.
        """
        fields: dict[str, Any] = json.loads(text)
        if fields.get("format") != "layerbylayer-card" or fields.get("version") != 1:
            raise ValueError("this is not a card of version 1")
        example = fields["example"]
        if example is not None:
            example["inputs"] = Stored(**example["inputs"])
            example["outputs"] = Stored(**example["outputs"])
            fields["example"] = Example(**example)
        fields["files"] = {name: File(**f) for name, f in fields["files"].items()}
        fields["input"] = Input(**fields["input"])
        fields["output"] = Output(**fields["output"])
        fields["parity"] = Parity(**fields["parity"])
        return cls(**fields)
