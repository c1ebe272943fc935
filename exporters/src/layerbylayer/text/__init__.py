"""A network as a diagram made of text: `to_text`."""

from __future__ import annotations

from typing import Any

from ..errors import BadModel
from .description import Description
from .diagram import Diagram

__all__ = ["Description", "Diagram", "describe", "to_text"]


def describe(model: Any, example: Any = None) -> Description:
    """The layers of a model: kind, shape after, parameters, inputs.

    Args:
        model: a Keras 3 model (Sequential or Functional) or a PyTorch module.
        example: for PyTorch, one input (a tensor, or a tuple of them) with its batch
            dimension: shapes are known only when something runs through.

    Raises:
        BadModel: neither of the two, not built, or without the example it needs.
    """
    frameworks = {part.__module__.split(".")[0] for part in type(model).__mro__}
    # A Keras model on the PyTorch backend is a PyTorch module as well.
    if "keras" in frameworks:
        from .keras_reader import read

        return read(model)
    if "torch" in frameworks:
        from .torch_reader import read as read_module

        return read_module(model, example)
    raise BadModel(
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
        BadModel: neither of the two, not built, or without the example it needs.
    """
    return Diagram(describe(model, example))
