"""The tutorial on attention: texts, bricks, cache and step do what it says."""

import re
from typing import Any

import pytest
import torch

from site_src.pipeline.sources.tutorials import tutorial

PAGE = tutorial.find_one("attention")
CODES = [cell.code for cell in PAGE.cells if cell.kind == "code"]
PARTS = (
    "import copy",
    "TOKENS =",
    "def draw_lists",
    "def questions",
    "class Attention",
    "class Block",
    "class GPT",
    "def train",
    "def sorted_right",
    "def write",
    "def without",
    "def draw_repetitive",
    "class OneStep",
)


def code_of(part: str) -> str:
    """The cell that begins so, without what it prints as an example."""
    (code,) = [code for code in CODES if part in code]
    return code


@pytest.fixture(scope="module")
def page() -> dict[str, Any]:
    """The functions of the page, and its test lists."""
    names: dict[str, Any] = {"steps": 3, "tested": 20}
    for part in PARTS[:3]:
        exec(code_of(part), names)
    rng = torch.Generator().manual_seed(1)
    names["test_digits"], names["test_lengths"] = names["draw_lists"](20, rng)
    names["test_texts"] = names["as_texts"](names["test_digits"], names["test_lengths"])
    for part in PARTS[3:]:
        exec(code_of(part), names)
    torch.manual_seed(2)
    names["gpt"] = names["GPT"]().eval()
    return names


def test_texts_hold_the_list_and_the_list_in_order(page):
    for digits, length, text in zip(
        page["test_digits"], page["test_lengths"], page["test_texts"], strict=True
    ):
        plain = digits[: int(length)].tolist()
        whole = [*plain, page["EQUALS"], *sorted(plain)]
        ends = [page["END"]] * (page["WINDOW"] - len(whole))
        assert text.tolist() == whole + ends


def test_only_what_can_be_known_is_asked_for(page):
    _, labels = page["questions"](page["test_texts"], page["test_lengths"])
    for digits, length, label in zip(
        page["test_digits"], page["test_lengths"], labels, strict=True
    ):
        wanted = [*sorted(digits[: int(length)].tolist()), page["END"]]
        assert label[label >= 0].tolist() == wanted
        assert int((label < 0).int().argmin()) == int(length)


def test_shares_are_of_one_and_nobody_looks_ahead(page):
    texts = page["test_texts"][:, :-1]
    with torch.no_grad():
        scores, shares, _ = page["gpt"](texts)
        changed = texts.clone()
        changed[:, 10:] = (changed[:, 10:] + 3) % 10
        others, _, _ = page["gpt"](changed)
    assert torch.allclose(shares.sum(-1), torch.ones(()), atol=1e-5)
    assert shares.triu(1).abs().max() == 0
    assert torch.allclose(scores[:, :10], others[:, :10], atol=1e-5)
    assert not torch.allclose(scores[:, 10:], others[:, 10:], atol=1e-2)


def test_the_cache_and_the_exported_step_say_the_same(page):
    texts, gpt = page["test_texts"][:, :-1], page["gpt"]
    step = page["OneStep"](gpt)
    keys = values = torch.zeros(len(texts), 2, 2, page["WINDOW"] - 2, 16)
    past = None
    with torch.no_grad():
        at_once, looks, _ = gpt(texts)
        for place, token in enumerate(texts.split(1, 1)):
            scores, _, past = gpt(token, past)
            assert torch.allclose(scores[:, 0], at_once[:, place], atol=1e-5)
            position = torch.full_like(token, place)
            likely, shares, keys, values = step(token, position, keys, values)
            assert torch.allclose(likely, at_once[:, place].softmax(-1), atol=1e-5)
            seen = looks[:, :, :, place, : place + 1]
            assert torch.allclose(shares[..., -place - 1 :], seen, atol=1e-5)
            assert shares[..., : -place - 1].abs().sum() == 0
    start = texts[:1, :6]
    with_cache = page["write"](gpt, start, 10, cached=True)
    assert with_cache.tolist() == page["write"](gpt, start, 10).tolist()


def test_who_is_deaf_to_a_head_does_not_hear_it(page):
    texts, gpt = page["test_texts"][:, :-1], page["gpt"]
    deaf = page["without"](gpt, 1, 0)
    rest = deaf.blocks[1].attention.mix.weight
    assert rest[:, :16].abs().sum() == 0
    assert torch.equal(rest[:, 16:], gpt.blocks[1].attention.mix.weight[:, 16:])
    with torch.no_grad():
        assert not torch.allclose(deaf(texts)[0], gpt(texts)[0], atol=1e-4)


def test_repetitive_lists_have_every_number_of_kinds(page):
    digits, lengths = page["draw_repetitive"](2000, torch.Generator().manual_seed(3))
    assert int(digits.min()) == 0 and int(digits.max()) == 9
    kinds = {len(set(row[: int(n)].tolist())) for row, n in zip(digits, lengths)}  # noqa: B905
    assert kinds >= {1, 2, 3, 4, 5, 6}


def test_the_code_of_an_exercise_runs(page):
    prose = "\n".join(c.source for c in PAGE.cells if c.kind == "markdown")
    blocks = re.findall(r"```python\n(.*?)```", prose, re.DOTALL)
    assert blocks
    for block in blocks:
        exec(block, dict(page))


def test_the_network_has_about_a_hundred_lines():
    """Its texts, its training and its writing included."""
    parts = [*PARTS[1:10]]
    lines = [line for part in parts for line in code_of(part).splitlines()]
    assert 90 <= len([line for line in lines if line.strip()]) <= 125


def test_training_goes_downhill(page):
    page["steps"] = 40
    _, losses = page["train"](0)
    assert sum(losses[-5:]) < sum(losses[:5])
