"""The bricks: what the pages claim of their own code, and their exercises' answers."""

import ast
import random
import re
import textwrap
from typing import Any

import numpy as np
import pytest
import torch
from nbformat.v4 import new_code_cell

from site_src.pipeline.rendering.tutorials.runs_here import numbered, page_cells
from site_src.pipeline.sources.tutorials import tutorial
from site_src.pipeline.sources.tutorials.cells import Cell, with_values

PAGES = {t.name: t for t in tutorial.find() if t.header.chapter == "Bricks"}
RUN_IN_THE_PAGE = ("pixels", "one_neuron", "downhill", "backprop")
LIBRARIES = re.compile(r"^(import|from) (numpy|torch|keras|sklearn)", re.MULTILINE)
AT_HOME = re.compile(r"have no[\s#]+\*Run\*: they run at home")
FENCE = re.compile(r"^( *)```python\n(.*?)^\1```", re.DOTALL | re.MULTILINE)


def codes_before_libraries(name):
    codes = [cell.code for cell in PAGES[name].cells if cell.kind == "code"]
    end = next(
        (i for i, code in enumerate(codes) if LIBRARIES.search(code)), len(codes)
    )
    return codes[:end]


def first_part(name):
    """The code cells before the first library, and without those that draw."""
    codes = codes_before_libraries(name)
    return [code for code in codes if not re.search(r"sketch|plot\(|show\(", code)]


def namespace(name, **values):
    """What the first part of a page has computed, with the parameters of smoke."""
    given = {**PAGES[name].header.parameters.get("smoke", {}), **values}
    found: dict[str, Any] = {}
    for code in first_part(name):
        exec(with_values(code, given), found)
    return found


def answer(name, number):
    """The code of the page's solution of an exercise."""
    prose = "\n".join(c.source for c in PAGES[name].cells if c.kind == "markdown")
    _, _, rest = prose.partition(f'??? tip "A solution to {number}"\n')
    assert rest, f"{name} has no answer to {number}"
    body = rest.split("\n??? ")[0].split("\n## ")[0]
    return "\n".join(textwrap.dedent(code) for _, code in FENCE.findall(body))


def solutions(name):
    """The code of the solutions, where the exercises are cells of the page."""
    return [cell.code for cell in PAGES[name].cells if "solution" in cell.tags]


@pytest.mark.parametrize("name", PAGES)
def test_shown_code_needs_no_hidden_code(name):
    hidden: set[str] = set()
    shown: list[tuple[Cell, set[str]]] = []
    for cell in PAGES[name].cells:
        if cell.kind != "code":
            continue
        names = {
            n.id: n.ctx
            for n in ast.walk(ast.parse(cell.code))
            if isinstance(n, ast.Name)
        }
        made = {n for n, ctx in names.items() if isinstance(ctx, ast.Store)}
        if (cell.options or {}).get("echo", True):
            shown.append((cell, set(names) & hidden - made))
        else:
            hidden |= made - {n for c, _ in shown for n in c.code.split()}
    assert not [(cell.line, needed) for cell, needed in shown if needed]


@pytest.mark.parametrize("name", RUN_IN_THE_PAGE)
def test_all_cells_before_the_first_library_run_in_the_page(name):
    cells = dict(numbered(PAGES[name]))
    codes = {n: cell for n, cell in cells.items() if cell.kind == "code"}
    executed = {n: new_code_cell(cell.code) for n, cell in codes.items()}
    here = page_cells(PAGES[name], executed)
    shown = [n for n, cell in codes.items() if cell.shows_code]
    at_home = [n for n in shown if n not in here]
    first = next(n for n in shown if LIBRARIES.search(codes[n].code))
    assert at_home[0] == first
    # The prose says so, right before them.
    notice = next(n for n, cell in cells.items() if AT_HOME.search(cell.source))
    assert notice < first and not [n for n in shown if notice < n < first]
    assert namespace(name)


def nudged(function, *data, nudge=1e-6):
    """The slopes of a function of Values, by nudging each number."""

    def at(place, by):
        moved = list(data)
        moved[place] += by
        return function(*moved)

    return [(at(k, nudge) - at(k, -nudge)) / (2 * nudge) for k in range(len(data))]


def test_backprop_agrees_with_nudging_on_random_formulas():
    page = namespace("backprop")
    for code in solutions("backprop"):
        exec(code, page)
    value, rng = page["Value"], random.Random(0)

    def formula(a, b, c):
        squeezed = page["tanh"](a * b + c)
        grown = page["exp"](page["minus"](squeezed, c)) * page["power"](b, 3)
        return grown + page["log_loss"](squeezed * a, -1)

    for _ in range(20):
        data = [rng.uniform(-1, 1) for _ in range(3)]
        numbers = [value(number) for number in data]
        page["backward"](formula(*numbers))
        slopes = nudged(lambda *d: formula(*map(value, d)).data, *data)
        assert [v.grad for v in numbers] == pytest.approx(slopes, abs=1e-6)


def test_the_engine_of_backprop_has_at_most_a_hundred_lines():
    parts = ("class Value", "def family", "def backward", "def log_loss")
    cells = [c for c in first_part("backprop") if any(p in c for p in parts)]
    assert len(cells) == 4
    assert sum(len(cell.splitlines()) for cell in cells) <= 100


