"""One small function per Keras layer: its configuration, as TensorFlow.js reads it.

To add a layer, write a function in the module of its family, decorate it with
`translates`, and add a case to tests/exporters/cases.py.
"""

from . import (
    activation,
    augmentation,
    convolution,
    core,
    image,
    merge,
    noise,
    normalization,
    pooling,
    recurrent,
    resizing,
    scaling,
)

__all__ = [
    "activation",
    "augmentation",
    "convolution",
    "core",
    "image",
    "merge",
    "noise",
    "normalization",
    "pooling",
    "recurrent",
    "resizing",
    "scaling",
]
