"""Layers that take several tensors."""

from ..registry import Config, Settings, translates


@translates("Add", "Average", "Maximum", "Minimum", "Multiply")
def elementwise(settings: Settings) -> Config:
    """Merge number by number."""
    return {}


@translates("Concatenate")
def concatenate(settings: Settings) -> Config:
    """One after the other along an axis."""
    return {"axis": settings.take("axis")}


@translates("Dot")
def dot(settings: Settings) -> Config:
    """Products summed along one axis of each."""
    axes = settings.take("axes")
    return {
        "axes": axes if isinstance(axes, int) else list(axes),
        "normalize": settings.take("normalize"),
    }
