"""The diagram as HTML: the higher a layer's bar, the more parameters it has."""

from __future__ import annotations

import html
from collections.abc import Iterator

from .description import Description, Layer
from .lanes import gutters
from .pictograms import pictogram

HIGHEST = 160
"""Pixels of a bar that stands for all parameters."""
TABLE = (
    "border-collapse:collapse;font:13px/1.35 ui-monospace,monospace;"
    "color:inherit;white-space:nowrap"
)
CELL = "padding:1px 8px;border:0;text-align:"
PRE = f"{CELL}left;white-space:pre;opacity:.6"


def to_html(network: Description) -> str:
    """Make a table with its styles inside, to look the same anywhere."""
    rows = "".join(_rows(network))
    # A head without a text is no head.
    head = "".join(
        f'<th style="{CELL}{side};font-weight:600">{text}</th>' if text else "<td></td>"
        for text, side in [
            ("layer", "right"),
            ("", "left"),
            ("", "left"),
            ("shape after", "left"),
            ("parameters", "right"),
            ("share", "right"),
        ]
    )
    branches = _has_branches(network)
    first = "<td></td>" if branches else ""
    return (
        '<div style="overflow-x:auto">'
        f'<table style="{TABLE}"><thead><tr>{first}{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _has_branches(network: Description) -> bool:
    return any(gutter.node for gutter in gutters(network, unicode=True))


def _rows(network: Description) -> Iterator[str]:
    branches = _has_branches(network)
    beside = gutters(network, unicode=True)
    for layer, gutter in zip(network.layers, beside, strict=True):
        for line in gutter.joins:
            yield f'<tr><td style="{PRE}">{line}</td><td colspan="6"></td></tr>'
        first = f'<td style="{PRE}">{gutter.node}</td>' if branches else ""
        yield f"<tr>{first}{_cells(network, layer)}</tr>"


def _cells(network: Description, layer: Layer) -> str:
    share = network.share(layer)
    activation = f" <i>{html.escape(layer.activation)}</i>" if layer.activation else ""
    picture = "" if layer.kind == "Input" else pictogram(layer.kind, unicode=True)
    shape = " × ".join("?" if size is None else str(size) for size in layer.shape)
    height = max(2, round(HIGHEST * share)) if layer.parameters else 0
    bar = (
        f'<div title="{share:.1%} of all parameters" style="width:28px;'
        f'height:{height}px;background:#1b7f79;border-radius:2px"></div>'
    )
    count = "" if layer.kind == "Input" else f"{layer.parameters:,}"
    part = "" if layer.kind == "Input" else f"{share:.1%}"
    cells = [
        (f"<b>{html.escape(layer.kind)}</b>{activation}", "right"),
        # Beside the name: on a narrow screen the last columns are out of sight.
        (bar, "left"),
        (f'<span style="white-space:pre">{picture}</span>', "left"),
        (shape, "left"),
        (count, "right"),
        (part, "right"),
    ]
    return "".join(
        f'<td style="{CELL}{side};vertical-align:middle">{text}</td>'
        for text, side in cells
    )
