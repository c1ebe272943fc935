"""The catalogue: what it refuses, how it is cited, what is known of an address."""

import json
from textwrap import dedent

import pytest
from bs4 import BeautifulSoup

from site_src.pipeline.errors import PipelineError, TutorialError
from site_src.pipeline.rendering.blocks.resources import resource_list
from site_src.pipeline.rendering.cells.citations import cite
from site_src.pipeline.rendering.tutorials import tutorial_page
from site_src.pipeline.sources import catalogue
from site_src.pipeline.sources.tutorials import tutorial

ENTRY = """\
- key: {key}
  title: {title}
  author: Ada
  address: https://{key}.example.org/
  year: 1843
  kind: article
  level: 2
  topics: [history, basics]
  cost: free
  note: The first program, with its comment.
"""
GOOD = ENTRY.format(key="engine", title="Notes on the Engine")


@pytest.fixture
def read(tmp_path):
    def read(text, checks=None):
        source, checked = tmp_path / "resources.yml", tmp_path / "checked.json"
        source.write_text(text)
        if checks is not None:
            checked.write_text(json.dumps(checks))
        return catalogue.read(source, checked)

    return read


def no_error(line, message, advice):
    raise AssertionError(message)


def test_the_project_s_own_catalogue_is_right_and_large_enough():
    ours = catalogue.read()
    assert len(ours.entries) >= 200
    dated = [e for e in ours.entries.values() if e.check is not None]
    # Nothing is alive, or gone, that was not asked on some day.
    known = [e for e in ours.entries.values() if e.state in ("alive", "gone")]
    assert set(map(id, known)) <= set(map(id, dated))


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (GOOD.replace("  author: Ada\n", ""), 1, "author: Field required"),
        (GOOD.replace("https://", "htps://"), 4, "not an address"),
        (GOOD.replace("engine.example.org", "engine. example"), 4, "not an address"),
        (GOOD.replace("1843", "18433"), 5, "not a year"),
        (GOOD.replace("article", "pamphlet"), 6, "kind"),
        (GOOD.replace("level: 2", "level: 4"), 7, "level"),
        (GOOD.replace("[history, basics]", "[]"), 8, "topics"),
        (GOOD.replace("comment.", "comment"), 10, "whole sentence"),
        (GOOD + "  state: alive\n", 11, "state"),
        (GOOD + "  stars: 5\n", 11, "unknown field stars"),
        (GOOD + "  year: 1844\n", 11, "year is there twice"),
        (GOOD + "  state: superseded\n", 1, "go together"),
        (GOOD + "  state: superseded\n  by: nothing\n", 1, "go together"),
        (GOOD + GOOD.replace("https://engine", "https://other"), 11, "on line 1"),
        (GOOD + GOOD.replace("key: engine", "key: other"), 14, "line 1"),
        (
            GOOD + GOOD.replace("key: engine", "key: x").replace("s://", "://www."),
            14,
            "this address",
        ),
        (GOOD + "- engine\n", 11, "not an entry"),
        (GOOD + "  : [\n", 11, "not YAML"),
    ],
)
def test_a_mistake_is_told_with_its_line(read, text, line, message):
    with pytest.raises(PipelineError) as raised:
        read(text)
    assert f"resources.yml:{line}" in str(raised.value) or "not YAML" in message
    assert message in str(raised.value)


def test_a_citation_is_a_link_that_shows_what_is_known(read):
    text = "See [*her* `notes`\n of][@engine], not `[a][@b]` nor\n\n```\n[c][@d]\n```\n"
    address = "https://engine.example.org/"
    unknown = cite(text, read(GOOD), no_error)
    assert f"[*her* `notes`\n of](<{address}>" in unknown
    assert "{ .lbl-cite .lbl-unchecked }" in unknown
    assert "`[a][@b]`" in unknown and "\n[c][@d]\n" in unknown
    checks = {address: {"state": "alive", "date": "2026-11-24", "answer": "200"}}
    assert "alive, checked 2026-11-24" in cite(
        text, read(GOOD, checks), no_error
    ).replace("Alive", "alive")
    checks[address] = {"state": "gone", "date": "2026-11-24", "answer": "404"}
    assert "(no answer)" in cite(text, read(GOOD, checks), no_error)
    old = GOOD + "  state: archived\n"
    # What a person knows goes before what a machine found.
    assert "(archived)" in cite(text, read(old, checks), no_error)


def test_an_unknown_key_is_told_with_line_and_neighbours(read):
    def error(line, message, advice):
        return PipelineError(f"page.md:{line + 1}: {message} {advice}")

    with pytest.raises(PipelineError, match=r"page.md:3: \[@engin\].*engine"):
        cite("a\n\nsee [x][@engin]", read(GOOD), error)


def test_a_tutorial_cites_on_its_page_and_in_its_notebook(read, write, get_run):
    path = write("# %% [markdown]\n# As\n# [she wrote][@engine].\n\n# %%\nx = 1\n")
    one = tutorial.read(path)
    run = get_run(one)
    page = tutorial_page.render(one, run, "w.whl", read(GOOD))
    assert "lbl-unchecked" in page.files["index.md"].decode()
    notebook = page.files["adding.ipynb"].decode()
    assert "[she wrote](<https://engine.example.org/>)." in notebook
    assert "lbl-" not in notebook
    with pytest.raises(TutorialError, match=r"adding.py:12: \[@engine\]"):
        tutorial_page.render(one, run, "w.whl", tutorial_page.NO_LINKS)


def test_the_page_has_every_entry_in_its_section(read):
    other = ENTRY.format(key="loom", title="The Loom & its cards").replace(
        "[history, basics]", "[data]"
    )
    known = read(GOOD + other + "  state: superseded\n  by: engine\n")
    page = BeautifulSoup(resource_list(known), "html.parser")
    items = {item["id"]: item for item in page.find_all("li")}
    assert set(items) == {"engine", "loom"}
    assert "superseded by Notes on the Engine" in items["loom"].get_text()
    assert items["loom"].a and items["loom"].a.get_text() == "The Loom & its cards"
    assert items["engine"]["data-state"] == "unchecked"
    text = resource_list(known)
    assert text.index("## Data") < text.index("The Loom") < text.index("## History")


def test_a_repository_without_a_catalogue_has_an_empty_one(tmp_path):
    assert catalogue.read(tmp_path / "none.yml").entries == {}
    assert dedent(resource_list(catalogue.read(tmp_path / "none.yml"))) == ""
