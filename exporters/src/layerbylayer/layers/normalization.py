"""Normalization."""

from .objects import take_objects
from .registry import Config, Settings, translates


@translates("BatchNormalization")
def batch_normalization(settings: Settings) -> Config:
    """Momentum and epsilon are written out: the defaults of the two differ."""
    settings.only("synchronized", False)
    settings.only("renorm", False)
    for key in (
        "renorm_clipping",
        "renorm_momentum",
    ):  # they mean nothing without renorm
        settings.left.pop(key, None)
    moving = {}
    for stem in ("moving_mean", "moving_variance"):
        moving[f"{stem}_initializer"] = take_objects(settings, stem)[
            f"{stem}_initializer"
        ]
    return {
        "axis": settings.take("axis"),
        "momentum": settings.take("momentum"),
        "epsilon": settings.take("epsilon"),
        "center": settings.take("center"),
        "scale": settings.take("scale"),
        **moving,
        **take_objects(settings, "beta", "gamma"),
    }
