"""What a header promises is compared with the run's numbers, and with nothing else."""

import pytest

from site_src.pipeline.errors import PipelineError, TutorialError
from site_src.pipeline.execution import run_store, schedule
from site_src.pipeline.execution.jobs import Job
from site_src.pipeline.execution.results import expectations
from site_src.pipeline.sources.tutorials import tutorial
from site_src.pipeline.storage.runs import Provenance, Run


@pytest.fixture
def check(write, tmp_path):
    def check(header, **variables):
        job = Job(tutorial.read(write("# %%\nx = 1\n", header)), "cpu")
        made = Provenance("2026-01-31T00:00:00", "a machine", 1.0, "3.12", {}, "cpu")
        expectations.check(job, Run(tmp_path, tmp_path, variables, made))

    return check


@pytest.mark.parametrize("value", ["a text", [1, 2], True])
@pytest.mark.parametrize("header", ['expects: {total: ">= 3"}', "within: {total: 3}"])
def test_what_is_no_number_names_the_line(check, header, value):
    with pytest.raises(TutorialError, match="total, which is .* no number") as error:
        check(header, total=value)
    assert error.value.line == 8


def test_huge_numbers_are_compared(check):
    check('expects: {total: ">= 1e300"}', total=10**400)
    with pytest.raises(TutorialError, match="broken promise"):
        check('expects: {total: "< .5"}', total=10**400)


def test_a_fault_of_ours_is_an_error_of_one_tutorial(write, progress, monkeypatch):
    jobs = [Job(tutorial.read(write("# %%\nx = 1\n", name=n)), "cpu") for n in "ab"]
    monkeypatch.setattr(run_store, "load_cached", lambda job: 1 / 0)
    with pytest.raises(PipelineError, match="2 tutorials failed") as error:
        schedule.run_all(jobs, progress)
    for name in "ab":
        assert f"{name}.py:1: the pipeline itself failed here" in str(error.value)
    assert "ZeroDivisionError" in str(error.value) and "report it" in str(error.value)
