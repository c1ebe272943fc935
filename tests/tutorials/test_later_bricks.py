"""The bricks on watching, hardware and frameworks: exercises, and the stored table."""

import ast
import copy
import hashlib
import importlib
import json
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional

from site_src.pipeline.sources import data
from site_src.tools.frameworks import task
from tests.tutorials.test_bricks import PAGES, answer, functions

ROOT = Path(__file__).parents[2]
NETWORKS = ROOT / "site_src" / "tools" / "frameworks" / "networks"
TABLE = ROOT / "docs" / "data" / "frameworks.json"


def page(name: str) -> str:
    return "\n".join(cell.source for cell in PAGES[name].cells)


def test_the_answers_of_watching() -> None:
    names: dict[str, Any] = {"nn": nn, "torch": torch}
    for number in (2, 3):
        exec(answer("watching", number), names)
    assert names["is_a_view"]() is True
    confusion = torch.tensor([[8, 2], [1, 4]])
    assert names["found"](confusion).tolist() == pytest.approx([0.8, 0.8])
    assert names["trusted"](confusion).tolist() == pytest.approx([8 / 9, 4 / 6])


def test_a_calibrated_network_has_no_gap_and_a_boaster_has() -> None:
    calibration = functions("watching", "calibration", torch=torch)["calibration"]
    digits = torch.tensor([0] * 8 + [1] * 2)
    honest = torch.tensor([[0.8, 0.2]] * 10).log()
    sure, right, gap, _ = calibration(honest, digits)
    assert (sure, right, gap) == pytest.approx((0.8, 0.8, 0), abs=1e-6)
    assert calibration(20 * honest, digits)[2] == pytest.approx(0.2, abs=1e-3)


def test_early_stopping_puts_the_best_weights_back() -> None:
    losses = iter([3.0, 2.0, 1.0, 4.0, 5.0, 6.0, 7.0])
    model = nn.Linear(1, 1, bias=False)

    def one_round(model: nn.Linear, adam: object) -> None:
        with torch.no_grad():
            model.weight += 1

    with torch.no_grad():
        model.weight.zero_()
    stopped_early = functions(
        "watching",
        "stopped_early",
        copy=copy,
        rounds=100,
        new=None,
        start=lambda: (model, None),
        one_round=one_round,
        look=lambda model, pile: (next(losses), 0),
    )["stopped_early"]
    kept, done = stopped_early(patience=3)
    assert (done, kept.weight.item()) == (6, 3)


def test_the_answers_of_hardware() -> None:
    names: dict[str, Any] = {"np": np, "time": time}
    for number in (3, 4):
        exec(answer("hardware", number), names)
    calls: list[str] = []
    ratio = names["fair"](lambda: calls.append("a"), lambda: calls.append("b"), 3)
    assert calls == ["a", "b"] * 3 and ratio > 0
    assert names["merged"](1.0, 5.0, (96, 32)) == 2.0


def test_activations_are_counted_once_and_weights_are_not() -> None:
    model = nn.Sequential(nn.Linear(4, 3), nn.ReLU(), nn.Linear(3, 2))
    found = functions(
        "hardware",
        "kept_bytes",
        torch=torch,
        functional=functional,
        pixels=torch.ones(8, 4),
        digits=torch.zeros(8, dtype=torch.int64),
    )["kept_bytes"]
    small, large = found(model, 4), found(model, 8)
    # Four numbers come in, three leave the ReLU, two leave softmax.
    assert large >= 8 * 4 * (4 + 3 + 2)
    assert small < large < 2.1 * small


def test_the_answers_of_six_frameworks() -> None:
    names = functions("six_frameworks", "apart", np=np)
    for number in (3, 4):
        exec(answer("six_frameworks", number), names)
    place = torch.zeros(1, requires_grad=True)
    sgd, theirs = torch.optim.SGD([place], lr=0.1, momentum=0.9), []
    slopes = [1.0, -2.0, 0.5, 3.0]
    for slope in slopes:
        place.grad = torch.tensor([slope])
        sgd.step()
        theirs.append(place.item())
    assert names["momentum_steps"](slopes, 0.1, 0.9) == pytest.approx(theirs)
    losses = np.linspace(2, 1, 100)
    jumped = losses.copy()
    jumped[60] *= 1.03
    assert names["agrees"](losses, jumped)
    assert not names["agrees"](losses * 1.001, losses)


@pytest.mark.parametrize("name", ["numpy", "torch", "keras"])
def test_what_runs_in_the_page_is_what_the_table_is_made_with(name: str) -> None:
    module = NETWORKS / f"{name}.py"
    (written,) = functions_named(module.read_text(), "losses")
    code = "\n".join(c.code for c in PAGES["six_frameworks"].cells if c.kind == "code")
    (shown,) = functions_named(code, f"in_{name}")
    assert [ast.unparse(line) for line in shown.body] == [
        ast.unparse(line) for line in written.body
    ]


@pytest.mark.parametrize("name", ["tensorflow", "jax", "pytensor"])
def test_what_the_page_shows_is_what_the_table_is_made_with(name: str) -> None:
    source = (NETWORKS / f"{name}.py").read_text()
    whole = source[source.index("def losses") : source.index("\n\n\ndef first_number")]
    shown = "".join(f"    {line}".rstrip() + "\n" for line in whole.splitlines())
    assert shown in page("six_frameworks")


def functions_named(code: str, name: str) -> list[ast.FunctionDef]:
    nodes = ast.parse(code).body
    return [n for n in nodes if isinstance(n, ast.FunctionDef) and n.name == name]


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Any]:
    data.install(["mnist"])
    data.provide(["mnist"])
    import keras

    file = tmp_path_factory.mktemp("task") / "task.npz"
    (images, labels), _ = keras.datasets.mnist.load_data()
    task.write(file, images, labels)
    return task.read(file)


@pytest.mark.parametrize("name", ["numpy", "torch", "keras", "jax"])
def test_a_network_computes_what_is_stored(name: str, given: tuple[Any, Any]) -> None:
    stored = json.loads(TABLE.read_text())["frameworks"][name]
    network = importlib.import_module(f"site_src.tools.frameworks.networks.{name}")
    parts, batches = given
    losses = list(network.losses(*parts, batches[:20]))
    assert losses == pytest.approx(stored["losses"][:20], rel=1e-4)
    assert network.first_number() == pytest.approx(stored["first_number"], abs=1e-6)


def test_the_table_is_whole_and_the_one_that_the_page_asks_for() -> None:
    digest = hashlib.sha256(TABLE.read_bytes()).hexdigest()
    assert digest in page("six_frameworks")
    assert TABLE.with_name("frameworks.json.sha256").read_text().split()[0] == digest
    table = json.loads(TABLE.read_text())
    pinned = (NETWORKS.parent / "requirements.txt").read_text()
    for name, row in table["frameworks"].items():
        version = row["version"].split("+")[0]
        package = "tensorflow-cpu" if name == "tensorflow" else name
        assert f"{package}=={version}\n" in pinned
        assert len(row["losses"]) == task.STEPS
