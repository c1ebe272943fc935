"""Font families as their npm packages describe them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

LATIN_FILE = re.compile(r"-latin-(?P<weight>\d+)-(?P<slope>normal|italic)\.woff2$")


@dataclass(frozen=True, order=True)
class Style:
    """One font of a family."""

    italic: bool
    weight: int
    """From 100, thin, to 900, black; 400 is regular."""
    file: Path

    @property
    def name(self) -> str:
        """Such as "700 italic"."""
        return f"{self.weight} italic" if self.italic else str(self.weight)


@dataclass(frozen=True)
class Family:
    """What a package says of its family, and the fonts with a Latin alphabet in it."""

    package: str
    version: str
    name: str
    category: str
    """Such as "serif"; empty where the package does not say."""
    licence: str
    """An SPDX identifier, such as "OFL-1.1"."""
    copyright: str
    """The copyright notice; empty where the package does not give one."""
    styles: tuple[Style, ...]

    @property
    def word(self) -> str:
        """The first word of the name: Roboto, Roboto Mono and Roboto Slab share it."""
        return self.name.split()[0].lower()


def read_all(folder: Path) -> list[Family]:
    """Read the families of the packages in this folder, by name of package."""
    packages = [path for path in folder.iterdir() if (path / "package.json").exists()]
    return [read(package) for package in sorted(packages)]


def read(package: Path) -> Family:
    """Return the family in an installed package of the `@fontsource` kind."""
    manifest = json.loads((package / "package.json").read_text(encoding="utf-8"))
    described = package / "metadata.json"
    metadata = (
        json.loads(described.read_text(encoding="utf-8")) if described.exists() else {}
    )
    licence = metadata.get("license")
    styles = [
        Style(match["slope"] == "italic", int(match["weight"]), file)
        for file in (package / "files").glob("*.woff2")
        if (match := LATIN_FILE.search(file.name))
    ]
    return Family(
        package=manifest["name"],
        version=manifest["version"],
        name=metadata.get("family") or metadata.get("fontName") or package.name,
        category=metadata.get("category", ""),
        licence={"mit": "MIT"}.get(manifest["license"], manifest["license"]),
        copyright=licence.get("attribution", "") if isinstance(licence, dict) else "",
        styles=tuple(sorted(styles)),
    )


def chosen(styles: tuple[Style, ...]) -> list[Style]:
    """Choose of each slope the lightest, the regular, the bold and the boldest font.

    The weights between them are so much like these that they teach nothing new.
    """
    picked: set[Style] = set()
    for italic in (False, True):
        same = [style for style in styles if style.italic == italic]
        for wanted in (100, 400, 700, 900) if same else ():
            picked.add(min(same, key=lambda style: abs(style.weight - wanted)))
    return sorted(picked)
