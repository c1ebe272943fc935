"""What reads, writes or looks up by computed places."""

from . import reading, scattering, search, writing

__all__ = ["reading", "scattering", "search", "writing"]
