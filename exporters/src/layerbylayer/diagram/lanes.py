"""Branches beside the diagram: each datum that is still needed has a lane."""

from __future__ import annotations

from dataclasses import dataclass

from .description import Description, Layer


@dataclass(frozen=True)
class Gutter:
    """What stands to the left of a layer: connections before it, then the layer."""

    joins: tuple[str, ...]
    """Whole lines before the layer, where branches begin or end."""
    node: str
    """On the layer's own line."""
    below: str
    """On the line of the data after it."""


# down, right branch, join from the right, fork to the right, along, across, node
UNICODE = ("│", "├", "┘", "┐", "─", "┼", "●")
ASCII = ("|", "+", "+", "+", "-", "|", "*")


def gutters(
    network: Description, unicode: bool, room: int | None = None
) -> list[Gutter]:
    """Give one gutter a layer. Empty ones if the network is a single chain.

    They are cut, and end with a mark that says so, where they need more than `room`
    columns.
    """
    needed = {layer.name: 0 for layer in network.layers}
    for layer in network.layers:
        for name in layer.inputs:
            needed[name] += 1
    lanes: list[str | None] = []
    drawn = [_step(layer, lanes, needed, unicode) for layer in network.layers]
    width = max(len(g.node.rstrip()) for g in drawn)
    if all(len(g.below.rstrip()) <= 1 and not g.joins for g in drawn):
        return [Gutter((), "", "") for _ in drawn]
    width = max([width, *(len(line) for g in drawn for line in g.joins)])
    width = width if room is None else min(width, room)
    more = "…" if unicode else ">"

    def fitted(line: str) -> str:
        line = line.rstrip()
        return line.ljust(width) if len(line) <= width else line[: width - 1] + more

    return [
        Gutter(tuple(map(fitted, g.joins)), fitted(g.node), fitted(g.below))
        for g in drawn
    ]


def _step(
    layer: Layer, lanes: list[str | None], needed: dict[str, int], unicode: bool
) -> Gutter:
    marks = UNICODE if unicode else ASCII
    for name in layer.inputs:
        needed[name] -= 1
    taken = [lanes.index(name) for name in layer.inputs if name in lanes]
    ending = [lane for lane in taken if not needed[str(lanes[lane])]]
    # It goes on in the lane of a datum that nobody else needs; else in a free one.
    free = lanes.index(None) if None in lanes else len(lanes)
    own = min(ending, default=free)
    joins = []
    for lane in taken:
        if lane != own:
            ends = lane in ending
            joins.append(_connection(lanes, lane, own, ends, marks))
            if ends:
                lanes[lane] = None
    if own == len(lanes):
        lanes.append(None)
    lanes[own] = layer.name
    while lanes and lanes[-1] is None:
        lanes.pop()
    down = marks[0]
    row = [down if name else " " for name in lanes]
    node = " ".join(
        marks[6] if lane == own else mark for lane, mark in enumerate(row)
    ).rstrip()
    if not needed[layer.name]:
        lanes[own] = None
        row[own] = " "
    while lanes and lanes[-1] is None:
        lanes.pop()
    return Gutter(tuple(joins), node, " ".join(row).rstrip())


def _connection(
    lanes: list[str | None], source: int, own: int, ends: bool, marks: tuple[str, ...]
) -> str:
    """One line that leads from the lane of a datum to the lane of the layer."""
    down, right, join, fork, along, across, _ = marks
    first, last = sorted((source, own))
    line = []
    for lane in range(max(len(lanes), last + 1)):
        alive = lane < len(lanes) and lanes[lane] is not None
        if lane == first:
            line.append(right)
        elif lane == last:
            line.append(_corner(source > own, ends, alive, join, fork, marks))
        elif first < lane < last:
            line.append(across if alive else along)
        else:
            line.append(down if alive else " ")
        line.append(along if first <= lane < last else " ")
    return "".join(line).rstrip()


def _corner(
    from_right: bool,
    ends: bool,
    alive: bool,
    join: str,
    fork: str,
    marks: tuple[str, ...],
) -> str:
    """The right end of a connection."""
    if from_right:
        return join if ends else ("┤" if marks is UNICODE else "+")
    return ("┤" if marks is UNICODE else "+") if alive else fork
