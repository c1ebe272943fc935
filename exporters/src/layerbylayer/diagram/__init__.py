"""A network as a diagram made of text: `to_text`."""

from __future__ import annotations

from typing import Any

from .. import frameworks
from ..errors import InvalidModelError
from .description import Description
from .diagram import Diagram

__all__ = ["Description", "Diagram", "describe", "to_text"]


def describe(model: Any, example: Any = None) -> Description:
    """Give the layers of a model: kind, shape after, parameters, inputs.

    Args:
        model: a Keras 3 model (Sequential or Functional) or a PyTorch module.
        example: for PyTorch, one input (a tensor, or a tuple of them) with its batch
            dimension: shapes are known only when something runs through.

    Raises:
        InvalidModelError: neither of the two, not built, or without the example that
            it needs.
    """
    framework = frameworks.detect(model)
    if framework == "keras":
        from .keras_reader import read

        return read(model)
    if framework == "torch":
        from .torch_reader import read as read_module

        return read_module(model, example)
    raise InvalidModelError(
        f"{type(model).__name__} is neither a Keras 3 model nor a PyTorch module."
    )


def to_text(model: Any, example: Any = None) -> Diagram:
    """Draw a network layer by layer, with the share of parameters of each.

    The result prints as text of at most 80 columns, is coloured by `rich.print`, and is
    shown as HTML in notebooks. `.ascii` holds the same without Unicode.

    Args:
        model: a Keras 3 model (Sequential or Functional) or a PyTorch module.
        example: for PyTorch, one input (a tensor, or a tuple of them) with its batch
            dimension. The diagram runs it once, without gradients.

    Raises:
        InvalidModelError: neither of the two, not built, or without the example that
            it needs.
    """
    return Diagram(describe(model, example))
