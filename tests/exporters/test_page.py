"""to_page: what is in the zip, what the page is told, and what is refused."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import torch
from layerbylayer import (
    Card,
    ExportError,
    ExportWarning,
    InvalidExampleError,
    InvalidModelError,
    InvalidTargetError,
    record,
    replay,
    to_page,
)
from layerbylayer.cli import main
from layerbylayer.wasm import check
from torch import nn

RANDOM = np.random.default_rng(0)
pytestmark = pytest.mark.usefixtures("node")
PAGE = {"index.html", "README.txt", "model-card.md", "service-worker.js"}
NETWORK = {"model.mjs", "model.wasm", "model.relaxed.wasm", "weights.bin", "card.json"}


def flat(*shape: int) -> nn.Module:
    """A module that takes (n, *shape) and gives the probabilities of two classes."""
    size = int(np.prod(shape))
    return nn.Sequential(nn.Flatten(), nn.Linear(size, 2), nn.Softmax(-1))


def uniform(*shape: int) -> np.ndarray:
    return RANDOM.random((3, *shape), np.float32)


def unpacked(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def told(path: Path) -> dict[str, Any]:
    """What the page is told."""
    return json.loads(unpacked(path)["layerbylayer.json"])


@pytest.fixture(scope="module")
def node():
    """One Node.js process for all networks."""
    with check.runner() as runner:
        yield runner


@pytest.fixture
def target(tmp_path):
    return tmp_path / "out.zip"


def test_a_keras_model_becomes_a_page(target):
    layers = keras.layers
    model = keras.Sequential(
        [
            layers.Input((12, 12, 1)),
            layers.Conv2D(2, 3, activation="relu"),
            layers.Flatten(),
            layers.Dense(2, activation="softmax"),
        ]
    )
    card = to_page(
        model,
        target,
        title="Cats & <dogs>",
        example=uniform(12, 12, 1),
        labels=["cat", "dog"],
        targets=[0, 1, 1],
        check=True,
    )
    files = unpacked(target)
    assert set(files) >= PAGE | {f"model/{name}" for name in NETWORK}
    assert card.parity.status == "passed" and card.parity.examples == 3
    assert Card.from_json(files["model/card.json"].decode()) == card
    page = files["index.html"].decode()
    assert "<title>Cats &amp; &lt;dogs&gt;</title>" in page
    assert files["README.txt"].decode().startswith("Cats & <dogs>\n")
    assert "file://" in files["README.txt"].decode()
    # Nothing of another site: what is loaded lies in the zip.
    text = b"".join(v for k, v in files.items() if k.endswith(("html", "js", "css")))
    assert not re.search(rb"(?:src|href|from|import)[=(\s]*[\"'](?:https?:)?//", text)
    named = set(re.findall(r'(?:src|href)="(app/[^"]+)"', page))
    assert named and named <= set(files)


def test_a_pytorch_module_is_told_its_preprocessing(target):
    mean, std = [0.4, 0.5, 0.6], [0.2, 0.2, 0.3]
    pictures = uniform(3, 8, 10)
    scaled = (pictures - np.reshape(mean, (3, 1, 1))) / np.reshape(std, (3, 1, 1))
    card = to_page(
        flat(3, 8, 10), target, example=scaled, mean=mean, std=std, threshold=0.7
    )
    settings = told(target)
    expected = {
        **{"input": "photo", "layout": "channels-first", "channels": 3},
        **{"rows": 8, "columns": 10, "range": [0, 1], "mean": mean, "std": std},
        **{"threshold": 0.7, "examples": True},
    }
    assert {name: settings[name] for name in expected} == expected
    assert card.parity.status == "passed" and card.inputs[0].range is None


@pytest.mark.parametrize(
    ("shape", "options", "expected"),
    [
        ((28, 28, 1), {}, {"input": "drawing", "layout": "channels-last"}),
        ((1, 28, 28), {}, {"input": "drawing", "layout": "channels-first"}),
        ((28, 28), {"centred": False}, {"input": "drawing", "centred": False}),
        ((784,), {"input": "drawing"}, {"rows": 28, "columns": 28, "channels": 1}),
        ((8, 8, 3), {}, {"input": "photo", "layout": "channels-last"}),
        ((8, 8, 3), {"input": "drawing"}, {"input": "drawing", "channels": 3}),
        ((4,), {}, {"input": "table"}),
        ((90,), {"columns": [f"c{i}" for i in range(90)]}, {"input": "table"}),
        (
            (3,),
            {"vocabulary": ["a", "b", "c"]},
            {"input": "text", "counts": True, "length": 3},
        ),
    ],
    ids=str,
)
def test_the_shape_says_what_the_page_asks_for(shape, options, expected, target):
    to_page(flat(*shape), target, example=uniform(*shape), **options)
    settings = told(target)
    assert {name: settings[name] for name in expected} == expected


@pytest.mark.parametrize("shape", [(800,), (800, 1)], ids=str)
def test_sound_is_asked_for_at_its_rate(shape, target):
    sounds = (2 * uniform(*shape) - 1) * np.float32(32768 / 32767)
    card = to_page(flat(*shape), target, input="sound", rate=16_000, example=sounds)
    settings = told(target)
    assert (settings["input"], settings["rate"]) == ("sound", 16_000)
    assert settings["length"] == 800 and settings["examples"] is True
    assert card.parity.status == "passed" and card.inputs[0].range == [-1, 1]


def test_a_rate_that_not_every_browser_takes_is_told(target):
    model = keras.Sequential([keras.layers.Input((90,)), keras.layers.Dense(2)])
    with pytest.warns(ExportWarning, match="not every browser takes 4,000 sam") as got:
        to_page(model, target, input="sound", rate=4000, example="random")
    assert got[0].filename == __file__
    assert told(target)["rate"] == 4000 and told(target)["examples"] is False


class Spectrogram(nn.Module):
    """Bands of a sound's spectrum, made of what a network is made of."""

    waves: torch.Tensor

    def __init__(self):
        super().__init__()
        time = torch.arange(64)
        angles = torch.outer(torch.arange(1, 33), time) * np.pi / 32
        waves = torch.cat([angles.cos(), angles.sin()]) * torch.hann_window(64) / 8
        self.register_buffer("waves", waves[:, None])

    def forward(self, sounds):
        scaled = sounds / sounds.abs().amax(1, keepdim=True).clamp(min=1e-3)
        waves = nn.functional.conv1d(scaled[:, None], self.waves, stride=32)
        cosines, sines = waves.chunk(2, dim=1)
        power = (cosines.square() + sines.square()).transpose(1, 2)
        bands = nn.functional.avg_pool1d(power, 4)
        return torch.log(bands + 0.01).mean(1).softmax(-1)


