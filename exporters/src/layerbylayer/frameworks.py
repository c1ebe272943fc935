"""Which framework a model is of, told without importing any."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from .errors import ExportError
from .progress import is_installed

Framework = Literal["keras", "torch"]
ANSI = re.compile(r"\x1b\[[0-9;]*m")


def detect(model: Any) -> Framework | None:
    """Tell a model's framework by its class and that one's bases.

    A Keras model on the PyTorch backend is a PyTorch module as well; it counts as
    Keras.
    """
    packages = {base.__module__.partition(".")[0] for base in type(model).__mro__}
    if "keras" in packages:
        return "keras"
    return "torch" if "torch" in packages else None


def half_policies(model: Any) -> set[str]:
    """List the types other than float32 in which layers of a Keras model compute."""
    flatten = getattr(model, "_flatten_layers", None)
    kinds = {str(layer.compute_dtype) for layer in flatten()} if flatten else set()
    return {kind for kind in kinds if kind in ("float16", "bfloat16", "float64")}


@contextmanager
def float32_policies(model: Any) -> Iterator[None]:
    """Let all layers of a Keras model compute in float32, for the length of a block."""
    if not half_policies(model):
        yield
        return
    policies = [(layer, layer.dtype_policy) for layer in model._flatten_layers()]
    for layer, _ in policies:
        layer.dtype_policy = "float32"
    try:
        yield
    finally:
        for layer, policy in policies:
            layer.dtype_policy = policy


def precision_note(kinds: set[str]) -> str:
    """Say that a model computes in other floats than TensorFlow.js."""
    return (
        f"The model computes in {', '.join(sorted(kinds))}; TensorFlow.js does in "
        "float32, and was compared with the model in float32."
    )


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


def missing(name: str | None) -> str | None:
    """Say what to install where a module was not found; None for one that is not ours.

    Keras looks for TensorFlow where nobody has told it another framework.
    """
    root = (name or "").partition(".")[0]
    if root == "keras":
        return "this needs Keras: pip install keras, and what it computes with (torch)."
    if root in ("tensorflow", "jax", "torch") and is_installed("keras"):
        return (
            f"{root} is not installed, and Keras computes nothing by itself. With "
            "`pip install torch` all formats can be written; if you have another "
            "framework, name it in KERAS_BACKEND."
        )
    return "this needs PyTorch: pip install torch." if root == "torch" else None


def require_torch() -> None:
    """Make sure that PyTorch is there, which traces models.

    Raises:
        ExportError: it is not.
    """
    if not is_installed("torch"):
        raise ExportError(
            "a graph, and a compiled network, is traced by PyTorch, which is not "
            "installed: pip install torch. Keras then runs on it with "
            "KERAS_BACKEND=torch."
        )


def require_no_autocast() -> None:
    """Make sure that nobody lets PyTorch compute in fewer bits from outside a model.

    Raises:
        ExportError: torch.autocast is on.
    """
    torch = sys.modules.get("torch")
    if torch is not None and torch.is_autocast_enabled("cpu"):
        raise ExportError(
            "torch.autocast is on, so that PyTorch computes in half precision and "
            "cannot be compared with. Export outside of `with torch.autocast(...)`."
        )


def first_line(error: Exception) -> str:
    """Give the type of a framework's error, and its first line that says something."""
    lines = [line for line in ANSI.sub("", str(error)).splitlines() if line.strip()]
    if lines and lines[0].startswith("Exception encountered when calling"):
        # Keras says so of each layer, and then what happened.
        lines[0] = " ".join(line.strip() for line in lines[:2])
    return f"{type(error).__name__}: {lines[0].strip() if lines else ''}"
