"""Activations as layers of their own."""

from .objects import take_activation
from .registry import Config, Settings, translates


@translates("Activation")
def activation(settings: Settings) -> Config:
    """Any activation that both compute alike."""
    return {"activation": take_activation(settings)}


@translates("ReLU")
def relu(settings: Settings) -> Config:
    """TensorFlow.js knows a ceiling, but neither a slope below zero nor a threshold."""
    settings.only("negative_slope", 0.0)
    settings.only("threshold", 0.0)
    ceiling = settings.take("max_value")
    return {} if ceiling is None else {"max_value": ceiling}


@translates("Softmax")
def softmax(settings: Settings) -> Config:
    """Along one axis."""
    axis = settings.take("axis")
    if not isinstance(axis, int):
        raise settings.refuse("TensorFlow.js knows one axis", "Use a single number.")
    return {"axis": axis}
