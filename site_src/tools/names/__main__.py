"""Writes docs/data/first-names.csv.gz anew, from the Python package Faker.

    uv run --with faker==40.63.0 python -m site_src.tools.names

Faker holds lists of first names by language and country, some of them with accents. A
line of the file is a name in plain letters, and the lists in which it stands.
"""

from __future__ import annotations

import gzip
import hashlib
import importlib
import pkgutil
import re
import sys
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

TARGET = Path(__file__).parents[3] / "docs" / "data" / "first-names.csv.gz"
PINNED = "40.63.0"
KINDS = ("first_names", "first_names_male", "first_names_female")
# Letters that are no plain letter with an accent.
PLAIN = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ı": "i",
    }
)


def plain(name: str) -> str | None:
    """Write a name in small letters from a to z, or return None where that can't be.

    Accents fall away: "Zoë" and "Zoe" are one name, as are "Kağan" and "kagan".
    """
    parts = unicodedata.normalize("NFD", name.lower().translate(PLAIN))
    bare = "".join(part for part in parts if unicodedata.category(part) != "Mn")
    return bare if re.fullmatch("[a-z]{2,12}", bare) else None


def collect(lists: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """Give for each name in plain letters the lists that have it, both in order."""
    found: dict[str, set[str]] = {}
    for of, names in lists.items():
        for name in names:
            bare = plain(name)
            if bare is not None:
                found.setdefault(bare, set()).add(of)
    return {name: sorted(found[name]) for name in sorted(found)}


def lists_of_faker() -> dict[str, list[str]]:
    """Read the lists of the installed package, by language and country, as in de_AT."""
    package = importlib.import_module("faker.providers.person")
    lists = {}
    for module in pkgutil.iter_modules(package.__path__):
        if "_" not in module.name:
            continue  # a language alone repeats one of its countries
        provider = importlib.import_module(f"{package.__name__}.{module.name}").Provider
        found = (vars(provider).get(kind) or () for kind in KINDS)
        kinds = [names for names in found if not isinstance(names, property)]
        lists[module.name] = [name for names in kinds for name in names]
    return lists


def write(names: Mapping[str, Iterable[str]], target: Path) -> None:
    """Write the file, and its SHA-256 beside it: the same bytes for the same names."""
    rows = ["name,lists", *(f"{name},{' '.join(of)}" for name, of in names.items())]
    data = gzip.compress("\n".join([*rows, ""]).encode(), mtime=0)
    target.write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    target.with_name(f"{target.name}.sha256").write_text(f"{digest}  {target.name}\n")


def main() -> None:
    """Write the data set, or say which package is missing."""
    try:
        version = importlib.import_module("faker").VERSION
    except ModuleNotFoundError:
        version = "none"
    if version != PINNED:
        sys.exit(
            f"faker {PINNED} is wanted, and {version} is installed.\n"
            f"  Try: uv run --with faker=={PINNED} python -m site_src.tools.names"
        )
    names = collect(lists_of_faker())
    write(names, TARGET)
    print(f"{len(names):,} names in {TARGET}")


if __name__ == "__main__":
    main()
