"""Writes docs/data/spoken-digits.npz anew, from the Free Spoken Digit Dataset.

    git clone https://github.com/Jakobovski/free-spoken-digit-dataset build/spoken
    git -C build/spoken checkout 26eb9aaf76e81b692f806f9140c2d2777410d7a1
    python -m site_src.tools.spoken build/spoken

Of each voice and digit it takes the first recordings, each sample in one byte, as
telephones send it. The voices are numbered; their names stay out.
"""

from __future__ import annotations

import hashlib
import sys
import wave
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

TARGET = Path(__file__).parents[3] / "docs" / "data" / "spoken-digits.npz"
RATE = 8000
"""Samples a second."""
TAKES = 15
"""Recordings of each digit by each voice."""
LOUDEST = 2**15
"""A sample of 16 bits is less than this."""
BEND = 255
"""How much finer soft sounds are kept than loud ones: μ in the standard G.711."""


@dataclass(frozen=True)
class Recording:
    """What one voice said once: a digit, and its samples from -1 to 1."""

    voice: str
    digit: int
    samples: NDArray[np.float64]


def read(path: Path) -> Recording:
    """Read a recording: 3_lucas_7.wav is the digit 3, by lucas.

    Raises:
        ValueError: it has several channels, another rate, or no 16 bits a sample.
    """
    digit, voice, _ = path.stem.split("_")
    with wave.open(str(path)) as file:
        kind = file.getnchannels(), file.getsampwidth(), file.getframerate()
        if kind != (1, 2, RATE):
            raise ValueError(f"{path} is {kind}, and not one channel of 16 bits")
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    return Recording(voice, int(digit), samples / LOUDEST)


def in_bytes(samples: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Keep samples from -1 to 1 in a byte each, soft ones more finely (μ-law)."""
    bent = np.sign(samples) * np.log1p(BEND * np.abs(samples)) / np.log1p(BEND)
    kept: NDArray[np.uint8] = np.round(255 * (bent + 1) / 2).astype(np.uint8)
    return kept


def write(recordings: Iterable[Recording], target: Path) -> None:
    """Write the recordings one after the other, and the file's SHA-256 beside it."""
    listed = list(recordings)
    voices = sorted({recording.voice for recording in listed})
    np.savez_compressed(
        target,
        samples=np.concatenate([in_bytes(one.samples) for one in listed]),
        lengths=np.array([len(one.samples) for one in listed], np.int32),
        digits=np.array([one.digit for one in listed], np.uint8),
        voices=np.array([voices.index(one.voice) for one in listed], np.uint8),
    )
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    target.with_name(f"{target.name}.sha256").write_text(f"{digest}  {target.name}\n")


def chosen(folder: Path) -> list[Path]:
    """List the first takes of all digits and voices, in the order of their names."""
    paths = sorted((folder / "recordings").glob("*.wav"))
    return [path for path in paths if int(path.stem.split("_")[2]) < TAKES]


def main() -> None:
    """Write the data set, or say what is missing."""
    if len(sys.argv) != 2 or not (paths := chosen(Path(sys.argv[1]))):
        sys.exit(__doc__)
    write(map(read, paths), TARGET)
    print(f"{len(paths):,} recordings in {TARGET}")


if __name__ == "__main__":
    main()
