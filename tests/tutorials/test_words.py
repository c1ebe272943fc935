"""The tutorial on word vectors: its functions do what the page says of them."""

from typing import Any

import numpy as np
import pytest
import torch

from site_src.pipeline.sources.tutorials import tutorial

PAGE = tutorial.find_one("words")
CODES = [cell.code for cell in PAGE.cells if cell.kind == "code"]
RAW = np.load("docs/data/word-vectors.npz")
# Two kinds of sentences, which share no word.
LINES = [["gold", "coin", "silver", "mint"], ["ship", "sea", "navy", "port"]] * 300


def code_of(part: str) -> str:
    """The cell with this line."""
    (code,) = [code for code in CODES if part in code]
    return code


@pytest.fixture(scope="module")
def page() -> dict[str, Any]:
    """The page's functions, with all words, and a small text to learn from."""
    names: dict[str, Any] = {"rounds": 1, "seeds": 1}
    names |= {
        "words": RAW["words"].tolist(),
        "raw": RAW["vectors"].astype("float32"),
        "lines": LINES,
        "own_words": sorted({word for line in LINES for word in line}),
    }
    names["own_place"] = {word: row for row, word in enumerate(names["own_words"])}
    for part in ("import lzma", "import keras", "def to_unit", "def nearest"):
        exec(code_of(part), names)
    for part in ("kinds = {", "kinds |=", "def answers", "def rounded", "text = np"):
        exec(code_of(part), names)
    for part in ("def draw_pairs", "def loss_of", "def skip_gram"):
        exec(code_of(part), names)
    return names


def test_every_word_of_the_page_is_there(page):
    words = " ".join(page["kinds"].values()).replace(",", "").split()
    words += (
        code_of("she =").split('"')[1].split() + code_of("she =").split('"')[3].split()
    )
    for part in ("career =", "groups = {", "jobs = ("):
        lists = code_of(part).split('"')[1::2]
        words += [
            w for text in lists if " " in text for w in text.split() if w.isalpha()
        ]
    missing = {word for word in words if word not in page["place"]} - {"heaps", "lean"}
    assert missing == set()


def test_each_kind_asks_of_every_two_different_pairs(page):
    assert len(page["questions"]) == 8 * 8 * 7
    assert all(len(set(q[1:3]) & set(q[3:5])) == 0 for q in page["questions"])


def test_the_rule_leaves_out_what_was_put_in_and_nothing_else(page):
    for question in page["questions"][::40]:
        every, left, neighbour = page["answers"](question)
        assert not {left, neighbour} & set(question[1:4])
        assert left == every or every in question[1:4]


def test_the_nearest_to_a_word_is_itself_and_cosines_fall(page):
    found = page["nearest"](page["unit"][page["place"]["tea"]], 6)
    assert found[0] == ("tea", pytest.approx(1, abs=1e-5))
    assert [c for _, c in found] == sorted((c for _, c in found), reverse=True)


def test_a_number_is_off_by_half_a_step_at_most(page):
    rows = page["unit"][:50]
    for bits in (8, 4):
        whole, scales = page["rounded"](rows, bits)
        assert np.abs(whole).max() == 2 ** (bits - 1) - 1
        assert np.all(np.abs(whole * scales - rows) <= scales / 2 + 1e-7)


def test_pairs_are_of_one_sentence_and_not_of_a_word_with_itself(page):
    common = page["draw_pairs"](np.random.default_rng(0), reach=3, common=1)
    words = page["own_words"]
    together = [set(LINES[0]), set(LINES[1])]
    for one, other in common.tolist():
        pair = {words[one], words[other]}
        assert len(pair) == 2 and any(pair <= sentence for sentence in together)
    rows = [tuple(pair) for pair in common.tolist()]
    assert {(b, a) for a, b in rows} == set(rows)


@pytest.fixture
def all_pairs(page, monkeypatch):
    """Keep the few words that the small text has; the page throws common ones away."""
    draw = page["draw_pairs"]
    monkeypatch.setitem(page, "draw_pairs", lambda rng: draw(rng, common=1))


@pytest.mark.usefixtures("all_pairs")
def test_skip_gram_puts_words_together_that_stand_together(page):
    rows, losses = page["skip_gram"](0, 40, width=8)
    assert np.mean(losses[-20:]) < np.mean(losses[:20])
    alike = rows @ rows.T
    groups = np.array([word in LINES[0] for word in page["own_words"]])
    same = groups[:, None] == groups[None]
    assert alike[same].mean() > alike[~same].mean() + 0.2


@pytest.mark.usefixtures("all_pairs")
def test_without_negatives_all_rows_say_yes(page):
    _, losses = page["skip_gram"](0, 40, negatives=0, width=8)
    assert losses[-1] < losses[0] / 3


def test_the_loss_is_the_formula_of_the_page(page):
    torch.manual_seed(0)
    tables = [torch.randn(8, 4), torch.randn(8, 4)]
    pairs = torch.tensor([[0, 1], [2, 3]])
    loss = page["loss_of"](tables, pairs, 0)
    wanted = [-torch.sigmoid(tables[0][a] @ tables[1][b]).log() for a, b in pairs]
    assert loss == pytest.approx(torch.stack(wanted).mean().item(), rel=1e-5)
