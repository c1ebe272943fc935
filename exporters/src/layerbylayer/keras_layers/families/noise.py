"""Noise, which is there in training only; otherwise these layers do nothing."""

from ..registry import Config, Settings, translates


@translates("Dropout")
def dropout(settings: Settings) -> Config:
    """Keep the rate, which matters for training on."""
    return {
        "rate": settings.take("rate"),
        "seed": settings.take("seed"),
        "noise_shape": settings.remaining.pop("noise_shape", None),
    }


@translates("SpatialDropout1D")
def spatial_dropout1d(settings: Settings) -> Config:
    """Whole channels of a sequence."""
    settings.drop("noise_shape")
    return {"rate": settings.take("rate"), "seed": settings.take("seed")}


@translates("SpatialDropout2D", "SpatialDropout3D")
def spatial_dropout(settings: Settings) -> Config:
    """Whole channels: for TensorFlow.js, Dropout with a shape of its noise."""
    settings.only("data_format", "channels_last")
    settings.drop("noise_shape")
    settings.becomes = "Dropout"
    ones = [1, 1] if settings.class_name == "SpatialDropout2D" else [1, 1, 1]
    return {
        "rate": settings.take("rate"),
        "seed": settings.take("seed"),
        "noise_shape": [None, *ones, None],
    }


@translates("GaussianNoise")
def gaussian_noise(settings: Settings) -> Config:
    """Add noise."""
    settings.drop("seed")
    return {"stddev": settings.take("stddev")}


@translates("GaussianDropout")
def gaussian_dropout(settings: Settings) -> Config:
    """Multiplied."""
    settings.drop("seed")
    return {"rate": settings.take("rate")}


@translates("AlphaDropout")
def alpha_dropout(settings: Settings) -> Config:
    """Drop units; keep mean and variance."""
    settings.only("noise_shape", None)
    settings.drop("seed")
    return {"rate": settings.take("rate")}
