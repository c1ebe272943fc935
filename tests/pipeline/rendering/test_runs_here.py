"""Pages whose cells run in the page: what the pipeline hands to the browser."""

import html
import re

import pytest

from site_src.pipeline.errors import TutorialError
from site_src.pipeline.rendering.tutorials import tutorial_page
from site_src.pipeline.sources.tutorials import tutorial

RUNS_HERE = "runs_here: true"
WHEEL = "layerbylayer-0.1.0-py3-none-any.whl"
CELLS = """
    # %%
    #| echo: false
    secret = 20

    # %%
    print(secret + 1)

    # %% [markdown]
    # Now you.

    # %% tags=["exercise"]
    def double(x):
        return x


    double(2)

    # %% tags=["solution"]
    def double(x):
        return 2 * x

    # %% tags=["check"]
    for x in [1, secret]:
        assert double(x) == 2 * x, f"double({x}) is \\"{double(x)}\\"\\n<not right>"

    # %%
    #| runs-here: false
    slow = 5

    # %%
    import numpy as np

    def seven():
        return np.int64(7)

    for row in range(2):
        print(row, [column for column in range(3)])

    # %%
    seven()

    # %%
    print(slow)

    # %%
    slow = 6

    # %%
    print(slow + 1)
    for row in range(slow):
        slow = row

    # %%
    print(row, [slow for slow in range(2)])

    # %%
    def later():
        return seven()
    """


@pytest.fixture
def text(get_run):
    def text(path):
        read = tutorial.read(path)
        page = tutorial_page.render(read, get_run(read), WHEEL)
        return page.files["index.md"].decode()

    return text


@pytest.fixture
def read_page(write, get_run):
    """Render without a run: what is wrong is found before that is needed."""

    def read_page(cells):
        read = tutorial.read(write(cells, RUNS_HERE))
        return tutorial_page.render(read, get_run(read), WHEEL)

    return read_page


def test_each_cell_is_followed_by_what_runs_it(write, text):
    page = text(write(CELLS, RUNS_HERE))
    cells = re.findall(r"<run-cell ([^>]*)></run-cell>", page)
    attributes = [
        {
            name: html.unescape(value)
            for name, value in re.findall(r'(\w+)="(.*?)"', cell)
        }
        for cell in cells
    ]
    assert [cell["name"] for cell in attributes] == ["1", "3", "10", "11", "12"]
    assert [cell["prelude"] for cell in attributes] == [
        "secret = 20",
        *[""] * 4,
    ]
    assert attributes[0]["check"] == ""
    assert attributes[1]["check"].splitlines()[0] == "for x in [1, secret]:"
    assert '"\\"{double(x)}\\"' not in page and "<not right>" not in page
    # Code, element, output, in this order, in one block.
    block = page[page.index('<div class="lbl-run"') : page.index("Now you")]
    places = [block.index(part) for part in ("print(secret", "<run-cell", ">21<")]
    assert places == sorted(places)
    assert (
        "<summary>A solution</summary>\n\n```python\ndef double(x):\n    return 2"
        in page
    )
    assert "```python\nimport numpy" in page


def test_without_the_field_nothing_of_it_is_in_a_page(write, text):
    page = text(write(CELLS))
    assert "run-cell" not in page and "lbl-run" not in page


@pytest.mark.parametrize(
    ("cells", "message", "line"),
    [
        (
            '# %% tags=["check"]\nassert 1 + 1 == 2, "no"\n',
            "there is none before",
            "assert",
        ),
        (
            '# %% tags=["exercise"]\na = 1\n\n# %% tags=["check"]\nassert a == 1\n',
            "does not say what is wrong",
            "assert a",
        ),
    ],
)
def test_what_cannot_work_in_a_page_names_the_line(read_page, cells, message, line):
    with pytest.raises(TutorialError, match=message) as error:
        read_page(cells)
    tutorial_lines = error.value.line
    assert tutorial_lines > 0
    path = str(error.value).split(":")[0]
    with open(path) as file:
        assert file.read().splitlines()[tutorial_lines - 1].startswith(line)
