"""The messages of the tutorial on spam: what is read, replaced and kept."""

from __future__ import annotations

import hashlib
import json
import lzma
import re
from collections import Counter
from pathlib import Path

from site_src.tools.spam.__main__ import TARGET, cut, lines_of, people
from site_src.tools.spam.bodies import raw_body, readable, without_tags
from site_src.tools.spam.masks import (
    names_in,
    tidy,
    without_addresses,
    without_names,
)

PLAIN = b"From: Ada Byron <ada@example.com>\nTo: list@example.com\n\nHello all.\n"
HTML = (
    b"Subject: x\nContent-Type: text/html\n\n"
    b"<style>p {}</style><p>Buy &amp; save<br>now"
)
BASE64 = b"Content-Transfer-Encoding: base64\n\nSGVsbG8gd29ybGQ=\n"


def test_a_body_is_what_stands_below_the_headers() -> None:
    assert raw_body(PLAIN) == b"Hello all."
    assert raw_body(PLAIN.replace(b"\n", b"\r\n")) == raw_body(PLAIN)
    assert readable(PLAIN) == "Hello all."
    assert readable(BASE64) == "Hello world"
    assert readable(HTML).split() == ["Buy", "&", "save", "now"]
    assert without_tags("2 < 3 <b>bold</b><!-- no -->").rstrip() == "2 < 3 bold"


def test_who_wrote_is_known_from_the_headers() -> None:
    assert people(PLAIN) == {"Ada", "Byron"}


def test_addresses_links_and_numbers_are_replaced() -> None:
    text = (
        "On Monday, Ada Byron wrote:\n> See http://example.com/~ada?x=1 or call "
        "(555) 123-4567, mail ada.byron@example.com, on 2002-08-22.\n-- \nAda\nLondon"
    )
    plain = tidy(without_addresses(text))
    assert plain == (
        "Someone wrote: > See LINK or call PHONE, mail EMAIL, on 2002-08-22."
    )


def test_names_are_words_that_nearly_always_have_a_capital() -> None:
    texts = ["Ada said: will Will pay?", "Ada will.", "I will", "Byron and Ada"]
    assert names_in({"ada", "will", "byron", "eve"}, texts) == {"Ada", "Byron"}
    assert without_names("Ada B. Byron and Ada Lovelace met ada.", {"Ada"}) == (
        "NAME and NAME met ada."
    )


def test_a_long_text_ends_with_a_whole_word() -> None:
    assert cut("one two three", 9) == "one two"
    assert cut("one two", 9) == "one two"
    assert cut("x" * 12, 9) == "x" * 9


def test_the_same_body_has_the_same_number(tmp_path: Path) -> None:
    for folder, name, raw in [
        ("easy-ham-1", "1.txt", PLAIN),
        ("spam-1", "2.txt", HTML),
        ("spam-2", "3.txt", PLAIN.replace(b"Ada Byron", b"Free Money")),
    ]:
        file = tmp_path / "data" / folder / name
        file.parent.mkdir(parents=True)
        file.write_bytes(raw)
    lines = [json.loads(line) for line in lines_of(tmp_path)]
    assert [line["body"] for line in lines] == [0, 1, 0]
    assert [line["from"] for line in lines] == ["easy-ham-1", "spam-1", "spam-2"]
    assert lines[1]["text"] == "Buy & save now"


def test_what_is_kept_is_what_the_page_says() -> None:
    data = (TARGET / "messages.jsonl.xz").read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    beside = (TARGET / "messages.jsonl.xz.sha256").read_text()
    assert beside == f"{digest}  messages.jsonl.xz\n"
    messages = [
        json.loads(line) for line in lzma.decompress(data).decode().splitlines()
    ]
    assert Counter(message["from"] for message in messages) == {
        "easy-ham-1": 2500,
        "easy-ham-2": 1400,
        "hard-ham-1": 250,
        "spam-1": 500,
        "spam-2": 1396,
    }
    assert len(messages) - len({message["body"] for message in messages}) == 195
    for message in messages:
        assert len(message["text"]) <= 700
        assert not re.search(r"\w@\w+\.\w|https?://[a-z]", message["text"]), message
