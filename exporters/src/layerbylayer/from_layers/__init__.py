"""The way back: a TensorFlow.js Layers model, trained on or not, as a Keras model."""

from .api import from_tfjs, write_keras

__all__ = ["from_tfjs", "write_keras"]
