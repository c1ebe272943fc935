"""Input, dense and shape layers."""

from .objects import take_activation, take_objects
from .registry import Config, Settings, translates


@translates("InputLayer")
def input_layer(settings: Settings) -> Config:
    """Keras 3 says `batch_shape`, TensorFlow.js `batch_input_shape`."""
    settings.only("sparse", False)
    settings.only("ragged", False)
    return {"batch_input_shape": settings.take("batch_shape"), "sparse": False}


@translates("Dense")
def dense(settings: Settings) -> Config:
    """Units, bias, activation."""
    settings.only("quantization_config", None)
    settings.only("lora_rank", None)
    return {
        "units": settings.take("units"),
        "use_bias": settings.take("use_bias"),
        "activation": take_activation(settings),
        **take_objects(settings, "kernel", "bias"),
    }


@translates("Flatten")
def flatten(settings: Settings) -> Config:
    """Only channels-last, which leaves the order of the numbers alone."""
    return {"data_format": settings.only("data_format", "channels_last")}


@translates("Reshape")
def reshape(settings: Settings) -> Config:
    """The target shape, without the batch."""
    return {"target_shape": list(settings.take("target_shape"))}


@translates("Dropout")
def dropout(settings: Settings) -> Config:
    """Does nothing when the network is used; the rate matters for training on."""
    settings.only("noise_shape", None)
    return {"rate": settings.take("rate"), "seed": settings.take("seed")}


@translates("Rescaling")
def rescaling(settings: Settings) -> Config:
    """Input times scale plus offset; one number each."""
    scale, offset = settings.take("scale"), settings.take("offset")
    if not all(isinstance(number, int | float) for number in (scale, offset)):
        raise settings.refuse(
            "TensorFlow.js knows one scale and one offset for all channels",
            "Use numbers, not lists.",
        )
    return {"scale": scale, "offset": offset}
