"""Several tutorials: which run at once, which shard they go to, what failures leave."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_src.pipeline import config
from site_src.pipeline.errors import PipelineError
from site_src.pipeline.execution import schedule
from site_src.pipeline.execution.jobs import Job, Shard, shard
from site_src.pipeline.sources import data
from site_src.pipeline.sources.tutorials import tutorial
from site_src.pipeline.storage.exchange import remote

TIMED = """
    # %%
    import time

    began = time.time()
    time.sleep(1)
    ended = time.time()
    """
# Ends only if the other one runs meanwhile.
MEETS = """
    # %%
    import time
    from pathlib import Path

    here = Path("{folder}")
    (here / "{name}").touch()
    while not (here / "{other}").exists():
        time.sleep(0.05)
    """
RAISES = "# %%\nx = 1\n\n# %%\nx / 0\n"
KILLED = "# %%\nimport os\nimport signal\n\nos.kill(os.getpid(), signal.SIGKILL)\n"
HANGS = "# %%\nwhile True:\n    pass\n"
# As another container would that cleans a shared cache in its own way.
DELETED = """
    # %%
    import shutil
    from pathlib import Path

    x = 1
    shutil.rmtree(Path.cwd())
    """


def jobs(*paths, profile="cpu"):
    return [Job(tutorial.read(path), profile) for path in paths]


def test_light_ones_share_the_cores(write, progress, tmp_path):
    light = [
        write(
            MEETS.format(folder=tmp_path, name=name, other=other),
            "threads: 1\ntimeout: 300",
            name,
        )
        for name, other in (("one", "two"), ("two", "one"))
    ]
    assert len(schedule.run_all(jobs(*light), progress)) == 2


def test_trainings_run_alone(write, progress):
    heavy = [write(TIMED, "threads: 64", name) for name in ("three", "four")]
    one, other = (run.variables for run in schedule.run_all(jobs(*heavy), progress))
    assert one["ended"] <= other["began"] or other["ended"] <= one["began"]


def test_one_that_fails_does_not_keep_the_others_from_finishing(write, progress):
    paths = [
        write(RAISES, name="raises"),
        write(KILLED, name="killed"),
        write(HANGS, "timeout: 1", name="hangs"),
        write("# %%\nx = 5\n", name="works"),
    ]
    with pytest.raises(PipelineError, match="3 tutorials failed") as error:
        schedule.run_all(jobs(*paths), progress)
    said = str(error.value)
    for name, line, what in [
        ("raises", 14, "ZeroDivisionError"),
        ("killed", 11, "the kernel died in the cell that begins here, by signal 9"),
        ("hangs", 12, "took more than 1 s"),
    ]:
        assert f"{name}.py:{line}: " in said and what in said
    (run,) = schedule.run_all(jobs(paths[3]), progress)
    assert run.variables["x"] == 5
    assert not list((config.cache_folder() / "unfinished").iterdir())


def test_a_run_whose_folder_was_deleted_is_told_and_made_again(write, progress):
    deleted, works = (
        write(DELETED, name="deleted"),
        write("# %%\nx = 5\n", name="works"),
    )
    with pytest.raises(PipelineError, match="has deleted it meanwhile") as error:
        schedule.run_all(jobs(deleted, works), progress)
    assert "runs/deleted-" in str(error.value) and "works" not in str(error.value)
    assert not list((config.cache_folder() / "unfinished").iterdir())
    assert [path.name[:5] for path in (config.cache_folder() / "runs").iterdir()] == [
        "works"
    ]
    deleted.write_text(deleted.read_text().replace("shutil.rmtree(Path.cwd())", ""))
    runs = schedule.run_all(jobs(deleted, works), progress)
    assert [run.variables["x"] for run in runs] == [1, 5]


def test_data_that_cannot_be_installed_stop_those_that_need_them(
    write, progress, monkeypatch
):
    def install(names):
        if "cifar10" in names:
            raise PipelineError("npm could not install the data sets")

    monkeypatch.setattr(data, "install", install)
    paths = [
        write("# %%\nx = 1\n", "data: [cifar10]", name="pictures"),
        write("# %%\nx = 5\n", "data: [letters]", name="works"),
    ]
    with pytest.raises(PipelineError, match="npm could not install"):
        schedule.run_all(jobs(*paths), progress)
    (run,) = schedule.run_all(jobs(paths[1]), progress)
    assert run.variables["x"] == 5
    assert len(list((config.cache_folder() / "runs").iterdir())) == 1


def test_an_error_that_is_meant_does_not_fail(write, progress):
    path = write('# %% tags=["raises-exception"]\n1 / 0\n\n# %%\nafter = 1\n')
    (run,) = schedule.run_all(jobs(path), progress)
    assert run.variables["after"] == 1
    assert run.notebook().cells[0].outputs[0].ename == "ZeroDivisionError"


def test_a_published_run_is_taken_elsewhere(write, progress, tmp_path, monkeypatch):
    path = write("# %%\nx = 5\n")
    with pytest.raises(PipelineError, match="LAYERS_REMOTE_CACHE"):
        schedule.run_all(jobs(path), progress, publish=True)
    monkeypatch.setenv("LAYERS_REMOTE_CACHE", f"file://{tmp_path}/shared")
    (mine,) = schedule.run_all(jobs(path), progress, publish=True)
    assert mine.origin == ""
    monkeypatch.setenv("LAYERS_CACHE", str(tmp_path / "elsewhere"))
    (taken,) = schedule.run_all(jobs(path), progress)
    assert taken.origin == remote.address()
    assert taken.provenance == mine.provenance


NAMES = st.lists(st.from_regex(r"\A[a-z]{1,6}\Z"), min_size=1, max_size=12, unique=True)


@settings(max_examples=40)
@given(names=NAMES, count=st.integers(1, 6), data=st.data())
def test_shards_are_all_jobs_and_balanced(write, names, count, data):
    everything = jobs(*(write("# %%\nx = 1\n", name=name) for name in names))
    known = {
        job.name: data.draw(st.floats(1, 1000))
        for job in everything
        if data.draw(st.booleans())
    }
    shards = [
        shard(everything, Shard(number, count), known) for number in range(1, count + 1)
    ]
    together = [job.tutorial.name for shard in shards for job in shard]
    assert sorted(together) == sorted(names)
    loads = [sum(job.seconds(known) for job in shard) for shard in shards]
    longest = max(job.seconds(known) for job in everything)
    assert max(loads) - min(loads) <= longest + 1e-6