def test_a_spectrogram_is_computed_on_the_page_as_in_python(target):
    time = np.arange(2000, dtype="float32")
    noise = 2 * RANDOM.random(2000, np.float32) - 1
    sounds = [np.sin(time * 0.3), noise, noise * 1e-3, 0 * time]
    options: dict[str, Any] = {"input": "sound", "rate": 8000, "check": True}
    card = to_page(Spectrogram(), target, example=np.stack(sounds), **options)
    assert card.parity.status == "passed" and card.parity.examples == 4


def test_whole_numbers_are_a_text(target):
    module = nn.Sequential(nn.Embedding(5, 3), nn.Flatten(), nn.Linear(12, 2))
    words = ["", "[UNK]", "to", "be", "or"]
    numbers = torch.tensor([[2, 3, 4, 0]])
    to_page(module, target, example=numbers, vocabulary=words)
    settings = told(target)
    assert settings["input"] == "text" and settings["vocabulary"] == words
    assert not settings["counts"] and settings["length"] == 4


def test_bytes_are_recognized_and_fields_know_their_spans(target):
    pictures = RANDOM.integers(0, 256, (3, 6, 6, 1)).astype("float32")
    to_page(flat(6, 6, 1), target, example=pictures)
    assert told(target)["range"] == [0, 255]
    rows = np.array([[1.5, -3.1], [2.5, 4.7], [2, 1]], "float32")
    to_page(flat(2), target, example=(rows - 1) / 2, columns=["a", "b"], mean=1, std=2)
    assert told(target)["fields"] == [
        {"name": "a", "low": 1.5, "high": 2.5, "usual": 2},
        {"name": "b", "low": -3.1, "high": 4.7, "usual": 1},
    ]


def test_a_column_of_categories_is_a_list_to_choose_from(target):
    rows = np.array([[1.5, 0], [2.5, 2], [2, 1]], "float32")
    columns = {"weight": None, "cut": ["Fair", "Good", "Ideal"]}
    to_page(flat(2), target, example=rows, columns=columns)
    weight, cut = told(target)["fields"]
    assert weight == {"name": "weight", "low": 1.5, "high": 2.5, "usual": 2}
    assert cut == {"name": "cut", "choices": columns["cut"], "usual": 1}
    for wrong in ([[1, 3]], [[1, 0.5]]):
        with pytest.raises(InvalidExampleError, match="'cut' has 3 choices, so its"):
            to_page(
                flat(2), target, example=np.array(wrong, "float32"), columns=columns
            )


def refused(target: Path, module: Any, example: Any, **options: Any) -> str:
    """The error, after which nothing is left behind."""
    with pytest.raises(ExportError) as raised:
        to_page(module, target, example=example, **options)
    assert list(target.parent.iterdir()) == []
    return f"{type(raised.value).__name__}: {raised.value}"


