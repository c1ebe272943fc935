"""Which framework a model is of, told without importing any."""

from __future__ import annotations

from typing import Any, Literal

Framework = Literal["keras", "torch"]


def detect(model: Any) -> Framework | None:
    """Tell a model's framework by its class and that one's bases.

    A Keras model on the PyTorch backend is a PyTorch module as well; it counts as
    Keras.
    """
    packages = {base.__module__.partition(".")[0] for base in type(model).__mro__}
    if "keras" in packages:
        return "keras"
    return "torch" if "torch" in packages else None
