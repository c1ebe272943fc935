"""Draw the icon and the wordmark: two letters L made of layers, one inside the other.

Run by `make fonts`. The name is drawn in outlines of the display face, so that the
wordmark looks the same where that face is not there.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[3]
FACE = ROOT / "site_src" / "web" / "fonts" / "display.woff2"
ASSETS = ROOT / "docs" / "assets"
NAME = "Layer by Layer"
LAYERS = [
    # x, y, width, height, part
    (2, 2, 8, 8, "outer"),
    (2, 12, 8, 8, "outer"),
    (2, 22, 28, 8, "outer"),
    (12, 2, 8, 8, "inner"),
    (12, 12, 18, 8, "inner"),
]
STYLE = (
    "<style>.outer{fill:#b23a14}.inner{fill:#10656a}.name{fill:#1b2333}"
    "@media(prefers-color-scheme:dark)"
    "{.outer{fill:#ff9468}.inner{fill:#6fcfc8}.name{fill:#ece7dc}}</style>"
)


def mark() -> str:
    """Draw the icon's rectangles, on 32 by 32."""
    return "".join(
        f'<rect class="{part}" x="{x}" y="{y}" width="{w}" height="{h}" rx="2.5"/>'
        for x, y, w, h, part in LAYERS
    )


def name(height: float, left: float, baseline: float) -> tuple[str, float]:
    """Draw the name as one path, `height` units an em; say where it ends."""
    font = TTFont(FACE)
    glyphs, letters = font.getGlyphSet(), font.getBestCmap()
    scale = height / font["head"].unitsPerEm
    pen = SVGPathPen(
        glyphs, ntos=lambda number: f"{number:.2f}".rstrip("0").rstrip(".")
    )
    for letter in NAME:
        glyph = glyphs[letters[ord(letter)]]
        glyph.draw(TransformPen(pen, (scale, 0, 0, -scale, left, baseline)))
        left += glyph.width * scale
    return f'<path class="name" d="{pen.getCommands()}"/>', left


def main() -> int:
    """Write docs/assets/icon.svg and wordmark.svg."""
    head = 'xmlns="http://www.w3.org/2000/svg" role="img" aria-label="Layer by Layer"'
    icon = f'<svg {head} viewBox="0 0 32 32">{STYLE}{mark()}</svg>\n'
    (ASSETS / "icon.svg").write_text(icon, encoding="utf-8")
    path, right = name(height=25, left=42, baseline=25)
    box = f'viewBox="0 0 {right + 2:.0f} 32"'
    wordmark = f"<svg {head} {box}>{STYLE}{mark()}{path}</svg>\n"
    (ASSETS / "wordmark.svg").write_text(wordmark, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
