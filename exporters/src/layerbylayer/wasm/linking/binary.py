"""WebAssembly's binary format: reading and writing its parts.

Source: https://webassembly.github.io/spec/core/binary/
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MAGIC = b"\0asm\x01\0\0\0"
CUSTOM, TYPE, IMPORT, FUNCTION, MEMORY, EXPORT, CODE = 0, 1, 2, 3, 5, 7, 10
I32, F32 = 0x7F, 0x7D
END, CALL, I32_CONST, F32_CONST = b"\x0b", b"\x10", b"\x41", b"\x43"


def unsigned(number: int) -> bytes:
    """Encode a number that is not negative, as LEB128."""
    written = bytearray()
    while number > 0x7F:
        written.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*written, number])


def signed(number: int) -> bytes:
    """Encode a number of either sign, as LEB128."""
    written = bytearray()
    while not -0x40 <= number < 0x40:
        written.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*written, number & 0x7F])


def vector(items: Iterable[bytes]) -> bytes:
    """Encode a list: its length, and then its items."""
    listed = list(items)
    return unsigned(len(listed)) + b"".join(listed)


def sized(content: bytes) -> bytes:
    """Put the number of bytes before some bytes."""
    return unsigned(len(content)) + content


def name(text: str) -> bytes:
    """Encode a name."""
    return sized(text.encode())


def section(kind: int, content: bytes) -> bytes:
    """Encode a section of a module."""
    return bytes([kind]) + sized(content)


def i32_const(number: int) -> bytes:
    """Encode the instruction that pushes an integer."""
    return I32_CONST + signed(number)


def f32_const(number: float) -> bytes:
    """Encode the instruction that pushes a float."""
    return F32_CONST + struct.pack("<f", number)


@dataclass
class Reader:
    """Bytes, and the place up to which they have been read."""

    data: bytes
    place: int = 0

    def byte(self) -> int:
        """Read one byte."""
        self.place += 1
        return self.data[self.place - 1]

    def unsigned(self) -> int:
        """Read a number that is not negative."""
        number = shift = 0
        while True:
            byte = self.byte()
            number |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return number

    def take(self, count: int) -> bytes:
        """Read some bytes."""
        self.place += count
        return self.data[self.place - count : self.place]

    def sized(self) -> bytes:
        """Read bytes that their number stands before."""
        return self.take(self.unsigned())

    def name(self) -> str:
        """Read a name."""
        return self.sized().decode()

    def sections(self) -> Iterator[tuple[int, bytes]]:
        """Read a module's sections: kind and content of each."""
        if self.take(len(MAGIC)) != MAGIC:
            raise ValueError("this is no WebAssembly")
        while self.place < len(self.data):
            yield self.byte(), self.sized()
