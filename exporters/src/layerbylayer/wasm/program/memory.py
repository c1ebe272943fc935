"""Where each buffer lies: in one arena, in which rooms are used again and again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
    room of an argument that it may replace and that nobody needs any more. Then rooms
    are placed one after the other, each as low as it fits; which order leaves the
    fewest holes differs from network to network, so that several are tried.
    """
    rooms = _rooms(program)
    unique = list({id(room): room for room in rooms.values()}.values())
    in_use = {
        time: sum(room.size for room in unique if room.first <= time <= room.last)
        for time in {room.first for room in unique}
    }
    crowd = {
        id(room): max(n for t, n in in_use.items() if room.first <= t <= room.last)
        for room in unique
    }
    orders: list[Callable[[_Room], tuple[int, ...]]] = [
        lambda room: (-room.size, room.first),
        lambda room: (room.first - room.last, -room.size),
        lambda room: (-crowd[id(room)], -room.size, room.first),
        lambda room: (-crowd[id(room)], room.first - room.last, -room.size),
        lambda room: (room.first, -room.size),
    ]
    least = max(in_use.values(), default=0)
    best = _placed(sorted(unique, key=orders[0]))
    for order in orders[1:]:
        if _end(unique, best) == least:
            break
        other = _placed(sorted(unique, key=order))
        best = min(best, other, key=lambda offsets: _end(unique, offsets))
    offsets = {buffer: best[id(room)] for buffer, room in rooms.items()}
    return Plan(offsets, _end(unique, best), least)


def _placed(rooms: Sequence[_Room]) -> dict[int, int]:
    """The offset of each room, by its identity, if they are placed in this order."""
    offsets: dict[int, int] = {}
    placed: list[_Room] = []
    for room in rooms:
        offsets[id(room)] = _lowest(room, placed, offsets)
        placed.append(room)
    return offsets


def _end(rooms: Sequence[_Room], offsets: Mapping[int, int]) -> int:
    return max((offsets[id(room)] + room.size for room in rooms), default=0)


def _rooms(program: Program) -> dict[Buffer, _Room]:
    last: dict[Buffer, int] = {}
    for time, call in enumerate(program.calls):
        last.update(dict.fromkeys(call.buffers, time))
    end = len(program.calls)
    last.update({tensor.place.buffer: end for tensor in program.outputs})
    rooms: dict[Buffer, _Room] = {}

    def add(buffer: Buffer, time: int) -> None:
        if buffer.in_arena and buffer not in rooms:
            size = padded(buffer.size)
            rooms[buffer] = _Room(size, time, last.get(buffer, time))

    for tensor in program.inputs:
        add(tensor.place.buffer, -1)
    for time, call in enumerate(program.calls):
        result = call.buffers[0]
        is_new = result.in_arena and result not in rooms
        old = _replaced(call.replaceable, rooms, time) if is_new else None
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


def _lowest(room: _Room, placed: Sequence[_Room], offsets: Mapping[int, int]) -> int:
    """The lowest offset where nothing lies while the room is in use."""
    taken = sorted(
        (offsets[id(other)], other.size) for other in placed if other.overlaps(room)
    )
    lowest = 0
    for offset, size in taken:
        if lowest + room.size <= offset:
            break
        lowest = max(lowest, offset + size)
    return lowest
