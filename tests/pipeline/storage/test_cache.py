"""The cache: what is kept is whole, what is damaged is said, what is old goes."""

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_src.pipeline import config
from site_src.pipeline.errors import PipelineError, StoppedError
from site_src.pipeline.storage import cache
from site_src.pipeline.storage.exchange import remote

FACTS = {"answer": 42}


def keep(name, size=1000):
    with cache.workspace() as folder:
        (folder / "inside").mkdir()
        (folder / "inside" / "numbers.bin").write_bytes(os.urandom(size))
        (folder / "words.txt").write_text("words")
        return cache.store("runs", name, folder, FACTS)


def test_an_entry_is_as_it_was():
    kept = keep("one")
    found = cache.load("runs", "one")
    assert found and found == kept and found.facts == FACTS and found.origin == ""
    assert (found.folder / "words.txt").read_text() == "words"
    assert not list((config.cache_folder() / "unfinished").iterdir())


@settings(max_examples=40)
@given(data=st.data())
def test_a_flipped_bit_or_a_cut_file_is_noticed(data, capsys):
    folder = keep("one").folder
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    path = data.draw(st.sampled_from(files))
    content = bytearray(path.read_bytes())
    position = data.draw(st.integers(0, len(content) - 1))
    if data.draw(st.booleans()):
        content[position] ^= 1 << data.draw(st.integers(0, 7))
    else:
        del content[position:]
    path.write_bytes(content)
    assert cache.load("runs", "one") is None
    assert "damaged" in capsys.readouterr().err
    assert not folder.exists()


IN_A_WORKSPACE = """
import os, sys, time
from site_src.pipeline.storage import cache
with cache.in_use(), cache.workspace() as folder:
    print(os.getpid(), folder, flush=True)
    time.sleep(float(sys.argv[1]))
"""


@dataclass(frozen=True)
class Build:
    """Another build, at work in a folder of the cache."""

    process: subprocess.Popen[str]
    folder: Path

    def kill(self):
        outer = psutil.Process(self.process.pid)
        for process in outer.children() or [outer]:
            process.kill()
        self.process.wait()


@pytest.fixture
def container():
    """Start builds that number their processes anew, where the system allows it."""
    numbered = ["unshare", "--pid", "--fork"]
    if not shutil.which("unshare") or subprocess.run([*numbered, "true"]).returncode:
        numbered = []
    started = []

    def start(seconds):
        process = subprocess.Popen(
            [*numbered, sys.executable, "-c", IN_A_WORKSPACE, str(seconds)],
            cwd=config.ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout
        number, folder = process.stdout.readline().split(maxsplit=1)
        # As in every container.
        assert not numbered or number == "1"
        started.append(Build(process, Path(folder.strip())))
        return started[-1]

    yield start
    for build in started:
        if build.process.poll() is None:
            build.kill()
        build.process.communicate()


def test_what_a_killed_build_left_is_removed_and_a_living_one_keeps_its_own(container):
    """Whether it lives is told by its lock: containers have numbers of their own."""
    other = container(600)
    with cache.workspace() as mine:
        assert other.folder.is_dir() and mine.is_dir()
    other.kill()
    with cache.workspace() as mine:
        names = {path.name for path in other.folder.parent.iterdir()}
        assert names == {mine.name, f"{mine.name}.lock"}


def test_containers_that_share_a_cache_leave_each_other_s_folders(container):
    """Both may have the same number, or one that nobody has in the other's place."""
    first, second = container(600), container(0)
    second.process.wait()
    assert first.folder.is_dir() and not second.folder.exists()
    # Here its number is somebody else's, or nobody's.
    with cache.in_use(), cache.workspace():
        assert first.folder.is_dir()
    with pytest.raises(PipelineError, match="uses"):
        cache.clean()
    first.kill()
    third = container(0)
    third.process.wait()
    assert not first.folder.exists()


def test_the_cache_is_not_cleaned_under_a_build(container):
    kept = keep("one")
    other = container(600)
    with pytest.raises(PipelineError, match="uses"):
        cache.clean()
    assert cache.load("runs", "one") == kept
    other.kill()
    cache.clean()
    assert cache.entries() == [] and not kept.folder.exists()


WITHOUT_RIGHTS = """
import os
from site_src.pipeline import config
from site_src.pipeline.storage import cache
from site_src.pipeline.errors import PipelineError
config.cache_folder()
os.setuid(65534)
with cache.in_use():
    print(cache.load("runs", "one").facts)
    try:
        with cache.locked("two"), cache.workspace():
            pass
    except PipelineError as error:
        print(error)
"""


def test_a_cache_that_is_read_only_is_read():
    keep("one")
    script, folder = WITHOUT_RIGHTS, config.cache_folder()
    if os.getuid() != 0:  # Everything is writable for root, who becomes somebody else.
        script = script.replace("os.setuid(65534)", "")
    closed = [path for path in folder.parents if path.stat().st_mode & 0o777 == 0o700]
    for path in [folder, *closed]:
        path.chmod(0o555)
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=config.ROOT, capture_output=True, text=True
    )
    for path in [folder, *closed]:
        path.chmod(0o700)
    assert done.returncode == 0, done.stderr
    assert "{'answer': 42}" in done.stdout and "two cannot be kept" in done.stdout


