"""Serving: what is said of an address, and how it ends while it begins."""

import os
import re
import signal
import socket
import subprocess
import sys
from functools import partial

import pytest

from site_src.pipeline import config
from site_src.pipeline.commands.building import serve
from site_src.pipeline.errors import PipelineError
from site_src.pipeline.rendering.tutorials.pending import Place
from site_src.pipeline.sources.tutorials.tutorial import find


def test_a_taken_port_is_said_before_anything_is_built():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PipelineError, match=f"127.0.0.1:{port}: .*in use") as error:
            serve.check_address(f"127.0.0.1:{port}")
        assert f"--address 127.0.0.1:{port + 1}" in str(error.value)
    serve.check_address(f"127.0.0.1:{port}")


@pytest.mark.parametrize(
    "address", ["8000", "127.0.0.1:", "127.0.0.1:eighty", ":80", "127.0.0.1:²"]
)
def test_what_is_no_address_is_said(address):
    with pytest.raises(PipelineError, match="no address to serve at"):
        serve.check_address(address)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_in_its_first_second_ends_it_without_a_traceback(number):
    """While it imports, which it tells here."""
    process = subprocess.Popen(
        [sys.executable, "-X", "importtime", "-m", "site_src.pipeline", "serve"],
        cwd=config.ROOT,
        stderr=subprocess.PIPE,
        text=True,
        # A shell's background jobs ignore SIGINT, and so would all that they start.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )
    said = ""
    while not re.search(r"site_src\.pipeline\.commands$", said, re.MULTILINE):
        assert process.stderr
        said += process.stderr.readline()
    process.send_signal(number)
    said = process.communicate(timeout=60)[1]
    assert "Traceback" not in said and "Stopped" in said
    assert process.returncode in (130, 128 + number)


def test_the_tutorial_that_was_saved_last_runs_first(write, tmp_path, progress):
    """A newcomer's own page does not wait until all others have run."""
    saved = {"one": 60_000, "two": 60_010, "new": 90_000}
    for order, (name, seconds) in enumerate(saved.items(), start=1):
        path = write("# %%\na = 1\n", name=name)
        path.write_text(path.read_text().replace("order: 1", f"order: {order}"))
        os.utime(path, (seconds, seconds))
    previews = serve.Previews(tmp_path, "cpu", "smoke", progress)
    tutorials = find(tmp_path / "tutorials")
    places = previews.find(tutorials)
    assert [job.tutorial.name for job in previews.to_come] == ["new", "one", "two"]
    numbers = [place.number for place in places if isinstance(place, Place)]
    assert dict(zip([t.name for t in tutorials], numbers, strict=True)) == {
        "new": 1,
        "one": 2,
        "two": 3,
    }
