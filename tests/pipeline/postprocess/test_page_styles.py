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


def test_other_pages_have_one_style():
    assert linked("<p>Words</p>") == ["../assets/site.css"]


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
