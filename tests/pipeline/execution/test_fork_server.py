"""Forked kernels: they compute what normal ones do, and end when they should."""

import signal
import subprocess
import sys
import time

import psutil
import pytest

from site_src.pipeline import config
from site_src.pipeline.execution import schedule
from site_src.pipeline.execution.jobs import Job
from site_src.pipeline.execution.kernels import fork_server
from site_src.pipeline.execution.kernels.environment import environment
from site_src.pipeline.sources.tutorials import tutorial

COMPUTING = """
    # %%
    import keras
    import numpy as np
    import torch

    keras.utils.set_random_seed(0)
    matrix = torch.rand(700, 700)
    product = float((matrix @ matrix).sum())

    # %%
    x = np.random.default_rng(0).normal(size=(2000, 20)).astype("float32")
    y = (x[:, 0] > 0).astype("int32")
    model = keras.Sequential(
        [
            keras.layers.Input((20,)),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(2, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy")
    history = model.fit(x, y, epochs=2, verbose=0)
    losses = history.history["loss"]
    threads = torch.get_num_threads()
    """


def test_a_fork_computes_what_a_normal_kernel_does(
    write, progress, get_run, tmp_path, monkeypatch
):
    one = tutorial.read(write(COMPUTING, "threads: 2"))
    normal = get_run(one)
    monkeypatch.setenv("LAYERS_CACHE", str(tmp_path / "another"))
    assert fork_server.AVAILABLE
    said: list[str] = []
    monkeypatch.setattr(progress, "say", said.append)
    (forked,) = schedule.run_all([Job(one, "cpu")], progress)
    assert not [line for line in said if "normal kernel" in line]
    assert forked.provenance.finished >= normal.provenance.finished
    assert forked.folder != normal.folder
    assert forked.variables == normal.variables
    assert forked.variables["threads"] == 2


DRAWING = """
    # %%
    #| fig-alt: A line.
    import matplotlib.pyplot as plt

    plt.plot([1, 2])
    plt.show()
    """


def test_a_fork_draws_figures(write, progress):
    (forked,) = schedule.run_all([Job(tutorial.read(write(DRAWING)), "cpu")], progress)
    shown = [set(output.data) for output in forked.notebook().cells[-1].outputs]
    assert any({"image/svg+xml", "image/png"} <= kinds for kinds in shown)


def test_a_fork_that_hangs_gives_way(write, progress, get_run, tmp_path, monkeypatch):
    """The server computes at its start, so that its forks wait for missing threads."""
    monkeypatch.setattr("site_src.pipeline.execution.kernels.kernel.STARTUP", 15)
    spoil = tmp_path / "site" / "sitecustomize.py"
    spoil.parent.mkdir()
    spoil.write_text(
        "import sys\n"
        "if any('fork_process' in argument for argument in sys.orig_argv):\n"
        "    import torch\n"
        "    torch.ones(512, 512) @ torch.ones(512, 512)\n"
    )
    variables = environment()
    variables["PYTHONPATH"] += f":{spoil.parent}"
    variables["OMP_NUM_THREADS"] = "2"  # one alone waits for no other
    server = fork_server.ForkServer(variables)
    said: list[str] = []
    monkeypatch.setattr(progress, "say", said.append)
    try:
        one = tutorial.read(write("# %%\nx = 5\n", "threads: 2"))
        run = get_run(one, server=server)
    finally:
        server.close()
    assert run.variables["x"] == 5
    assert "adding: a normal kernel, as a forked one hung" in said


SLEEPING = "# %%\nimport time\n\ntime.sleep(120)\n"


# The command line, on the tutorials of another folder.
PIPELINE = """
import sys
from pathlib import Path
from site_src.pipeline.commands import cli
from site_src.pipeline.sources.tutorials import tutorial
find = tutorial.find
tutorial.find = lambda: find(Path(sys.argv[1]))
sys.exit(cli.main(sys.argv[2:]))
"""