WITH_A_LIMIT = """
import resource, sys
from site_src.pipeline.storage import cache
from site_src.pipeline.errors import PipelineError
resource.setrlimit(resource.RLIMIT_FSIZE, (50, 50))
with cache.workspace() as folder:
    (folder / "small").write_text("x")
    try:
        cache.store("runs", "two", folder, {"text": "y" * 1000})
    except PipelineError as error:
        print(error)
"""


def test_a_full_disk_leaves_the_cache_usable():
    keep("one")
    done = subprocess.run(
        [sys.executable, "-c", WITH_A_LIMIT],
        cwd=config.ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "runs/two cannot be kept: [Errno 27]" in done.stdout
    assert "LAYERS_CACHE" in done.stdout
    assert cache.load("runs", "one") and cache.load("runs", "two") is None
    assert [entry.name for entry in cache.entries()] == ["one"]
    keep("two")
    assert cache.load("runs", "two")


def test_what_was_not_used_for_longest_is_pruned():
    for age, name in enumerate(["new", "older", "oldest"]):
        folder = keep(name, 10_000).folder
        used = os.path.getmtime(folder) - age * 100_000
        os.utime(folder, (used, used))
    listed = cache.entries()
    assert [entry.name for entry in listed] == ["new", "older", "oldest"]
    assert all(entry.bytes > 10_000 for entry in listed)
    assert cache.prune(10**9) == []
    assert [entry.name for entry in cache.prune(25_000)] == ["oldest"]
    assert cache.load("runs", "older")  # and so it was used now
    assert cache.prune(1) == []
    assert {entry.name for entry in cache.prune(1, spared=-1)} == {"new", "older"}


def test_a_lock_can_be_given_up():
    def wait():
        with pytest.raises(StoppedError), cache.locked("one", lambda: True):
            pass

    with cache.locked("one"), ThreadPoolExecutor() as others:
        others.submit(wait).result()


def test_entries_travel_through_a_remote_cache(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("LAYERS_REMOTE_CACHE", f"file://{tmp_path}/shared")
    numbers = (keep("one").folder / "inside" / "numbers.bin").read_bytes()
    remote.publish("runs", "one")
    monkeypatch.setenv("LAYERS_CACHE", str(tmp_path / "elsewhere"))
    assert remote.fetch("runs", "other") is None
    taken = remote.fetch("runs", "one")
    assert taken and taken.facts == FACTS
    assert taken.origin == f"file://{tmp_path}/shared"
    assert (taken.folder / "inside" / "numbers.bin").read_bytes() == numbers
    assert cache.load("runs", "one") == taken
    # Published from here, it does not say where it came from before.
    (tmp_path / "shared" / "runs" / "one.tar.gz").unlink()
    remote.publish("runs", "one")
    cache.clean()
    taken = remote.fetch("runs", "one")
    assert taken and taken.facts == FACTS


@pytest.mark.parametrize(
    "damage",
    [
        lambda b: b"",
        lambda b: b[:300],
        lambda b: b[: len(b) * 9 // 10],
        lambda b: b"nonsense",
    ],
    ids=["empty", "its beginning", "all but its end", "nonsense"],
)
def test_a_damaged_archive_is_not_taken_and_is_replaced(
    tmp_path, monkeypatch, capsys, damage
):
    monkeypatch.setenv("LAYERS_REMOTE_CACHE", f"file://{tmp_path}/shared")
    keep("one", 20_000)
    remote.publish("runs", "one")
    archive = tmp_path / "shared" / "runs" / "one.tar.gz"
    archive.write_bytes(damage(archive.read_bytes()))
    cache.clean()
    assert remote.fetch("runs", "one") is None
    assert "one" in capsys.readouterr().err
    keep("one")
    remote.publish("runs", "one")
    cache.clean()
    again = remote.fetch("runs", "one")
    assert again and again.facts == FACTS
    assert [path.name for path in archive.parent.iterdir()] == [archive.name]


def test_an_archive_that_is_whole_is_not_sent_again(tmp_path, monkeypatch):
    monkeypatch.setenv("LAYERS_REMOTE_CACHE", f"file://{tmp_path}/shared")
    keep("one")
    remote.publish("runs", "one")
    archive = tmp_path / "shared" / "runs" / "one.tar.gz"
    before = archive.stat().st_ino
    remote.publish("runs", "one")
    assert archive.stat().st_ino == before


@pytest.mark.parametrize("what", ["entry", "archive"])
def test_what_cannot_be_sent_leaves_nothing_there(tmp_path, monkeypatch, what):
    monkeypatch.setenv("LAYERS_REMOTE_CACHE", f"file://{tmp_path}/shared")
    folder = keep("one").folder
    if what == "entry":
        # Another program has taken it away meanwhile.
        shutil.rmtree(folder)
    else:
        # Its disk is full.
        monkeypatch.setattr(remote, "pack", full_disk)
    with pytest.raises(PipelineError, match="runs/one cannot be published"):
        remote.publish("runs", "one")
    assert not list((tmp_path / "shared" / "runs").iterdir())


def full_disk(kind, name, stream):
    stream.write(b"the beginning")
    raise OSError(28, "No space left on device")


def test_a_wrong_remote_address_says_what_to_do(monkeypatch):
    with pytest.raises(PipelineError, match="Set LAYERS_REMOTE_CACHE"):
        remote.publish("runs", "one")
    monkeypatch.setenv("LAYERS_REMOTE_CACHE", "nowhere://x")
    with pytest.raises(PipelineError, match="cannot be used"):
        remote.fetch("runs", "one")
