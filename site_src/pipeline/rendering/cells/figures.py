"""Pictures from a run's outputs to files of the page: SVG or WebP, light and dark."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from PIL import Image, ImageColor, ImageFilter, UnidentifiedImageError
from PIL.Image import DecompressionBombError

INK, DARK_INK = "#1f2430", "#dfe3ea"
"""The ink of figures.mplstyle, and what it becomes on dark ground."""
# Okabe and Ito's blue and green are too dark for dark ground: lighter ones of that hue.
DARK = {INK: DARK_INK, "#0072b2": "#4ba3dc", "#009e73": "#2fc495"}
LARGEST_SVG = 120_000
"""Bytes, compressed: above it, a picture is made of pixels."""

LARGEST_FILE = 5_000_000
"""Bytes of a picture on a page."""
LARGEST_PICTURE = 40_000_000
"""Pixels that are decoded: a small file may hold a picture that fills the memory."""
LARGEST_WEBP = 4_000_000
"""Pixels in all: encoding more takes seconds, each time that the page is rendered."""
LONGEST_WEBP = 16_383
"""Pixels of a side; the format has no room for more."""
WEBP_MODES = {"1", "L", "LA", "P", "RGB", "RGBA"}
"""Pillow's names for kinds of pixels that it writes as WebP without loss of range."""


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
    """Return the figure in one output's MIME bundle, or None if it holds no picture.

    Raises:
        ValueError: it cannot be read, or is too large for a page.
    """
    figure = _from_output(stem, data)
    for name, content in figure.files.items() if figure else ():
        if len(content) > LARGEST_FILE:
            raise ValueError(
                f"the picture {name} has {len(content):,} bytes, and a page takes "
                f"{LARGEST_FILE:,}"
            )
    return figure


def _from_output(stem: str, data: Mapping[str, Any]) -> Figure | None:
    svg = "".join(data.get("image/svg+xml", ""))
    if "<svg" in svg:
        svg = _tidy(svg)
        if len(gzip.compress(svg.encode())) <= LARGEST_SVG:
            return _from_svg(stem, svg)
    for kind, ending in [("png", "png"), ("jpeg", "jpg"), ("gif", "gif")]:
        if f"image/{kind}" in data:
            try:
                content = base64.b64decode("".join(data[f"image/{kind}"]))
                return _from_pixels(stem, content, ending)
            except UnidentifiedImageError as error:
                raise ValueError(
                    f"a {kind.upper()} cannot be read: it is none"
                ) from error
            except (OSError, ValueError, SyntaxError, DecompressionBombError) as error:
                raise ValueError(f"a {kind.upper()} cannot be read: {error}") from error
    return _from_svg(stem, svg) if "<svg" in svg else None


def _tidy(svg: str) -> str:
    """Without XML prologue, metadata and comments; with the ink written out."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<!--.*?-->|<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    return re.sub(r"\n\s*\n+", "\n", svg)


# To CSS pixels: an inch is 72 points, and 96 pixels.
UNITS = {
    "": 1.0,
    "px": 1.0,
    "pt": 96 / 72,
    "in": 96.0,
    "cm": 96 / 2.54,
    "mm": 96 / 25.4,
}
LENGTH = re.compile(r"\s*([\d.]+)\s*([a-z]*)\s*")
NO_SIZE = (300.0, 150.0)
"""What browsers take for a picture that says nothing."""


def _svg_size(svg: str) -> tuple[int, int]:
    """Width and height in CSS pixels, from the attributes or else the view box."""
    tag = re.sub(r"\s+", " ", svg[: svg.index(">")])
    attributes = dict(re.findall(r"""([\w:-]+) ?= ?["']([^"']*)["']""", tag))
    sizes = []
    box = attributes.get("viewBox", "").replace(",", " ").split()
    for index, name in enumerate(("width", "height")):
        length = LENGTH.fullmatch(attributes.get(name, ""))
        try:
            if length and length[2] in UNITS:
                sizes.append(float(length[1]) * UNITS[length[2]])
            else:
                sizes.append(float(box[2 + index]))
        except (ValueError, IndexError):
            sizes.append(NO_SIZE[index])
    width, height = (
        max(1, round(size)) if math.isfinite(size) else round(missing)
        for size, missing in zip(sizes, NO_SIZE, strict=True)
    )
    return width, height


def _from_svg(stem: str, svg: str) -> Figure:
    width, height = _svg_size(svg)
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
def _from_pixels(stem: str, content: bytes, ending: str) -> Figure:
    image = Image.open(io.BytesIO(content))
    if image.width * image.height > LARGEST_PICTURE:
        raise ValueError(
            f"it has {image.width} x {image.height} pixels, and a page takes "
            f"{LARGEST_PICTURE:,} in all"
        )
    if ending != "png":
        # As they are: nothing was drawn for our ground, and a GIF may move.
        image.verify()
        name = _name(stem, content, ending)
        return Figure(name, name, image.width, image.height, {name: content})
    image.load()
    if (
        image.width * image.height > LARGEST_WEBP
        or max(image.size) > LONGEST_WEBP
        # Of 16 bits, say, of which Pillow would keep the lower half.
        or image.mode not in WEBP_MODES
    ):
        name = _name(stem, content, "png")
        return Figure(name, name, *_size(image), {name: content})
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
    return max(1, image.width // 2), max(1, image.height // 2)


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