IMAGE = (6, 6, 1)


@pytest.mark.parametrize(
    ("shape", "scale", "options", "message"),
    [
        ((90,), 1, {}, "InvalidModelError: a model that takes (90,) could be asked"),
        ((2, 3, 4, 5), 1, {}, "pass input= (--input), one of drawing, photo"),
        ((6, 6, 2), 1, {"input": "photo"}, "no photo has that shape"),
        ((5,), 1, {"input": "drawing"}, "no drawing has that shape"),
        ((6, 6), 1, {"input": "table"}, "a row of a table has one axis"),
        ((6, 6), 1, {"input": "film"}, "input='film': there are drawing, photo"),
        ((6, 2), 1, {"input": "sound", "rate": 8000}, "the model takes (6, 2), and a"),
        ((6,), 1, {"input": "text"}, "a text needs the vocabulary (--vocabulary)"),
        ((6,), 1, {"vocabulary": "abc"}, "vocabulary is a string"),
        ((6, 6), 1, {"vocabulary": ["a"]}, "a text becomes a row of numbers"),
        ((6,), 1, {"columns": ["a"]}, "columns has 1 names, but the model takes 6"),
        ((6,), 1, {"mean": [1, 2]}, "mean has 2 numbers: give one, or one for each"),
        (IMAGE, 1, {"std": 0}, "std=0: the page cannot compute with that"),
        (IMAGE, 1, {"input_range": (1, 1)}, "give two different numbers"),
        (IMAGE, -3, {}, "pass input_range (--range), what black and white become"),
        (IMAGE, 9, {"input_range": (0, 1)}, "but the page would give the network 0 to"),
        (IMAGE, 1, {"mean": 0.9}, "Make input_range, mean and std those of the"),
        (IMAGE, 1, {"labels": ["a"]}, "there are 1 labels, but the model has 2"),
    ],
)
def test_what_no_page_could_ask_is_refused(shape, scale, options, message, target):
    example = scale * np.ones((2, *shape), "float32")
    assert message in refused(target, flat(*shape), example, **options)


class Two(nn.Module):
    def forward(self, a, b):
        return a + b


def test_models_that_no_page_can_ask_or_show_are_refused(target):
    two = refused(target, Two(), (torch.ones(1, 3), torch.ones(1, 3)))
    assert two.startswith("InvalidModelError: the model takes 2 inputs (a, b)")
    picture = refused(target, nn.Conv2d(1, 1, 3), torch.ones(1, 1, 5, 5))
    assert picture.startswith("InvalidModelError: the model gives (1, 3, 3) for one")
    words = nn.Sequential(nn.Embedding(5, 3), nn.Flatten(), nn.Linear(12, 2))
    numbers = torch.ones(1, 4, dtype=torch.int32)
    message = refused(target, words, numbers, input="table")
    assert "takes int32, which only a text becomes" in message
    with pytest.raises(InvalidExampleError):
        to_page(words, target)  # a PyTorch module needs one
    with pytest.raises(InvalidModelError, match="neither a Keras 3 model nor"):
        to_page(object(), target)


def test_without_a_real_example_it_says_what_nobody_can_tell(target):
    model = keras.Sequential([keras.layers.Input((6, 6, 1)), keras.layers.Flatten()])
    with pytest.warns(ExportWarning, match=r"out\.zip: without a real example") as got:
        to_page(model, target, example="random")
    assert got[0].filename == __file__
    assert told(target)["examples"] is False


def test_an_earlier_page_is_replaced_and_nothing_else(target):
    def page(title: str = "one", **options: Any) -> None:
        to_page(flat(4), target, example=uniform(4), title=title, **options)

    page()
    page("two")
    assert "<h1>two</h1>" in unpacked(target)["index.html"].decode()
    filled = unpacked(target) | {"model-card.md": b"# Mine\n"}
    foreign = {"thesis.txt": b"all of it"}
    for files, message in [
        (filled, "has a model-card.md that was filled in"),
        ({**unpacked(target), **foreign}, "holds 'thesis.txt', which no export wrote"),
        (foreign, "is not an earlier page"),
        ({"layerbylayer.json": b"[]"}, "is not an earlier page"),
        ({"layerbylayer.json": b'{"format": "x", "files": {}}'}, "is not an earlier"),
    ]:
        with zipfile.ZipFile(target, "w") as archive:
            for name, data in files.items():
                archive.writestr(name, data)
        before = target.read_bytes()
        with pytest.raises(InvalidTargetError, match=re.escape(message)):
            page()
        assert target.read_bytes() == before
    target.write_text("no zip")
    with pytest.raises(InvalidTargetError, match=r"--force"):
        page()
    page(overwrite=True, about="# Mine\n")
    assert unpacked(target)["model-card.md"] == b"# Mine\n"
    assert [path.name for path in target.parent.iterdir()] == ["out.zip"]


