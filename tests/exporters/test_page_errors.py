"""What to_page refuses, and that its guide answers what it says."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import torch
from layerbylayer import ExportError, to_page
from layerbylayer.cli import main
from torch import nn

GUIDE = Path(__file__).parents[2] / "docs/exporters/page.md"
PICTURES = torch.rand(2, 1, 6, 6)
ROWS = torch.rand(2, 2)
TOKENS = torch.full((2, 3), 4)


def classifier() -> nn.Module:
    return nn.Sequential(nn.Flatten(), nn.Linear(36, 2), nn.Softmax(-1))


def reader() -> nn.Module:
    return nn.Sequential(nn.Embedding(9, 2), nn.Flatten(), nn.Linear(6, 2))


def sound(**options: Any) -> None:
    given = {"example": torch.rand(2, 36), "input": "sound", "rate": 8000, **options}
    to_page(nn.Linear(36, 2), "page.zip", **given)


class Calls(nn.Module):
    def __init__(self, function: Any) -> None:
        super().__init__()
        self.forward = function


def pictures(path: Any = "page.zip", **options: Any) -> None:
    to_page(classifier(), path, **{"example": PICTURES, **options})


def table(**options: Any) -> None:
    to_page(nn.Linear(2, 2), "page.zip", example=ROWS, **options)


def text(**options: Any) -> None:
    to_page(reader(), "page.zip", example=TOKENS, **options)


def in_the_way() -> None:
    Path("page.zip").mkdir()
    pictures()


def filled_in() -> None:
    written = {"model-card.md": {"sha256": "that of the card as it was written"}}
    settings = {"format": "layerbylayer-page", "files": written}
    with zipfile.ZipFile("page.zip", "w") as archive:
        archive.writestr("layerbylayer.json", json.dumps(settings))
        archive.writestr("model-card.md", "# Filled in\n")
    pictures()


def command(*arguments: str) -> None:
    """Run the command with a model; what it tells is raised."""
    model = keras.Sequential([keras.layers.Input((6, 6, 1)), keras.layers.Flatten()])
    model.save("model.keras")
    Path("config.json").write_text("{}")
    raise ExportError(str(main(["page", "model.keras", "page.zip", *arguments])))


DOCUMENTED: dict[str, Callable[[], Any]] = {
    "is not the name of a zip": lambda: pictures("page"),
    "is not a file, and would be lost": in_the_way,
    "has a model-card.md that was filled in": filled_in,
    "give the text of the model card, and not its place": lambda: pictures(
        about="card.md"
    ),
    "cannot read": lambda: command("--about", "nowhere.md"),
    "labels, but the model has": lambda: pictures(labels=["one"]),
    "give a list of names, in the order of the outputs": lambda: pictures(
        labels={0: "a", 1: "b"}
    ),
    "Pass some real inputs as": lambda: pictures(example=None),
    "the only word that it can be is 'random'": lambda: pictures(example="x.npy"),
    "the page asks for one thing": lambda: to_page(
        nn.Bilinear(2, 2, 2), "page.zip", example=(ROWS, ROWS)
    ),
    "and the page shows a number for each answer": lambda: to_page(
        nn.ReLU(), "page.zip", example=PICTURES
    ),
    "could be asked in several ways": lambda: to_page(
        nn.Flatten(), "page.zip", example=torch.rand(2, 2, 3, 4)
    ),
    "a text needs the vocabulary": text,
    "and the vocabulary has": lambda: text(vocabulary=["", "[UNK]", "a"]),
    "takes truth values, which no page gives": lambda: to_page(
        Calls(lambda x: x.float()), "page.zip", example=ROWS > 0.5
    ),
    "only a table has this": lambda: pictures(columns=["a", "b"]),
    "a sound needs the rate": lambda: sound(rate=None),
    "give samples a second, a whole number": lambda: sound(rate=2999),
    "only a sound has this": lambda: sound(input="table"),
    "and a sound is (samples,) or (samples, 1)": lambda: pictures(
        input="sound", rate=8000
    ),
    "but samples of a sound are from -1 to 1": lambda: sound(
        example=torch.full((2, 36), 300.0)
    ),
    "samples of a sound are from -1 to 1. Leave": lambda: sound(std=2),
    "names, but the model takes": lambda: table(columns=["a"]),
    "but the page would give the network": lambda: pictures(
        example=PICTURES * 9, input_range=(0, 1)
    ),
    "cannot express these operations": lambda: to_page(
        Calls(lambda x: x + torch.rand_like(x)), "page.zip", example=ROWS
    ),
}


def documented() -> list[str]:
    section = GUIDE.read_text().partition("## When it refuses")[2].partition("\n## ")[0]
    rows = [row for row in section.splitlines() if row.startswith("| `")]
    return [words for row in rows for words in re.findall("`(.+?)`", row.split("|")[1])]


def test_the_guide_lists_what_is_tried_here() -> None:
    assert sorted(documented()) == sorted(DOCUMENTED)


@pytest.mark.parametrize("words", DOCUMENTED)
def test_what_the_guide_quotes_is_said_and_nothing_is_written(
    words: str, tmp_path: Path, monkeypatch: Any, capsys: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    before = words == "has a model-card.md that was filled in"
    with pytest.raises(ExportError) as raised:
        DOCUMENTED[words]()
    said = f"{raised.value} {capsys.readouterr().err}"
    assert words in said
    assert before or not Path("page.zip").is_file()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: pictures(""), "'' is no file. Pass the zip to write: 'page.zip'"),
        (lambda: pictures("a/page.html"), "Pass 'a/page.zip'."),
        (lambda: pictures(title=5), "title=5: give a text."),
        (lambda: pictures(labels=2), "labels=2: give a list of names"),
        (lambda: pictures(about=Path("card.md")), "read_text(encoding='utf-8')"),
        (lambda: pictures(threshold="0.5"), "threshold='0.5': give a number"),
        (lambda: pictures(threshold=float("nan")), "threshold=nan: give a number"),
        (lambda: pictures(input_range=(1,)), "input_range=(1,): give two different"),
        (lambda: pictures(input_range="01"), "what black and white become, such as"),
        (lambda: pictures(quantize="uint16"), "quantize='uint16': weights are stored"),
        (lambda: pictures(metrics={"a": "b"}), "metrics: 'a' is 'b'. Give a finite"),
        (lambda: pictures(metrics={"a": np.nan}), "Give a finite number."),
        (lambda: pictures(targets=["a", "b"]), "Give the numbers of the true classes"),
        (lambda: pictures(mean="a"), "mean='a': give a number, or one for each of the"),
        (lambda: text(vocabulary=[]), "vocabulary is empty"),
        (lambda: text(vocabulary=["a", "a"]), "vocabulary has 'a' twice"),
        (lambda: text(vocabulary=["a"], mean=1), "a text becomes whole numbers"),
        (lambda: text(tokens="letters"), "tokens='letters': there are words and"),
        (lambda: sound(rate=192_001), "rate=192001: give samples a second"),
        (lambda: sound(rate=8000.5), "rate=8000.5: give samples a second"),
        (lambda: sound(rate="8000"), "rate='8000': give samples a second"),
        (lambda: sound(rate=True), "rate=True: give samples a second"),
        (lambda: sound(rate=float("nan")), "rate=nan: give samples a second"),
        (lambda: sound(input=None), "Pass input='sound' (--input sound) with it"),
        (lambda: sound(input_range=(0, 1)), "and scale inside the model"),
        (lambda: sound(columns=["a"]), "only a table has this"),
        (
            lambda: sound(example=-1.01 * torch.ones(2, 36)),
            "the example's values run from -1.01 to -1.01",
        ),
        (lambda: table(columns="ab"), "columns is a string: give a list of names"),
        (lambda: table(columns=["a", "a"]), "columns has 'a' twice"),
        (lambda: table(columns={"a": "yes", "b": None}), "'a' has 'yes' for choices"),
        (
            lambda: to_page(nn.ReLU(), "page.zip", example=torch.rand(3)),
            "let it take one axis more, (examples, 1)",
        ),
    ],
)
def test_other_mistakes_are_named(
    call: Callable[[], None], message: str, tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ExportError, match=re.escape(message)):
        call()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--labels", ""], "there are 1 labels, but the model has 36 outputs"),
        (["--example", "nowhere.npy"], "cannot read nowhere.npy: there is no such"),
        (["--example", "config.json"], "it is no .npy or .npz file of numbers"),
        (["--input", "sound"], "a sound needs the rate (--rate): samples a second"),
        (["--rate", "8000"], "rate: only a sound has this"),
        (["--input", "sound", "--rate", "1"], "rate=1: give samples a second"),
        (["--rate", "fast"], "invalid int value: 'fast'"),
        (["--mean", "x"], "'x' is not made of numbers with commas between them"),
    ],
)
def test_the_command_names_mistakes(
    arguments: list[str], message: str, tmp_path: Path, monkeypatch: Any, capsys: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises((ExportError, SystemExit)):
        command(*arguments)
    assert message in capsys.readouterr().err
    assert not Path("page.zip").exists()
