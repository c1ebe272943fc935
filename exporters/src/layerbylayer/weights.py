"""The weights: which, under which names, as one file of float32."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .errors import BadModel
from .layers import REGISTRY


@dataclass(frozen=True)
class Weight:
    """One array, under the name by which TensorFlow.js asks for it."""

    name: str
    values: NDArray[np.float32]

    @property
    def entry(self) -> dict[str, Any]:
        """Its entry in the manifest."""
        return {
            "name": self.name,
            "shape": list(self.values.shape),
            "dtype": "float32",
        }


def of_model(model: Any) -> Iterator[Weight]:
    """All weights of all layers, in the order of the layers.

    Raises:
        BadModel: some are NaN or infinite.
    """
    for layer in model.layers:
        renamed = REGISTRY[type(layer).__name__].weights
        for variable in layer.weights:
            name = f"{layer.name}/{renamed.get(variable.name, variable.name)}"
            values = np.asarray(variable.numpy(), dtype=np.float32)
            if not np.isfinite(values).all():
                bad = int((~np.isfinite(values)).sum())
                raise BadModel(
                    f"layer {layer.name!r} ({type(layer).__name__}): {bad} of "
                    f"{values.size} values of {variable.name} are NaN or infinite. The "
                    "training has diverged: lower the learning rate and train again."
                )
            yield Weight(name, values)


def packed(weights: list[Weight]) -> bytes:
    """All arrays one after the other: little-endian, C order, as TF.js reads them."""
    return b"".join(weight.values.astype("<f4").tobytes() for weight in weights)
