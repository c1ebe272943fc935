"""The page on the making of the data set, and the list of its fonts."""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from .dataset import SPLITS, Arrays, split_of
from .draw import BOX, SIDE
from .families import Family
from .filter import ALIKE, BARS, COPY, NOT_LETTERS, Kept, Rejected, regular

TEMPLATE = Path(__file__).parent / "page.md"
WALL = (24, 12)
"""Columns and rows of the picture on the page."""
LICENCES = {
    "Apache-2.0": "Apache License 2.0",
    "CC0-1.0": "Creative Commons Zero",
    "MIT": "MIT licence",
    "OFL-1.1": "SIL Open Font License 1.1",
    "UFL-1.0": "Ubuntu Font Licence 1.0",
    "Unlicense": "The Unlicense",
}


def ledger(stay: Sequence[Kept], go: Sequence[Rejected]) -> str:
    """List families as CSV: where each is, or why it is nowhere, and its licence."""
    rows = [
        _row(
            accepted.family,
            split=split_of(accepted.family),
            fonts=" ".join(style.name.replace(" ", "-") for style, _ in accepted.fonts),
        )
        for accepted in stay
    ] + [_row(gone.family, weeded=gone.reason) for gone in go]
    table = io.StringIO()
    writer = csv.DictWriter(table, rows[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(sorted(rows, key=lambda row: row["package"]))
    return table.getvalue()


def _row(
    family: Family, *, split: str = "", fonts: str = "", weeded: str = ""
) -> dict[str, str]:
    return {
        "family": family.name,
        "package": family.package,
        "version": family.version,
        "licence": family.licence,
        "split": split,
        "fonts": fonts,
        "weeded": weeded,
        "copyright": " ".join(family.copyright.split()),
    }


def wall(stay: Sequence[Kept]) -> Image.Image:
    """Draw the letter A of as many families as fit, spread over the alphabet."""
    columns, rows = WALL
    families = sorted(stay, key=lambda accepted: accepted.family.package)
    picture = Image.new("L", (columns * SIDE, rows * SIDE))
    for place in range(columns * rows):
        letter = regular(families[place * len(families) // (columns * rows)])[0]
        at = (SIDE * (place % columns), SIDE * (place // columns))
        picture.paste(Image.fromarray(letter), at)
    return picture


def text(
    stay: Sequence[Kept],
    go: Sequence[Rejected],
    data: Arrays,
    digest: str,
    size: int,
) -> str:
    """Write the page, in Markdown."""
    families = Counter(split_of(accepted.family) for accepted in stay)
    reasons = Counter(w.reason.split(" as ")[0] for w in go)
    values = {
        "families": len(stay),
        "packages": len(stay) + len(go),
        "fonts": len(data["font_names"]),
        "images": f"{sum(len(data[f'{split}_labels']) for split in SPLITS):,}",
        "megabytes": f"{size / 1e6:.1f}",
        "digest": digest,
        "columns": WALL[0] * SIDE,
        "rows": WALL[1] * SIDE,
        "side": SIDE,
        "box": BOX,
        "words": ", ".join(sorted(NOT_LETTERS)),
        "alike": ALIKE,
        "bars": BARS,
        "copy": COPY,
        "splits": "\n".join(
            f"| {split} | {families[split]} | {len(data[f'{split}_labels']):,} |"
            for split in SPLITS
        ),
        "weeded": "\n".join(
            f"| {reason} | {count} |" for reason, count in sorted(reasons.items())
        ),
        "licences": _licences(stay),
    }
    return TEMPLATE.read_text(encoding="utf-8").format(**values)


def _licences(stay: Sequence[Kept]) -> str:
    by_licence: dict[str, list[str]] = defaultdict(list)
    for accepted in stay:
        by_licence[accepted.family.licence].append(accepted.family.name)
    parts = []
    for licence, names in sorted(by_licence.items(), key=lambda item: -len(item[1])):
        listed = ", ".join(sorted(names, key=str.lower))
        parts.append(f"**{LICENCES[licence]}** (`{licence}`, {len(names)}): {listed}.")
    return "\n\n".join(parts)
