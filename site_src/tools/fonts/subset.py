"""Make the site's font files: the letters that its pages use, from @fontsource.

Run by `make fonts`; the results are kept in the repository, so that a build needs
neither the packages nor fontTools. The letters of names from other languages are in
files of their own, which a browser fetches only for a page that has one.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset

ROOT = Path(__file__).resolve().parents[3]
PACKAGES = ROOT / "node_modules" / "@fontsource"
FONTS = ROOT / "site_src" / "web" / "fonts"
FACES = {
    "text": ("literata", 400, "normal"),
    "text-bold": ("literata", 700, "normal"),
    "display": ("bricolage-grotesque", 700, "normal"),
}
ENGLISH = [*range(0x20, 0x7F), *(ord(mark) for mark in "\u00a0°±·×çèéëöü–—‘’“”…•−→≤≥≈")]
NAMES = {
    "latin": [n for n in range(0xA1, 0x100) if n not in ENGLISH],
    "latin-ext": list(range(0x100, 0x180)),
}
"""The letters of other languages, by the script of the package's file."""


def make(
    package: str,
    script: str,
    weight: int,
    style: str,
    letters: list[int],
    *,
    kerned: bool = True,
) -> bytes:
    """Cut the letters of one of a package's files, as WOFF2."""
    source = PACKAGES / package / "files" / f"{package}-{script}-{weight}-{style}.woff2"
    options = subset.Options(
        flavor="woff2",
        hinting=False,
        layout_features=["kern", "liga", "mark", "calt", "ccmp"] if kerned else [],
        drop_tables=["vhea", "vmtx", "STAT"],
    )
    font = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    target = FONTS / ".new.woff2"
    subset.save_font(font, str(target), options)
    content = target.read_bytes()
    target.unlink()
    return content


def main() -> int:
    """Write every face into site_src/web/fonts/."""
    for name, (package, weight, style) in FACES.items():
        # In headlines and single words one does not see what is half of their files.
        kerned = name == "text"
        content = make(package, "latin", weight, style, ENGLISH, kerned=kerned)
        (FONTS / f"{name}.woff2").write_bytes(content)
        print(f"{name}.woff2 {len(content) / 1000:.1f} KB")
    for script, letters in NAMES.items():
        package, weight, style = FACES["text"]
        content = make(package, script, weight, style, letters)
        (FONTS / f"text-{script}.woff2").write_bytes(content)
        print(f"text-{script}.woff2 {len(content) / 1000:.1f} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
