"""Activations as layers of their own."""

from ..composite import CHAINED
from ..objects import take_activation, take_objects
from ..registry import Config, Settings, translates


@translates("Activation")
def activation(settings: Settings) -> Config:
    """Any activation that both compute alike, or that a few layers make."""
    name = settings.remaining["activation"]
    if isinstance(name, str) and name in CHAINED and settings.shape is not None:
        settings.drop("activation")
        chain = CHAINED[name](settings.name, len(settings.shape))
        *settings.before, (settings.becomes, config) = chain
        return config
    return {"activation": take_activation(settings)}


@translates("ReLU")
def relu(settings: Settings) -> Config:
    """Give it a ceiling; or, under another name, a slope or a threshold."""
    ways = {
        "ReLU": ("max_value", settings.take("max_value")),
        "LeakyReLU": ("alpha", settings.take("negative_slope") or None),
        "ThresholdedReLU": ("theta", settings.take("threshold") or None),
    }
    chosen = {kind: way for kind, way in ways.items() if way[1] is not None}
    if len(chosen) > 1:
        raise settings.refuse(
            "TensorFlow.js has no ReLU with two of max_value, negative_slope and "
            "threshold",
            "Use one of them.",
        )
    for settings.becomes, (key, value) in chosen.items():
        return {key: value}
    return {}


@translates("LeakyReLU")
def leaky_relu(settings: Settings) -> Config:
    """Keras 3 says `negative_slope`, TensorFlow.js `alpha`; their defaults differ."""
    return {"alpha": settings.take("negative_slope")}


@translates("ELU")
def elu(settings: Settings) -> Config:
    """Only alpha 1."""
    return {"alpha": settings.only("alpha", 1.0)}


@translates("PReLU")
def prelu(settings: Settings) -> Config:
    """Learn a slope below zero.

    TensorFlow.js's WASM backend goes through the slopes again and again as it goes
    through the input: right where the axes that share one are the first.
    """
    axes = sorted(settings.take("shared_axes") or [])
    if axes != list(range(1, len(axes) + 1)):
        raise settings.refuse(
            f"shared_axes={axes} give other numbers on TensorFlow.js's WASM backend",
            "Share the first axes, as in [1] or [1, 2].",
        )
    return {
        "shared_axes": axes or None,
        **take_objects(settings, "alpha"),
    }


@translates("Softmax")
def softmax(settings: Settings) -> Config:
    """Along one axis: for TensorFlow.js the last, whichever way it is written."""
    axis = settings.take("axis")
    rank = None if settings.shape is None else len(settings.shape)
    if axis not in (-1, None if rank is None else rank - 1):
        raise settings.refuse(
            f"axis={axis!r}: TensorFlow.js computes it along the last axis alone",
            "Use axis=-1.",
        )
    return {"axis": -1}
