"""Sites that are built while tutorials still run."""

import json
import time
from threading import Event
from typing import Any

import pytest

from site_src.pipeline.commands.building import early_sites
from site_src.pipeline.commands.building.early_sites import runs_and_places
from site_src.pipeline.errors import PipelineError
from site_src.pipeline.execution.jobs import UNKNOWN, Job
from site_src.pipeline.rendering.tutorials.pending import Place
from site_src.pipeline.sources.tutorials import tutorial

MINUTES = 20
A: Any = "one run"
B: Any = "another"
C: Any = "a third"


@pytest.fixture
def jobs(write):
    names = ("first", "second", "third")
    read = [tutorial.read(write("# %%\nx = 1\n", name=name)) for name in names]
    return [Job(one, "smoke") for one in read]


def test_each_job_has_its_run_or_its_place(jobs):
    some = runs_and_places(jobs, {1: A}, {"third (smoke)": 100.0})
    assert some == [Place(1, 2, 3, UNKNOWN), A, Place(2, 2, 3, UNKNOWN + 100)]


def test_a_site_is_built_from_the_newest_runs_one_at_a_time(progress, monkeypatch):
    monkeypatch.setattr(early_sites, "PAUSE", 0.0)
    built, begun, go_on = [], Event(), Event()

    def build(done):
        begun.set()
        assert go_on.wait(MINUTES * 60)
        built.append(set(done))

    with early_sites.early_sites(build, progress) as tell:
        tell({0: A})
        assert begun.wait(MINUTES * 60)
        tell({0: A, 2: C})
        tell({0: A, 1: B, 2: C})
        go_on.set()
        while len(built) < 2:
            time.sleep(0.01)
    assert built == [{0}, {0, 1, 2}]


@pytest.mark.parametrize(
    "problem", [PipelineError("a.md: a link leads nowhere"), OSError(28, "full")]
)
def test_an_early_site_that_cannot_be_built_stops_nothing(
    progress, monkeypatch, problem
):
    monkeypatch.setattr(early_sites, "PAUSE", 0.0)
    built = Event()

    def build(done):
        if len(done) == 1:
            tried.set()
            raise problem
        built.set()

    tried = Event()
    with early_sites.early_sites(build, progress) as tell:
        tell({0: A})
        assert tried.wait(MINUTES * 60)
        tell({0: A, 1: B})
        assert built.wait(MINUTES * 60)


def test_a_site_with_pages_that_wait_is_not_for_readers(tmp_path):
    site = tmp_path / "site"
    with pytest.raises(PipelineError, match="is not built"):
        early_sites.check_whole(site)
    site.mkdir()
    (site / "index.html").write_text("home")
    (site / "pending.json").write_text(json.dumps(["letters", "transfer"]))
    with pytest.raises(PipelineError, match=r"wait for their runs: letters, transfer"):
        early_sites.check_whole(site)
    (site / "pending.json").unlink()
    early_sites.check_whole(site)
