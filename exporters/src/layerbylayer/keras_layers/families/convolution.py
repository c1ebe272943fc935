"""Convolutions of one to three dimensions."""

from ..objects import take_activation, take_objects
from ..registry import Config, Settings, translates
from .image import as_columns


def take_window(settings: Settings) -> Config:
    """Size, steps and padding, which all convolutions have.

    Raises:
        UnsupportedLayerError: TensorFlow.js computes something else with these.
    """
    strides = list(settings.take("strides"))
    dilation = list(settings.take("dilation_rate"))
    if max(strides) > 1 and max(dilation) > 1:
        raise settings.refuse(
            "TensorFlow.js cannot have both strides and dilation above 1", "Use one."
        )
    size = list(settings.take("kernel_size"))
    padding = settings.only("padding", "valid", "same")
    # Seen in TensorFlow.js 4.22: zeros on WASM (not for 1 x 1); in 3-D everywhere.
    skips = any(step > width for step, width in zip(strides, size, strict=True))
    if padding == "same" and skips and (max(size) > 1 or len(size) == 3):
        raise settings.refuse(
            f"with padding 'same' and strides {strides} larger than the kernel {size}, "
            "TensorFlow.js computes something else",
            "Use padding 'valid', or smaller strides.",
        )
    return {
        "kernel_size": size,
        "strides": strides,
        "padding": padding,
        "data_format": settings.only("data_format", "channels_last"),
        "dilation_rate": dilation,
    }


def _shared(settings: Settings) -> Config:
    """What most convolutions share."""
    return {
        **take_window(settings),
        "use_bias": settings.take("use_bias"),
        "activation": take_activation(settings),
    }


@translates("Conv1D", "Conv2D", "Conv3D")
def convolution(settings: Settings) -> Config:
    """TensorFlow.js has no groups; causal padding becomes a layer before."""
    settings.only("groups", 1)
    if settings.left["padding"] == "causal":
        settings.left["padding"] = "valid"
        [size], [dilation] = (
            settings.left["kernel_size"],
            settings.left["dilation_rate"],
        )
        settings.before = as_columns(settings, ((size - 1) * dilation, 0))
    objects = take_objects(settings, "kernel", "bias")
    return {"filters": settings.take("filters"), **_shared(settings), **objects}


@translates("Conv2DTranspose")
def transposed(settings: Settings) -> Config:
    """TensorFlow.js ignores dilation, and fixes the size of the output."""
    settings.only("output_padding", None)
    if max(settings.left["dilation_rate"]) > 1:
        raise settings.refuse(
            "TensorFlow.js ignores its dilation_rate", "Leave it at 1."
        )
    # Keras writes what it shares with other convolutions as well.
    settings.drop("groups")
    objects = take_objects(settings, "kernel", "bias")
    return {"filters": settings.take("filters"), **_shared(settings), **objects}


@translates("DepthwiseConv2D", weights={"kernel": "depthwise_kernel"})
def depthwise_conv2d(settings: Settings) -> Config:
    """Keras 3 calls its weight `kernel`, TensorFlow.js `depthwise_kernel`."""
    if max(settings.left["dilation_rate"]) > 1:
        raise settings.refuse(
            "TensorFlow.js ignores its dilation_rate", "Leave it at 1."
        )
    # Keras 3 writes the settings that it shares with Conv2D as well.
    settings.drop("filters", "groups")
    objects = take_objects(settings, "depthwise", "bias")
    multiplier = settings.take("depth_multiplier")
    return {"depth_multiplier": multiplier, **_shared(settings), **objects}


@translates("SeparableConv2D")
def separable_conv2d(settings: Settings) -> Config:
    """Convolve each channel by itself, then all by 1 by 1."""
    settings.only("groups", 1)
    objects = take_objects(settings, "depthwise", "pointwise", "bias")
    return {
        "filters": settings.take("filters"),
        "depth_multiplier": settings.take("depth_multiplier"),
        **_shared(settings),
        **objects,
    }
