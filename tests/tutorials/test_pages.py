"""What every page of these tutorials keeps to, whatever it teaches."""

import pytest

from site_src.pipeline.sources import tutorial

OTHERS = ("cifar10", "look_inside", "transfer")
PAGES = {
    t.name: t
    for t in tutorial.find()
    if t.header.chapter == "Bricks" or t.name in OTHERS
}


@pytest.mark.parametrize("name", PAGES)
def test_code_fits_the_page(name):
    for cell in PAGES[name].cells:
        if cell.kind == "code" and (cell.options or {}).get("echo", True):
            lines = cell.code.splitlines()
            limit = 24 if "class " in cell.code else 16
            assert len(lines) <= limit, cell.code
            assert max(map(len, lines)) <= 88


@pytest.mark.parametrize("name", PAGES)
def test_the_reader_commits_at_least_twice(name):
    prose = "\n".join(c.source for c in PAGES[name].cells if c.kind == "markdown")
    assert prose.count("<make-a-guess") >= 2