@pytest.fixture
def start(write, tmp_path):
    """Start `execute` on the tutorials that the test wrote."""
    processes = []

    def start(*names):
        folder = str(tmp_path / "tutorials")
        process = subprocess.Popen(
            [sys.executable, "-c", PIPELINE, folder, "execute", *names],
            cwd=config.ROOT,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        processes.append(process)
        return process

    yield start
    for process in processes:
        assert process.stderr
        process.stderr.close()
        process.kill()
        process.wait()


def kernels_of(cache):
    """Processes that use this cache: kernels work in a folder of it."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.cwd().startswith(str(cache)):
                found.append(process)
        except psutil.Error:
            continue
    return found


def wait_for(condition, seconds=90):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.1)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_stopped_build_leaves_no_kernel_and_the_next_one_goes_on(
    write, start, cache, progress, how
):
    quick = write("# %%\nx = 5\n", "threads: 64", "a_quick")
    slow = write(SLEEPING, "threads: 64", "b_slow")
    build = start()
    runs = cache / "runs"
    wait_for(lambda: runs.exists() and list(runs.iterdir()) and kernels_of(cache))
    build.send_signal(how)
    build.wait(timeout=30)
    assert build.returncode == (130 if how == signal.SIGINT else -signal.SIGKILL)
    wait_for(lambda: not kernels_of(cache), 20)
    assert [path.name.split("-")[0] for path in runs.iterdir()] == ["a_quick"]

    slow.write_text(slow.read_text().replace("sleep(120)", "sleep(0)"))
    again = schedule.run_all(
        [Job(tutorial.read(p), "cpu") for p in (quick, slow)], progress
    )
    assert again[0].folder in runs.iterdir()
    assert not list((cache / "unfinished").iterdir())


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_a_build_stopped_while_it_starts_leaves_no_process(write, start, cache, how):
    """The server still imports then, and has been asked for a kernel already."""
    write(SLEEPING)
    build = start()
    family = psutil.Process(build.pid)
    wait_for(lambda: [p for p in family.children(recursive=True) if is_server(p)])
    servers = family.children(recursive=True)
    wait_for(lambda: list((cache / "unfinished").glob("unfinished-*/")))
    build.send_signal(how)
    said = build.communicate(timeout=60)[1]
    assert build.returncode in (-how, 128 + how)
    assert "Traceback" not in said, said
    wait_for(lambda: not kernels_of(cache) and not any(map(is_alive, servers)), 60)


def is_server(process):
    try:
        return any("fork_process" in argument for argument in process.cmdline())
    except psutil.Error:  # it ended between the list and the question
        return False


def is_alive(process):
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


GETS_AWAY = """
    # %%
    import os
    import subprocess
    import sys
    import time

    detached = subprocess.Popen(["sleep", "600"], start_new_session=True).pid
    daemon = os.fork()
    if daemon == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(600)
        os._exit(0)
    os.waitpid(daemon, 0)

    # %%
    codes = []
    for way in (lambda: sys.exit(3), lambda: 1 / 0, lambda: None):
        child = os.fork()
        if child == 0:
            way()
            break
        codes.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    """


def test_what_a_cell_starts_ends_with_its_kernel(write, progress, cache):
    """Also in a session of its own; and a fork ends with the cell that made it."""
    (run,) = schedule.run_all(
        [Job(tutorial.read(write(GETS_AWAY, "timeout: 60")), "cpu")], progress
    )
    assert run.variables["codes"] == [3, 1, 0]
    wait_for(lambda: not kernels_of(cache), 20)


def test_two_builds_at_once_execute_once(write, start, cache):
    write("# %%\nimport time\n\ntime.sleep(3)\n", name="one")
    builds = [start(), start()]
    said = [build.communicate(timeout=120)[1] for build in builds]
    assert [build.returncode for build in builds] == [0, 0]
    assert len(list((cache / "runs").iterdir())) == 1
    assert sum("… one (cpu)" in text for text in said) == 1
