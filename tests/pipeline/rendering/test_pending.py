"""Pages whose runs are still to come."""

import re

import pytest

from site_src.pipeline.rendering.tutorials.pending import (
    Place,
    render_pending,
    without_models,
)
from site_src.pipeline.sources import catalogue
from site_src.pipeline.sources.tutorials import tutorial

LINKS = catalogue.read()
FENCED = re.compile(r"^(`{3,}).*?^\1\s*$", re.DOTALL | re.MULTILINE)
CELLS = """
# %% [markdown]
# It is right in {{ share:.1%}} of all cases; see [the table](table.csv) and
# [the guide](../../guide/play.md). Press <try-it set="a: b">this</try-it>.
#
# <make-a-guess name="a" kind="number" answer="{{ share }}">
# How `often`?
# </make-a-guess>
#
# <draw-and-classify model="adding" id="one">
# Without JavaScript, there is a picture.
# </draw-and-classify>

# %%
#| echo: false
hidden = 1

# %%
#| fig-alt: a curve
shown = 2
"""
SECONDS = 1500.0


@pytest.mark.parametrize("one", tutorial.find(), ids=lambda one: one.name)
def test_every_tutorial_can_be_read_before_it_has_run(one):
    text = page_of(one)
    prose = FENCED.sub("", text)
    assert one.header.title in text and "place 2 of 3, about 25 minutes" in text
    assert "{{" not in prose
    assert not re.search(r"<(?!reader-done)[a-z]+-[a-z-]+", prose)
    shown = [cell for cell in one.cells if cell.kind == "code" and not hidden(cell)]
    assert text.count("```python\n") >= len(shown) > 0


def hidden(cell):
    return not (cell.options or {}).get("echo", True)


def page_of(one):
    place = Place(number=2, waiting=3, total=9, seconds=SECONDS)
    page = render_pending(one, place, "layerbylayer.whl", LINKS)
    assert page.run is None
    assert page.files[f"{one.name}.py"]
    return page.files["index.md"].decode()


def test_what_only_a_run_can_give_is_replaced_by_notices(write):
    more = "exports: [adding]\ndownloads: [table.csv]"
    text = page_of(tutorial.read(write(CELLS, more)))
    assert "It is right in … of all cases; see the table and" in text
    assert "[the guide](../../guide/play.md). Press this." in text
    assert "A guess will be here" in text and "How `often`?" not in text
    assert "The network will be here" in text and "JavaScript" not in text
    assert "hidden = 1" not in text and "shown = 2" in text
    assert "A figure will be here" in text
    assert ".ipynb" not in text and "adding.py" in text


def test_demos_of_models_to_come_are_replaced_on_other_pages():
    page = (
        '# Home\n\n<a-demo model="here">\none\n</a-demo>\n\n'
        '<a-demo id="x" model="to_come">\nsecond\n</a-demo>\n\n'
        '```html\n<a-demo model="to_come"></a-demo>\n```\n'
    )
    after = without_models(page, {"to_come"})
    assert "one" in after and "second" not in after
    assert '```html\n<a-demo model="to_come"></a-demo>\n```' in after
    assert after.count("The network will be here") == 1
    assert without_models(page, set()) == page