def test_the_same_call_is_the_same_zip_also_when_it_is_made_again(
    tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    module, example = flat(1, 6, 6), uniform(1, 6, 6)
    with record("calls"):
        to_page(module, "exported/mine.zip", example=example, labels=["a", "b"])
    first = Path("exported/mine.zip").read_bytes()
    to_page(module, "mine.zip", example=example, labels=["a", "b"])
    assert Path("mine.zip").read_bytes() == first
    Path("exported/mine.zip").unlink()
    replay("calls")
    assert Path("exported/mine.zip").read_bytes() == first


def test_a_page_that_hears_is_made_again_from_what_was_recorded(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    sounds = 2 * uniform(800) - 1
    with record("calls"):
        to_page(flat(800), "heard.zip", input="sound", rate=8000, example=sounds)
    first = Path("heard.zip").read_bytes()
    Path("heard.zip").unlink()
    replay("calls")
    assert Path("heard.zip").read_bytes() == first


@pytest.fixture
def saved(tmp_path):
    model = keras.Sequential(
        [
            keras.layers.Input((6, 6, 1)),
            keras.layers.Flatten(),
            keras.layers.Dense(2, activation="softmax"),
        ]
    )
    model.save(tmp_path / "model.keras")
    np.save(tmp_path / "images.npy", RANDOM.integers(0, 256, (3, 6, 6, 1)))
    (tmp_path / "about.md").write_text("# Ours\n")
    return tmp_path / "model.keras"


def test_the_examples_of_its_page_run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {"__name__": "page"}
    text = (Path(__file__).parents[2] / "docs/exporters/page.md").read_text()
    blocks = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    assert blocks
    for block in blocks:
        exec(compile(block, "page.md", "exec"), names)
    assert told(tmp_path / "shapes.zip")["input"] == "drawing"
    assert told(tmp_path / "heard.zip")["rate"] == 8000


def test_the_command_writes_a_page(saved, target, capsys):
    example = ["--example", str(saved.parent / "images.npy"), "--labels", "cat,dog"]
    more = ["--about", str(saved.parent / "about.md"), "--whole", "--threshold", "0.5"]
    given = ["page", str(saved), str(target), *example, *more, "--title", "Pets"]
    assert main(given) == 0
    printed = capsys.readouterr()
    assert re.fullmatch(rf"{target}: .*, parity [\d.e+-]+\n", printed.out)
    assert "layerbylayer: the page asks for a drawing\n" in printed.err
    settings = told(target)
    assert settings["range"] == [0, 255] and settings["centred"] is False
    assert settings["threshold"] == 0.5
    assert unpacked(target)["model-card.md"] == b"# Ours\n"
    assert main(["page", str(saved), str(target), "--title", "Pets"]) == 0
    assert "without a real example" in capsys.readouterr().err


def test_the_command_asks_for_sound(tmp_path, target):
    model = keras.Sequential([keras.layers.Input((90,)), keras.layers.Dense(2)])
    model.save(tmp_path / "model.keras")
    np.save(tmp_path / "sounds.npy", 2 * uniform(90) - 1)
    given = ["page", str(tmp_path / "model.keras"), str(target), "--input", "sound"]
    example = ["--example", str(tmp_path / "sounds.npy")]
    assert main([*given, "--rate", "16000", *example]) == 0
    settings = told(target)
    assert (settings["rate"], settings["length"]) == (16_000, 90)


def test_the_command_reads_a_vocabulary(tmp_path, target):
    model = keras.Sequential(
        [
            keras.layers.Input((4,), dtype="int32"),
            keras.layers.Embedding(4, 2),
            keras.layers.GlobalAveragePooling1D(),
        ]
    )
    model.save(tmp_path / "model.keras")
    (tmp_path / "words.txt").write_text("\n[UNK]\nyes\nno\n")
    given = ["page", str(tmp_path / "model.keras"), str(target)]
    assert main([*given, "--vocabulary", str(tmp_path / "words.txt")]) == 0
    assert told(target)["vocabulary"] == ["", "[UNK]", "yes", "no"]


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (["--range", "0,1,2"], "--range takes two numbers, not 3"),
        (["--about", "nowhere.md"], "cannot read nowhere.md"),
        (["--input", "text"], "a text needs the vocabulary (--vocabulary)"),
    ],
)
def test_the_command_tells_errors(more, message, saved, target, capsys):
    assert main(["page", str(saved), str(target), *more]) == 1
    assert f"layerbylayer: {message}" in capsys.readouterr().err
    assert not target.exists()
