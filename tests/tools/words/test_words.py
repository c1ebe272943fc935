"""Word vectors and speeches: which words are taken, and what is cut off."""

from __future__ import annotations

import hashlib
import json
import lzma
from pathlib import Path

import numpy as np
import pytest

from site_src.tools.words.__main__ import (
    TARGET,
    common_words,
    sentences,
    vectors_of,
    write_book,
    write_speeches,
    write_vectors,
)


def test_words_are_plain_and_in_their_order() -> None:
    words = ["the", ",", "a", "x", "u.s.", "i", "café", "two-way", "1990", "cat"]
    assert common_words(words, 10) == ["the", "a", "i", "cat"]
    assert common_words(words, 2) == ["the", "a"]


def test_norm_and_index_are_cut_off() -> None:
    vector = np.random.default_rng(1).normal(size=100)
    row = [*vector, np.linalg.norm(vector), 7]
    assert np.allclose(vectors_of(["cat"], {"cat": row}), vector, atol=1e-2)
    for wrong in (row[:101], [*row[:100], 3.0, 7]):
        with pytest.raises(ValueError, match="their norm and an index"):
            vectors_of(["cat"], {"cat": wrong})


def test_a_speech_becomes_sentences_of_plain_words() -> None:
    text = "Fellow-Citizens: the Nation's debt is $3,000; that\nwon't do. Peace!"
    assert sentences(text) == [
        "fellow citizens the nation debt is",
        "that",
        "won t do",
        "peace",
    ]


def test_the_files_are_the_same_for_the_same_packages(tmp_path: Path) -> None:
    package = tmp_path / "some-vectors"
    (package / "data").mkdir(parents=True)
    row = [*[0.5] * 100, 5, 0]
    content = {
        "words": ["the", "cat"],
        "vectors": {"the": row, "cat": row},
    }
    (package / "some-vectors.json").write_text(json.dumps(content))
    (package / "data" / "1791.txt").write_text("Later. ")
    (package / "data" / "1790.txt").write_text("Sooner.")
    seen = []
    for _ in range(2):
        write_vectors(package, tmp_path / "vectors.npz")
        write_speeches(package, tmp_path / "speeches.xz")
        seen.append(
            [(tmp_path / n).read_bytes() for n in ("vectors.npz", "speeches.xz")]
        )
    assert seen[0] == seen[1]
    assert lzma.decompress(seen[0][1]) == b"sooner\nlater\n"
    assert np.load(tmp_path / "vectors.npz")["words"].tolist() == ["the", "cat"]


def book_of(folder: Path, parts: dict[str, str]) -> Path:
    """Write a package of a book, whose list has the parts in another order."""
    (folder / "data").mkdir(parents=True)
    for name, text in parts.items():
        (folder / "data" / name).write_text(text, "utf-8")
    (folder / "data" / "file_list.json").write_text(json.dumps([*parts]))
    return folder


def test_a_book_keeps_its_parts_in_the_order_of_the_list(tmp_path: Path) -> None:
    parts = {"contents.txt": "A list", "b.txt": "Call\nme", "a.txt": "—end"}
    package = book_of(tmp_path / "book", parts)
    write_book(package, tmp_path / "book.xz")
    text = lzma.decompress((tmp_path / "book.xz").read_bytes()).decode()
    assert text.split("\f") == [*parts.values()]
    broken = book_of(tmp_path / "broken", {"a.txt": "one\ftwo"})
    with pytest.raises(ValueError, match="form feed"):
        write_book(broken, tmp_path / "broken.xz")


def test_what_is_kept_is_what_the_page_says() -> None:
    kept = np.load(TARGET / "word-vectors.npz")
    words = kept["words"].tolist()
    assert kept["vectors"].shape == (20_000, 100) and len(set(words)) == 20_000
    assert words[0] == "the" and "king" in words
    text = lzma.decompress((TARGET / "speeches.txt.xz").read_bytes()).decode()
    assert set(text) <= set("abcdefghijklmnopqrstuvwxyz \n")
    book = lzma.decompress((TARGET / "moby-dick.txt.xz").read_bytes()).decode()
    assert len(book.split("\f")) == 139 and book.startswith("CONTENTS\n")
    assert len(book.replace("\f", "")) == 1_217_258
    for name in ("word-vectors.npz", "speeches.txt.xz", "moby-dick.txt.xz"):
        digest = hashlib.sha256((TARGET / name).read_bytes()).hexdigest()
        assert (TARGET / f"{name}.sha256").read_text() == f"{digest}  {name}\n"
