"""Which framework a model is of, told without importing any."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
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


@contextmanager
def eval_mode(module: Any) -> Iterator[None]:
    """Put a PyTorch module in evaluation mode, for the length of a block.

    Afterwards each of its parts is in the mode in which it was.
    """
    modes = [(part, part.training) for part in module.modules()]
    module.eval()
    try:
        yield
    finally:
        for part, mode in modes:
            part.training = mode
