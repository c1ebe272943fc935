"""Normalization."""

from ..objects import take_objects
from ..registry import Config, Settings, translates


@translates("BatchNormalization")
def batch_normalization(settings: Settings) -> Config:
    """Momentum and epsilon are written out: the defaults of the two differ."""
    settings.only("synchronized", False)
    settings.only("renorm", False)
    # They mean nothing without renorm.
    settings.drop("renorm_clipping", "renorm_momentum")
    axis = settings.take("axis")
    last = None if settings.shape is None else len(settings.shape) - 1
    if axis not in (-1, last):
        raise settings.refuse(
            f"axis={axis}: TensorFlow.js computes it right along the last axis alone",
            "Use axis=-1.",
        )
    if last is not None and last > 3:
        raise settings.refuse(
            "TensorFlow.js normalizes batches of up to four dimensions",
            "Reshape before and after.",
        )
    return {
        "axis": -1,
        "momentum": settings.take("momentum"),
        "epsilon": settings.take("epsilon"),
        "center": settings.take("center"),
        "scale": settings.take("scale"),
        **take_objects(settings, "moving_mean", "moving_variance", "beta", "gamma"),
    }


@translates("LayerNormalization")
def layer_normalization(settings: Settings) -> Config:
    """Over the axes of one example."""
    settings.only("rms_scaling", False)
    axis = settings.take("axis")
    return {
        "axis": axis if isinstance(axis, int) else list(axis),
        "epsilon": settings.take("epsilon"),
        "center": settings.take("center"),
        "scale": settings.take("scale"),
        **take_objects(settings, "beta", "gamma"),
    }
