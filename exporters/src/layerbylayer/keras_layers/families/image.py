"""Padding, cropping and resizing of images."""

from ..registry import Config, Settings, translates


def as_columns(settings: Settings, pads: tuple[int, int]) -> list[tuple[str, Config]]:
    """Pad sequences with zeros, as images one pixel wide: Keras's layers, in order.

    TensorFlow.js pads and crops images only.
    """
    _, length, channels = settings.shape or [None, None, None]
    if channels is None:
        settings.sizes()
    padded = -1 if length is None else length + sum(pads)
    return [
        ("Reshape", {"target_shape": [length or -1, 1, channels]}),
        ("ZeroPadding2D", {"padding": [list(pads), [0, 0]]}),
        ("Reshape", {"target_shape": [padded, channels]}),
    ]


@translates("ZeroPadding1D")
def zero_padding1d(settings: Settings) -> Config:
    """(before, after), as of an image one pixel wide."""
    settings.only("data_format", "channels_last")
    low, high = settings.take("padding")
    *settings.before, (settings.becomes, last) = as_columns(settings, (low, high))
    return last


@translates("Cropping1D")
def cropping1d(settings: Settings) -> Config:
    """(before, after), as of an image one pixel wide."""
    low, high = settings.take("cropping")
    settings.sizes()
    before, _, (settings.becomes, last) = as_columns(settings, (-low, -high))
    settings.before = [before, ("Cropping2D", {"cropping": [[low, high], [0, 0]]})]
    return last


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
