"""The tutorial on Moby-Dick: its smoothing by brute force, its labels, its probe."""

import lzma
import math
import random
from collections import Counter, defaultdict
from typing import Any

import numpy as np
import pytest
import torch

from site_src.pipeline import config
from site_src.pipeline.sources.tutorials import tutorial

PAGE = tutorial.find_one("moby_dick")
CODES = [cell.code for cell in PAGE.cells if cell.kind == "code"]
TEXT = 'the whale, the whale!\n"a whale" said he. the hen ate the wheat. ' * 3 + "#q"
# Cells of functions, in the order of the page.
PARTS = (
    "import copy",
    "import keras",
    "def bits_of",
    "def rows_of",
    "def kneser_ney",
    "def smooth",
    "def write(",
    "class GRU",
    "def strips",
    "def training",
    "def read(",
    "def go_on",
    "def verdict",
    "def kind(",
    "def labels_of",
    "def weighted",
    "class OneStep",
)


def code_of(part: str) -> str:
    """The functions of the cell with this line, without what it does with them."""
    (code,) = [code for code in CODES if part in code]
    head: list[str] = []
    for line in code.splitlines():
        begins = ("def ", "class ", "@", "import ", "os.", " ", "#", ")")
        does_something = not line.startswith(begins)
        if line and does_something and head[-1:] == [""]:
            break
        head.append(line)
    return "\n".join(head)


@pytest.fixture(scope="module")
def page() -> dict[str, Any]:
    """The page's functions, with a short text to learn from."""
    letters = "#" + "".join(sorted(set(TEXT) - {"#"}))
    names: dict[str, Any] = {"rounds": 10, "seeds": 1, "width": 12, "book": TEXT}
    names |= {"LETTERS": letters, "place": {x: n for n, x in enumerate(letters)}}
    names |= {"counted": lambda order: order, "best_order": 3}
    for part in PARTS:
        exec(code_of(part), names)
    return names


def brute_force(text: str, order: int, letters: str, before: str, letter: str) -> float:
    """Kneser-Ney by its definition: all texts of each length are gone through."""
    grams = [text[at : at + order] for at in range(len(text) - order + 1)]
    share = 1 / len(letters)
    for length in range(1, order + 1):
        if length == order:
            counts = Counter(grams)
        else:
            # In how many places: different texts in front, cut from the longest ones.
            longer = {gram[order - length - 1 :] for gram in grams}
            counts = Counter(gram[1:] for gram in longer)
        once, twice = (list(counts.values()).count(times) for times in (1, 2))
        discount = once / (once + 2 * twice) if once else 0.5
        context = before[len(before) - length + 1 :]
        row = {x: counts[context + x] for x in letters if counts[context + x]}
        if not row:
            continue
        total = sum(row.values())
        own = max(row.get(letter, 0) - discount, 0) / total
        share = own + discount * len(row) / total * share
    return share


@pytest.mark.parametrize("order", [1, 2, 3, 5])
def test_shares_are_those_of_the_definition_and_add_up_to_one(
    page: dict[str, Any], order: int
) -> None:
    tables, letters = page["kneser_ney"](TEXT, order), page["LETTERS"]
    rng = random.Random(order)
    seen = [TEXT[at : at + 6] for at in rng.sample(range(len(TEXT) - 6), 6)]
    strange = ["".join(rng.choices(letters, k=6)) for _ in range(6)]
    for before in [*seen, *strange, "qqqqqq"]:
        shares = [page["smooth"](tables, before, letter) for letter in letters]
        wanted = [brute_force(TEXT, order, letters, before, x) for x in letters]
        assert np.allclose(shares, wanted, atol=1e-12)
        assert math.isclose(sum(shares), 1) and min(shares) > 0


def test_bits_are_logarithms_of_shares(page: dict[str, Any]) -> None:
    seen: list[tuple[str, str]] = []

    def share(before: str, letter: str) -> float:
        seen.append((before, letter))
        return 0.25

    assert page["bits_of"](share, "abcdefghijklm").tolist() == [2.0, 2.0, 2.0]
    assert seen[0] == ("bcdefghij", "k") and seen[-1] == ("defghijkl", "m")


