"""The index of the search: it comes late, and knows what pages are about."""

import json

import pytest

from site_src.pipeline.postprocess.content.search import defer_index, weigh_index
from site_src.pipeline.postprocess.pages import parse

BUNDLE = "assets/javascripts/bundle.a5f9d56c.min.js"
ASKS = 'f(new URL("search/search_index.json",Or.base))'


@pytest.fixture
def site(tmp_path):
    docs = [
        {"location": place, "title": "", "text": ""}
        for place in ("", "tutorials/digits/", "tutorials/digits/#data", "about/how/")
    ]
    (tmp_path / "search").mkdir()
    index = {"config": {"lang": ["en"]}, "docs": docs}
    (tmp_path / "search/search_index.json").write_text(json.dumps(index))
    (tmp_path / BUNDLE).parent.mkdir(parents=True)
    (tmp_path / BUNDLE).write_text(ASKS)
    return tmp_path


def test_the_script_of_every_page_begins_with_an_empty_index(site):
    names = defer_index(site)
    (new,) = (site / BUNDLE).parent.iterdir()
    assert names == {BUNDLE: new.name} and new.name != "bundle.a5f9d56c.min.js"
    assert "search_index.json" not in new.read_text()
    assert 'new URL("data:application/json,' in new.read_text()


def test_a_script_that_asks_for_no_index_stays(site):
    (site / BUNDLE).write_text("1")
    assert defer_index(site) == {}
    assert (site / BUNDLE).read_text() == "1"


def test_descriptions_are_searched_and_tutorials_weigh_more(site):
    head = '<meta name="description" content="{}">'
    pages = [
        parse(head.format(text), name)
        for name, text in {
            "index.html": "The site",
            "tutorials/digits/index.html": "A network reads",
            "about/how/index.html": "The site",
        }.items()
    ]
    weigh_index(site, pages)
    index = json.loads((site / "search/search_index.json").read_text())
    assert index["config"]["fields"]["description"]["boost"] > 1
    home, digits, section, how = index["docs"]
    assert home["description"] == "The site"
    assert digits["description"] == "A network reads"
    # What stands for the site says nothing of a page, nor a page's of its sections.
    assert "description" not in section and "description" not in how
    assert digits["boost"] > home["boost"] > how["boost"] > 0
    assert digits["boost"] > section["boost"] > 0
