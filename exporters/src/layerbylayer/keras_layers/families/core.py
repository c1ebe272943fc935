"""Input, dense, embedding and shape layers."""

from ..objects import take_activation, take_objects
from ..registry import Config, Settings, translates


@translates("InputLayer")
def input_layer(settings: Settings) -> Config:
    """Keras 3 says `batch_shape`, TensorFlow.js `batch_input_shape`."""
    settings.only("sparse", False)
    settings.only("ragged", False)
    settings.only("optional", False)
    return {"batch_input_shape": settings.take("batch_shape"), "sparse": False}


@translates("Dense")
def dense(settings: Settings) -> Config:
    """Units, bias, activation."""
    return {
        "units": settings.take("units"),
        "use_bias": settings.take("use_bias"),
        "activation": take_activation(settings),
        **take_objects(settings, "kernel", "bias"),
    }


@translates("Embedding")
def embedding(settings: Settings) -> Config:
    """Look up a row for each number; 0 may mean that there is nothing."""
    settings.drop("input_length")
    return {
        "input_dim": settings.take("input_dim"),
        "output_dim": settings.take("output_dim"),
        "mask_zero": settings.take("mask_zero"),
        **take_objects(settings, "embeddings"),
    }


@translates("Masking")
def masking(settings: Settings) -> Config:
    """Leave out steps in which all is one value."""
    return {"mask_value": settings.take("mask_value")}


@translates("Flatten")
def flatten(settings: Settings) -> Config:
    """TensorFlow.js's is for at least three dimensions; for two there is no work."""
    data_format = settings.only("data_format", "channels_last")
    if settings.shape is not None and len(settings.shape) == 2:
        settings.becomes = "Activation"
        return {"activation": "linear"}
    settings.sizes()
    return {"data_format": data_format}


@translates("Identity")
def identity(settings: Settings) -> Config:
    """TensorFlow.js has it as an activation."""
    settings.becomes = "Activation"
    return {"activation": "linear"}


@translates("Reshape")
def reshape(settings: Settings) -> Config:
    """Give the target shape, without the batch."""
    return {"target_shape": list(settings.take("target_shape"))}


@translates("Permute")
def permute(settings: Settings) -> Config:
    """Axes in a new order, counted from 1."""
    return {"dims": list(settings.take("dims"))}


@translates("RepeatVector")
def repeat_vector(settings: Settings) -> Config:
    """Repeat a vector n times."""
    return {"n": settings.take("n")}


@translates("CategoryEncoding")
def category_encoding(settings: Settings) -> Config:
    """TensorFlow.js encodes one number of each example, or counts those of a row."""
    settings.only("sparse", False)
    mode = settings.only("output_mode", "multi_hot", "one_hot", "count")
    shape = settings.shape
    if shape is None or len(shape) != 2 or (mode == "one_hot" and shape[1] != 1):
        raise settings.refuse(
            f"output_mode={mode!r} with inputs of shape {shape} fails in TensorFlow.js",
            "Give it (batch, 1) for one_hot, (batch, n) for the others.",
        )
    # TensorFlow.js overwrites the shape of what it takes, which may be the model's own.
    settings.before = [("Reshape", {"target_shape": settings.sizes()})]
    return {"num_tokens": settings.take("num_tokens"), "output_mode": mode}
