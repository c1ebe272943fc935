"""The policy of a page lets the theme's own inline scripts run, and no others."""

import base64
import hashlib
import re
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_src.pipeline import config
from site_src.pipeline.postprocess import csp, pages

CODE = st.text("abc;=() \n'é", min_size=1, max_size=40)
TAB = (
    "var target=document.getElementById(location.hash.slice(1));"
    'target&&target.name&&(target.checked=target.name.startsWith("__tabbed_"))'
)
"""A script that Material has in each page."""


def digest(code):
    return base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()


def script_rule(page):
    built = pages.parse(page)
    csp.add_policy(built)
    assert built.tree.head and built.tree.head.child
    first = built.tree.head.child
    assert first.attributes["http-equiv"] == "Content-Security-Policy"
    rules = first.attributes["content"]
    assert rules
    return rules[rules.index("script-src") : rules.index("style-src")]


@given(codes=st.lists(CODE, max_size=4))
def test_only_the_scripts_of_the_theme_are_named(codes):
    scripts = "".join(f"<script>{code}</script>" for code in [*codes, TAB])
    data = '<script id="c" type="application/json">{"a": 1}</script>'
    head = '<html><head><title>x</title><script src="a.js"></script></head>'
    page = f"{head}<body>{scripts}{data}"
    assert script_rule(page).count("'sha256-") == 1
    assert f"'sha256-{digest(TAB)}'" in script_rule(page)
    assert csp.refused_scripts(pages.parse(page)) == codes
    rule = script_rule(page)
    assert "unsafe-inline" not in rule and "'unsafe-eval'" not in rule


@pytest.mark.parametrize("path", ["..", '");alert(1);("'])
def test_the_way_to_the_root_is_a_path_and_no_code(path):
    """The one part of a theme's script that differs from page to page."""
    material = find_spec("material")
    assert material and material.origin
    theme = Path(material.origin).parent / "templates"
    script = (theme / "partials" / "javascripts" / "base.html").read_text()
    head, _, code = script.partition("<script>")
    code = re.sub(r"\{\{.*?\}\}", lambda _: path, code.partition("</script>")[0])
    assert code.startswith(f'__md_scope=new URL("{path}",location)'), head
    refused = csp.refused_scripts(pages.parse(f"<body><script>{code}</script>"))
    assert (not refused) == (path == "..")


def test_what_says_that_the_scripts_are_lost_may_run():
    """It is written into the pages, so its digest has to be known beforehand."""
    text = (config.THEME / "main.html").read_text(encoding="utf-8")
    (code,) = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    assert csp.refused_scripts(pages.parse(f"<body><script>{code}</script>")) == []
    changed = f"<body><script>{code};alert(1)</script>"
    assert csp.refused_scripts(pages.parse(changed)) == [f"{code};alert(1)"]
