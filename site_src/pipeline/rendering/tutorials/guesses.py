"""What answers a guess: the page covers it until the guess is made, or waived."""

from __future__ import annotations

import re
from collections.abc import Collection

from ...sources.tutorials.cells import Cell
from ...sources.tutorials.tutorial import Tutorial

GUESS = re.compile(r"<make-a-guess\b[^>]*?\bname=\"([^\"]+)\"")


def guesses_in(tutorial: Tutorial) -> set[str]:
    """Return the names of the guesses that a tutorial asks for."""
    prose = (cell.source for cell in tutorial.cells if cell.kind == "markdown")
    return set(GUESS.findall("\n".join(prose)))


def check_answers(tutorial: Tutorial, cell: Cell, guesses: Collection[str]) -> None:
    """Check that a cell answers guesses that the page asks for.

    Raises:
        TutorialError: it names another one.
    """
    for name in cell.answers:
        if name not in guesses:
            known = ", ".join(sorted(guesses)) or "none yet"
            raise tutorial.error(
                cell.line,
                f"this cell answers {name}, and the page asks for no such guess",
                f"Name a <make-a-guess> of this page ({known}), or remove the line.",
            )


def wrapped_answer(output: str, answers: list[str]) -> str:
    """Mark the output of a cell, in Markdown, as the answer to these guesses."""
    if not answers or not output:
        return output
    names = " ".join(answers)
    opening = f'<div class="lbl-answer" data-guesses="{names}" markdown="block">'
    return f"{opening}\n\n{output}\n\n</div>\n"
