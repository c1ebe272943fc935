"""Tables of what a header or an entry of the catalogue may hold, from the schema."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic.fields import FieldInfo

from ...sources.catalogue import Resource
from ...sources.tutorials.header import Header


def field_table(model: type[Header] | type[Resource]) -> str:
    """Write a table of a model's fields, as Markdown."""
    rows = ["| Field | Holds | Needed | Meaning |", "| --- | --- | --- | --- |"]
    for name, field in model.model_fields.items():
        need = "needed" if field.is_required() else _default(field)
        meaning = " ".join((field.description or "").split())
        rows.append(f"| `{name}` | {_type(model, name)} | {need} | {meaning} |")
    return "\n".join(rows)


def _default(field: FieldInfo) -> str:
    value = field.get_default(call_default_factory=True)
    return f"`{value}`" if value not in (None, [], {}, ()) else "may be left out"


def _type(model: type[Header] | type[Resource], name: str) -> str:
    """A field's type in words, from its JSON schema."""
    schema = model.model_json_schema(by_alias=True)
    return _words(schema["properties"][name], schema.get("$defs", {}))


def _words(schema: dict[str, object], definitions: Mapping[str, object]) -> str:
    match schema:
        case {"$ref": str(ref)}:
            target = definitions[ref.rsplit("/", 1)[-1]]
            assert isinstance(target, dict)
            names = ", ".join(f"`{name}`" for name in target["properties"])
            return f"{names}"
        case {"enum": list(values)}:
            return " or ".join(f"`{value}`" for value in values)
        case {"const": value}:
            return f"`{value}`"
        case {"anyOf": list(options)}:
            shown = [_words(o, definitions) for o in options if o.get("type") != "null"]
            return " or ".join(dict.fromkeys(shown))
        case {"type": "array", "items": dict(items)}:
            return f"a list of: {_words(items, definitions)}"
        case {"type": "object"}:
            return "names with values"
        case {"type": "integer", **more}:
            low, high = more.get("minimum"), more.get("maximum")
            if low is not None and high is not None:
                return f"a whole number from {low} to {high}"
            return f"a whole number, at least {low}" if low is not None else "a number"
        case {"format": "date"}:
            return "a date, as 2026-11-24"
        case {"type": "number"}:
            return "a number"
        case {"type": "boolean"}:
            return "`true` or `false`"
    return "text"
