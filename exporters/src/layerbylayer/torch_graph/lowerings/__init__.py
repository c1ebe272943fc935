"""How each ATen operation is expressed in TensorFlow.js's; a module for each family."""

from . import (
    activation,
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
    scattering,
    search,
    shape,
    writing,
)
from .registry import REFUSED, REGISTRY, Call, LoweringError

__all__ = [
    "REFUSED",
    "REGISTRY",
    "Call",
    "LoweringError",
    "activation",
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
    "scattering",
    "search",
    "shape",
    "writing",
]
