"""What a tutorial's header expects of a run: numbers, and times."""

from __future__ import annotations

from ..sources.header import COMPARISONS, EXPECTATION
from ..storage.runs import Run
from .jobs import Job


def check(job: Job, run: Run) -> None:
    """Check that the run is as the header promises; in `smoke`, nothing is promised.

    Raises:
        TutorialError: a promise is broken, or names no number of the run.
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
