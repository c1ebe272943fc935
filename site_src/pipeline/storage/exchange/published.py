"""Runs that others have published: archives on the web, and a signed list of them.

The list says the digest and the size of each archive. It is believed if the key that
this clone knows has signed it, and if no later one was seen before: whoever can change
what a server answers can keep runs from us, and give us none.
"""

from __future__ import annotations

import hashlib
import io
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, BinaryIO

import requests
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from ... import config
from ...files.atomic import atomic_replace
from .minisign import PublicKey, SecretKey

LIST, SIGNATURE = "runs.json", "runs.json.minisig"
LARGEST_LIST = 10_000_000
"""Bytes of a list, far more than one ever has."""
Name = Annotated[str, StringConstraints(pattern=r"^(runs|exports)/\w[\w.-]*$")]


class File(BaseModel):
    """An archive: its digest, which is its name, too, and its size."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    bytes: int = Field(gt=0)

    @property
    def name(self) -> str:
        """The archive's name."""
        return f"{self.sha256}.tar.gz"


class Index(BaseModel):
    """The list: what is published, and when it was written."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    made: int = Field(gt=0)
    """Seconds since 1970. A list is taken only if none that was made later is known."""
    entries: Mapping[Name, File]

    def write(self, folder: Path, key: SecretKey) -> None:
        """Write the list and its signature into a folder."""
        text = self.model_dump_json(indent=1)
        comment = f"timestamp:{self.made}\tfile:{LIST}\thashed"
        (folder / LIST).write_text(text, encoding="utf-8")
        signature = key.sign(text.encode(), comment)
        (folder / SIGNATURE).write_text(signature, encoding="utf-8")


@dataclass(frozen=True)
class Patience:
    """How long a server may take before it is done without."""

    silence: float = 20.0
    """Seconds until it answers, and between two parts of an answer."""
    rate: float = 20_000.0
    """Bytes a second, on average, after the first `silence` seconds."""


@dataclass(frozen=True)
class Publisher:
    """An address on the web, and the key that signs what lies there."""

    address: str
    key: PublicKey
    patience: Patience

    def index(self) -> Index:
        """Return what is published.

        Raises:
            OSError: the server does not answer, or too slowly.
            ValueError: what it answers is not to be believed.
        """
        text, signature = io.BytesIO(), io.BytesIO()
        self._download(LIST, text, LARGEST_LIST)
        self._download(SIGNATURE, signature, 10_000)
        self.key.verify(text.getvalue(), signature.getvalue().decode())
        index = Index.model_validate_json(text.getvalue())
        self._check_age(index)
        return index

    def take(self, file: File, target: Path) -> None:
        """Download an archive, whole and unchanged.

        Raises:
            OSError: the server does not answer, too slowly, or with another file.
        """
        with target.open("wb") as stream:
            digest = self._download(file.name, stream, file.bytes)
        if digest != file.sha256:
            raise OSError("its digest is not that of the signed list")

    def _check_age(self, index: Index) -> None:
        """Refuse a list that is older than one that this key has signed before."""
        note = config.cache_folder() / "published" / f"{self.key.id.hex()}"
        latest = 0
        with suppress(OSError, ValueError):
            latest = int(note.read_text(encoding="utf-8"))
        if index.made < latest:
            known = _date(latest)
            raise ValueError(
                f"its list is of {_date(index.made)}, one of {known} is known"
            )
        # Where nothing can be written, nothing can be remembered.
        with suppress(OSError), atomic_replace(note) as new:
            new.write_text(str(index.made), encoding="utf-8")

    def _download(self, name: str, stream: BinaryIO, most: int) -> str:
        """Write an answer to a stream; return its digest.

        Raises:
            OSError: there is none, it is too large, or it takes too long.
        """
        began, size, digest = time.monotonic(), 0, hashlib.sha256()
        with requests.get(
            f"{self.address}/{name}",
            headers={"Accept-Encoding": "identity"},
            stream=True,
            timeout=self.patience.silence,
        ) as response:
            response.raise_for_status()
            for part in response.iter_content(2**14):
                size += len(part)
                if size > most:
                    raise OSError(f"{name} is larger than it should be")
                late = time.monotonic() - began - self.patience.silence
                if late * self.patience.rate > size:
                    raise OSError(f"{name} comes too slowly")
                digest.update(part)
                stream.write(part)
        return digest.hexdigest()


def _date(seconds: int) -> str:
    return time.strftime("%Y-%m-%d %H:%M", time.gmtime(seconds)) + " UTC"
