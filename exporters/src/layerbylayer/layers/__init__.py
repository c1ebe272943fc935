"""One small function per Keras layer: its configuration, as TensorFlow.js reads it.

To add a layer, write a function here (in the module of its family), decorate it with
`translates`, and add a case to tests/exporters/cases.py.
"""

from . import (
    activation,
    convolution,
    core,
    image,
    merge,
    noise,
    normalization,
    pooling,
    recurrent,
    scaling,
)
from .registry import REGISTRY, Settings, Translation, translate

__all__ = [
    "REGISTRY",
    "Settings",
    "Translation",
    "activation",
    "convolution",
    "core",
    "image",
    "merge",
    "noise",
    "normalization",
    "pooling",
    "recurrent",
    "scaling",
    "translate",
]
