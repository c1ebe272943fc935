"""The tutorial on names: its models do what the page says, and nothing leaks."""

import csv
import gzip
import hashlib
import random
from typing import Any

import pytest
import torch

from site_src.pipeline import config
from site_src.pipeline.sources.tutorials import tutorial

PAGE = tutorial.find_one("names")
CODES = [cell.code for cell in PAGE.cells if cell.kind == "code"]
FILE = config.DOCS / "data" / "first-names.csv.gz"
NAMES = ["ada", "adam", "bo", "eva", "evan", "hanna", "ida", "lea", "noa", "nora"]
# Cells that need what the parameters and the data give, in the order of the page.
PARTS = (
    "import csv",
    "import keras",
    "LETTERS =",
    "pairs = count",
    "def share_of_pairs",
    "def write",
    "def perplexity",
    "def with_memory",
    "def share_with_help",
    "def with_help",
    "def tensors",
    "class Window",
    "def trained",
    "def network_perplexity",
    "class GRU",
    "def invent",
    "def distances",
    "class OneStep",
)


def code_of(part: str) -> str:
    """The cell with this line."""
    (code,) = [code for code in CODES if part in code]
    return code


@pytest.fixture(scope="module")
def page() -> dict[str, Any]:
    """The page's functions, with ten names to learn from."""
    names: dict[str, Any] = {"rounds": 1, "seeds": 1, "width": 8, "train": NAMES}
    names |= {"test": ["adan", "nova"], "validation": ["evan", "ia"]}
    for part in PARTS:
        exec(code_of(part), names)
        if part == "def tensors":
            names["train_inputs"], names["train_labels"] = names["tensors"](NAMES)
        if part == "class GRU":
            torch.manual_seed(1)
            names["gru"] = names["GRU"]().eval()
    return names


def test_the_names_are_the_file_that_the_tutorial_asks_for():
    digest = hashlib.sha256(FILE.read_bytes()).hexdigest()
    assert digest in code_of("first-names.csv.gz")
    assert (config.DOCS / "data" / f"{FILE.name}.sha256").read_text().split()[
        0
    ] == digest


def test_no_name_is_there_twice_in_whatever_spelling():
    with gzip.open(FILE, "rt") as file:
        rows = list(csv.DictReader(file))
    names = [row["name"] for row in rows]
    assert len(set(names)) == len(names) > 10_000
    assert all(name.isascii() and name.isalpha() and name.islower() for name in names)
    assert all(2 <= len(name) <= 12 and row["lists"] for name, row in zip(names, rows))  # noqa: B905


def test_the_three_parts_share_no_name(page):
    names: dict[str, Any] = {"random": random}
    names["names"] = [f"name{n}" for n in range(1000)]
    exec(code_of("test, validation, train ="), names)
    parts = [set(names[part]) for part in ("test", "validation", "train")]
    assert [len(part) for part in parts] == [100, 100, 800]
    assert len(set.union(*parts)) == 1000


def test_shares_of_a_row_are_of_one(page):
    for memory in (0, 1, 3):
        shares = [
            page["with_memory"](memory)(".....ad", letter) for letter in page["LETTERS"]
        ]
        assert sum(shares) == pytest.approx(1)
        helped = page["with_help"](memory, 3)
        shares = [helped("..........ad", letter) for letter in page["LETTERS"]]
        assert sum(shares) == pytest.approx(1) and min(shares) > 0


def test_perplexity_is_between_how_many_letters_one_hesitates(page):
    assert page["perplexity"](lambda *_: 1 / 27, NAMES) == pytest.approx(27)
    known = page["perplexity"](page["with_memory"](6), NAMES)
    alone = page["perplexity"](page["with_memory"](0), NAMES)
    assert 1 < known < alone < 27


def test_a_network_and_a_table_count_perplexity_alike(page):
    """The loss over tensors leaves the padding out, and asks for the end."""
    gru = page["gru"]

    @torch.no_grad()
    def share(text, letter):
        # Ten full stops are before each name; the network wants one.
        places = [page["LETTERS"].index(c) for c in "." + text.lstrip(".")]
        scores = gru(torch.tensor([places]))[0, -1]
        return scores.softmax(0)[page["LETTERS"].index(letter)].item()

    slow = page["perplexity"](share, NAMES)
    assert page["network_perplexity"](gru, NAMES) == pytest.approx(slow, rel=1e-4)


def test_a_window_sees_as_far_as_it_is_wide_and_the_gru_farther(page):
    inputs, _ = page["tensors"](["abcdefghij", "zbcdefghij"])
    window, gru = page["Window"](), page["gru"]
    with torch.no_grad():
        (near, other), (far, another) = window(inputs), gru(inputs)
    assert torch.equal(near[10], other[10])
    assert not torch.equal(near[6], other[6])
    assert not torch.equal(far[10], another[10])


def test_the_exported_step_says_what_the_network_says(page):
    inputs, _ = page["tensors"](NAMES)
    step, state = page["OneStep"](page["gru"]), torch.zeros(len(NAMES), page["width"])
    with torch.no_grad():
        wanted = page["gru"](inputs).softmax(2)
        for place, letter in enumerate(inputs.split(1, dim=1)):
            shares, state = step(letter, state)
            assert torch.allclose(shares, wanted[:, place], atol=1e-6)


def test_the_same_seed_invents_the_same_names_and_cold_ones_are_alike(page):
    first = page["invent"](page["gru"], 40, seed=3)
    assert first == page["invent"](page["gru"], 40, seed=3)
    assert first != page["invent"](page["gru"], 40, seed=4)
    cold = page["invent"](page["gru"], 40, seed=3, temperature=0.01)
    assert len(set(cold)) < len(set(first))


def test_distances_are_edits(page):
    found = dict(zip(NAMES, page["distances"]("adan").tolist()))  # noqa: B905
    assert found["adam"] == 1 and found["ada"] == 1 and found["bo"] == 4
    assert page["distances"]("hanna").min() == 0


def test_training_goes_downhill(page):
    page["rounds"] = 60
    page["train_inputs"], page["train_labels"] = page["tensors"](NAMES)
    before = page["network_perplexity"](page["GRU"](), NAMES)
    after = page["network_perplexity"](page["trained"](page["GRU"], 0), NAMES)
    assert after < before / 2
