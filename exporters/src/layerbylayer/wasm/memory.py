"""Where each buffer lies: in one arena, in which rooms are used again and again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .program import Buffer, Program

ALIGNED = 16
"""Bytes: of addresses and of sizes, so that kernels can handle whole vectors."""


@dataclass
class _Room:
    """What one buffer, or several after each other, occupy from a call to a call."""

    size: int
    first: int
    last: int
    offset: int = 0

    def overlaps(self, other: _Room) -> bool:
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True)
class Plan:
    """The arena: each buffer's offset, in bytes, and how many bytes there are.

    `least` is what the buffers need that are in use at the same time.
    """

    offsets: Mapping[Buffer, int]
    size: int
    least: int


def padded(count: int) -> int:
    """How many bytes some numbers take."""
    return -(-4 * count // ALIGNED) * ALIGNED


def plan(program: Program) -> Plan:
    """Give each buffer that is no constant a place.

    Inputs are there from the beginning and outputs to the end. A result takes over the
    room of an argument that it may replace and that nobody needs any more. Then the
    largest rooms are placed first, each as low as it fits.
    """
    rooms = _rooms(program)
    placed: list[_Room] = []
    unique = {id(room): room for room in rooms.values()}.values()
    for room in sorted(unique, key=lambda room: (-room.size, room.first)):
        room.offset = _lowest(room, placed)
        placed.append(room)
    size = max((room.offset + room.size for room in placed), default=0)
    times = {room.first for room in placed}
    least = max((_in_use(placed, time) for time in times), default=0)
    return Plan({b: room.offset for b, room in rooms.items()}, size, least)


def _in_use(rooms: Sequence[_Room], time: int) -> int:
    return sum(room.size for room in rooms if room.first <= time <= room.last)


def _rooms(program: Program) -> dict[Buffer, _Room]:
    last: dict[Buffer, int] = {}
    for time, call in enumerate(program.calls):
        last.update(dict.fromkeys(call.buffers, time))
    end = len(program.calls)
    last.update({tensor.place.buffer: end for tensor in program.outputs})
    rooms: dict[Buffer, _Room] = {}

    def add(buffer: Buffer, time: int) -> None:
        if buffer.array is None and buffer not in rooms:
            size = padded(buffer.size)
            rooms[buffer] = _Room(size, time, last.get(buffer, time))

    for tensor in program.inputs:
        add(tensor.place.buffer, -1)
    for time, call in enumerate(program.calls):
        result = call.buffers[0]
        old = None if result in rooms else _replaced(call.replaceable, rooms, time)
        if old is not None and old.size == padded(result.size):
            old.last = last[result]
            rooms[result] = old
        for buffer in call.buffers:
            add(buffer, time)
    for tensor in program.outputs:
        add(tensor.place.buffer, end)
    return rooms


def _replaced(
    candidates: Sequence[Buffer], rooms: Mapping[Buffer, _Room], time: int
) -> _Room | None:
    """The room of the first candidate that ends here."""
    for buffer in candidates:
        if buffer in rooms and rooms[buffer].last == time:
            return rooms[buffer]
    return None


def _lowest(room: _Room, placed: Sequence[_Room]) -> int:
    """The lowest offset where nothing lies while the room is in use."""
    others = sorted(
        (other for other in placed if other.overlaps(room)), key=lambda o: o.offset
    )
    offset = 0
    for other in others:
        if offset + room.size <= other.offset:
            break
        offset = max(offset, other.offset + other.size)
    return offset
