"""The command line on a whole small repository: what fails, and what it leaves."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from bench.chaos import trials
from bench.support.clone import TUTORIAL, Clone, make_clone

# One process makes the copy, for all of them.
pytestmark = pytest.mark.xdist_group("one small repository")


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    """A copy of the project with one tutorial, which takes no time."""
    return make_clone(tmp_path_factory.mktemp("clone")).root


@pytest.fixture
def build(repository):
    script = repository / "tutorials" / "1-tests" / "adding.py"

    def build(source=TUTORIAL, options=()):
        script.write_text(source)
        return subprocess.run(
            [sys.executable, "-m", "site_src.pipeline", "build", *options],
            cwd=repository,
            env=os.environ | {"LAYERS_CACHE": str(repository / "cache")},
            capture_output=True,
            text=True,
        )

    return build


def test_a_site_is_built_and_then_nothing_is_done_again(build, repository):
    done = build()
    assert done.returncode == 0, done.stderr
    page = repository / "site" / "tutorials" / "adding" / "index.html"
    assert "Two and three make 5." in page.read_text()
    assert "<math" in (repository / "site" / "index.html").read_text()
    changed = page.stat().st_mtime_ns
    again = build()
    assert "kept from an earlier run" in again.stderr
    assert "nothing changed" in again.stderr
    assert page.stat().st_mtime_ns == changed


@pytest.mark.parametrize(
    ("source", "messages"),
    [
        (TUTORIAL.replace("minutes: 1", "minutes: many"), ["adding.py:7:", "minutes"]),
        (TUTORIAL.replace("2 + 3", "2 + None"), ["adding.py:15:", "TypeError"]),
        (TUTORIAL.replace("2 + 3", "2 + 4"), ["adding.py:8:", "broken promise"]),
        (TUTORIAL.replace("{{ total }}", "{{ sum }}"), ["adding.py:12:", "sum"]),
        (
            TUTORIAL
            + "import os\n\nos.environ['KERAS_BACKEND'] = 'torch'\n"
            + "import keras\nimport layerbylayer\n\n"
            + "layer = keras.layers.UnitNormalization(name='unit')\n"
            + "model = keras.Sequential([keras.layers.Input((2,)), layer])\n"
            + "layerbylayer.to_tfjs(model, 'exported/unit', format='layers')\n",
            ["adding.py:24:", "'unit' (UnitNormalization)", "has no such layer"],
        ),
    ],
    ids=["header", "raises", "promise", "prose", "exporter"],
)
def test_a_mistake_is_told_and_leaves_the_last_good_site(
    build, repository, source, messages
):
    assert build().returncode == 0
    page = repository / "site" / "tutorials" / "adding" / "index.html"
    before = page.read_bytes()
    done = build(source)
    assert done.returncode == 1
    for message in messages:
        assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert page.read_bytes() == before


def test_a_tutorial_that_is_not_in_the_navigation_is_told(build, repository):
    script = repository / "tutorials" / "1-tests" / "lost.py"
    script.write_text(TUTORIAL.replace("order: 1", "order: 2"))
    try:
        done = build()
    finally:
        script.unlink()
    assert done.returncode == 1
    assert '- "A tutorial": tutorials/lost/index.md' in done.stderr


@pytest.mark.parametrize(
    "markdown",
    ["[gone](gone.md)", "![gone](gone.png)", "[gone](#gone)"],
    ids=["link", "picture", "anchor"],
)
def test_what_leads_nowhere_fails_and_is_named(build, repository, markdown):
    assert build().returncode == 0
    index = repository / "docs" / "index.md"
    before, site = index.read_text(), repository / "site" / "index.html"
    page = site.read_bytes()
    index.write_text(f"{before}\n{markdown}\n")
    try:
        done = build()
    finally:
        index.write_text(before)
    assert done.returncode == 1
    assert "gone" in done.stderr and "index.md" in done.stderr
    assert "INFO" not in done.stderr
    assert site.read_bytes() == page


@pytest.mark.parametrize(
    ("site", "message"),
    [
        ("docs", "no site of ours"),
        (".", "is not a folder of its own"),
        ("../elsewhere", "is not a folder of its own"),
    ],
)
def test_a_site_replaces_nothing_else(build, repository, site, message):
    before = (repository / "docs" / "index.md").read_bytes()
    done = build(options=["--site", site])
    assert done.returncode == 1 and message in done.stderr
    assert (repository / "docs" / "index.md").read_bytes() == before


def test_two_builds_at_once_leave_one_right_site(build, repository):
    assert build().returncode == 0
    clone = Clone(repository)
    assert trials.run("two builds at once", clone, random.Random(1)) == ""


def test_a_killed_build_and_damaged_files_are_mended_by_the_next(build, repository):
    """A part of `make chaos`: a kill, and then every kept file damaged at once."""
    assert build().returncode == 0
    clone, chance = Clone(repository), random.Random(2)
    assert trials.run("kill -9 of the build", clone, chance) == ""
    before = {}
    for pattern in trials.KEPT.values():
        for file in sorted(repository.glob(pattern))[:1]:
            before[file] = file.read_bytes()
            file.write_bytes(before[file][: len(before[file]) // 2])
    assert len(before) == len(trials.KEPT)
    assert trials.wrong(clone) == ""
    # The run was made again, and names its own time on the pages of the site.
    for file, content in before.items():
        if file.is_relative_to(repository / "build") and file.suffix != ".digest":
            assert not file.exists() or file.read_bytes() == content, file


def test_help_names_the_commands(repository):
    done = subprocess.run(
        [sys.executable, "-m", "site_src.pipeline", "--help"],
        cwd=repository,
        capture_output=True,
        text=True,
    )
    assert all(command in done.stdout for command in ("build", "serve", "run"))


@pytest.fixture
def served(repository, tmp_path):
    """`serve` at a free port, with a cache of its own: (address, cache, log)."""
    script = repository / "tutorials" / "1-tests" / "adding.py"
    script.write_text(TUTORIAL)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    log = tmp_path / "log"
    command = [sys.executable, "-m", "site_src.pipeline", "serve", "--address", address]
    with log.open("w") as output:
        process = subprocess.Popen(
            command,
            cwd=repository,
            env=os.environ | {"LAYERS_CACHE": str(tmp_path / "cache")},
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    yield f"http://{address}/tutorials/adding/", script, log
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) in (0, 130)
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(f"http://{address}/")


def page_with(text, address, log):
    """The page, as soon as it has this text."""
    for _ in range(600):
        try:
            page = urllib.request.urlopen(address).read().decode()
        except OSError:
            page = ""
        if text in page:
            return page
        time.sleep(0.1)
    raise AssertionError(f"{text!r} did not come:\n{log.read_text()}")


def test_serving_follows_prose_without_running_and_code_as_a_preview(served):
    address, script, log = served
    # There is no finished run: notices are shown, and soon a preview.
    page_with("being computed", address, log)
    page = page_with("make 5", address, log)
    assert "Preview" in page and "lbl-computing" not in page
    runs = log.read_text().count("… adding")
    script.write_text(TUTORIAL.replace("Two and three", "Both together"))
    page_with("Both together make 5", address, log)
    assert log.read_text().count("… adding") == runs
    script.write_text(TUTORIAL.replace("2 + 3", "2 + 4"))
    assert "Preview" in page_with("make 6", address, log)
    assert log.read_text().count("… adding") == runs + 1
    script.write_text(TUTORIAL.replace("2 + 3", "2 + None"))
    for _ in range(600):
        if "adding.py:15" in log.read_text():
            break
        time.sleep(0.1)
    assert "TypeError" in log.read_text()
    assert "make 6" in urllib.request.urlopen(address).read().decode()
    assert not list(log.parent.glob("cache/*/runs/*"))


def test_serving_shows_what_can_be_shown_while_a_tutorial_runs_or_fails(served):
    address, script, log = served
    page_with("make 5", address, log)
    broken, home = TUTORIAL.replace("2 + 3", "2 + None"), address.split("tutorials")[0]
    nav = script.parents[2] / "mkdocs.yml"
    before = nav.read_text()
    other = script.with_name("other.py")
    other.write_text(broken.replace("order: 1", "order: 2"))
    line = "  - tutorials/adding/index.md\n"
    nav.write_text(before.replace(line, line + line.replace("adding", "other")))
    try:
        # It fails, which is said once, and its page keeps its notices.
        script.write_text(TUTORIAL.replace("Two and three", "Both together"))
        page_with("1 of 2 computed", home, log)
        page_with("Both together make 5", address, log)
        page_with("1 of 2 computed", f"{home}tutorials/other/", log)
        for _ in range(600):
            if "other.py:15" in log.read_text():
                break
            time.sleep(0.1)
        assert log.read_text().count("TypeError") == 1
        other.write_text(TUTORIAL.replace("order: 1", "order: 2"))
        page_with("make 5", f"{home}tutorials/other/", log)
        assert "computed" not in page_with("A sum", home, log)
    finally:
        other.unlink()
        nav.write_text(before)
