"""The bundle for a room without internet, with the network cut."""

import os
import re
import subprocess
import sys
import urllib.request
import zipfile

import pytest

from site_src.pipeline import config
from site_src.pipeline.commands.release import bundle
from site_src.pipeline.sources.tutorials import tutorial

# One process makes the bundle, for all of them.
pytestmark = pytest.mark.xdist_group("offline bundle")

# Whoever asks for more than this computer gets an error, in all Python processes.
CUT = """
import socket

real = socket.socket.connect

def connect(self, address):
    if self.family == socket.AF_UNIX or address[0] in ("127.0.0.1", "localhost", "::1"):
        return real(self, address)
    raise OSError(f"the network is cut: {address}")

socket.socket.connect = connect

def getaddrinfo(host, *arguments, **more):
    raise socket.gaierror(f"the network is cut: {host}")

socket.getaddrinfo = getaddrinfo
"""


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("room")
    bundle.bundle(config.BUILD / "test-site", folder / "layers.zip")
    with zipfile.ZipFile(folder / "layers.zip") as archive:
        archive.extractall(folder)
    return folder / "layers"


@pytest.fixture(scope="module")
def cut(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cut")
    (folder / "sitecustomize.py").write_text(CUT)
    home = tmp_path_factory.mktemp("home")
    wanted = {"PYTHONPATH": str(folder), "HOME": str(home), "KERAS_HOME": str(home)}
    return os.environ | wanted | {"MPLBACKEND": "Agg", "OMP_NUM_THREADS": "1"}


def test_the_network_is_cut(cut):
    ask = "import urllib.request; urllib.request.urlopen('http://keras.io')"
    done = subprocess.run(
        [sys.executable, "-c", ask], env=cut, capture_output=True, text=True
    )
    assert "the network is cut" in done.stderr


def test_a_tutorial_runs_on_the_data_that_it_brings(unpacked, cut, tmp_path):
    done = subprocess.run(
        [sys.executable, str(unpacked / "run.py"), "digits", "--quick"],
        env=cut,
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert (tmp_path / "exported" / "digits" / "model.json").exists()


def test_every_tutorial_is_there_and_listed(unpacked, cut):
    names = [one.name for one in tutorial.find()]
    for name in names:
        assert (unpacked / "tutorials" / f"{name}.py").exists()
        assert (unpacked / "site" / "tutorials" / name / "index.html").exists()
    done = subprocess.run(
        [sys.executable, str(unpacked / "run.py")],
        env=cut,
        capture_output=True,
        text=True,
    )
    assert all(name in done.stdout for name in names)
    readme = (unpacked / "README.txt").read_text()
    assert "keras" in readme and "{" not in readme


def test_the_site_is_served(unpacked, cut):
    # Port 0 is any free one; the script says which.
    command = [sys.executable, "-u", str(unpacked / "serve.py"), "0"]
    process = subprocess.Popen(command, env=cut, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        found = re.search(r"http://localhost:\d+/", process.stdout.readline())
        assert found
        address = found[0].replace("localhost", "127.0.0.1")
        page = urllib.request.urlopen(f"{address}tutorials/digits/")
        assert "Your first network" in page.read().decode()
        wasm = next((unpacked / "site" / "assets").glob("*.wasm")).name
        answer = urllib.request.urlopen(f"{address}assets/{wasm}")
        assert answer.headers["Content-Type"] == "application/wasm"
    finally:
        process.terminate()
        process.wait()
