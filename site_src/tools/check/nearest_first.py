"""A plugin of pytest: the tests nearest to a change come first, until time is over.

It is told by the environment: CHECK_NAMES, what the change is called; CHECK_SECONDS.
"""

from __future__ import annotations

import os
import re
import time

import pytest

NAMES = set(filter(None, os.environ.get("CHECK_NAMES", "").split(",")))
SECONDS = float(os.environ.get("CHECK_SECONDS", "90"))
LEAST = 20
"""Seconds for tests, if it took long to read them."""
WORD = re.compile(r"[A-Za-z0-9_]+")
LEFT: list[str] = []
"""Tests for which there was no time."""


class Time:
    """When it is over."""

    end = time.monotonic() + SECONDS


def calls(test: str) -> bool:
    """Whether a test's address holds one of the names, as a whole word."""
    words = set(WORD.findall(test))
    return bool(NAMES & words) or bool(NAMES & {w.removeprefix("test_") for w in words})


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let those come first that call what changed by its name; the others stay."""
    items.sort(key=lambda item: not calls(item.nodeid))
    Time.end = max(Time.end, time.monotonic() + LEAST) if SECONDS else 0.0


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> bool | None:
    """Leave a test out if time is over."""
    if time.monotonic() < Time.end:
        return None
    LEFT.append(item.nodeid)
    return True


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many were left out."""
    if LEFT:
        terminalreporter.write_line(
            f"Time is over: {len(LEFT)} tests farther away are left to `make test`."
        )
