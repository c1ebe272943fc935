"""Tutorials made up for the tests, in a folder and with a cache of their own."""

from pathlib import Path
from textwrap import dedent

import pytest
from rich.console import Console

from site_src.pipeline import config
from site_src.pipeline.execution.executor import Executor
from site_src.pipeline.execution.jobs import Job
from site_src.pipeline.execution.run_store import RunStore
from site_src.pipeline.progress import Progress

HEADER = """\
# ---
# title: A tutorial
# description: It adds two numbers.
# chapter: Tests
# order: 1
# level: 1
# minutes: 1
{more}# ---

"""


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("LAYERS_CACHE", str(tmp_path / "cache"))
    return config.cache_folder()


@pytest.fixture
def write(tmp_path):
    """Write a tutorial from its cells (and more header lines); return its path."""

    def write(cells: str, more: str = "", name: str = "adding") -> Path:
        path: Path = tmp_path / "tutorials" / "1-tests" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        commented = "".join(f"# {line}\n" for line in dedent(more).splitlines())
        path.write_text(HEADER.format(more=commented) + dedent(cells).lstrip("\n"))
        return path

    return write


@pytest.fixture
def progress():
    with Progress([], Console(quiet=True)) as shown:
        yield shown


@pytest.fixture
def get_run(progress):
    """The run of a tutorial: the kept one, or a new one."""

    def get_run(tutorial, profile="cpu", server=None):
        store = RunStore(Executor(progress, server))
        return store.get_or_create(Job(tutorial, profile))

    return get_run
