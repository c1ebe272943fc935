"""The same pages from both builders, and a plain notebook from the one that can.

`make test` builds both sites before it calls pytest; by hand:
`python -m site_src.pipeline build --site build/test-site`, and once more with
`--builder zensical --site build/test-zensical`.
"""

import gzip
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup

from site_src.pipeline import config
from site_src.pipeline.postprocess import csp
from site_src.pipeline.postprocess.pages import read

MKDOCS, ZENSICAL = config.BUILD / "test-site", config.BUILD / "test-zensical"


def pages(site):
    found = {p.relative_to(site).as_posix(): p for p in site.rglob("*.html")}
    assert found, f"{site} is not built: see the top of this file"
    return found


def content(path):
    article = BeautifulSoup(path.read_text(), "html.parser").find("article")
    assert article is not None, path
    return article


def headings(path):
    found = content(path).find_all(["h1", "h2", "h3"])
    return [(h.name, h.get("id"), h.get_text().rstrip("¶").strip()) for h in found]


def demos(path):
    return [
        (tag.name, sorted(tag.attrs.items()))
        for tag in content(path).find_all(lambda tag: "-" in tag.name)
    ]


ADDED_BY_ZENSICAL = "#__skip"
"""An empty anchor at the top of each article; see decisions.md for all that differs."""
ELSEWHERE = ("nav.md-nav--primary", "nav.md-tabs", "footer.md-footer")


def links(page, part):
    """Where the links in a part of a page lead to, from the site's root."""
    found = [str(a["href"]) for a in part.find_all("a", href=True)]
    return [urljoin(f"/{page}", href).removesuffix("index.html") for href in found]


def elements(article):
    """All elements, in their order, with the attributes that say what they are."""
    named = ("class", "id", "href", "src", "alt", "width", "height", "aria-label")
    return [
        (tag.name, [(name, tag.get(name)) for name in named if tag.get(name)])
        for tag in article.find_all(True)
    ]


SHARED = sorted(name for name in pages(MKDOCS) if not name.startswith("notebooks/"))


def test_the_builders_make_the_same_pages():
    assert sorted(pages(ZENSICAL)) == SHARED
    assert {"index.html", "tutorials/digits/index.html"} <= set(SHARED)


@pytest.mark.parametrize("name", [name for name in SHARED if name != "404.html"])
def test_a_page_has_the_same_headings_and_demos(name):
    one, other = MKDOCS / name, ZENSICAL / name
    assert headings(one) == headings(other) and headings(one)
    assert demos(one) == demos(other)
    maths = [len(content(page).find_all("math")) for page in (one, other)]
    assert maths[0] == maths[1]


@pytest.mark.parametrize("name", [name for name in SHARED if name != "404.html"])
def test_a_page_says_and_links_the_same(name):
    one, other = content(MKDOCS / name), content(ZENSICAL / name)
    for added in other.select(ADDED_BY_ZENSICAL):
        assert not added.get_text() and not added.find_all()
        added.decompose()
    assert " ".join(one.get_text(" ").split()) == " ".join(other.get_text(" ").split())
    assert links(name, one) == links(name, other)
    assert elements(one) == elements(other)


@pytest.mark.parametrize("name", [name for name in SHARED if name != "404.html"])
def test_around_a_page_is_the_same(name):
    one, other = (
        BeautifulSoup((site / name).read_text(), "html.parser")
        for site in (MKDOCS, ZENSICAL)
    )
    assert one.title and other.title and one.title.get_text() == other.title.get_text()
    described = [
        [m.attrs for m in soup.select("meta[name=description], meta[property]")]
        for soup in (one, other)
    ]
    assert described[0] == described[1]
    for part in ELSEWHERE:
        found = [soup.select(part) for soup in (one, other)]
        assert len(found[0]) == len(found[1])
        for mine, theirs in zip(*found, strict=True):
            assert links(name, mine) == links(name, theirs)


def test_no_page_has_an_inline_script_but_the_theme_s():
    """Where this fails after an update of the theme, csp.py tells what to do."""
    for site in (MKDOCS, ZENSICAL):
        for name, path in pages(site).items():
            refused = csp.refused_scripts(read(path, site))
            assert not refused, f"{site.name}/{name}"


def test_the_landing_page_has_its_demo_in_both():
    names = [[name for name, _ in demos(s / "index.html")] for s in (MKDOCS, ZENSICAL)]
    assert names == [["train-here", "reader-progress"]] * 2


@pytest.mark.parametrize("page", sorted(MKDOCS.glob("notebooks/*/index.html")))
def test_a_plain_notebook_is_a_page_within_budget_and_policy(page):
    text = page.read_text()
    assert len(gzip.compress(text.encode())) <= 130_000
    soup = BeautifulSoup(text, "html.parser")
    meta = soup.find("meta", {"http-equiv": "Content-Security-Policy"})
    assert meta
    policy = str(meta["content"])
    assert "unsafe-eval'" not in policy.replace("'wasm-unsafe-eval'", "")
    sources = [str(tag["src"]) for tag in soup.find_all(["script", "img"], src=True)]
    assert sources and not [s for s in sources if s.startswith(("http", "//"))]
    assert soup.find("h1") and soup.select(".jp-CodeCell")


def test_there_is_a_plain_notebook():
    assert (MKDOCS / "notebooks/why_a_bend/index.html").exists()
