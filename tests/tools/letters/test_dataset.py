"""The published file: what it promises, and that it can be made again."""

import csv
import hashlib
import json
import shutil
import subprocess

import numpy as np
import pytest

from site_src.tools.letters import dataset, families, filter
from site_src.tools.letters.__main__ import ABOUT, DATA, PACKAGES

FILE = DATA / "letters.npz"
WORKSPACE = PACKAGES.parents[1]
SAMPLE = ["abel", "ewert", "lobster"]
# One process makes the installation, for all of them.
pytestmark = pytest.mark.xdist_group("letters")


@pytest.fixture(scope="module")
def letters():
    return dict(np.load(FILE))


def test_the_file_is_small_and_its_digest_is_published():
    digest = hashlib.sha256(FILE.read_bytes()).hexdigest()
    assert FILE.stat().st_size <= 6e6
    assert (DATA / "letters.npz.sha256").read_text() == f"{digest}  letters.npz\n"
    assert digest in (ABOUT / "letters.md").read_text()


def test_it_is_as_large_as_promised_and_every_split_is_balanced(letters):
    images = sum(len(letters[f"{split}_images"]) for split in dataset.SPLITS)
    assert images >= 15_000
    assert len(set(letters["font_families"])) >= 320
    for split in dataset.SPLITS:
        shape = letters[f"{split}_images"].shape
        assert shape == (len(letters[f"{split}_labels"]), 28, 28)
        assert len(set(np.bincount(letters[f"{split}_labels"], minlength=10))) == 1
        assert letters[f"{split}_images"].any(axis=(1, 2)).all()


def test_no_family_nor_its_relatives_are_in_two_splits(letters):
    words = {
        split: {
            letters["font_families"][font].split()[0].lower()
            for font in letters[f"{split}_fonts"]
        }
        for split in dataset.SPLITS
    }
    assert not words["train"] & words["test"]
    assert not words["train"] & words["validation"]
    assert not words["validation"] & words["test"]


def test_no_test_letter_is_a_copy_of_a_training_letter(letters):
    """Not that of another family either; only an I is the same bar in many of them."""
    seen = {image.tobytes() for image in letters["train_images"]}
    images, labels = letters["test_images"], letters["test_labels"]
    copies = [
        label
        for image, label in zip(images, labels, strict=True)
        if image.tobytes() in seen
    ]
    assert set(copies) <= {"ABCDEFGHIJ".index("I")} and len(copies) < 0.01 * len(images)


def test_the_list_of_fonts_accounts_for_every_package_with_its_licence():
    lock = json.loads((WORKSPACE / "package-lock.json").read_text())["packages"]
    with open(DATA / "letters-fonts.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    pinned = {
        (name.removeprefix("node_modules/"), package["version"])
        for name, package in lock.items()
        if name
    }
    assert {(row["package"], row["version"]) for row in rows} == pinned
    assert all(row["licence"] for row in rows)
    assert all(bool(row["split"]) != bool(row["weeded"]) for row in rows)
    page = (ABOUT / "letters.md").read_text()
    assert all(row["family"] in page for row in rows if row["split"])


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """Three of the pinned packages, installed by the digests of the lock file."""
    folder = tmp_path_factory.mktemp("fonts")
    lock = json.loads((WORKSPACE / "package-lock.json").read_text())
    names = [f"@fontsource/{name}" for name in SAMPLE]
    everything = lock["packages"]
    pins = {name: everything[f"node_modules/{name}"]["version"] for name in names}
    manifest = {"name": "sample", "dependencies": pins}
    lock["packages"] = {"": manifest} | {
        f"node_modules/{name}": everything[f"node_modules/{name}"] for name in names
    }
    (folder / "package.json").write_text(json.dumps(manifest))
    (folder / "package-lock.json").write_text(json.dumps(lock))
    npm = shutil.which("npm")
    assert npm
    subprocess.run([npm, "ci", "--ignore-scripts"], cwd=folder, check=True)
    return families.read_all(folder / "node_modules" / "@fontsource")


def test_the_pinned_fonts_give_the_published_pictures(letters, sample):
    stay, go = filter.filter_families(sample)
    assert len(stay) == len(SAMPLE) and not go
    for kept in stay:
        split = dataset.split_of(kept.family)
        fonts = letters["font_names"][letters[f"{split}_fonts"]]
        for style, pictures in kept.fonts:
            published = fonts == f"{kept.family.name} {style.name}"
            assert np.array_equal(letters[f"{split}_images"][published], pictures)


def test_the_same_fonts_give_the_same_bytes(sample, tmp_path):
    digests = []
    for order in (sample, sample[::-1]):
        stay, _ = filter.filter_families(order)
        data = dataset.arrays(stay)
        digests.append(dataset.write(data, tmp_path / "letters.npz"))
    assert digests[0] == digests[1]
    assert (
        digests[0]
        == hashlib.sha256((tmp_path / "letters.npz").read_bytes()).hexdigest()
    )
    assert [path.name for path in tmp_path.iterdir()] == ["letters.npz"]
