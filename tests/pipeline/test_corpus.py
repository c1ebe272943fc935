"""Small tutorials of every kind: what their pages show, and what their errors say.

Each file of corpus/ is a tutorial without its header (unless it begins with one), and
then lines that say what is expected:

    >>> page: a text that the page holds
    >>> never: a text that it does not hold
    >>> error at "a text in the line": a text of the message

Those that run share one fork server.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from rich.console import Console

from site_src.pipeline.errors import PipelineError
from site_src.pipeline.execution import run_store, schedule
from site_src.pipeline.execution.jobs import Job
from site_src.pipeline.progress import Progress
from site_src.pipeline.rendering.tutorials import tutorial_page
from site_src.pipeline.sources.tutorials import tutorial
from tests.pipeline.conftest import HEADER

CASES = sorted((Path(__file__).parent / "corpus").glob("*.case"))
EXPECTED = re.compile(r'^>>> (page|never|error)(?: at "(.*)")?: (.*)$', re.MULTILINE)
# One process makes all runs, for all of them.
pytestmark = pytest.mark.xdist_group("corpus")


@dataclass
class Outcome:
    """What came of a case: its page, or what was said."""

    source: str
    page: str = ""
    errors: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    """All cases in one go, in kernels from one server."""
    folder = tmp_path_factory.mktemp("corpus")
    found, jobs = {}, {}
    with pytest.MonkeyPatch.context() as patched, quiet() as progress:
        patched.setenv("LAYERS_CACHE", str(folder / "cache"))
        for case in CASES:
            source = case.read_bytes().decode().split("\n>>> ", 1)[0] + "\n"
            if not source.startswith(("# ---", "\ufeff")):
                source = HEADER.format(more="") + source
            path = folder / f"{case.stem.replace('-', '_')}.py"
            path.write_text(source)
            found[case.stem] = Outcome(source)
            try:
                jobs[case.stem] = Job(tutorial.read(path), "smoke")
            except PipelineError as error:
                found[case.stem].errors.append(str(error))
        try:
            schedule.run_all(list(jobs.values()), progress)
        except PipelineError as error:
            for said in str(error).split("\n\n"):
                for name, job in jobs.items():
                    if f"{job.tutorial.path.name}:" in said:
                        found[name].errors.append(said)
        for name, job in jobs.items():
            run = run_store.load_cached(job)
            if run is None:
                continue
            try:
                page = tutorial_page.render(job.tutorial, run, "layerbylayer-1.whl")
                found[name].page = page.files["index.md"].decode()
            except PipelineError as error:
                found[name].errors += str(error).split("\n\n")
    return found


def quiet() -> Progress:
    return Progress([], Console(quiet=True))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_the_case_is_as_it_says(outcomes, case):
    outcome = outcomes[case.stem]
    expected = EXPECTED.findall(case.read_text())
    assert expected, "a case says what it expects"
    errors = list(outcome.errors)
    for kind, place, text in expected:
        if kind == "error":
            said = [e for e in errors if text in e and line_of(e, outcome, place)]
            assert said, f"{text!r} at {place!r} is not in {outcome.errors}"
            errors.remove(said[0])
        else:
            assert outcome.page, outcome.errors
            assert (text in outcome.page) == (kind == "page"), outcome.page
    assert not errors


def line_of(error: str, outcome: Outcome, place: str) -> bool:
    """Whether the error names a line that holds the text `place`."""
    found = re.search(r"\.py:(\d+): ", error)
    return found is not None and place in outcome.source.splitlines()[int(found[1]) - 1]
