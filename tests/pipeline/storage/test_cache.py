"""The cache: what is kept is whole, what is damaged is said, what is old goes."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

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
    print(folder, flush=True)
    time.sleep(600)
"""


@pytest.fixture
def other():
    """Another build, which is at work in the folder that it says."""
    process = subprocess.Popen(
        [sys.executable, "-c", IN_A_WORKSPACE],
        cwd=config.ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    yield process
    process.kill()
    process.communicate()


def test_what_a_killed_build_left_is_removed_and_a_living_one_keeps_its_own(other):
    """Whether it lives is told by its lock: containers have numbers of their own."""
    folder = Path(other.stdout.readline().strip())
    with cache.workspace() as mine:
        assert folder.is_dir() and mine.is_dir()
    other.kill()
    other.wait()
    with cache.workspace() as mine:
        names = {path.name for path in folder.parent.iterdir()}
        assert names == {mine.name, f"{mine.name}.lock"}


def test_the_cache_is_not_cleaned_under_a_build(other):
    kept = keep("one")
    other.stdout.readline()
    with pytest.raises(PipelineError, match="uses"):
        cache.clean()
    assert cache.load("runs", "one") == kept
    other.kill()
    other.wait()
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


@pytest.mark.parametrize("damage", [lambda b: b[:300], lambda b: b"nonsense"])
def test_a_damaged_archive_is_not_taken(tmp_path, monkeypatch, capsys, damage):
    monkeypatch.setenv("LAYERS_REMOTE_CACHE", f"file://{tmp_path}/shared")
    keep("one")
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


def test_a_wrong_remote_address_says_what_to_do(monkeypatch):
    with pytest.raises(PipelineError, match="Set LAYERS_REMOTE_CACHE"):
        remote.publish("runs", "one")
    monkeypatch.setenv("LAYERS_REMOTE_CACHE", "nowhere://x")
    with pytest.raises(PipelineError, match="cannot be used"):
        remote.fetch("runs", "one")
