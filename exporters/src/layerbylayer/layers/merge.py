"""Layers that take several tensors."""

from .registry import Config, Settings, translates


@translates("Add")
def add(settings: Settings) -> Config:
    """The sum."""
    return {}


@translates("Concatenate")
def concatenate(settings: Settings) -> Config:
    """One after the other along an axis."""
    return {"axis": settings.take("axis")}
