"""Two-dimensional pooling."""

from .registry import Config, Settings, translates


@translates("MaxPooling2D", "AveragePooling2D")
def pooling2d(settings: Settings) -> Config:
    """The largest, or the mean, of each window."""
    return {
        "pool_size": list(settings.take("pool_size")),
        "strides": list(settings.take("strides")),
        "padding": settings.only("padding", "valid", "same"),
        "data_format": settings.only("data_format", "channels_last"),
    }


@translates("GlobalMaxPooling2D", "GlobalAveragePooling2D")
def global_pooling2d(settings: Settings) -> Config:
    """The largest, or the mean, of each whole channel."""
    settings.only("keepdims", False)
    return {"data_format": settings.only("data_format", "channels_last")}
