"""Publishing all runs, and building with them elsewhere."""

import pytest

from site_src.pipeline.commands.release import publish_runs
from site_src.pipeline.errors import PipelineError
from site_src.pipeline.execution import schedule
from site_src.pipeline.execution.jobs import Job
from site_src.pipeline.rendering.tutorials import tutorial_page
from site_src.pipeline.sources.tutorials import tutorial
from site_src.pipeline.storage.exchange import remote
from tests.tutorials.served import served


@pytest.fixture
def jobs(write):
    read = [tutorial.read(write("# %%\nx = 5\n", name=n)) for n in ("one", "two")]
    return [Job(one, "cpu") for one in read]


@pytest.fixture
def key(tmp_path):
    file = tmp_path / "secret"
    publish_runs.new_key(file)
    assert file.stat().st_mode & 0o077 == 0
    return publish_runs.read_key(file)


def test_what_is_published_is_all_that_another_clone_needs(
    jobs, key, get_run, progress, tmp_path, monkeypatch
):
    made = [get_run(job.tutorial) for job in jobs]
    index = publish_runs.publish_runs(jobs, tmp_path / "release", key, progress)
    assert len(index.entries) == 4
    names = {file.name for file in index.entries.values()}
    assert {p.name for p in (tmp_path / "release").iterdir()} == {
        *names,
        "runs.json",
        "runs.json.minisig",
    }
    monkeypatch.setenv("LAYERS_CACHE", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("LAYERS_RUNS_KEY", str(key.public()))
    with served(tmp_path / "release") as address:
        monkeypatch.setenv("LAYERS_REMOTE_CACHE", address)
        remote.forget()
        taken = schedule.run_all(jobs, progress)
    assert [run.provenance for run in taken] == [run.provenance for run in made]
    page = tutorial_page.render(jobs[0].tutorial, taken[0], "layerbylayer-1.whl")
    text = page.files["index.md"].decode()
    assert f"made elsewhere and published at <{address.rstrip('/')}>" in text


def test_what_has_not_run_cannot_be_published(jobs, key, get_run, progress, tmp_path):
    get_run(jobs[0].tutorial)
    with pytest.raises(PipelineError, match=r"no finished run yet: two \(cpu\)"):
        publish_runs.publish_runs(jobs, tmp_path / "release", key, progress)
    assert not (tmp_path / "release").exists()


def test_a_folder_of_something_else_stays(jobs, key, get_run, progress, tmp_path):
    mine = tmp_path / "mine" / "letter.txt"
    mine.parent.mkdir()
    mine.write_text("dear")
    for job in jobs:
        get_run(job.tutorial)
    with pytest.raises(PipelineError, match="holds no published runs"):
        publish_runs.publish_runs(jobs, mine.parent, key, progress)
    assert mine.read_text() == "dear"
    # What was published before is replaced.
    for _ in range(2):
        publish_runs.publish_runs(jobs, tmp_path / "release", key, progress)


def test_a_key_is_never_overwritten_and_a_wrong_one_is_said(key, tmp_path):
    with pytest.raises(PipelineError, match="No key can be written"):
        publish_runs.new_key(tmp_path / "secret")
    (tmp_path / "wrong").write_text(str(key.public()))
    with pytest.raises(PipelineError, match="cannot be used"):
        publish_runs.read_key(tmp_path / "wrong")
    with pytest.raises(PipelineError, match="--new-key"):
        publish_runs.read_key(None)
