"""Digests of trees: what is changed, renamed or moved is noticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_src.pipeline.files.digest import (
    contents_digest,
    files_below,
    tree_digest,
)


@pytest.fixture
def tree(tmp_path):
    for name in ("a/one.txt", "b/two.txt"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(name)
    return tmp_path


def digest(tree):
    return tree_digest(tree, files_below(tree))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a/one.txt", "b/one.txt"),
        ("a/one.txt", "a/three.txt"),
        ("a/one.txt", "one.txt"),
    ],
    ids=["moved", "renamed", "moved up"],
)
def test_a_moved_or_renamed_file_changes_the_digest(tree, old, new):
    before = digest(tree)
    (tree / old).rename(tree / new)
    assert digest(tree) != before
    (tree / new).rename(tree / old)
    assert digest(tree) == before


def test_a_changed_a_new_and_a_removed_file_change_the_digest(tree):
    before = digest(tree)
    (tree / "a" / "one.txt").write_text("other")
    changed = digest(tree)
    (tree / "c.txt").write_text("")
    added = digest(tree)
    (tree / "b" / "two.txt").unlink()
    assert len({before, changed, added, digest(tree)}) == 4


def test_byte_code_and_the_order_of_files_do_not_count(tree):
    before = digest(tree)
    (tree / "a" / "__pycache__").mkdir()
    (tree / "a" / "__pycache__" / "one.pyc").write_text("x")
    assert digest(tree) == before
    assert tree_digest(tree, reversed(files_below(tree))) == before


PART = st.tuples(st.text("ab", max_size=3), st.sampled_from([b"", b"a", b"ab"]))
PARTS = st.lists(PART, max_size=3)
FACTS = st.lists(st.text("ab", max_size=3), max_size=2)


@given(one=st.tuples(PARTS, FACTS), other=st.tuples(PARTS, FACTS))
def test_parts_do_not_run_into_each_other(one, other):
    digests = {contents_digest(parts, *facts) for parts, facts in (one, other)}
    assert (len(digests) == 1) == (one == other)
