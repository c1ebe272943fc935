"""From a Keras model to TensorFlow.js Layers: one registry, layers by family."""

from . import families
from .registry import REGISTRY, Settings, Translation, translate

__all__ = ["REGISTRY", "Settings", "Translation", "families", "translate"]
