"""A model in TensorFlow.js's terms: what each format hands over to be written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from .card import FeatureMap, Function, Input, Output

Array = NDArray[Any]
Kind = Literal["layers-model", "graph-model"]
"""What TensorFlow.js loads."""


@dataclass(frozen=True)
class Weight:
    """One array of float32, int32 or bool, under the name that TensorFlow.js asks for.

    `per_channel` says that its channels differ in scale, as a depthwise kernel's do:
    one scale for the whole array would ruin it, so it is never quantized to integers.
    `may_be_nan` says that it is a number of the model's own code, and none of training.
    """

    name: str
    values: Array
    per_channel: bool = False
    may_be_nan: bool = False


@dataclass(frozen=True)
class Tolerance:
    """How far TensorFlow.js's answers may be from the framework's."""

    relative: float
    """To the largest absolute value of an output."""
    floor: float = 1.0
    """That value is taken to be at least this."""

    def allowed(self, expected: Array) -> float:
        """Give the largest difference that passes: 0 for what is no float."""
        if not np.issubdtype(expected.dtype, np.floating):
            return 0.0
        finite = np.abs(expected[np.isfinite(expected)])
        return self.relative * max(self.floor, float(finite.max(initial=0.0)))


@dataclass(frozen=True)
class ConvertedModel:
    """A model, translated and not yet written."""

    kind: Kind
    model_json: Mapping[str, Any]
    """All of model.json but the weights' manifest and what says who wrote it."""
    weights: Sequence[Weight]
    inputs: Sequence[Input]
    outputs: Sequence[Output]
    layers: int
    """Layers, or nodes of a graph without its constants."""
    parameters: int
    framework: Mapping[str, str]
    """The framework's name and version, and the like."""
    predict: Callable[[Sequence[Array]], Sequence[Array]]
    """The framework's own outputs for arrays of the inputs' shapes and dtypes."""
    tolerance: Tolerance = field(default=Tolerance(1e-5))
    feature_map: FeatureMap | None = None
    functions: Mapping[str, Function] | None = None
    example: Mapping[str, Array] | None = None
    """Inputs that came with the model, where none were given apart."""
    notes: Sequence[str] = ()
    """What could not be taken along, in whole sentences."""
    steps: Mapping[str, Sequence[int]] = field(default_factory=dict)
    """By how much the open axes of an input can grow, where that is not always 1."""
    rows: int | None = None
    """How many examples the model takes, where that is fixed."""
