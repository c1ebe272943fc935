"""What a tutorial's header expects of a run: numbers, sentences, and times."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...sources.tutorials.header import COMPARISONS, EXPECTATION, SAYING
from ...sources.tutorials.tutorial import Tutorial
from ...storage.runs import Run
from ..jobs import Job


def check(job: Job, run: Run) -> None:
    """Check that the run is as the header promises; in `smoke`, nothing is promised.

    Raises:
        TutorialError: a promise is broken, a sentence is no longer true of the run or
            no longer on the page, or one of them names no number of the run.
    """
    if job.profile == "smoke":
        return
    tutorial, header, values = job.tutorial, job.tutorial.header, run.values()
    for field in ("expects", "within"):
        for name in getattr(header, field):
            if name not in values:
                raise tutorial.error(
                    tutorial.line_of(field),
                    f"{field} names {name}, and the run has no such number",
                    "Assign it at the top level of a cell.",
                )
            if isinstance(values[name], bool) or not isinstance(
                values[name], int | float
            ):
                raise tutorial.error(
                    tutorial.line_of(field),
                    f"{field} names {name}, which is {values[name]!r} and no number",
                    "Compare a number: float(...) makes one of many things.",
                )
    for name, expectation in header.expects.items():
        match = EXPECTATION.fullmatch(expectation)
        assert match is not None, "the header's check lets only comparisons through"
        comparison, bound = match.groups()
        if not COMPARISONS[comparison](values[name], float(bound)):
            raise tutorial.error(
                tutorial.line_of("expects"),
                f"broken promise: {name} is {values[name]}, not {expectation}",
                "Improve the tutorial, or promise less.",
            )
    _check_sayings(tutorial, values)


def _check_sayings(tutorial: Tutorial, values: Mapping[str, Any]) -> None:
    """Check that what the page says in words is true of the numbers."""
    line = tutorial.line_of("says")
    for sentence, saying in tutorial.header.says.items():
        if " ".join(sentence.split()) not in tutorial.prose:
            raise tutorial.error(
                line,
                f"says quotes “{sentence}”, which is not on the page",
                "Quote the page as it is now, or take the line out.",
            )
        match = SAYING.fullmatch(saying)
        assert match is not None, "the header's check lets only comparisons through"
        names = [match["left"], match["right"]]
        for name in names:
            if name.isidentifier() and name not in values:
                raise tutorial.error(
                    line,
                    f"says names {name}, and the run has no such number or text",
                    "Assign it at the top level of a cell.",
                )
        first, second = (_value(name, values) for name in names)
        if not _comparable(first, second):
            raise tutorial.error(
                line,
                f"says compares {match['left']}, which is {first!r}, with {second!r}",
                "Compare two numbers, or two texts (a text in single quotes).",
            )
        if not COMPARISONS[match["comparison"]](first, second):
            raise tutorial.error(
                line,
                f"the page says “{sentence}”, and in this run {match['left']} is "
                f"{first}, and not {match['comparison']} {second}",
                "Say what the run shows, or improve the run.",
            )


def _comparable(first: Any, second: Any) -> bool:
    kinds = (int | float, str)
    return any(isinstance(first, k) and isinstance(second, k) for k in kinds)


def _value(name: str, values: Mapping[str, Any]) -> Any:
    if name.isidentifier():
        return values[name]
    return name[1:-1] if name.startswith("'") else float(name)


def overtime_warnings(job: Job, run: Run) -> list[str]:
    """Write a line for each time of the header that the run took longer than.

    It is no error: the same run is in time on a faster machine. In `smoke` there is
    none.
    """
    if job.profile == "smoke":
        return []
    values = run.values()
    return [
        f"{job.tutorial.name}: {name} is {values[name]:.1f}, not within {most:g}. "
        "This machine is slower than the page promises for."
        for name, most in job.tutorial.header.within.items()
        if values[name] > most
    ]
