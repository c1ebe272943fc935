"""Augmentation, which is there in training only: TensorFlow.js has none of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..registry import Config, Settings, translates

NAMES = (
    "AugMix",
    "CutMix",
    "MixUp",
    "RandAugment",
    "RandomBrightness",
    "RandomColorDegeneration",
    "RandomColorJitter",
    "RandomContrast",
    "RandomElasticTransform",
    "RandomErasing",
    "RandomFlip",
    "RandomGaussianBlur",
    "RandomGrayscale",
    "RandomHue",
    "RandomInvert",
    "RandomPerspective",
    "RandomPosterization",
    "RandomRotation",
    "RandomSaturation",
    "RandomSharpness",
    "RandomShear",
    "RandomTranslation",
    "RandomZoom",
)
"""Layers that hand on what they get, unless the model is trained."""
CROP = "RandomCrop"


@translates(*NAMES)
def augmentation(settings: Settings) -> Config:
    """Left out: it does nothing at inference."""
    settings.drop(*list(settings.remaining))
    settings.becomes = "Activation"
    return {"activation": "linear"}


@translates(CROP)
def random_crop(settings: Settings) -> Config:
    """Left out, where it cuts nothing off that later layers count on."""
    sizes = settings.sizes()[-3:-1]
    wanted = [settings.take("height"), settings.take("width")]
    if settings.only("data_format", "channels_last") and sizes != wanted:
        raise settings.refuse(
            f"it announces images of {wanted}, and at inference Keras leaves them at "
            f"{sizes}",
            "Crop before the model, or with CenterCrop.",
        )
    return augmentation(settings)


def notes(model: Any) -> Iterator[str]:
    """Say which layers of a model are left out."""
    flatten = getattr(model, "_flatten_layers", None)
    layers = flatten() if flatten else []
    names = [layer.name for layer in layers if type(layer).__name__ in (*NAMES, CROP)]
    if names:
        yield (
            f"Augmentation is left out ({', '.join(names)}): it does nothing at "
            "inference, and will be missing if the model is trained on."
        )
