"""Writes docs/data/photos/ anew: python -m site_src.tools.photos.

Each photo is the middle square of one that scikit-image or scikit-learn ships, 256
pixels wide; where it comes from and under which terms stands in photos.json.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import skimage.data
import sklearn.datasets
from numpy.typing import NDArray
from PIL import Image

TARGET = Path(__file__).parents[3] / "docs" / "data" / "photos"
SIDE = 256


@dataclass(frozen=True)
class Photo:
    """One line of photos.json."""

    file: str
    name: str
    origin: str


PHOTOS = (
    Photo("cat.jpg", "a cat", "Stéfan van der Walt, CC0, from scikit-image (chelsea)"),
    Photo(
        "coffee.jpg",
        "a cup of coffee",
        "Rachel Michetti, CC0, from scikit-image (coffee)",
    ),
    Photo(
        "rocket.jpg", "a rocket", "SpaceX, public domain, from scikit-image (rocket)"
    ),
    Photo(
        "astronaut.jpg",
        "an astronaut",
        "NASA, public domain, from scikit-image (astronaut)",
    ),
    Photo("flower.jpg", "a flower", "vultilion, CC BY 2.0, from scikit-learn (flower)"),
    Photo(
        "temple.jpg", "a temple", "danielbuechele, CC BY 2.0, from scikit-learn (china)"
    ),
)


def pixels(photo: Photo) -> NDArray[np.uint8]:
    """Read the whole photo, (rows, columns, 3), as its package has it."""
    name = photo.origin.rpartition("(")[2].rstrip(")")
    if "scikit-learn" in photo.origin:
        return np.asarray(sklearn.datasets.load_sample_image(f"{name}.jpg"))
    return np.asarray(getattr(skimage.data, name)())


def main() -> None:
    """Write all of them."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for photo in PHOTOS:
        picture = Image.fromarray(pixels(photo)).convert("RGB")
        side = min(picture.size)
        left, top = ((size - side) // 2 for size in picture.size)
        square = picture.crop((left, top, left + side, top + side))
        small = square.resize((SIDE, SIDE), Image.Resampling.LANCZOS)
        small.save(TARGET / photo.file, quality=85, optimize=True)
    described = json.dumps(
        [asdict(photo) for photo in PHOTOS], indent=1, ensure_ascii=False
    )
    (TARGET / "photos.json").write_text(described + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
