"""Small pictures for the glossary, drawn by code: one idea each, in three colours."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .sketch_parts import HEIGHT, WIDTH
from .sketches_a_to_m import A_TO_M
from .sketches_n_to_z import N_TO_Z


def sketch(name: str) -> str:
    """Draw the picture of a word as SVG, whose colours come from the page's styles.

    Raises:
        ValueError: there is no picture of this word.
    """
    if name not in SKETCHES:
        raise ValueError(f"there is no sketch of {name}: {', '.join(SKETCHES)}")
    # What it shows, the sentences beside it say.
    return (
        f'<svg class="lbl-sketch" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" aria-hidden="true">'
        f"{SKETCHES[name]()}</svg>"
    )


SKETCHES: Mapping[str, Callable[[], str]] = {**A_TO_M, **N_TO_Z}
