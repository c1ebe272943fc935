"""Draw the letters of a font as MNIST's digits were made: 28 by 28 pixels."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFont

LETTERS = "ABCDEFGHIJ"
SIDE = 28
BOX = 20
"""The longer side of a letter, in pixels."""
FONT_SIZE = 256
"""Letters are drawn large and averaged down, so that hinting does not matter."""

Pictures = NDArray[np.uint8]


def draw(font_file: Path) -> Pictures:
    """Draw the ten letters of a font, (10, 28, 28), 0 (paper) to 255 (ink).

    Each is scaled so that its longer side is 20 pixels, then moved by whole pixels so
    that its centre of mass lies in the middle of the picture, or as near as the border
    allows. A letter without ink stays black.

    Raises:
        OSError: the file is not a font that FreeType can read.
    """
    font = ImageFont.truetype(
        font_file, FONT_SIZE, layout_engine=ImageFont.Layout.BASIC
    )
    return np.stack([_centred(_ink(font, letter)) for letter in LETTERS])


def _ink(font: ImageFont.FreeTypeFont, letter: str) -> Image.Image | None:
    """The letter drawn large, cropped to its ink; None if it has none."""
    mask = font.getmask(letter, mode="L")
    if 0 in mask.size:
        return None
    canvas = Image.frombytes("L", mask.size, bytes(mask))
    box = canvas.getbbox()
    return canvas.crop(box) if box else None


def _centred(ink: Image.Image | None) -> Pictures:
    if ink is None:
        return np.zeros((SIDE, SIDE), np.uint8)
    scale = BOX / max(ink.size)
    width, height = (size * scale for size in ink.size)
    left, top = round((SIDE - width) / 2), round((SIDE - height) / 2)
    # A frame of 28 by 28 small pixels around the large letter, averaged down.
    room = math.ceil(SIDE / scale)
    large = Image.new("L", (ink.width + 2 * room, ink.height + 2 * room))
    large.paste(ink, (room, room))
    x, y = room - left / scale, room - top / scale
    frame = (x, y, x + SIDE / scale, y + SIDE / scale)
    picture = np.asarray(large.resize((SIDE, SIDE), Image.Resampling.BOX, frame))
    rows, columns = picture.sum(axis=1), picture.sum(axis=0)
    down = _move(rows.astype(np.int64), top, math.ceil(top + height - 1e-6))
    right = _move(columns.astype(np.int64), left, math.ceil(left + width - 1e-6))
    return np.roll(picture, (down, right), axis=(0, 1))


def _move(sums: NDArray[np.int64], first: int, last: int) -> int:
    """By how many pixels to move along one axis, so that the ink `first:last` stays in.

    Whole numbers, so that no machine rounds otherwise than another. MNIST's digits
    balance in the middle of pixel 14 of 28.
    """
    mass = int(sums.sum())
    moment = sum(2 * index * int(value) for index, value in enumerate(sums))
    # The nearest whole number to SIDE / 2 - moment / (2 mass).
    move = (SIDE * mass - moment + mass) // (2 * mass)
    return max(-first, min(SIDE - last, move))
