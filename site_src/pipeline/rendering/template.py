"""Jinja templates of pages: what is put into one is escaped, unless it is Markup."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def _attribute(text: str) -> Markup:
    """Escape text of several lines for an attribute, which Markdown keeps in one."""
    return escape(text).replace("\n", Markup("&#10;"))


ENVIRONMENT.filters["attribute"] = _attribute


def fill(template: str, **values: object) -> Markup:
    """Fill a template of templates/ with values.

    Raises:
        jinja2.UndefinedError: the template names a value that is not given.
    """
    return Markup(ENVIRONMENT.get_template(template).render(**values))
