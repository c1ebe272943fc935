"""The kernels' object file: its functions, and which of them each one calls.

Source: https://github.com/WebAssembly/tool-conventions/blob/main/Linking.md
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .binary import CODE, CUSTOM, FUNCTION, IMPORT, TYPE, Reader

FOLDER = Path(__file__).parents[1] / "kernels"
TO_FUNCTION = 0
"""The kind of relocation that is known: the index of a function is put in."""
PADDED = 5
"""The bytes that are held free for an index."""
UNDEFINED = 0x10


class LinkError(Exception):
    """An object file with something in it that the linker does not know."""


@dataclass(frozen=True)
class Function:
    """One function of an object file.

    Attributes:
        parameters: the types of its parameters, as bytes of the binary format.
        signature: parameters and results, as the binary format writes them.
        body: its locals and instructions.
        places: offsets into the body, where the index of another function stands, with
            that one's number.
    """

    parameters: bytes
    signature: bytes
    body: bytes
    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class ObjectFile:
    """Functions by their number, and the numbers of those that have a name."""

    functions: tuple[Function, ...]
    names: Mapping[str, int]

    @classmethod
    def read(cls, data: bytes) -> ObjectFile:
        """Read a relocatable object file.

        Raises:
            LinkError: it needs more than code: data, or memory for what a kernel's
                registers don't hold, which would make it slow.
        """
        return _read(data)


@cache
def library(variant: str) -> ObjectFile:
    """Read the kernels of a variant, once."""
    return ObjectFile.read((FOLDER / f"{variant}.o").read_bytes())


def _read(data: bytes) -> ObjectFile:
    plain: dict[int, Reader] = {}
    custom: dict[str, Reader] = {}
    for kind, content in Reader(data).sections():
        if kind == CUSTOM:
            reader = Reader(content)
            custom[reader.name()] = reader
        else:
            plain[kind] = Reader(content)
    _check_imports(plain[IMPORT])
    signatures = _signatures(plain[TYPE])
    types = [
        signatures[plain[FUNCTION].unsigned()]
        for _ in range(plain[FUNCTION].unsigned())
    ]
    symbols, names = _symbols(custom["linking"])
    relocations = _relocations(custom["reloc.CODE"], symbols)
    functions = []
    code = plain[CODE]
    for signature in types[: code.unsigned()]:
        size = code.unsigned()
        start = code.place
        places = tuple(
            (place - start, target)
            for place, target in relocations
            if start <= place < start + size
        )
        parameters = Reader(signature[1:]).sized()
        functions.append(Function(parameters, signature, code.take(size), places))
    return ObjectFile(tuple(functions), names)


def _check_imports(reader: Reader) -> None:
    for _ in range(reader.unsigned()):
        module, name, _ = reader.name(), reader.name(), reader.byte()
        if (module, name) != ("env", "__linear_memory"):
            raise LinkError(f"the kernels need {module}.{name}")
        # Whether the memory has a limit, and how large it is.
        flags = reader.byte()
        reader.unsigned()
        if flags & 1:
            reader.unsigned()


def _signatures(reader: Reader) -> list[bytes]:
    signatures = []
    for _ in range(reader.unsigned()):
        start = reader.place
        reader.byte()
        reader.sized()
        reader.sized()
        signatures.append(reader.data[start : reader.place])
    return signatures


def _symbols(reader: Reader) -> tuple[list[int], dict[str, int]]:
    """The functions that symbols stand for; and which function has which name."""
    if reader.unsigned() != 2:
        raise LinkError("the object file is of an unknown version")
    targets: list[int] = []
    names: dict[str, int] = {}
    while reader.place < len(reader.data):
        kind, content = reader.byte(), Reader(reader.sized())
        if kind != 8:  # the table of symbols
            continue
        for _ in range(content.unsigned()):
            what, flags = content.byte(), content.unsigned()
            if what != 0:
                raise LinkError("the kernels hold data; only code can be linked")
            if flags & UNDEFINED:
                raise LinkError("the kernels call a function that they do not hold")
            index = content.unsigned()
            names[content.name()] = index
            targets.append(index)
    return targets, names


def _relocations(reader: Reader, symbols: list[int]) -> list[tuple[int, int]]:
    reader.unsigned()  # the section that they belong to
    relocations = []
    for _ in range(reader.unsigned()):
        kind, place, symbol = reader.byte(), reader.unsigned(), reader.unsigned()
        if kind != TO_FUNCTION:
            raise LinkError(f"the kernels need a relocation of kind {kind}")
        relocations.append((place, symbols[symbol]))
    return relocations
