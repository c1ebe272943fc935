"""The Python of the page, in the Python of the tests: same words, other machine."""

import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_src.page_python.session import LIMIT, Output, Session


@pytest.fixture
def told():
    return []


@pytest.fixture
def session(told, monkeypatch):
    # A session takes the place of the main module.
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    return Session(lambda kind, text: told.append((kind, text)))


def run(session, code, check="", name="cell 1"):
    return json.loads(session.run(name, code, check))


def test_names_are_kept_from_cell_to_cell_and_forgotten(session, told):
    assert run(session, "x = 20")["error"] is None
    assert run(session, "print(x)\nx + 1")["error"] is None
    assert "".join(text for _, text in told) == "20\n21\n"
    session.reset()
    assert "NameError" in run(session, "x")["error"]


def test_a_last_line_is_shown_as_in_a_notebook(session, told):
    run(session, "None")
    run(session, "5;")
    run(session, "")
    assert told == []
    run(session, "'a'")
    assert told == [("text", "'a'\n")]


def test_an_error_is_pythons_own_with_the_cells_line(session):
    run(session, "def half(x):\n\n    return x / 0", name="cell 1")
    result = run(session, "a = 1\nhalf(a)", name="cell 2")
    assert result["line"] == 2
    first, *_, last = result["error"].splitlines()
    assert first == "Traceback (most recent call last):"
    assert last == "ZeroDivisionError: division by zero"
    assert 'File "cell 1", line 3, in half\n    return x / 0' in result["error"]
    assert "session.py" not in result["error"]


def test_a_line_that_cannot_be_read_is_named(session):
    result = run(session, "a = 1\nb = (", name="cell 4")
    assert result["line"] == 2 and "SyntaxError" in result["error"]
    assert "session.py" not in result["error"]


def test_leaving_is_an_error_like_others(session):
    assert "SystemExit" in run(session, "raise SystemExit(3)")["error"]


def test_a_stop_is_no_error(session):
    result = run(session, "raise KeyboardInterrupt", "assert False, 'no'")
    assert result == {"error": None, "line": None, "stopped": True, "wrong": None}


def test_what_the_future_brings_is_kept(session):
    run(session, "from __future__ import annotations")
    assert run(session, "def f(x: Unknown): ...")["error"] is None


CHECK = "assert double(3) == 6, f'double(3) is {double(3)}, and should be 6.'"


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("def double(x): return 2 * x", ""),
        ("def double(x): return x + 2", "double(3) is 5, and should be 6."),
        ("", "When it is tried, Python says NameError: name 'double' is not defined"),
        (
            "def double(x): return x / 0",
            "When it is tried, Python says ZeroDivisionError: division by zero",
        ),
    ],
)
def test_an_exercise_is_told_what_is_wrong(session, code, wrong):
    found = run(session, code, CHECK)["wrong"]
    # Later versions of Python propose names.
    assert found.split(". Did you mean")[0] == wrong


def test_a_check_leaves_no_names(session):
    run(session, "x = 1", "y = x\nassert y == 1, 'no'")
    assert "NameError" in run(session, "y")["error"]


def test_a_drawing_is_finished_after_a_cell(told):
    finished = []
    session = Session(lambda *_: None, lambda: finished.append(True))
    run(session, "1")
    assert finished == [True]


def test_a_drawing_stands_between_what_is_printed_before_and_after(session, told):
    code = "print('before')\nsession.draw('{}')\nprint('after')"
    vars(sys.modules["__main__"])["session"] = session
    run(session, code)
    assert told == [("text", "before\n"), ("drawing", "{}"), ("text", "after\n")]


def test_what_is_printed_is_told_before_the_cell_ends(session, told):
    names = vars(sys.modules["__main__"])
    names["seen"] = lambda: "".join(text for _, text in told)
    run(session, "print('begun')\nbegun = seen()")
    assert names["begun"] == "begun\n"
    run(session, f"for i in range({LIMIT}): print(i)\ncapped = seen()")
    assert "[The output stops here" in names["capped"]


def test_output_is_capped_and_says_so(session, told):
    run(session, "for i in range(100_000): print(i)")
    text = "".join(text for _, text in told)
    assert len(text) < LIMIT + 100
    assert text.rstrip().endswith(
        f"[The output stops here: a cell shows at most {LIMIT:,} characters.]"
    )


@given(st.lists(st.text()), st.integers(min_value=1, max_value=50))
def test_output_is_the_beginning_of_what_is_printed(texts, limit):
    told = []
    output = Output(lambda _, text: told.append(text), limit)
    for text in texts:
        print(text, end="", file=output)
    output.flush()
    whole, got = "".join(texts), "".join(told)
    if len(whole) <= limit:
        assert got == whole
    else:
        assert got.startswith(whole[:limit] + "\n[The output stops here")