def test_a_table_writes_what_it_has_read(page: dict[str, Any]) -> None:
    def always(before: str, letter: str) -> float:
        return float(letter == "e")

    assert page["write"](always, "th", 3, seed=1) == "theee"


def test_strips_are_rows_and_the_same_moved_by_one(page: dict[str, Any]) -> None:
    inputs, labels = page["strips"](TEXT, 4)
    assert inputs.shape == labels.shape and len(inputs) == 4
    assert torch.equal(inputs[:, 1:], labels[:, :-1])
    assert torch.equal(labels[:-1, -1], inputs[1:, 0])


def test_what_it_reads_costs_what_its_shares_say(page: dict[str, Any]) -> None:
    torch.manual_seed(1)
    model = page["GRU"]()
    bits, states = page["read"](model, TEXT)
    assert len(states) == len(TEXT) and len(bits) == len(TEXT) - page["SKIPPED"]
    # Letter by letter, as in the page.
    step, state, costs = page["OneStep"](model), torch.zeros(1, 12), []
    with torch.no_grad():
        for now, following in zip(TEXT, TEXT[1:], strict=False):
            shares, state = step(torch.tensor([[page["place"][now]]]), state)
            costs.append(-math.log2(shares[0, page["place"][following]]))
    assert np.allclose(bits, costs[page["SKIPPED"] - 1 :], atol=1e-4)
    assert np.allclose(states[-2], state.numpy()[0], atol=1e-5)


def test_training_makes_the_book_cheaper(page: dict[str, Any]) -> None:
    torch.manual_seed(1)
    page["book"] = TEXT * 20
    model = page["GRU"]()
    before = page["read"](model, TEXT)[0].mean()
    steps = list(page["training"](model))
    assert steps == list(range(1, len(steps) + 1))
    assert page["read"](model, TEXT)[0].mean() < before - 0.1


def test_it_goes_on_by_its_seed(page: dict[str, Any]) -> None:
    torch.manual_seed(1)
    model = page["GRU"]()
    one, again, other = (page["go_on"](model, "the ", 40, s) for s in (1, 1, 2))
    assert one == again != other and len(one) == 44 and one.startswith("the ")


def test_a_speech_is_open_from_its_mark_to_the_next_or_the_end_of_a_line(
    page: dict[str, Any],
) -> None:
    speech, paragraph, word = page["labels_of"]('ab "c d" e\n"f\ng"')
    assert "".join(str(int(n)) for n in speech) == "00011110000110" + "01"
    assert np.allclose(np.expm1(paragraph)[:4], [1, 2, 3, 4], atol=1e-5)
    assert paragraph[10] == 0
    assert word[:6].tolist() == [1, 2, 0, 0, 1, 0]


def test_a_unit_that_is_the_label_is_found(page: dict[str, Any]) -> None:
    rng = np.random.default_rng(1)
    states = rng.normal(size=(500, 8)).astype("float32")
    label = (states[:, 5] < 0).astype("float32")
    found = page["correlations"](states, label)
    assert np.abs(found).argmax() == 5 and found[5] < -0.7
    wanted = [np.corrcoef(states[:, unit], label)[0, 1] for unit in range(8)]
    assert np.allclose(found, wanted, atol=1e-4)
    page |= {"for_choice": [label], "for_test": [label]}
    assert page["right"](states[:, [5]], states[:, [5]]) > 0.9
    assert 0.3 < page["right"](states[:, [1]], states[:, [1]]) < 0.7


def test_kinds_of_letters(page: dict[str, Any]) -> None:
    text = 'He said, "no"\n'
    found = [page["kind"](text, at) for at in range(1, len(text))]
    assert found[0] == "inside a word" and found[1] == "space"
    assert found[2] == "begins a word" and found[6] == "other sign"
    assert found[8] == "quotation mark" and found[-1] == "new line"


def test_the_book_is_the_one_that_the_page_asks_for() -> None:
    file = config.DOCS / "data" / "moby-dick.txt.xz"
    text = lzma.decompress(file.read_bytes()).decode()
    first, *others = text.split("\f")
    assert first.startswith("CONTENTS") and len(others) == 138
    by_line: dict[str, int] = defaultdict(int)
    for part in others:
        by_line[part.split("\n")[0]] += 1
    # No heading is there twice, so none of those put aside is in the rest.
    assert max(by_line.values()) == 1
