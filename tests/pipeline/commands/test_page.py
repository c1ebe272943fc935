"""One page alone: built without the others, from the run that its tutorial has."""

import shutil

import pytest

from site_src.pipeline import config
from site_src.pipeline.commands.authoring.page import build_page
from site_src.pipeline.errors import PipelineError

ADDING = """\
# %%
total = 2 + 3
print("computed", total)

# %% [markdown]
# It is {{ total }}.
"""


@pytest.fixture
def site():
    folder = config.BUILD / "test-page"
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def pages(site):
    found = {file.relative_to(site).parent.as_posix() for file in site.rglob("*.html")}
    return found - {"."}


def test_a_hand_written_page_is_built_without_the_others(site, progress):
    file = build_page("docs/guide/glossary.md", "cpu", "smoke", site, progress)
    assert file == site / "guide" / "glossary" / "index.html"
    html = file.read_text()
    assert "<h1" in html and "Content-Security-Policy" in html
    assert pages(site) == {"guide/glossary"}


def test_a_demo_whose_model_has_no_run_here_has_a_notice(site, progress):
    html = build_page(
        "docs/contributing/demos.md", "cpu", "smoke", site, progress
    ).read_text()
    assert "The network will be here" in html
    assert not (site / "models").exists()


def test_a_changed_sentence_runs_no_cell(site, progress, write, monkeypatch, capsys):
    path = write(ADDING)
    monkeypatch.setattr(config, "TUTORIALS", path.parents[1])
    file = build_page("adding", "cpu", "smoke", site, progress)
    assert file == site / "tutorials" / "adding" / "index.html"
    assert "It is 5." in file.read_text() and pages(site) == {"tutorials/adding"}
    write(ADDING.replace("It is", "The sum is"))

    def fail(*_: object) -> None:
        raise AssertionError("a cell ran")

    monkeypatch.setattr("site_src.pipeline.execution.executor.Executor.execute", fail)
    html = build_page(str(path), "cpu", "smoke", site, progress).read_text()
    assert "The sum is 5." in html


@pytest.mark.parametrize("name", ["docs/nowhere.md", "README.md", "no_such_tutorial"])
def test_what_is_no_page_is_said(site, progress, name):
    with pytest.raises(PipelineError, match=f"no (page|tutorial).* {name}"):
        build_page(name, "cpu", "smoke", site, progress)
