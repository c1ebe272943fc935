import json
import os
import re
import subprocess

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_src.pipeline.errors import TutorialError
from site_src.pipeline.rendering.cells import outputs
from site_src.pipeline.rendering.cells.mathml import with_mathml
from site_src.pipeline.rendering.tutorials import take_home, tutorial_page
from site_src.pipeline.sources.tutorials import tutorial
from site_src.pipeline.sources.tutorials.notebook import notebook_of
from site_src.pipeline.storage.runs import Provenance, Run

PICTURE = """
    # %% [raw]
    # /// script
    # dependencies = ["numpy>=2", "layerbylayer"]
    # ///

    # %% [markdown]
    # It is {{ share:.1%}} of $x^2$, in `code with $5` and for \\$5.

    # %%
    share = 0.125
    print("1/2 " + 5 * "━" + " 3s")
    print("<done>")

    # %%
    #| fig-alt: A line that rises
    #| fig-cap: It rises to {{ share }}.
    import matplotlib.pyplot as plt

    plt.plot([0, share])
    plt.show()
    """
WHEEL = "layerbylayer-0.1.0-py3-none-any.whl"


@pytest.fixture
def rendered(get_run):
    def rendered(path):
        read = tutorial.read(path)
        return tutorial_page.render(read, get_run(read), WHEEL)

    return rendered


@pytest.fixture
def page(write, rendered, monkeypatch):
    monkeypatch.delenv("SITE_URL", raising=False)
    monkeypatch.delenv("REPO_URL", raising=False)
    return rendered(write(PICTURE))


def test_the_page_holds_values_math_text_and_figure(page):
    text = page.files["index.md"].decode()
    assert 'It is 12.5% of <span class="lbl-math"><math' in text
    assert "`code with $5` and for \\$5" in text
    assert '<pre tabindex="0">&lt;done&gt;</pre>' in text
    assert "#| fig" not in text
    assert '<figcaption markdown="span">It rises to 0.125.</figcaption>' in text
    sources = re.findall(
        r'src="([^"#]+)#only-(light|dark)" alt="A line that rises"', text
    )
    assert [ground for _, ground in sources] == ["light", "dark"]
    light, dark = (page.files[name].decode() for name, _ in sources)
    assert "#1f2430" in light and "#dfe3ea" not in light
    assert "#dfe3ea" in dark and "#1f2430" not in dark


def test_the_same_run_renders_to_the_same_bytes(page):
    assert tutorial_page.render(page.tutorial, page.run, WHEEL).files == page.files


def test_the_notebook_to_take_home_is_filled_in(page):
    notebook = nbformat.reads(page.files["adding.ipynb"].decode(), as_version=4)
    nbformat.validate(notebook)
    text = "\n".join(cell.source for cell in notebook.cells)
    assert "It is 12.5% of $x^2$" in text
    outputs = [o for c in notebook.cells if c.cell_type == "code" for o in c.outputs]
    assert any("image/png" in output.get("data", {}) for output in outputs)


def test_addresses_appear_only_where_they_are_configured(page, monkeypatch):
    text = page.files["index.md"].decode()
    assert "colab" not in text and f"wheels/{WHEEL}" in text
    assert page.files["adding.py"].decode() == page.tutorial.text
    monkeypatch.setenv("SITE_URL", "https://site.example/book")
    monkeypatch.setenv("REPO_URL", "https://github.com/someone/book")
    configured = tutorial_page.render(page.tutorial, page.run, WHEEL)
    wheel = f"layerbylayer @ https://site.example/book/wheels/{WHEEL}"
    assert f'"{wheel}"' in configured.files["adding.py"].decode()
    assert take_home.requirements(page.tutorial, WHEEL) == ["numpy>=2", wheel]
    text = configured.files["index.md"].decode()
    address = "github/someone/book/blob/notebooks/adding.ipynb"
    assert f"https://colab.research.google.com/{address}" in text


def test_a_hidden_cell_is_folded_so_that_the_page_holds_all_the_code(write, rendered):
    cells = PICTURE.replace(
        "    share = 0.125", "    #| echo: false\n    share = 0.125"
    )
    text = rendered(write(cells)).files["index.md"].decode()
    folded = text[text.index('<details class="lbl-folded"') : text.index("</details>")]
    assert "\n```python\nshare = 0.125\n" in folded
    assert text.count("```python") == 2 and folded.count("```python") == 1


def test_code_that_is_folded_in_a_row_is_one_fold(write, rendered):
    cells = [
        "# %%\n#| echo: false\nfirst = 1\n",
        "# %%\n#| echo: false\nsecond = 1\n",
        "# %%\nthird = 1\n",
    ]
    text = rendered(write("\n".join(cells))).files["index.md"].decode()
    folded = text[text.index('<details class="lbl-folded"') : text.index("</details>")]
    assert "first = 1" in folded and "second = 1" in folded
    assert text.count("lbl-folded") == 1 and "third = 1" not in folded


