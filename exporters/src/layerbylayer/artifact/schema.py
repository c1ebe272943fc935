"""The JSON Schema of card.json, derived from the classes of the card.

`python -m layerbylayer.artifact.schema` writes card.schema.json beside this file.
"""

from __future__ import annotations

import json
import types
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from . import card

FILE = Path(__file__).with_name("card.schema.json")
SCALARS = {str: "string", int: "integer", float: "number", bool: "boolean"}


def schema() -> dict[str, Any]:
    """Describe what `Card.to_json` writes, in JSON Schema's draft 2020-12."""
    definitions: dict[str, Any] = {}
    root = _object(card.Card, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Card",
        **root,
        "$defs": dict(sorted(definitions.items())),
    }


def text() -> str:
    """Give the schema as the text of its file."""
    return json.dumps(schema(), indent=2) + "\n"


def _object(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    names = [field.name for field in fields(kind)]
    described = {}
    required = []
    for name in names:
        hint = hints[name]
        if kind in card.WITHOUT_NULLS and type(None) in get_args(hint):
            [hint] = [member for member in get_args(hint) if member is not type(None)]
        elif name not in card.UNLESS_TRUE:
            required.append(name)
        described[name] = _type(hint, definitions)
    return {
        "description": (kind.__doc__ or "").partition("\n")[0],
        "type": "object",
        "properties": described,
        "required": required,
        "additionalProperties": False,
    }


def _type(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        if len(arguments) == 1:
            return {"const": arguments[0]}
        return {"enum": list(arguments)}
    if origin in (Union, types.UnionType):
        return {"anyOf": [_type(argument, definitions) for argument in arguments]}
    if origin is Sequence:
        return {"type": "array", "items": _type(arguments[0], definitions)}
    if origin is Mapping:
        values = _type(arguments[1], definitions)
        return {"type": "object", "additionalProperties": values}
    if hint is type(None):
        return {"type": "null"}
    if is_dataclass(hint):
        name = getattr(hint, "__name__", "")
        if name not in definitions:
            definitions[name] = {}
            definitions[name] = _object(hint, definitions)
        return {"$ref": f"#/$defs/{name}"}
    return {"type": SCALARS[hint]}


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
