"""Padding, cropping and resizing of images."""

from ..registry import Config, Settings, translates


@translates("ZeroPadding2D")
def zero_padding2d(settings: Settings) -> Config:
    """((top, bottom), (left, right))."""
    return {
        "padding": [list(pair) for pair in settings.take("padding")],
        "data_format": settings.only("data_format", "channels_last"),
    }


@translates("Cropping2D")
def cropping2d(settings: Settings) -> Config:
    """((top, bottom), (left, right))."""
    return {
        "cropping": [list(pair) for pair in settings.take("cropping")],
        "data_format": settings.only("data_format", "channels_last"),
    }


@translates("CenterCrop")
def center_crop(settings: Settings) -> Config:
    """Becomes Cropping2D: TensorFlow.js's own is off by a pixel for some sizes."""
    settings.only("data_format", "channels_last")
    sizes = settings.sizes()[-3:-1]
    wanted = [settings.take("height"), settings.take("width")]
    cut = [size - want for size, want in zip(sizes, wanted, strict=True)]
    if min(cut) < 0:
        raise settings.refuse(
            f"its input, {sizes}, is smaller than {wanted}, and Keras then resizes it "
            "in a way that TensorFlow.js does not know",
            "Make it smaller than the input.",
        )
    settings.becomes = "Cropping2D"
    return {"cropping": [[c // 2, c - c // 2] for c in cut]}


@translates("UpSampling2D")
def up_sampling2d(settings: Settings) -> Config:
    """Bilinear differs: Keras counts from the middle of a pixel."""
    interpolation = settings.only("interpolation", "nearest")
    return {
        "size": list(settings.take("size")),
        "data_format": settings.only("data_format", "channels_last"),
        "interpolation": interpolation,
    }


@translates("Resizing")
def resizing(settings: Settings) -> Config:
    """Becomes UpSampling2D where each pixel is repeated; TensorFlow.js's own differs.

    That aligns the corners, whereas Keras counts from the middle of a pixel.
    """
    settings.only("data_format", "channels_last")
    settings.only("crop_to_aspect_ratio", False)
    settings.only("pad_to_aspect_ratio", False)
    settings.only("antialias", False)
    settings.drop("fill_mode", "fill_value")
    interpolation = settings.take("interpolation")
    sizes = settings.sizes()[-3:-1]
    wanted = [settings.take("height"), settings.take("width")]
    if wanted == sizes:
        settings.becomes = "Activation"
        return {"activation": "linear"}
    whole = all(want % size == 0 for want, size in zip(wanted, sizes, strict=True))
    if interpolation != "nearest" or not whole:
        raise settings.refuse(
            f"from {sizes} to {wanted} by {interpolation!r}, TensorFlow.js aligns the "
            "corners, Keras does not",
            "Use 'nearest' with a whole factor, or resize before the model.",
        )
    settings.becomes = "UpSampling2D"
    factors = [want // size for want, size in zip(wanted, sizes, strict=True)]
    return {"size": factors, "interpolation": "nearest"}
