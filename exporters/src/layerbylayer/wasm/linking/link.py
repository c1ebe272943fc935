"""A module of the kernels that are called, and functions that call them in a row.

What a linker makes of an object file, as far as it is needed here: there is no data
and no table, so that code is copied, and the indices of functions are put in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from . import binary
from .binary import F32, I32
from .objects import PADDED, Function, LinkError, ObjectFile

PAGE = 1 << 16
NO_RESULT = b"\x60\0\0"


@dataclass(frozen=True)
class Invocation:
    """A kernel, and the numbers that it is called with."""

    kernel: str
    arguments: tuple[int | float, ...]


def link(
    library: ObjectFile,
    functions: Mapping[str, Sequence[Invocation]],
    memory: int,
) -> bytes:
    """Make a module.

    Args:
        library: the kernels.
        functions: calls in their order, by the name to export them under.
        memory: how many bytes of memory are needed.

    Raises:
        LinkError: there is no such kernel, or it takes other arguments.
    """
    used = _reachable(library, functions)
    places = {number: place for place, number in enumerate(used)}
    kernels = [library.functions[number] for number in used]
    types = list(dict.fromkeys([*(kernel.signature for kernel in kernels), NO_RESULT]))
    bodies = [_relocated(kernel, places) for kernel in kernels]
    bodies += [_body(library, calls, places) for calls in functions.values()]
    of_each = [*(k.signature for k in kernels), *[NO_RESULT] * len(functions)]
    pages = -(-memory // PAGE)
    exports = [binary.name("memory") + b"\x02\0"] + [
        binary.name(name) + b"\0" + binary.unsigned(len(kernels) + place)
        for place, name in enumerate(functions)
    ]
    sections = [
        (binary.TYPE, binary.vector(types)),
        (
            binary.FUNCTION,
            binary.vector(binary.unsigned(types.index(t)) for t in of_each),
        ),
        (binary.MEMORY, binary.vector([b"\0" + binary.unsigned(pages)])),
        (binary.EXPORT, binary.vector(exports)),
        (binary.CODE, binary.vector(map(binary.sized, bodies))),
    ]
    return binary.MAGIC + b"".join(binary.section(*part) for part in sections)


def _reachable(
    library: ObjectFile, functions: Mapping[str, Sequence[Invocation]]
) -> list[int]:
    """The numbers of the kernels that are called, and of all that these call."""
    numbers: dict[int, None] = {}

    def add(number: int) -> None:
        if number not in numbers:
            numbers[number] = None
            for _, target in library.functions[number].places:
                add(target)

    for calls in functions.values():
        for call in calls:
            if call.kernel not in library.names:
                raise LinkError(f"there is no kernel {call.kernel!r}")
            add(library.names[call.kernel])
    return sorted(numbers)


def _relocated(kernel: Function, places: Mapping[int, int]) -> bytes:
    """A kernel's code with the indices of what it calls."""
    parts: list[bytes] = []
    start = 0
    for place, target in kernel.places:
        parts += [kernel.body[start:place], binary.unsigned(places[target])]
        start = place + PADDED
    return b"".join([*parts, kernel.body[start:]])


def _body(
    library: ObjectFile, calls: Sequence[Invocation], places: Mapping[int, int]
) -> bytes:
    written = [b"\0"]  # no locals
    for call in calls:
        number = library.names[call.kernel]
        parameters = library.functions[number].parameters
        if len(parameters) != len(call.arguments):
            raise LinkError(
                f"{call.kernel} takes {len(parameters)} arguments, "
                f"not {len(call.arguments)}"
            )
        written += _pushed(call, parameters)
        written += [binary.CALL, binary.unsigned(places[number])]
    return b"".join([*written, binary.END])


def _pushed(call: Invocation, parameters: bytes) -> Iterator[bytes]:
    for kind, argument in zip(parameters, call.arguments, strict=True):
        if kind == F32:
            yield binary.f32_const(float(argument))
        elif kind == I32 and isinstance(argument, int):
            yield binary.i32_const(argument)
        else:
            raise LinkError(f"{call.kernel} does not take {argument!r} there")
