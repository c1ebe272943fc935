"""A page of one's own: a model, and all that a browser needs to use it, in a zip."""

from .api import to_page

__all__ = ["to_page"]