def test_the_command_to_install_can_be_pasted_into_a_shell(page, tmp_path):
    """A shell takes `numpy>=2` without quotes for a file to write."""
    text = page.files["index.md"].decode()
    found = re.search(r"```sh\n(pip install .+)\npython adding.py\n```", text)
    assert found
    command = found[1]
    pip = tmp_path / "pip"
    pip.write_text('#!/bin/sh\nfor word; do echo "$word"; done\n')
    pip.chmod(0o755)
    said = subprocess.run(
        ["sh", "-c", command],
        cwd=tmp_path,
        env={"PATH": f"{tmp_path}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.splitlines() == ["install", "numpy>=2", f"./{WHEEL}"]
    assert [path.name for path in tmp_path.iterdir() if "=" in path.name] == []


def test_an_unknown_name_and_a_wrong_format_name_the_line(write, rendered):
    path = write(PICTURE.replace("{{ share:.1%}}", "{{ shore }}"))
    with pytest.raises(TutorialError, match="names shore") as error:
        rendered(path)
    assert "shore" in path.read_text().splitlines()[error.value.line - 1]
    path = write(PICTURE.replace("{{ share:.1%}}", "{{ share:d}}"))
    with pytest.raises(TutorialError, match="format code 'd'"):
        rendered(path)


def test_a_list_fills_an_attribute_as_json(write, rendered):
    element = '<make-a-guess answer="{{ curve:json }}"></make-a-guess>'
    source = PICTURE.replace("# It is", f"# {element} It is")
    source = source.replace("share = 0.125", 'share, curve = 0.125, [1, 0.5, "<"]')
    text = rendered(write(source)).files["index.md"].decode()
    assert 'answer="[1, 0.5, &#34;&lt;&#34;]"' in text


def test_a_figure_without_alternative_text_names_the_line(write, rendered):
    path = write(PICTURE.replace("#| fig-alt: A line that rises", "#| echo: true"))
    with pytest.raises(TutorialError, match="without alternative text") as error:
        rendered(path)
    assert path.read_text().splitlines()[error.value.line - 1] == "#| echo: true"


def test_provenance_is_beside_the_page(page):
    provenance = json.loads(page.files["provenance.json"])
    assert provenance["profile"] == "cpu" and "matplotlib" in provenance["versions"]


@pytest.mark.parametrize("data", [(), ("mnist",), ("mnist", "letters")])
def test_the_page_says_when_it_was_executed_with_what_and_that_data_are_pinned(
    write, tmp_path, data
):
    read = tutorial.read(write("# %%\nx = 1\n", f"data: [{', '.join(data)}]"))
    versions = {"keras": "3.1.0", "torch": "2.9.0"}
    when = "2026-01-31T12:00:00"
    about = Provenance(when, "a machine", 61.2, "3.12.1", versions, "cpu")
    run = Run(tmp_path, tmp_path / "exported", {"x": 1}, about)
    nbformat.write(notebook_of(read, "cpu"), tmp_path / "notebook.ipynb")
    text = tutorial_page.render(read, run, WHEEL).files["index.md"].decode()
    assert "2026-01-31, a machine, 61 s in all" in text
    assert "Python 3.12.1, keras 3.1.0, torch 2.9.0" in text
    pinned = f"Its data, {' and '.join(data)}, are pinned by digest."
    assert (pinned in text) == bool(data)
    assert ("are pinned" in text) == bool(data)


@pytest.mark.parametrize("fence", ["```", "~~~~"])
def test_math_leaves_code_alone(fence):
    code = f"{fence} python\nprice = '$1' + '$2'\n{fence}"
    assert with_mathml(code) == code
    assert with_mathml("from $5 to $6") == "from $5 to $6"
    assert with_mathml("so $a$ and $b$").count("<math") == 2
    assert 'display="block"' in with_mathml("$$\na + b\n$$")


@given(st.text(alphabet=st.characters(exclude_characters="$")))
def test_text_without_dollars_is_left_alone(text):
    assert with_mathml(text) == text


def test_progress_bars_are_not_kept():
    printed = "Epoch 1/2\n\r 1/3 ━━━ 2s\r 3/3 ━━━━ 1s - loss: 0.1\ndone\n"
    assert outputs.without_progress(printed).strip() == "done"


def test_a_bar_that_wipes_itself_out_leaves_nothing():
    printed = "first\n\r 50%|#####     |\r                  \r"
    assert outputs.without_progress(printed) == "first\n"


KINDS = """
    # %% tags=["raises-exception"]
    def half(x):
        return x / 0

    half(1)

    # %%
    for number in range(100):
        print("line", number, "<&>")

    # %%
    print("\\x1b[31mred\\x1b[0m and plain")
    print()
    print("after a blank line")

    # %%
    import pandas as pd

    pd.DataFrame({"model": ["a", "b"], "accuracy": [0.5, 0.75]})
    """


def test_outputs_of_every_kind_have_their_form(write, rendered):
    text = rendered(write(KINDS)).files["index.md"].decode()
    assert '<div class="lbl-output lbl-error"><pre ' in text
    assert "ZeroDivisionError" in text and "ansi-red-fg" in text
    folded = re.search(r"<details class=.lbl-output.><summary>(.*?)</summary>", text)
    assert folded and folded[1] == "100 lines of output"
    assert "line 99 &lt;&amp;&gt;" in text
    assert '<span class="ansi-red-fg">red</span> and plain&#10;&#10;after' in text
    table = text[text.index("lbl-html") :]
    assert "<th>accuracy</th>" in table and "<td>0.75</td>" in table
    assert "<style" not in table
    assert "\x1b" not in text


GUESS = """
    # %% [markdown]
    # <make-a-guess name="sum" kind="number" min="0" max="9" answer="{{ total }}"
    #   question="What is 3 and 4?">
    # Write it down.
    # </make-a-guess>

    # %%
    #| answers: sum
    total = 3 + 4
    print(total)
    """


def test_what_answers_a_guess_is_marked(write, rendered):
    text = rendered(write(GUESS)).files["index.md"].decode()
    wrapped = text.split('<div class="lbl-answer" data-guesses="sum"')[1]
    assert '<pre tabindex="0">7</pre>' in wrapped.split("\n</div>")[0]
    assert "total = 3 + 4" in text and "#| answers" not in text


def test_an_answer_to_no_guess_is_an_error(write, rendered):
    path = write(GUESS.replace("answers: sum", "answers: product"))
    with pytest.raises(TutorialError, match="answers product, and the page asks for"):
        rendered(path)
