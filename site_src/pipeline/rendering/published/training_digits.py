"""Ten thousand digits for training in the browser, published in data/digits/.

They come from the pinned package of MNIST: its first 9,000 training images in nine
files, and its first 1,000 test images in one. A file is gzip; inside are the labels, a
byte for each image, and then the images, 28 x 28 bytes each. digits.json says how many
there are in each file, how long it is and its SHA-256, by which the page checks and
keeps it (runtime/file-cache.ts).
"""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

from ... import config
from ...files.atomic import atomic_replace
from ...files.stamp import Stamp
from ...sources import data

FOLDER = "data/digits"
INDEX = "digits.json"
IN_A_FILE = 1000
FILES = 9
"""Of images to learn from."""


@dataclass(frozen=True)
class Shard:
    """One published file."""

    file: str
    count: int
    bytes: int
    sha256: str


def publish(target: Path) -> None:
    """Put the files into `target`/data/digits/.

    They are made once for each version of the package, and kept in build/.
    """
    made = config.BUILD / "digits"
    stamp, identity = Stamp(config.BUILD / "digits.digest", made), _identity()
    if not stamp.fits(identity):
        data.install(["mnist"])
        with atomic_replace(made) as new:
            new.mkdir()
            make(data.DATASETS["mnist"].folder / "data", new)
        stamp.write(identity)
    shutil.copytree(made, target / FOLDER)


def make(source: Path, folder: Path) -> None:
    """Write the files and their index into `folder`, from MNIST's four in `source`."""
    train = _cut(source, "train", FILES)
    (test,) = _cut(source, "t10k", 1)
    shards = [_write(folder, f"train-{i}", part) for i, part in enumerate(train)]
    index = {
        "format": "layerbylayer-digits",
        "version": 1,
        "side": 28,
        "test": asdict(_write(folder, "test", test)),
        "train": [asdict(shard) for shard in shards],
    }
    (folder / INDEX).write_text(json.dumps(index, indent=1))


def _cut(source: Path, prefix: str, files: int) -> list[tuple[bytes, bytes]]:
    images = data.read_idx(source / f"{prefix}-images-idx3-ubyte")
    labels = data.read_idx(source / f"{prefix}-labels-idx1-ubyte")
    starts = range(0, files * IN_A_FILE, IN_A_FILE)
    return [
        (labels[i : i + IN_A_FILE].tobytes(), images[i : i + IN_A_FILE].tobytes())
        for i in starts
    ]


def _write(folder: Path, name: str, part: tuple[bytes, bytes]) -> Shard:
    labels, images = part
    packed = gzip.compress(labels + images, compresslevel=9, mtime=0)
    digest = hashlib.sha256(packed).hexdigest()
    file = f"{name}.gz"
    (folder / file).write_bytes(packed)
    return Shard(file, len(labels), len(packed), digest)


def _identity() -> str:
    """What decides the files: the package, and this module."""
    ours = Path(__file__).read_bytes()
    whole = hashlib.sha256(data.DATASETS["mnist"].digest.encode() + ours)
    return whole.hexdigest()[:16]
