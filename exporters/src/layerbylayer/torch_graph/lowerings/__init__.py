"""How each ATen operation is expressed in TensorFlow.js's; a module for each family."""

from . import (
    activation,
    attention,
    by_index,
    convolution,
    creation,
    elementwise,
    matmul,
    normalization,
    pooling,
    reduction,
    refused,
    resize,
    shape,
    unpooling,
)
from .registry import REFUSED, REGISTRY, Call, LoweringError

__all__ = [
    "REFUSED",
    "REGISTRY",
    "Call",
    "LoweringError",
    "activation",
    "attention",
    "by_index",
    "convolution",
    "creation",
    "elementwise",
    "matmul",
    "normalization",
    "pooling",
    "reduction",
    "refused",
    "resize",
    "shape",
    "unpooling",
]
