"""How each operation becomes calls of kernels; a module for each family."""

from . import elementwise, movement, products, reductions, windows
from .registry import EMITTERS, program

__all__ = [
    "EMITTERS",
    "elementwise",
    "movement",
    "products",
    "program",
    "reductions",
    "windows",
]
