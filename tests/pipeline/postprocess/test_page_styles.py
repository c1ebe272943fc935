"""A page links the styles that it needs, and no others."""

import re

import pytest

from site_src.pipeline import config
from site_src.pipeline.postprocess import pages
from site_src.pipeline.postprocess.content import page_styles

STYLES = config.ROOT / "site_src" / "web" / "styles"


def linked(article: str) -> list[str | None]:
    html = (
        '<head><link rel="stylesheet" href="../assets/site.css"></head>'
        f"<body><article>{article}</article></body>"
    )
    page = pages.parse(html, "any/index.html")
    page_styles.link_styles(page)
    return [link.attributes["href"] for link in page.tree.css("link")]


@pytest.mark.parametrize(
    "article",
    [
        '<ul class="lbl-resources"><li>a book</li></ul>',
        '<ol class="lbl-steps"><li>a page</li></ol>',
        '<div class="lbl-chapters"><ol><li>a tutorial</li></ol></div>',
    ],
)
def test_lists_have_their_style(article):
    assert linked(article) == ["../assets/site.css", "../assets/lists.css"]


@pytest.mark.parametrize(
    "article",
    [
        "<p><draw-and-classify>One could draw here.</draw-and-classify></p>",
        "<one-neuron explorable></one-neuron>",
        '<a class="lbl-card"><img class="lbl-card-still"></a>',
        '<div class="lbl-hero"><a-b></a-b></div><your-guess></your-guess>',
    ],
)
def test_pages_with_something_to_try_have_their_style(article):
    assert linked(article) == ["../assets/site.css", "../assets/demos.css"]


@pytest.mark.parametrize(
    "article",
    [
        "<p>Words</p>",
        "<p><reader-done></reader-done></p>",
        '<div class="lbl-hero"><train-here compact></train-here></div>',
    ],
)
def test_other_pages_have_one_style(article):
    assert linked(article) == ["../assets/site.css"]


def test_the_landing_page_s_demo_is_styled_by_the_style_of_all_pages():
    page = (config.ROOT / "docs" / "index.md").read_text()
    tags = set(re.findall(r"<(\w+-\w+)", page)) - {"reader-progress"}
    text = (STYLES / "page.css").read_text()
    assert tags and all(f".lbl-hero {tag}" in text for tag in tags)


def test_no_class_is_styled_whose_pages_do_not_link_the_style():
    text = (STYLES / "catalogue.css").read_text() + (STYLES / "paths.css").read_text()
    needed = page_styles.NEEDED_BY["lists.css"]
    for selector in re.findall(r"(?m)^([^@\s}/*].*)\{$", text):
        assert any(mark in selector for mark in needed.split(", ")), selector


def test_a_notebook_page_has_our_styles_instead_of_those_of_its_article():
    page = (
        '<head><style>a{}</style><link rel="stylesheet" href="../../assets/site.css">'
        "</head><body><script>theme()</script>"
        '<article><script src="https://cdn.example/x.js"></script><style>b{}</style>'
        "<p>text</p></article><script>more()</script></body>"
    )
    built = pages.parse(page, "notebooks/a/index.html")
    page_styles.link_styles(built)
    cleaned = built.html
    assert "cdn.example" not in cleaned and "b{}" not in cleaned
    assert "<p>text</p>" in cleaned and "a{}" in cleaned
    assert "theme()" in cleaned and "more()" in cleaned
    addresses = [link.attributes["href"] for link in built.tree.css("link")]
    assert addresses == ["../../assets/site.css", "../../assets/notebook.css"]
