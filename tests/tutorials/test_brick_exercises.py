"""Exercises of the bricks: what answers, and what is said to the commonest mistakes."""

import re
from typing import Any

import pytest

from tests.tutorials.test_bricks import PAGES, RUN_IN_THE_PAGE, namespace
from tests.tutorials.test_pages import elements, prose_of

MISTAKES = {
    ("pixels", "negative"): {
        "return [[-s for s in row] for row in picture]": "below 0",
        "return [[256 - s for s in row] for row in picture]": "of which a byte",
    },
    ("pixels", "turned"): {
        "return [list(c) for c in zip(*picture)]": "mirrored along its diagonal",
        "return [list(c) for c in zip(*picture)][::-1]": "the other way round",
    },
    ("pixels", "sharpened"): {
        "return [[clipped(s - m) for s, m in zip(*rows)] "
        "for rows in zip(picture, blurred(picture))]": "only what the blur",
        "return [[2 * s - m for s, m in zip(*rows)] "
        "for rows in zip(picture, blurred(picture))]": "Clip them",
    },
    ("one_neuron", "reads"): {
        "return int(probability(weights, scaled(given)) > 0.5)": "A label of 1",
        "return 6 * (probability(weights, scaled(given)) < 0.5)": "The other way",
        "return 6 * (probability(weights, (*given, 1.0)) > 0.5)": "Did you scale",
    },
    ("one_neuron", "gradient_of_squares"): {
        "return [2 * s for s in gradient(*given)]": "slope of the sigmoid",
        "return [s / 2 for s in right(*given)]": "forgot the 2",
    },
    ("downhill", "nesterov"): {
        "return momentum(*given)": "plain momentum",
        "return twice_remembered(*given)": "count the slope twice",
    },
    ("downhill", "signs"): {
        "return plain(*given)": "Only its sign counts",
        "return lambda p, s, m: tuple(a + given[0] * ((b > 0) - (b < 0)) "
        "for a, b in zip(p, s))": "uphill",
    },
    ("backprop", "exp"): {
        "v, = given; return Value(math.exp(v.data), (v,), (1.0,))": "of a sum",
        "v, = given; return Value(math.exp(v.data), (v,), (v.data,))": "of a product",
    },
    ("backprop", "minus"): {
        "a, b = given; return Value(a.data - b.data, (a, b), (1, 1))": "the wrong way",
    },
    ("backprop", "power"): {
        "a, n = given; return Value(a.data**n, (a,), (n * a.data**n,))": "down by one",
    },
}


def twice_remembered(rate: float, keep: float = 0.9) -> Any:
    """Nesterov's momentum by somebody who remembers what looks ahead."""

    def move(place: Any, slope: Any, memory: Any) -> Any:
        old = memory.get("move", [0.0] * len(place))
        new = [keep * o + s for o, s in zip(old, slope, strict=True)]
        memory["move"] = [keep * n + s for n, s in zip(new, slope, strict=True)]
        pairs = zip(place, memory["move"], strict=True)
        return tuple(p - rate * a for p, a in pairs)

    return move


def exercises(name: str) -> list[dict[str, str]]:
    """For each exercise that is code: what is given, a solution, and its check."""
    found: list[dict[str, str]] = []
    for cell in PAGES[name].cells:
        for tag in cell.tags:
            if tag == "exercise":
                found.append({})
            if tag in ("exercise", "solution", "check"):
                found[-1][tag] = cell.code
    return found


def exercise(name: str, function: str) -> dict[str, str]:
    defines = f"def {function}("
    return next(e for e in exercises(name) if defines in e["solution"])


@pytest.mark.parametrize("name", PAGES)
def test_each_page_has_exercises_that_answer(name: str) -> None:
    in_elements = elements("check-yourself", prose_of(name))
    in_code = exercises(name) if PAGES[name].header.runs_here else []
    assert len(in_elements) >= 3
    assert len(in_elements) + len(in_code) >= 5
    _, _, prose = prose_of(name).partition("## Exercises")
    assert len(re.findall(r"^\*\*\d\. ", prose, re.MULTILINE)) in (4, 5)


@pytest.mark.parametrize("name", RUN_IN_THE_PAGE)
def test_code_is_wrong_at_first_and_right_in_the_end(name: str) -> None:
    page = namespace(name)
    assert len(exercises(name)) >= 2
    for one in exercises(name):
        exec(one["exercise"], page)
        with pytest.raises(AssertionError, match=r"\w{2}"):
            exec(one["check"], dict(page))
        exec(one["solution"], page)
        exec(one["check"], dict(page))


@pytest.mark.parametrize(("name", "function"), MISTAKES)
def test_the_commonest_mistakes_have_their_own_sentence(
    name: str, function: str
) -> None:
    one = exercise(name, function)
    for code, sentence in MISTAKES[name, function].items():
        page = namespace(name)
        exec(one["solution"], page)
        page |= {"right": page[function], "twice_remembered": twice_remembered}
        exec(f"def {function}(*given):\n    picture = given[0]\n    {code}", page)
        with pytest.raises(AssertionError, match=re.escape(sentence)):
            exec(one["check"], page)


def test_every_exercise_that_is_code_has_mistakes_here() -> None:
    for name in RUN_IN_THE_PAGE:
        ours = [function for page, function in MISTAKES if page == name]
        for one in exercises(name):
            assert any(f"{function}(" in one["check"] for function in ours), one
