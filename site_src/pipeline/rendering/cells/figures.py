"""Pictures from a run's outputs to files of the page: SVG or WebP, light and dark."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from PIL import Image, ImageColor, ImageFilter

INK, DARK_INK = "#1f2430", "#dfe3ea"
"""The ink of figures.mplstyle, and what it becomes on dark ground."""
# Okabe and Ito's blue and green are too dark for dark ground: lighter ones of that hue.
DARK = {INK: DARK_INK, "#0072b2": "#4ba3dc", "#009e73": "#2fc495"}
LARGEST_SVG = 120_000
"""Bytes, compressed: above it, a picture is made of pixels."""

LARGEST_WEBP = 4_000_000
"""Pixels in all: encoding more takes seconds, each time that the page is rendered."""


@dataclass(frozen=True)
class Figure:
    """A picture as files, `{name: bytes}`, for light and for dark ground.

    `width` and `height` are in CSS pixels; for a picture of pixels on a ground of its
    own, or of very many pixels, both names are the same file.
    """

    light: str
    dark: str
    width: int
    height: int
    files: Mapping[str, bytes]


def from_output(stem: str, data: Mapping[str, Any]) -> Figure | None:
    """Return the figure in one output's MIME bundle, or None if it holds no picture."""
    svg = data.get("image/svg+xml")
    if svg is not None:
        svg = _tidy("".join(svg))
        if len(gzip.compress(svg.encode())) <= LARGEST_SVG:
            return _from_svg(stem, svg)
    png = data.get("image/png")
    return _from_png(stem, base64.b64decode("".join(png))) if png is not None else None


def _tidy(svg: str) -> str:
    """Without XML prologue, metadata and comments; with the ink written out."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<!--.*?-->|<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    return re.sub(r"\n\s*\n+", "\n", svg)


def _from_svg(stem: str, svg: str) -> Figure:
    # Matplotlib gives the size in points: 72 of them are an inch, as 96 CSS pixels.
    width, height = (
        round(float(size) * 96 / 72)
        for size in re.findall(r'\b(?:width|height)="([\d.]+)pt"', svg[:800])[:2]
    )
    svg = svg.replace("image-rendering:optimizeSpeed", "image-rendering:pixelated")
    dark = svg
    for light_colour, dark_colour in DARK.items():
        dark = dark.replace(light_colour, dark_colour)
    files = {
        _name(stem, svg.encode(), "svg"): svg.encode(),
        _name(f"{stem}-dark", dark.encode(), "svg"): dark.encode(),
    }
    names = list(files)
    return Figure(names[0], names[-1], width, height, files)


# `make serve` renders a page again with each change of its prose.
@lru_cache(maxsize=100)
def _from_png(stem: str, png: bytes) -> Figure:
    image = Image.open(io.BytesIO(png))
    if image.width * image.height > LARGEST_WEBP:
        name = _name(stem, png, "png")
        return Figure(name, name, *_size(image), {name: png})
    return _of_pixels(stem, image, _on_dark_ground(image), quality=90)


def _of_pixels(
    stem: str, light: Image.Image, dark: Image.Image, quality: int
) -> Figure:
    """The same picture for both grounds, in one file where it is the very same."""
    files = {}
    for image in [light] if light is dark else [light, dark]:
        webp = io.BytesIO()
        # The default method takes nearly twice the time for two percent fewer bytes.
        image.save(webp, "WEBP", quality=quality, method=2)
        files[_name(stem, webp.getvalue(), "webp")] = webp.getvalue()
    names = list(files)
    return Figure(names[0], names[-1], *_size(light), files)


def _size(image: Image.Image) -> tuple[int, int]:
    """In CSS pixels: the kernel draws at twice the size."""
    return image.width // 2, image.height // 2


WRITING = 9
"""Pixels, more than a stroke of writing is wide; what is solid beyond is a picture."""

ROUNDING = 12
"""How far a colour may be off where it is nearly transparent, at a stroke's edge."""


def _on_dark_ground(image: Image.Image) -> Image.Image:
    """With lighter ink where ink was drawn on transparent ground; photographs stay."""
    if image.mode != "RGBA":
        return image
    # Where the mean of a square is full, all of it is; a box blur takes no time.
    mean = ImageFilter.BoxBlur(WRITING // 2)
    solid = image.getchannel("A").point(lambda alpha: 255 * (alpha == 255))
    inner = solid.filter(mean).point(lambda share: 255 * (share == 255))
    pixels = np.array(image)
    written = (np.asarray(inner.filter(mean)) == 0) & (pixels[..., 3] > 0)
    colours = pixels[written]  # (n, 4): few, so that this is quick
    for ink, dark_ink in DARK.items():
        off = np.abs(colours[:, :3].astype(int) - ImageColor.getrgb(ink)).max(axis=1)
        colours[off <= ROUNDING, :3] = ImageColor.getrgb(dark_ink)
    pixels[written] = colours
    return Image.fromarray(pixels)


COVER_HEIGHT = 300
"""Pixels: twice the height at which a card shows its picture."""


def as_cover(figure: Figure) -> Figure:
    """Make the figure the picture of a card: one of pixels is made small."""
    if not figure.light.endswith(".webp"):
        return figure

    def small(name: str) -> Image.Image:
        image = Image.open(io.BytesIO(figure.files[name]))
        image.thumbnail((image.width, COVER_HEIGHT))
        return image

    return _of_pixels("cover", small(figure.light), small(figure.dark), quality=80)


def _name(stem: str, content: bytes, ending: str) -> str:
    return f"{stem}-{hashlib.sha256(content).hexdigest()[:8]}.{ending}"