def test_the_answers_of_one_neuron():
    page = namespace("one_neuron", steps=1500)
    for code in solutions("one_neuron"):
        exec(code, page)
    read = [page["reads"](*pair) for pair, _ in page["learned"]]
    assert set(read) == {0, 6}
    assert (
        sum(
            (r == 6) == (y == 1)
            for r, (_, y) in zip(read, page["learned"], strict=True)
        )
        > 100
    )
    assert (page["reads"](30, 70), page["reads"](70, 70)) == (6, 0)

    weights, examples = [0.3, -0.2, 0.1], page["examples"]

    def squares(*weights):
        errors = [page["probability"](weights, x) - label for x, label in examples]
        return sum(error**2 for error in errors) / len(errors)

    found = page["gradient_of_squares"](weights, examples)
    assert found == pytest.approx(nudged(squares, *weights), abs=1e-6)
    # From the wrong side, log-loss gets away sooner.
    after = {}
    for name in ("gradient", "gradient_of_squares"):
        at = [5.0, -5.0, 0.0]
        for _ in range(20):
            at = [w - s for w, s in zip(at, page[name](at, examples), strict=True)]
        after[name] = page["share_right"](at, page["learned"])
    assert after["gradient"] > after["gradient_of_squares"]


def test_the_answers_of_downhill():
    page = namespace("downhill")
    for code in solutions("downhill"):
        exec(code, page)
    walk, slopes = page["walk"], page["ravine_slope"]
    rolled = walk(slopes, (4.0, 1.0), 400, page["nesterov"](0.002))
    assert page["ravine"](*rolled[-1]) < 1e-6
    jumped = walk(page["valley_slope"], (1.05,), 50, page["signs"](0.1))
    assert jumped[1] == pytest.approx((0.95,))
    assert {round(abs(x), 2) for (x,) in jumped[-10:]} == {0.05}


def test_our_adam_is_that_of_torch():
    page = namespace("downhill")
    place = torch.tensor([4.0, 1.0], dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.Adam([place], lr=0.1)
    for _ in range(100):
        optimizer.zero_grad()
        page["ravine"](*place).backward()
        optimizer.step()
    ours = page["walk"](page["ravine_slope"], (4.0, 1.0), 100, page["adam"](0.1))[-1]
    assert list(ours) == pytest.approx(place.tolist(), abs=1e-9)


def test_the_answers_of_pixels():
    page = namespace("pixels")
    for code in solutions("pixels"):
        exec(code, page)
    picture = page["picture"]
    assert page["negative"](page["negative"](picture)) == picture
    assert page["negative"]([[0, 255]]) == [[255, 0]]
    assert page["turned"]([[1, 2], [3, 4], [5, 6]]) == [[5, 3, 1], [6, 4, 2]]
    sharp = page["sharpened"](picture)
    assert all(0 <= shade <= 255 for row in sharp for shade in row)
    assert page["sharpened"]([[90, 90, 90]] * 3)[1][1] == pytest.approx(90)

    def edges(picture):
        return sum(
            abs(a - b) for row in picture for a, b in zip(row, row[1:], strict=False)
        )

    assert edges(sharp) > edges(picture) > edges(page["blurred"](picture))


def functions(name, *wanted, **given):
    """These functions of a page that needs libraries, and nothing else of it."""
    code = "\n".join(cell.code for cell in PAGES[name].cells if cell.kind == "code")
    found = dict(given)
    for node in ast.parse(code).body:
        if getattr(node, "name", "") in wanted:
            exec(compile(ast.Module([node], []), name, "exec"), found)
    assert set(wanted) <= set(found)
    return found


def test_the_answers_of_layers():
    wanted = ("convolve", "max_pool", "softmax")
    page = functions("layers", *wanted, np=np, edge=np.array([[-1.0, 0, 1]] * 3))
    for number in (2, 3, 4):
        exec(answer("layers", number), page)
    image = np.random.default_rng(0).random((9, 12))
    for turned in (image.T, image[::-1], image[:, ::-1]):
        same = np.sort(page["edges"](turned).reshape(-1))
        assert same == pytest.approx(np.sort(page["edges"](image).reshape(-1)))
    assert page["edges"](np.ones((5, 5))).max() == 0
    assert page["mean_pool"](image).shape == (4, 6)
    assert page["mean_pool"](image)[1, 2] == pytest.approx(image[2:4, 4:6].mean())
    scores = np.array([2.0, 0.5, -1.0])
    logarithms = np.log(page["softmax"](scores))
    assert page["log_softmax"](scores) == pytest.approx(logarithms)
    far = page["log_softmax"](np.array([1000.0, 0.0]))
    assert far == pytest.approx([0, -1000])


def test_the_answers_of_the_clinic():
    page: dict[str, Any] = {"np": np}
    for number in (2, 3):
        exec(answer("clinic", number), page)
    assert not page["suspicious"](2.35, 10) and page["suspicious"](13.6, 10)
    assert page["dullest"](np.array([0, 1, 1, 2])) == 0.5


def test_twins_are_found_in_the_clinic():
    pile = torch.arange(12.0).reshape(4, 3)
    twins = functions("clinic", "twins", torch=torch)["twins"]
    assert twins(pile, pile[1:3]) == 2
    assert twins(pile, pile + 0.5) == 0
