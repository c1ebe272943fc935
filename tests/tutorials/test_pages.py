"""What every page of these tutorials keeps to, whatever it teaches."""

import re

import pytest

from site_src.pipeline.sources.tutorials import tutorial

OTHERS = (
    "adversarial",
    "architectures",
    "attention",
    "autoencoder",
    "cifar10",
    "diffusion",
    "game",
    "gan",
    "look_inside",
    "moby_dick",
    "names",
    "segmentation",
    "sounds",
    "spam",
    "style",
    "enhance",
    "transfer",
    "words",
)
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


ALL = {t.name: t for t in tutorial.find()}
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


def prose_of(name):
    return "\n".join(c.source for c in ALL[name].cells if c.kind == "markdown")


def elements(tag, text):
    """Attributes of the elements of this tag, in the order of the page."""
    opened = re.findall(rf"<{tag}\b((?:[^>\"]|\"[^\"]*\")*)>", text)
    return [
        dict(ATTRIBUTE.findall(attributes)) | {"": attributes} for attributes in opened
    ]


@pytest.mark.parametrize("name", ALL)
def test_what_answers_a_guess_is_covered(name):
    """Exercises apart, whose answers are folded."""
    prose = prose_of(name).split("## Exercises")[0]
    answered = {guess for cell in ALL[name].cells for guess in cell.answers}
    answered |= {element["name"] for element in elements("your-guess", prose)}
    for guess in elements("make-a-guess", prose):
        assert guess["name"] in answered or "covers-next" in guess[""], guess["name"]


@pytest.mark.parametrize("name", ALL)
def test_exercises_answer(name):
    exercises = elements("check-yourself", prose_of(name))
    # Elsewhere, cells of the page answer as well: see test_brick_exercises.py.
    assert len(exercises) >= (3 if ALL[name].header.runs_here else 4)
    for exercise in exercises:
        assert exercise["question"] and exercise["hint"] and exercise["why"]
        wrong = [part.split(": ", 1) for part in exercise["wrong"].split("|")]
        assert len(wrong) == 2 and all(len(part) == 2 for part in wrong), exercise
        if exercise["kind"] == "choice":
            options = {option.strip() for option in exercise["options"].split("|")}
            assert exercise["answer"] in options or "{{" in exercise["answer"]
            values = {value.strip() for value, _ in wrong}
            # What the run decides is written by the run.
            assert {value for value in values if "{{" not in value} <= options
            assert exercise["answer"] not in values


@pytest.mark.parametrize("name", ALL)
def test_what_stands_in_attributes_is_plain_text(name):
    """Markdown there would come out as tags, which a reader would see."""
    for tag in ("make-a-guess", "check-yourself"):
        for element in elements(tag, prose_of(name)):
            for said in ("question", "hint", "wrong", "why", "options", "answer"):
                assert not re.search(r"`|\*\*|\]\(|\]\[", element.get(said, "")), said
