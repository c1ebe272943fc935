"""The page docs/exporters/ways.md, from what the benchmarks in the browser found."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "exporters" / "ways.md"

TEMPLATE = Path(__file__).with_suffix(".md")


def page() -> str:
    """Make the whole page."""
    web, weight = _read("ways"), _read("bytes")
    turns = web["one_more_prediction_in_the_page_ms"]
    return TEMPLATE.read_text(encoding="utf-8").format(
        prediction=f"{weight['after']['prediction'] / 1000:.0f}",
        before=f"{weight['before']['prediction'] / 1000:.0f}",
        first="\n".join(
            [
                _row("fast", web["first_prediction_ms"]),
                _row("1 MB/s", web["first_prediction_at_1_MB_per_s_ms"]),
            ]
        ),
        compiled=turns["compiled"],
        tfjs=turns["tfjs"],
        ratio=turns["ratio"],
        hardware=web["hardware"],
        browser=web["browser"],
        date=web["date"],
        load=web["load_at_begin"],
    )


def write() -> None:
    """Write it."""
    PAGE.write_text(page(), encoding="utf-8")


def _row(name: str, found: dict[str, float]) -> str:
    times = [f"{found[way]:,.0f}" for way in ("compiled", "ours", "stock")]
    ratios = [f"**{found[way]:.2f}**" for way in ("compiled_ratio", "ratio")]
    return f"| {' | '.join([name, *times, *ratios])} |"


def _read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ROOT / "bench" / f"{name}.json").read_text())
    return found


if __name__ == "__main__":
    write()
