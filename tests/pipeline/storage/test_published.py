"""Runs that others made, from servers that answer rightly, slowly, half and wrongly."""

import hashlib
import io
import json
import tarfile
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from site_src.pipeline.errors import PipelineError
from site_src.pipeline.storage import cache
from site_src.pipeline.storage.exchange import published, remote
from site_src.pipeline.storage.exchange.minisign import SecretKey
from site_src.pipeline.storage.exchange.published import LIST, SIGNATURE, File, Index

FACTS = {"answer": 42}


class Server(ThreadingHTTPServer):
    """Serves `files`, in the way that `send` does."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.files: dict[str, bytes] = {}
        self.send: Callable[[Handler, bytes], object] = Handler.whole
        self.asked: list[str] = []
        self.stopped = threading.Event()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self):  # noqa: N802
        name = self.path.removeprefix("/")
        self.server.asked.append(name)
        if name not in self.server.files:
            self.send_error(404)
            return
        self.send_response(200)
        self.server.send(self, self.server.files[name])

    def whole(self, content):
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def cut_off(self, content):
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content[: len(content) // 2])

    def endless(self, content):
        self.end_headers()
        try:
            self.wfile.write(content)
            while True:
                self.wfile.write(bytes(2**16))
        except OSError:
            pass

    def silent(self, content):
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        try:
            while not self.server.stopped.wait(0.05):
                pass
        except OSError:
            pass

    def dripping(self, content):
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        try:
            for byte in content:
                self.wfile.write(bytes([byte]))
                time.sleep(0.02)
        except OSError:
            pass

    def log_message(self, *arguments):
        pass


@pytest.fixture
def server():
    with Server() as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.stopped.set()
        running.shutdown()


@pytest.fixture
def key():
    return SecretKey.generate()


@pytest.fixture
def publish(server, key, tmp_path, monkeypatch):
    """Publish an entry, "one", and forget that it was made here."""
    monkeypatch.setenv("LAYERS_REMOTE_CACHE", server.address)
    monkeypatch.setenv("LAYERS_RUNS_KEY", str(key.public()))

    def publish(made=1_000, name="runs/one", key=key, archive=None):
        if archive is None:
            with cache.workspace() as folder:
                (folder / "words.txt").write_text("words")
                cache.store("runs", "one", folder, FACTS)
            stream = io.BytesIO()
            remote.pack("runs", "one", stream)
            archive = stream.getvalue()
            cache.clean()
        file = File(sha256=hashlib.sha256(archive).hexdigest(), bytes=len(archive))
        folder = tmp_path / "published"
        folder.mkdir(exist_ok=True)
        Index(made=made, entries={name: file}).write(folder, key)
        server.files = {
            LIST: (folder / LIST).read_bytes(),
            SIGNATURE: (folder / SIGNATURE).read_bytes(),
            file.name: archive,
        }
        remote.forget()
        return file

    return publish


@pytest.fixture
def refused(capsys):
    """Nothing is taken, and the reason is said."""

    def refused(reason):
        remote.forget()
        assert remote.fetch("runs", "one") is None
        said = capsys.readouterr().err
        assert reason in said, said
        assert cache.entries() == []

    return refused


def test_a_signed_run_is_taken_once_and_says_where_it_was(publish, server):
    publish()
    taken = remote.fetch("runs", "one")
    assert taken and taken.facts == FACTS and taken.origin == server.address
    assert (taken.folder / "words.txt").read_text() == "words"
    assert remote.fetch("runs", "another") is None
    assert server.asked.count(LIST) == 1, "the list is asked for once"


def test_nothing_is_published_there(publish):
    publish()
    with pytest.raises(PipelineError, match="make publish-runs"):
        remote.publish("runs", "one")


def test_another_signature_is_refused(publish, refused):
    publish(key=SecretKey.generate())
    refused("signed by another key")


def test_a_list_that_was_changed_is_refused(publish, server, refused):
    publish()
    listed = json.loads(server.files[LIST])
    listed["made"] += 1
    server.files[LIST] = json.dumps(listed).encode()
    refused("the signature does not fit")


def test_a_list_without_a_signature_is_refused(publish, server, refused):
    publish()
    del server.files[SIGNATURE]
    refused("404")


def test_another_archive_than_the_signed_one_is_refused(publish, server, refused):
    file = publish()
    whole = server.files[file.name]
    server.files[file.name] = whole[:-1] + bytes([whole[-1] ^ 1])
    refused("its digest is not that of the signed list")
    server.files[file.name] = whole + b"more"
    refused("larger than it should be")
    server.files[file.name] = whole
    assert remote.fetch("runs", "one")


def test_an_older_list_than_one_that_was_seen_is_refused(publish, refused):
    publish(made=2_000)
    assert remote.fetch("runs", "one")
    cache.clean()
    publish(made=1_000)
    refused("one of 1970-01-01 00:33 UTC is known")
    publish(made=2_000)
    assert remote.fetch("runs", "one")


@pytest.mark.parametrize(
    "name", ["runs/../../evil", "/etc/passwd", "runs/.hidden", "other/one", "runs/a/b"]
)
def test_a_name_that_leads_elsewhere_is_refused(publish, server, key, refused, name):
    """Signed or not: only names of entries are names."""
    publish()
    listed = json.loads(server.files[LIST])
    listed["entries"][name] = listed["entries"]["runs/one"]
    text = json.dumps(listed).encode()
    server.files |= {LIST: text, SIGNATURE: key.sign(text, "x").encode()}
    refused("nothing is taken from there")


@pytest.mark.parametrize("name", ["../evil.txt", "/tmp/evil.txt", "link"])
def test_an_archive_that_writes_elsewhere_is_refused(publish, refused, tmp_path, name):
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as tar:
        member = tarfile.TarInfo(name)
        if name == "link":
            member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(member)
    publish(archive=stream.getvalue())
    refused("runs/one")
    assert not list(tmp_path.rglob("evil.txt"))


@pytest.mark.parametrize("what", ["list", "archive"])
@pytest.mark.parametrize("way", ["cut_off", "endless", "silent", "dripping"])
def test_a_server_that_breaks_is_done_without(
    publish, server, refused, monkeypatch, what, way
):
    monkeypatch.setattr(published, "LARGEST_LIST", 100_000)
    monkeypatch.setattr(
        remote, "PATIENCE", published.Patience(silence=0.5, rate=100_000)
    )
    file = publish()
    wrongly = getattr(Handler, way)

    def send(handler, content):
        name = handler.path.removeprefix("/")
        here = name == (LIST if what == "list" else file.name)
        (wrongly if here else Handler.whole)(handler, content)

    server.send = send
    refused("Remote cache")
    server.send = Handler.whole
    remote.forget()
    assert remote.fetch("runs", "one")


def test_a_server_that_is_not_there_is_asked_once(publish, server, monkeypatch, capsys):
    publish()
    monkeypatch.setenv("LAYERS_REMOTE_CACHE", "http://127.0.0.1:9")
    assert remote.fetch("runs", "one") is None
    assert remote.fetch("runs", "two") is None
    assert capsys.readouterr().err.count("nothing is taken from there") == 1


def test_without_a_key_nothing_is_trusted(publish, monkeypatch):
    publish()
    monkeypatch.setenv("LAYERS_RUNS_KEY", "")
    with pytest.raises(PipelineError, match=r"cannot be trusted without a key"):
        remote.fetch("runs", "one")
    monkeypatch.setenv("LAYERS_RUNS_KEY", "nonsense")
    with pytest.raises(PipelineError, match=r"cannot be read"):
        remote.fetch("runs", "one")


def test_the_default_is_the_latest_release_of_a_repository_with_a_key(key, monkeypatch):
    monkeypatch.delenv("LAYERS_REMOTE_CACHE", raising=False)
    monkeypatch.setenv("LAYERS_RUNS_KEY", str(key.public()))
    monkeypatch.setenv("REPO_URL", "")
    assert remote.address() == ""
    monkeypatch.setenv("REPO_URL", "https://example.org/me/layers/")
    latest = "https://example.org/me/layers/releases/latest/download"
    assert remote.address() == latest and remote.is_web()
    monkeypatch.setenv("LAYERS_REMOTE_CACHE", "")
    assert remote.address() == ""
    monkeypatch.delenv("LAYERS_REMOTE_CACHE")
    monkeypatch.setenv("LAYERS_RUNS_KEY", "")
    assert remote.address() == ""
