"""Checking addresses, against a server that answers in every way."""

import datetime
import json
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from site_src.pipeline.commands.authoring import links
from site_src.pipeline.errors import PipelineError
from site_src.pipeline.sources.catalogue import Check

QUICK = links.RequestPolicy(pause=0.01, tries=3, timeout=5)
TODAY = datetime.date(2026, 11, 24)


class Server(ThreadingHTTPServer):
    """Answers with the number in the path, and notes who asked."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: Counter[str] = Counter()
        self.at_once = self.most_at_once = 0
        self.agents = set()
        self.lock = threading.Lock()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def answer(self):
        server = self.server
        with server.lock:
            server.asked[f"{self.command} {self.path}"] += 1
            server.agents.add(self.headers["User-Agent"])
            server.at_once += 1
            server.most_at_once = max(server.most_at_once, server.at_once)
        status = {
            "/no-head": 405 if self.command == "HEAD" else 200,
            "/busy-once": 503 if server.asked[f"HEAD {self.path}"] < 2 else 200,
            "/moved": 301,
        }.get(self.path) or int(self.path.strip("/"))
        time.sleep(0.005)  # long enough for another question to be seen
        with server.lock:
            # Before the answer: whoever has it may ask again at once.
            server.at_once -= 1
        self.send_response(status)
        if status == 301:
            self.send_header("Location", "/200")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD = answer  # noqa: N815

    def log_message(self, *arguments):
        pass


@pytest.fixture
def server():
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def test_each_answer_means_what_it_proves(server):
    ways = {
        "/200": "alive",
        "/moved": "alive",
        "/no-head": "alive",
        "/busy-once": "alive",
        "/404": "gone",
        "/410": "gone",
        "/403": None,
        "/429": None,
        "/500": None,
    }
    answers = links.check([server.address + way for way in ways], QUICK)
    found = {a.address.removeprefix(server.address): a.state for a in answers}
    assert found == ways
    # One host is asked one thing at a time, by somebody who says who it is.
    assert server.most_at_once == 1
    assert server.agents == {links.AGENT}
    assert server.asked["HEAD /429"] == QUICK.tries
    assert server.asked["GET /200"] == 0


def test_without_a_network_nothing_is_recorded():
    with pytest.raises(PipelineError, match="no network"):
        links.check(["http://127.0.0.1:1/", "http://localhost:1/"], QUICK)


def test_what_proves_nothing_leaves_what_was_known():
    old = Check("alive", "2026-01-01", "200")
    addresses = ["https://a.org", "https://b.org", "https://c.org"]
    answers = [
        links.Answer("https://a.org", None, "403"),
        links.Answer("https://b.org", "gone", "404"),
    ]
    before = {"https://a.org": old, "https://removed.org": old}
    assert links.recorded(before, answers, addresses, TODAY) == {
        "https://a.org": old,
        "https://b.org": Check("gone", "2026-11-24", "404"),
    }


def test_a_check_is_recorded_and_not_due_again(server, tmp_path):
    source, record = tmp_path / "resources.yml", tmp_path / "checked.json"
    entry = (
        "- key: one\n  title: One\n  author: Ada\n  address: {}/200\n  year: undated\n"
        "  kind: tool\n  level: 1\n  topics: [basics]\n  cost: free\n  note: Good.\n"
    )
    source.write_text(entry.format(server.address))
    said: list[str] = []
    links.run(30, said.append, source, record, QUICK)
    (check,) = json.loads(record.read_text()).values()
    assert check == {
        "state": "alive",
        "date": datetime.date.today().isoformat(),
        "answer": "200",
    }
    links.run(30, said.append, source, record, QUICK)
    assert "0 of 1 addresses are due" in said
    assert server.asked["HEAD /200"] == 1
    links.run(0, said.append, source, record, QUICK)
    assert server.asked["HEAD /200"] == 2
