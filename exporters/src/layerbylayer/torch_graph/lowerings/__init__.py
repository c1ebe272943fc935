"""How each ATen operation is expressed in TensorFlow.js's; a module for each family."""

from . import (
    attention,
    convolution,
    creation,
    elementwise,
    indexing,
    matmul,
    normalization,
    pooling,
    reduction,
    refused,
    resize,
    shape,
)
from .registry import REFUSED, REGISTRY, Call, LoweringError

__all__ = [
    "REFUSED",
    "REGISTRY",
    "Call",
    "LoweringError",
    "attention",
    "convolution",
    "creation",
    "elementwise",
    "indexing",
    "matmul",
    "normalization",
    "pooling",
    "reduction",
    "refused",
    "resize",
    "shape",
]
