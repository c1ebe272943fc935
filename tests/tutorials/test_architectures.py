"""The counting of the page on forty networks, against PyTorch's own; its blocks."""

import os
from typing import Any

os.environ["KERAS_BACKEND"] = "torch"

import keras
import numpy as np
import pytest
import torch
from torch.utils.flop_counter import FlopCounterMode

from site_src.pipeline.sources.tutorials import tutorial
from tests.tutorials.scripts import run_smoke

PAGE = tutorial.find_one("architectures")
PARTS = (
    *("import keras", "def build(name", "def kernel_size", "def measure"),
    *("def conv(", "def vgg", "def inception", "def resnet", "def fire"),
    "def mobilenet",
    *("def vit(", "def convnext", "def alexnet", "def squeezenet", "class Places"),
    "def lego",
)
BLOCKS = ("vgg", "inception", "resnet", "fire", "mobilenet", "vit", "convnext")


@pytest.fixture(scope="module")
def page() -> dict[str, Any]:
    """The functions of the page, without its measurements and without training."""
    namespace: dict[str, Any] = {}
    for part in PARTS:
        (cell,) = [c for c in PAGE.cells if c.kind == "code" and part in c.code]
        # What comes after the functions of a cell uses them.
        exec(cell.code.split("vgg16 = ")[0], namespace)
    return namespace


def counted_by_torch(model: keras.Model, shape: tuple[int, ...], device: str) -> int:
    counter = FlopCounterMode(display=False)
    with keras.device(device), counter, torch.no_grad():
        model(torch.zeros((1, *shape), device=device))
    return counter.get_total_flops() // 2


def test_it_runs_as_a_script(tmp_path):
    run_smoke(PAGE, tmp_path)
    for name in BLOCKS:
        assert (tmp_path / "exported" / f"lego-{name}" / "model.json").exists()


@pytest.mark.parametrize(
    ("name", "parameters", "depth"),
    [
        ("VGG16", 138_357_544, 16),
        ("ResNet50", 25_636_712, 50),
        ("MobileNet", 4_253_864, 28),
        ("DenseNet121", 8_062_504, 121),
        ("MobileNetV3Small", 2_554_968, None),
        ("ConvNeXtTiny", 28_589_128, None),
    ],
)
def test_networks_of_keras_are_counted_right(page, name, parameters, depth):
    model = page["build"](name)
    counts = page["measure"](model)
    assert counts[0] == parameters
    assert counts[1] == counted_by_torch(model, model.input_shape[1:], "meta")
    assert depth is None or counts[2] == depth


@pytest.mark.parametrize(
    ("name", "parameters"),
    [("alexnet", 61_100_840), ("squeezenet", 1_248_424), ("vit_b16", 86_567_656)],
)
def test_networks_that_are_built_here_have_the_published_size(page, name, parameters):
    with keras.device("meta"):
        assert page["measure"](page[name]())[0] == parameters


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_takes_the_place_of_each_other(page, name):
    maps = keras.Input((14, 14, 32))
    model = keras.Model(maps, page[name](maps, 32))
    assert model.output_shape == (None, 14, 14, 32)
    # PyTorch's fused attention on the CPU isn't in its counter's list.
    if name != "vit":
        counts = page["measure"](model)
        assert counts[1] == counted_by_torch(model, (14, 14, 32), "cpu")


def test_attention_multiplies_places_by_places(page):
    counts = {}
    for side in (8, 16):
        maps = keras.Input((side, side, 32))
        counts[side] = page["measure"](keras.Model(maps, page["vit"](maps, 32)))[1]
    by_weights = 64 * (4 * 32 * 32 + 2 * 4 * 32 * 32)
    assert counts[8] == by_weights + 2 * 64**2 * 32
    assert counts[16] == 4 * by_weights + 16 * (2 * 64**2 * 32)


def test_the_page_is_right_about_two_of_its_small_networks(page):
    """It says that vit multiplies less often than vgg, and asks who is faster."""
    small = {name: page["measure"](page["lego"](page[name])) for name in ("vgg", "vit")}
    assert small["vit"][1] < small["vgg"][1]


def test_the_small_networks_learn(page):
    keras.utils.set_random_seed(0)
    labels = np.arange(128) % 2
    pictures = np.full((128, 32, 32, 3), 60, "float32")
    pictures[labels == 1, :, :16] = 200
    model = page["lego"](page["fire"])
    model.compile(keras.optimizers.Adam(0.005), "sparse_categorical_crossentropy")
    before = model.evaluate(pictures, labels, verbose=0)
    model.fit(pictures, labels, epochs=3, verbose=0)
    assert model.evaluate(pictures, labels, verbose=0) < before / 2
