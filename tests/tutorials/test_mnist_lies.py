"""The tutorial on MNIST and CIFAR-10: it runs, and each recipe does what it says."""

import numpy as np
import pytest

from site_src.pipeline.sources.tutorials import tutorial
from tests.tutorials.scripts import run_smoke

LIES = tutorial.find_one("mnist_lies")


@pytest.fixture(scope="module")
def page():
    """The functions of the page, with small made-up piles."""
    namespace = {"examples": 8, "epochs": 1}
    parts = ("import keras", "class Recipe", "def block", "def shuffled")
    for part in parts:
        (cell,) = [c for c in LIES.cells if c.kind == "code" and part in c.code]
        exec(cell.code, namespace)
    return namespace


def test_it_runs_as_a_script(tmp_path):
    lines = run_smoke(LIES, tmp_path).splitlines()
    printed = dict(
        line.split()[:2] if not line.startswith("no bend") else line.rsplit(None, 1)
        for line in lines
        if line.startswith(("plain  ", "no bend "))
    )
    surplus = {name.strip(): value for name, value in printed.items()}
    assert float(surplus["no bend"]) < 1e-3 < float(surplus["plain"])
    assert (tmp_path / "exported" / "no_bend" / "model.json").exists()


def test_recipes_change_what_they_name(page):
    recipe, network = page["Recipe"], page["network"]

    def kinds(**settings):
        model = network(recipe(**settings), (32, 32, 3))
        return [type(layer).__name__ for layer in model.layers]

    plain = kinds()
    assert plain.count("Conv2D") == 2 and "MaxPooling2D" in plain
    assert kinds(batch_norm=True).count("BatchNormalization") == 2
    assert kinds(dropout=0.5).count("Dropout") == 1
    assert kinds(deeper=True).count("Conv2D") == 4
    assert kinds(mirrored=True).count("RandomFlip") == 1
    assert "Rescaling" in plain and "Rescaling" not in kinds(scaled=False)
    assert "MaxPooling2D" not in kinds(bend=None)


def test_shuffling_is_one_order_for_all_pictures(page):
    images = np.random.default_rng(0).integers(0, 256, (5, 32, 32, 3))
    shuffled = page["shuffled"](images)
    assert (shuffled != images).any()
    assert (page["shuffled"](images[2:3]) == shuffled[2:3]).all()
    pixels = lambda image: sorted(map(tuple, image.reshape(-1, 3)))  # noqa: E731
    assert pixels(shuffled[1]) == pixels(images[1])
