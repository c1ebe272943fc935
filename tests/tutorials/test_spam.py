"""The tutorial on spam: its functions do what the page says of them."""

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from site_src.pipeline import config
from site_src.pipeline.sources.tutorials import tutorial

PAGE = tutorial.find_one("spam")
CODES = [cell.code for cell in PAGE.cells if cell.kind == "code"]
FILE = config.DOCS / "data" / "messages.jsonl.xz"
TOKENS = json.loads((Path(__file__).parent / "spam-tokens.json").read_text())
# Twelve messages that anybody could tell apart.
MESSAGES = [
    *({"text": f"Free money {n}, click!", "body": n} for n in (1, 2)),
    *({"text": f"click for money offer {word}", "body": word} for word in "abcd"),
    *({"text": f"thanks for the patch {n}", "body": -n} for n in range(1, 7)),
]
PARTS = (
    "import lzma",
    "import keras",
    "TOKEN =",
    "VOCABULARY, LENGTH =",
    "def to_rows",
)
LATER = ("def naive_bayes", "def train", "def scores_of", "class CNN", "def attend")


def code_of(part: str) -> str:
    """The cell with this line."""
    (code,) = [code for code in CODES if part in code]
    return code


@pytest.fixture(scope="module")
def page() -> dict[str, Any]:
    """The page's functions, with twelve messages to learn from."""
    names: dict[str, Any] = {"rounds": 200, "seeds": 1, "width": 8, "every": 1}
    names |= {"messages": MESSAGES, "bodies": [], "letters": []}
    names["is_spam"] = names["is_hard"] = np.arange(12) < 6
    for part in (*PARTS[:2], "def split", *PARTS[2:]):
        exec(code_of(part), names)
    # Its last lines read the messages as the page goes on.
    exec(code_of("def to_bags").split("\ntest =")[0], names)
    for part in LATER:
        exec(code_of(part).split("\nweights, start")[0], names)
    exec(code_of("class Transformer"), names)
    exec(code_of("def auc").split("mean_accuracy =")[0], names)
    exec("def auc" + code_of("def auc").split("def auc")[1], names)
    exec(code_of("def all_filters"), names)
    return names


def test_the_messages_are_the_file_that_the_tutorial_asks_for():
    digest = hashlib.sha256(FILE.read_bytes()).hexdigest()
    assert digest in code_of("messages.jsonl.xz")
    assert FILE.with_name(f"{FILE.name}.sha256").read_text().split()[0] == digest


def test_copies_stay_on_one_side_of_a_split(page):
    keys = [number // 3 for number in range(60)]
    for seed in range(5):
        test = page["split"](keys, seed)
        assert test.sum() == 12
        for key in range(20):
            assert len(set(test[3 * key : 3 * key + 3])) == 1
    assert not np.array_equal(page["split"](keys, 0), page["split"](keys, 1))


def test_words_are_those_of_the_page(page):
    for text, words in TOKENS:
        assert page["words_of"](text) == words


def test_only_training_messages_choose_words(page):
    test = np.arange(12) >= 6
    words = page["choose_words"](test)
    assert "money" in words and "patch" not in words
    # The most common first; those that are as common in the order of the alphabet.
    assert words[:4] == ["click", "money", "for", "offer"]


def test_rows_and_bags_know_what_is_no_word(page):
    rows = page["to_rows"]([["money", "xyz", "money"], []], ["click", "money"])
    assert rows.shape == (2, page["LENGTH"])
    assert rows[0, :4].tolist() == [3, 1, 3, 0] and not rows[1].any()
    bags = page["to_bags"](rows)
    assert bags[0].nonzero()[0].tolist() == [3] and not bags[1].any()


def test_naive_bayes_is_the_formula_of_the_page(page):
    bags = np.zeros((4, page["VOCABULARY"]), "float32")
    bags[0, 2] = bags[1, 2] = bags[2, 3] = 1
    spam = np.array([True, True, False, True])
    weights, start = page["naive_bayes"](bags, spam)
    words = page["VOCABULARY"]
    # Two of two words of spam, none of one word of the good message, and 1 everywhere.
    wanted = np.log((3 / (2 + words)) / (1 / (1 + words)))
    assert weights[2] == pytest.approx(wanted, rel=1e-4)
    assert weights[3] < 0 and start == pytest.approx(np.log(3))
    assert not weights[:2].any()


def test_what_stands_after_the_text_changes_nothing(page):
    """A longer row of nothing more to read is the same message to all four."""
    torch.manual_seed(0)
    network = page["Transformer"]().eval()
    rows = torch.zeros(1, page["LENGTH"], dtype=torch.int64)
    rows[0, :3] = torch.tensor([5, 6, 7])
    with torch.no_grad():
        before = network(rows)
        network.places[3:] += 9
        assert torch.allclose(network(rows), before, atol=1e-5)
        rows[0, 1] = 8
        assert not torch.allclose(network(rows), before, atol=1e-5)


def test_the_convolution_sees_order_and_a_bag_does_not(page):
    torch.manual_seed(0)
    network = page["CNN"]().eval()
    rows = np.zeros((2, page["LENGTH"]), "int64")
    rows[0, :6], rows[1, :6] = range(2, 8), range(7, 1, -1)
    one, other = page["scores_of"](network, rows)
    assert abs(one - other) > 1e-6
    assert np.array_equal(*page["to_bags"](rows))


def test_all_four_learn_what_anybody_could_tell(page):
    test = np.zeros(12, bool)
    words, judges, inside = page["all_filters"](test, 0)
    rows = page["to_rows"](page["texts"], words)
    for judge in judges:
        assert np.array_equal(judge(rows) > 0, page["is_spam"])
    assert len(inside) == 5


def test_the_same_seed_trains_the_same_network(page):
    rows = page["to_rows"](page["texts"], ["click", "money", "thanks"])
    trained = [
        page["scores_of"](page["train"](page["CNN"], rows, page["is_spam"], 2, s), rows)
        for s in (0, 0, 1)
    ]
    assert np.array_equal(trained[0], trained[1])
    assert not np.array_equal(trained[0], trained[2])


def test_auc_is_the_share_of_pairs_in_order(page):
    spam = np.array([True, True, False, False])
    assert page["auc"](np.array([3, -1, 1, -4]), spam) == pytest.approx(0.75)
    assert page["auc"](np.array([1, 1, 1, 1]), spam) == pytest.approx(0.5)
