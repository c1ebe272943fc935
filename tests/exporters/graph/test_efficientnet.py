"""EfficientNet-Lite0 as the tutorials use it: quantized, with its feature map."""

import numpy as np
import pytest
import skimage
import torch
from layerbylayer.artifact.card import Card
from torch.nn import functional

from .efficientnet_lite0 import measured, pretrained

COUNT = 100


def photo(name):
    """A photo of scikit-image, (3, 224, 224)."""
    pixels = torch.tensor(getattr(skimage.data, name)()).permute(2, 0, 1)[None].float()
    side = min(pixels.shape[2:])
    square = pixels[:, :, :side, :side]
    return ((functional.interpolate(square, 224, mode="bilinear") - 127) / 128)[0]


@pytest.fixture(scope="module")
def photos():
    return torch.stack([photo(name) for name in ("chelsea", "coffee", "astronaut")])


def test_it_knows_a_cat_and_a_cup(photos):
    answers = pretrained()(photos).argmax(-1).tolist()
    assert answers[0] in (281, 282, 285) and answers[1] in (967, 968)


def test_quantized_it_has_5_mb_and_the_same_answers(computes, photos, tmp_path):
    card = computes(pretrained(), photos, quantize="uint8", feature_map=True)
    size = sum(f.bytes for n, f in card.files.items() if not n.startswith("example"))
    assert size <= 5_000_000
    assert card.quantization.same_answer == 1.0
    assert card.outputs[1].shape == [7, 7, 1280]
    assert card.feature_map.kernel == "_fc.weight"
    folder = tmp_path / "model"
    assert Card.from_json((folder / "card.json").read_text()) == card
    outputs = [
        np.fromfile(folder / stored.file, "<f4").reshape(stored.shape)
        for stored in card.example.outputs
    ]
    # The classifier, applied to the mean of the map, is the answer.
    net = pretrained()
    logits = outputs[1].mean((1, 2)) @ net._fc.weight.detach().numpy().T
    assert np.allclose(logits + net._fc.bias.detach().numpy(), outputs[0], atol=1e-3)


def crops(count):
    """Squares of several sizes cut from photos, (count, 3, 224, 224)."""
    random = np.random.default_rng(0)
    names = ("astronaut", "chelsea", "coffee", "rocket")
    parts = []
    for number in range(count):
        pixels = getattr(skimage.data, names[number % len(names)])()
        side = random.integers(150, min(pixels.shape[:2]))
        top, left = (random.integers(0, n - side) for n in pixels.shape[:2])
        part = torch.tensor(pixels[top : top + side, left : left + side].copy())
        part = part.permute(2, 0, 1)[None].float()
        parts.append((functional.interpolate(part, 224, mode="bilinear") - 127) / 128)
    return torch.cat(parts)


def test_in_8_bits_it_answers_on_photos_as_in_32(tensorflow_js, tmp_path):
    """`make bench` measures it on ten times as many images, of CIFAR-10."""
    agreement = measured(crops(COUNT), tmp_path / "model", tensorflow_js)
    assert agreement.bytes <= 5_000_000
    assert agreement.sure >= COUNT / 5
    assert agreement.same_where_sure >= 0.97
    assert agreement.in_top_five >= 0.98
