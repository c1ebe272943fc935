"""Whatever an author types ends in a page, or in an error with file and line."""

import random
from pathlib import Path

import nbformat
import pytest

from site_src.pipeline.errors import PipelineError
from site_src.pipeline.rendering.tutorials import tutorial_page
from site_src.pipeline.sources.tutorials import tutorial
from site_src.pipeline.sources.tutorials.notebook import notebook_of
from site_src.pipeline.storage import identity
from site_src.pipeline.storage.runs import Provenance, Run

WHOLE = """\
# ---
# title: A tutorial
# description: It adds two numbers.
# chapter: Tests
# order: 1
# level: 1
# minutes: 1
# needs: []
# data: [mnist]
# exports: []
# downloads: []
# expects: {total: ">= 4"}
# within: {minutes: 3}
# parameters: {smoke: {first: 1, name: "b"}}
# threads: 1
# published: 2026-01-31
# recall:
#   - {ask: "Sum $1 + 1$?", answer: "Two: {{ total }}"}
# ---

# %% [raw]
# /// script
# dependencies = ["numpy>=2", "layerbylayer"]
# ///

# %% [markdown]
# Two and three make {{ total:.1f }}, as $a + b = c$ and `{{ total }}`.
#
# $$\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}$$
#
# ```python
# code("$x$")
# ```

# %% tags=["parameters"]
first = 2
name = "a"

# %%
#| fig-alt: A picture of {{ total }}
#| fig-cap: It *shows* $x^2$
#| echo: false
total = first + 3
print(f"{total} `` ` ```", name)
"""
CORPUS = Path(__file__).parent / "corpus"
INVISIBLE = ["\0", "\f", "\u2028", "\ufeff", "\x1b[31m", "\t", "    ", "\x85"]
PIECES = (CORPUS / "pieces.txt").read_text("utf-8").split("\n") + INVISIBLE


def mutated(random: random.Random) -> str:
    """Change one to four places of a whole tutorial."""
    text = WHOLE
    for _ in range(random.randint(1, 4)):
        lines = text.split("\n")
        number = random.randrange(len(lines))
        line, piece = lines[number], random.choice(PIECES)
        place = random.randint(0, len(line))
        match random.randrange(8):
            case 0:
                lines[number] = line[:place] + piece + line[place:]
            case 1:
                lines[number] = line[:place] + line[place + random.randint(1, 5) :]
            case 2:
                lines.insert(number, random.choice(lines))
            case 3:
                del lines[number]
            case 4:
                name, colon, _ = line.partition(": ")
                lines[number] = f"{name}{colon}{piece}"
            case 5:
                lines.insert(number, f"# {piece}")
            case 6:
                lines.insert(number, piece)
            case 7:
                other = random.randrange(len(lines))
                lines[number], lines[other] = lines[other], line
        text = "\n".join(lines)
    return text


@pytest.fixture
def render(tmp_path):
    """Make the page of a tutorial's text, from a run in which nothing was executed."""
    path = tmp_path / "tutorials" / "1-tests" / "adding.py"
    path.parent.mkdir(parents=True)
    about = Provenance("2026-01-31T00:00:00", "a machine", 1.0, "3.12", {}, "cpu")
    values = {"total": 5, "name": "<b>", "curve": [1, "&"]}

    def render(text: str):
        path.write_text(text)
        read = tutorial.read(path)
        identity.key(read, "smoke")
        read.script_under("smoke")
        run = Run(tmp_path, tmp_path / "exported", values, about)
        nbformat.write(notebook_of(read, "smoke"), tmp_path / "notebook.ipynb")
        return tutorial_page.render(read, run, "layerbylayer-1.whl")

    return render


# Seeded: the same ones each time. A failure says which text it was.
@pytest.mark.parametrize("seed", range(8))
def test_two_thousand_mutations_end_in_a_page_or_an_error_with_its_line(render, seed):
    draw, pages = random.Random(seed), 0
    for _ in range(250):
        text = mutated(draw)
        try:
            page = render(text)
        except PipelineError as error:
            problem = str(error)
            assert "adding.py:" in problem or "no data set" in problem, text
            assert all(1 <= n <= text.count("\n") + 1 for n in lines_of(problem)), text
        except Exception as error:
            raise AssertionError(f"{error!r} of:\n{text}") from error
        else:
            assert page.files["index.md"], text
            pages += 1
    assert pages > 20


def lines_of(problem: str) -> list[int]:
    return [
        int(line.split("adding.py:")[1].split(":")[0])
        for line in problem.splitlines()
        if "adding.py:" in line
    ]
