"""What is done to finished pages: shared pictures, the feed, a way out for the lost."""

import io
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from site_src.pipeline import config
from site_src.pipeline.postprocess.site import finish
from site_src.pipeline.rendering.published import feed, social_cards
from site_src.pipeline.sources.tutorials import tutorial

HTML = """<html><head><title>Play &amp; learn - Layer by Layer</title>
<meta name="description" content="Draw, and see."></head><body>
<a href="https://github.com/someone/layers" data-md-component="source">code</a>
<h1 id="play">Play<a class="headerlink" href="#play">&para;</a></h1>
<h2 id="a-b">A &amp; <code>b</code></h2></body></html>"""


@pytest.fixture
def site(tmp_path, monkeypatch):
    page = tmp_path / "guide" / "play" / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text(HTML)
    monkeypatch.setenv("SITE_URL", "https://layers.example.org")
    monkeypatch.setenv("REPO_URL", "https://github.com/someone/layers/")
    return page


def test_a_page_says_what_others_show_of_it(site):
    finish(site.parents[2])
    page = BeautifulSoup(site.read_text(), "html.parser")
    said = {m["property"]: m["content"] for m in page.find_all("meta", property=True)}
    assert said["og:title"] == "Play & learn - Layer by Layer"
    assert said["og:description"] == "Draw, and see."
    assert said["og:url"] == "https://layers.example.org/guide/play/"
    picture = "https://layers.example.org/assets/cards/guide-play.png"
    assert said["og:image"] == picture
    feed_link = page.find("link", type="application/rss+xml")
    assert feed_link and feed_link["href"] == "https://layers.example.org/feed.xml"


def test_a_heading_leads_the_lost_to_a_prefilled_issue(site):
    finish(site.parents[2])
    page = BeautifulSoup(site.read_text(), "html.parser")
    first, second = page.select("a.lbl-lost")
    assert first.parent and first.parent.name == "h1"
    assert second.parent and second.parent["id"] == "a-b"
    parts = urlsplit(str(second["href"]))
    assert parts.path == "/someone/layers/issues/new"
    asked = parse_qs(parts.query)
    assert asked["title"] == ["Lost at: A & b"]
    assert parse_qs(urlsplit(str(first["href"])).query)["title"] == ["Lost at: Play"]
    assert "https://layers.example.org/guide/play/#a-b" in asked["body"][0]


def test_no_page_asks_github_how_many_stars_it_has(site):
    finish(site.parents[2])
    page = BeautifulSoup(site.read_text(), "html.parser")
    assert page.find("a", string="code") and not page.select("[data-md-component]")


def test_without_addresses_nothing_is_added(site, monkeypatch):
    monkeypatch.delenv("SITE_URL")
    monkeypatch.delenv("REPO_URL")
    finish(site.parents[2])
    page = BeautifulSoup(site.read_text(), "html.parser")
    assert not page.select("[property], .lbl-lost, link[type]")
    code = page.find("a", string="code")
    assert code and code["data-md-component"] == "source"


def test_the_feed_has_what_is_dated_newest_first(write):
    cell = "# %%\nx = 1\n"
    one = tutorial.read(write(cell, "published: 2026-11-24", "one"))
    two = tutorial.read(write(cell, "published: 2026-12-24", "two"))
    none = tutorial.read(write(cell, name="none"))
    rss = ElementTree.fromstring(feed.feed([one, none, two], "https://a.org/"))
    items = rss.findall("channel/item")
    assert [item.findtext("link") for item in items] == [
        "https://a.org/tutorials/two/",
        "https://a.org/tutorials/one/",
    ]
    assert items[1].findtext("pubDate") == "Tue, 24 Nov 2026 12:00:00 +0000"


def test_every_page_has_a_card_which_is_drawn_once(tmp_path, monkeypatch):
    monkeypatch.setattr(config, "BUILD", tmp_path / "build")
    folder = tmp_path / "pages"
    (folder / "guide").mkdir(parents=True)
    (folder / "index.md").write_text("---\ntitle: Home\ndescription: Hello.\n---\n")
    (folder / "guide" / "play.md").write_text("---\ntitle: Play\n---\n")
    social_cards.write(folder)
    cards = folder / "assets" / "cards"
    assert {path.name for path in cards.iterdir()} == {"home.png", "guide-play.png"}
    image = Image.open(io.BytesIO((cards / "home.png").read_bytes()))
    assert image.size == social_cards.SIZE
    colours = image.getcolors()
    assert colours and len(colours) > 8

    def drawn_again(title, description):
        raise AssertionError(f"{title} is drawn again")

    monkeypatch.setattr(social_cards, "card", drawn_again)
    social_cards.write(folder)
