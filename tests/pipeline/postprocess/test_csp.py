"""The policy of a page allows exactly the scripts that it holds."""

import base64
import hashlib

from hypothesis import given
from hypothesis import strategies as st

from site_src.pipeline.postprocess import csp, notebooks, pages

CODE = st.text("abc;=() \n'é", min_size=1, max_size=40)


def digest(code):
    return base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()


@given(codes=st.lists(CODE, max_size=4))
def test_every_inline_script_is_named_by_its_digest(codes):
    scripts = "".join(f"<script>{code}</script>" for code in codes)
    data = '<script id="c" type="application/json">{"a": 1}</script>'
    head = '<html><head><title>x</title><script src="a.js"></script></head>'
    page = f"{head}<body>{scripts}{data}"
    built = pages.parse(page)
    csp.add_policy(built)
    assert built.tree.head and built.tree.head.child
    first = built.tree.head.child
    assert first.attributes["http-equiv"] == "Content-Security-Policy"
    rules = first.attributes["content"]
    assert rules
    assert rules.count("'sha256-") == len(set(codes))
    assert all(f"'sha256-{digest(code)}'" in rules for code in codes)
    script_rule = rules[rules.index("script-src") : rules.index("style-src")]
    assert "unsafe-inline" not in script_rule and "'unsafe-eval'" not in script_rule


def test_a_notebook_page_loses_the_code_of_its_article_only():
    page = (
        "<head><style>a{}</style></head><body><script>theme()</script>"
        '<article><script src="https://cdn.example/x.js"></script><style>b{}</style>'
        "<p>text</p></article><script>more()</script></body>"
    )
    built = pages.parse(page, "notebooks/a/index.html")
    notebooks.remove_foreign_code(built)
    cleaned = built.html
    assert "cdn.example" not in cleaned and "b{}" not in cleaned
    assert "<p>text</p>" in cleaned and "a{}" in cleaned
    assert "theme()" in cleaned and "more()" in cleaned
