"""The picture that stands for a page where somebody shares it: 1200 by 630 pixels.

Drawn offline with Pillow, from the page's title (or `card`, in its front matter) and
description, and kept in build/ by
what is on it: a build in which nothing changed draws nothing.
"""

from __future__ import annotations

import hashlib
import io
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

import yaml
from PIL import Image, ImageDraw, ImageFont

from ... import config
from ...files.atomic import atomic_replace

FONTS = config.WEB / "fonts"
SIZE = (1200, 630)
PAPER, INK, MUTED = "#fbf7ee", "#1b2333", "#5d6271"
LEFT, BOTTOM = 80, 550
OUTER, INNER = "#b23a14", "#10656a"
LAYERS = [
    # The icon's rectangles, on 32 by 32: tools/fonts/brand.py draws the same.
    (2, 2, 8, 8, OUTER),
    (2, 12, 8, 8, OUTER),
    (2, 22, 28, 8, OUTER),
    (12, 2, 8, 8, INNER),
    (12, 12, 18, 8, INNER),
]
VERSION = "2"
"""Raise it when cards are drawn otherwise: old ones are then not taken."""


def write(folder: Path) -> None:
    """Put a card for every page of the assembled folder into its assets/cards/."""
    store = config.BUILD / "cards"
    store.mkdir(parents=True, exist_ok=True)
    target = folder / "assets" / "cards"
    target.mkdir(parents=True, exist_ok=True)
    for name, title, description in _pages(folder):
        (target / f"{name}.png").write_bytes(_drawn(store, title, description))


def _drawn(store: Path, title: str, description: str) -> bytes:
    """Get a card, drawn if it is not kept; both its text and itself are in its name."""
    text = _digest(f"{VERSION}\n{title}\n{description}".encode())
    for file in store.glob(f"{text}-*.png"):
        png = file.read_bytes()
        if file.stem == f"{text}-{_digest(png)}":
            return png
    png = card(title, description)
    with atomic_replace(store / f"{text}-{_digest(png)}.png") as new:
        new.write_bytes(png)
    return png


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def name(page: str) -> str:
    """Name the card of a page; `page` is its folder, `guide/play/`, or ""."""
    return page.strip("/").replace("/", "-") or "home"


def _pages(folder: Path) -> Iterator[tuple[str, str, str]]:
    for path in sorted(folder.rglob("*.md")):
        front = re.match(r"---\n(.*?)\n---\n", path.read_text("utf-8"), re.DOTALL)
        head = (yaml.safe_load(front[1]) if front else None) or {}
        page = path.relative_to(folder).with_suffix("").as_posix()
        page = re.sub(r"(^|/)index$", "", page)
        title = str(head.get("card") or head.get("title") or page)
        yield name(page), title, str(head.get("description") or "")


def card(title: str, description: str) -> bytes:
    """Draw the card as a PNG file."""
    image = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(image)
    _icon(draw, 690, -40, scale=17, strength=0.1)
    _icon(draw, LEFT, 66, scale=2.5)
    draw.text(
        (LEFT + 102, 106), "Layer by Layer", INK, _font("display", 40), anchor="lm"
    )
    size = 84 if len(title) <= 44 else 66
    # What is said stands at the foot, so that short and long cards are of one kind.
    y = BOTTOM
    about = textwrap.wrap(description, 62, max_lines=3, placeholder=" …")
    for line in reversed(about):
        draw.text((LEFT, y), line, MUTED, _font("text", 34), anchor="ls")
        y -= 48
    y -= 26 if about else 0
    for line in reversed(textwrap.wrap(title, 24 if size == 84 else 31)[:2]):
        draw.text((LEFT, y), line, INK, _font("display", size), anchor="ls")
        y -= int(size * 1.1)
    draw.rectangle([0, SIZE[1] - 14, SIZE[0], SIZE[1]], fill=OUTER)
    file = io.BytesIO()
    image.quantize(48).save(file, "PNG", optimize=True)
    return file.getvalue()


def _icon(
    draw: ImageDraw.ImageDraw,
    left: float,
    top: float,
    scale: float,
    strength: float = 1,
) -> None:
    """The icon with its corner at a place, blended with the paper if it is weak."""
    paper = Image.new("RGB", (1, 1), PAPER)
    for x, y, width, height, colour in LAYERS:
        mixed = Image.blend(paper, Image.new("RGB", (1, 1), colour), strength)
        box = [left + x * scale, top + y * scale]
        box += [left + (x + width) * scale, top + (y + height) * scale]
        fill = mixed.getpixel((0, 0))
        draw.rounded_rectangle(box, radius=2.6 * scale, fill=fill)


def _font(face: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / f"{face}.woff2"), size)
