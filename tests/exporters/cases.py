"""For each layer: models to draw, and settings that have to be refused.

A case draws a small model around one layer and arrays to feed it. The tests hold what
TensorFlow.js makes of them against Keras; the table in the documentation lists them.
"""

from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
from hypothesis import strategies as st
from layerbylayer.keras_layers.composite import CHAINED
from layerbylayer.keras_layers.families.augmentation import CROP, NAMES
from layerbylayer.keras_layers.objects import ACTIVATIONS

layers = keras.layers
Input = layers.Input

sizes = st.integers(1, 3)
lengths = st.integers(4, 9)
batches = st.integers(1, 3)
paddings = st.sampled_from(["valid", "same"])
activations = st.sampled_from(sorted(ACTIVATIONS))
# Some are layers behind the layer.
any_activation = st.sampled_from(sorted({*ACTIVATIONS, *CHAINED}))
# What recurrent layers are used with; others grow without bounds along a sequence.
gates = st.sampled_from(["sigmoid", "tanh", "softsign"])
flags = st.booleans()
seeds = st.integers(0, 2**31)
initializers = st.sampled_from(
    ["glorot_uniform", "he_normal", "lecun_normal", "orthogonal", "random_normal"]
)


@dataclass
class Drawn:
    """A model and arrays for its inputs."""

    model: keras.Model
    arrays: tuple[np.ndarray, ...]


CASES: dict[str, st.SearchStrategy[Drawn]] = {}


def case(*names):
    """Register a strategy of `Drawn` for these classes; it is told which one."""

    def register(strategy):
        for name in names:
            assert name not in CASES, f"{name} has a strategy already"
            CASES[name] = strategy(name)
        return strategy

    return register


@st.composite
def around(draw, layer, shape, *, bound=None, times=1):
    """The layer alone, on `times` inputs of a shape; on whole numbers below `bound`."""
    built, shape = draw(layer), draw(shape)
    random = np.random.default_rng(draw(seeds))
    whole = [draw(batches), *shape]
    if bound is None:
        arrays = [random.normal(size=whole).astype("float32") for _ in range(times)]
        inputs = [Input(shape) for _ in range(times)]
    else:
        arrays = [
            random.integers(0, bound, whole).astype("int32") for _ in range(times)
        ]
        inputs = [Input(shape, dtype="int32") for _ in range(times)]
    outputs = built(inputs[0] if times == 1 else inputs)
    return Drawn(keras.Model(inputs, outputs), tuple(arrays))


def shaped(*axes):
    """A shape whose axes are drawn, or given."""
    strategies = [st.just(a) if isinstance(a, int) else a for a in axes]
    return st.tuples(*strategies)


vectors = shaped(lengths)
sequences = shaped(lengths, sizes)
images = shaped(lengths, lengths, sizes)
volumes = shaped(lengths, lengths, lengths, sizes)
any_shape = st.one_of(vectors, sequences, images)
BY_RANK = {1: sequences, 2: images, 3: volumes}


def rank_of(name):
    return next((int(n) for n in "123" if f"{n}D" in name), 2)


def same_sizes(rank):
    return st.tuples(*[sizes] * rank)


@st.composite
def window(draw, rank, dilated=True, activation=activations):
    """Settings that all convolutions share, within what can be exported."""
    size, strides = draw(same_sizes(rank)), draw(sizes)
    padding = draw(paddings)
    if padding == "same" and max(size) > 1:
        strides = min(strides, *size)
    return {
        "kernel_size": size,
        "strides": strides,
        "dilation_rate": draw(sizes) if dilated and strides == 1 else 1,
        "padding": padding,
        "use_bias": draw(flags),
        "activation": draw(activation),
        "bias_initializer": "random_normal",
    }


def convolution(kind, rank, dilated=True, **more):
    return st.builds(
        lambda window, more: kind(**window, **more),
        window(rank, dilated, any_activation),
        st.fixed_dictionaries(more),
    )


@case("Conv1D", "Conv2D", "Conv3D")
def _(name):
    rank = rank_of(name)
    kind = getattr(layers, name)
    large = {1: shaped(st.integers(7, 12), sizes), 2: shaped(9, 7, sizes)}
    large[3] = shaped(7, 8, 7, sizes)
    layer = convolution(kind, rank, filters=sizes, kernel_initializer=initializers)
    grouped = st.builds(
        lambda window, groups, filters: (
            # In three dimensions "same" with steps is refused for kernels of 1.
            kind(
                groups * filters,
                groups=groups,
                **{**window, **({"padding": "valid"} if rank == 3 else {})},
            ),
            groups,
        ),
        window(rank),
        st.integers(2, 3),
        sizes,
    )

    def on_groups(drawn):
        layer, groups = drawn
        channels = sizes.map(lambda width: width * groups)
        shapes = {1: (9,), 2: (9, 7), 3: (7, 8, 7)}
        return around(st.just(layer), shaped(*shapes[rank], channels))

    return st.one_of(around(layer, large[rank]), grouped.flatmap(on_groups))


@case("SeparableConv1D", "DepthwiseConv1D")
def _(name):
    more = {"filters": sizes} if name.startswith("Separable") else {}
    more["depth_multiplier"] = sizes
    dilated = name.startswith("Separable")
    layer = convolution(getattr(layers, name), 1, dilated, **more)
    return around(layer, shaped(st.integers(7, 12), sizes))


@case("Conv2DTranspose")
def _(_):
    layer = convolution(layers.Conv2DTranspose, 2, dilated=False, filters=sizes)
    return around(layer, images)


@case("DepthwiseConv2D")
def _(_):
    layer = convolution(layers.DepthwiseConv2D, 2, False, depth_multiplier=sizes)
    return around(layer, images)


@case("SeparableConv2D")
def _(_):
    more = {"filters": sizes, "depth_multiplier": sizes}
    return around(convolution(layers.SeparableConv2D, 2, **more), shaped(9, 7, sizes))


@case(*(f"{k}Pooling{r}D" for k in ("Max", "Average") for r in (1, 2, 3)))
def _(name):
    """Padding as far as TensorFlow.js, and Keras on all its backends, agree on it."""
    rank, kind = rank_of(name), getattr(layers, name)
    valid = st.builds(
        kind,
        pool_size=same_sizes(rank),
        strides=st.one_of(st.none(), sizes),
        padding=st.just("valid"),
    )
    if name.startswith("Average"):
        same = st.builds(kind, st.sampled_from([1, 3]), st.just(1), st.just("same"))
        if rank < 3:
            same = st.one_of(same, st.builds(kind, st.just(2), sizes, st.just("same")))
    else:
        strides = st.one_of(st.none(), st.just(1) if rank == 3 else sizes)
        same = st.builds(kind, same_sizes(rank), strides, st.just("same"))
    return around(st.one_of(valid, same), BY_RANK[rank])


@case(*(f"Global{k}Pooling{r}D" for k in ("Max", "Average") for r in (1, 2)))
def _(name):
    layer = st.builds(getattr(layers, name), keepdims=flags)
    return around(layer, BY_RANK[rank_of(name)])


pairs = st.tuples(st.integers(0, 2), st.integers(0, 2))


AUGMENTING: dict[str, dict[str, Any]] = {
    **{name: {"factor": 0.5} for name in NAMES},
    **{
        name: {} for name in ("MixUp", "RandomColorJitter", "RandomFlip", "RandomShear")
    },
    "RandomPosterization": {"factor": 4},
    "RandomTranslation": {"height_factor": 0.1, "width_factor": 0.1},
    "RandomZoom": {"height_factor": 0.1},
}


@case(*NAMES)
def _(name):
    layer = getattr(layers, name)
    given = {key: st.just(value) for key, value in AUGMENTING[name].items()}
    return around(st.builds(layer, **given), shaped(4, 4, 3))


@case("RandomCrop")
def _(_):
    return around(st.just(layers.RandomCrop(4, 4)), shaped(4, 4, sizes))


@case("ZeroPadding1D", "Cropping1D")
def _(name):
    ends = st.tuples(st.integers(0, 2), st.integers(0, 1))
    return around(st.builds(getattr(layers, name), ends), shaped(lengths, sizes))


@case("ZeroPadding2D")
def _(_):
    return around(st.builds(layers.ZeroPadding2D, st.tuples(pairs, pairs)), images)


@case("Cropping2D")
def _(_):
    edges = st.one_of(st.integers(0, 1), st.tuples(st.tuples(sizes, st.just(0)), pairs))
    return around(st.builds(layers.Cropping2D, edges), shaped(6, 7, sizes))


@case("CenterCrop")
def _(_):
    layer = st.builds(layers.CenterCrop, st.integers(1, 8), st.integers(1, 7))
    return around(layer, shaped(8, 7, sizes))


@case("UpSampling1D")
def _(_):
    return around(st.builds(layers.UpSampling1D, sizes), sequences)


@case("UpSampling2D")
def _(_):
    size = st.one_of(sizes, same_sizes(2))
    how = st.sampled_from(["nearest", "bilinear", "bicubic"])
    return around(st.builds(layers.UpSampling2D, size, interpolation=how), images)


@case("Resizing")
def _(_):
    layer = st.builds(
        layers.Resizing,
        st.sampled_from([2, 4, 7, 8, 12]),
        st.sampled_from([3, 5, 10]),
        interpolation=st.sampled_from(["nearest", "bilinear", "bicubic"]),
    )
    return around(layer, shaped(4, 5, sizes))


@case("Rescaling")
def _(_):
    channels = st.lists(st.floats(-2, 2), min_size=3, max_size=3)
    numbers = st.floats(-2, 2)
    one = st.builds(layers.Rescaling, numbers, numbers)
    many = st.builds(layers.Rescaling, channels, st.one_of(channels, numbers))
    return st.one_of(
        around(one, any_shape),
        around(st.one_of(one, many), st.sampled_from([(3,), (4, 5, 3)])),
    )


@case("Normalization")
def _(_):
    channels = st.lists(st.floats(0.1, 2), min_size=3, max_size=3)
    layer = st.builds(layers.Normalization, mean=channels, variance=channels)
    return around(layer, st.sampled_from([(3,), (4, 5, 3)]))


@case("CategoryEncoding")
def _(_):
    modes = st.sampled_from(["multi_hot", "one_hot", "count"])

    @st.composite
    def drawn(draw):
        mode, tokens = draw(modes), draw(st.integers(2, 6))
        shape = (1,) if mode == "one_hot" else (draw(st.integers(2, 5)),)
        layer = st.just(layers.CategoryEncoding(tokens, output_mode=mode))
        return draw(around(layer, st.just(shape), bound=tokens))

    return drawn()


@case("Dense")
def _(_):
    layer = st.builds(
        layers.Dense,
        sizes,
        activation=activations,
        use_bias=flags,
        kernel_initializer=initializers,
        kernel_regularizer=st.sampled_from(
            [None, "l1", "l2", keras.regularizers.L1L2(0.1)]
        ),
        kernel_constraint=st.sampled_from([None, "max_norm", "non_neg", "unit_norm"]),
    )
    return around(layer, any_shape)


@case("Embedding")
def _(_):
    @st.composite
    def drawn(draw):
        rows = draw(st.integers(2, 9))
        layer = st.builds(layers.Embedding, st.just(rows), sizes)
        plain = around(layer, st.one_of(vectors, shaped(sizes, sizes)), bound=rows)
        return draw(st.one_of(plain, masked(rows)))

    return drawn()


def alone(layer, shape):
    """A model of one layer, for a batch of one size where it has to know that."""
    fixed = getattr(layer, "stateful", False)
    x = Input(batch_shape=(2 if fixed else None, *shape))
    return keras.Model(x, layer(x))


@st.composite
def recurrent(draw, /, **fixed):
    """Any layer along a sequence, as a function of more settings."""
    kind = draw(st.sampled_from([layers.SimpleRNN, layers.LSTM, layers.GRU]))
    settings = draw(along()) | cell_settings(draw, kind.__name__) | fixed
    return kind(draw(sizes), **settings)


def along():
    """What layers along a sequence share."""
    return st.fixed_dictionaries(
        {
            "return_sequences": flags,
            "go_backwards": flags,
        }
    )


def cell_settings(draw, name):
    settings = {
        "activation": draw(gates),
        "use_bias": draw(flags),
        "dropout": draw(st.sampled_from([0.0, 0.5])),
        "bias_initializer": "random_normal",
    }
    if "Simple" not in name:
        settings["recurrent_activation"] = draw(gates)
    if "GRU" in name:
        settings["reset_after"] = False
    if "LSTM" in name:
        settings["unit_forget_bias"] = draw(flags)
    return settings


@st.composite
def masked(draw, rows=4):
    """An Embedding whose zeros are not there, and layers that take notice."""
    x = Input((draw(lengths),), dtype="int32")
    y = layers.Embedding(rows, draw(sizes), mask_zero=True)(x)
    if draw(flags):
        y = layers.Dropout(0.5)(layers.Dense(2, activation="tanh")(y))
    both = draw(flags)
    fixed = {"go_backwards": False, "return_sequences": False} if both else {}
    layer = draw(recurrent(**fixed))
    y = (layers.Bidirectional(layer) if both else layer)(y)
    values = np.random.default_rng(draw(seeds)).integers(0, rows, (3, *x.shape[1:]))
    return Drawn(keras.Model(x, y), (values.astype("int32"),))


@case("Masking")
def _(_):
    @st.composite
    def drawn(draw):
        x = Input(draw(sequences))
        y = draw(recurrent())(layers.Masking(draw(st.sampled_from([0.0, 1.0])))(x))
        values = np.random.default_rng(draw(seeds)).integers(0, 2, (4, *x.shape[1:]))
        return Drawn(keras.Model(x, y), (values.astype("float32"),))

    return drawn()


@case("Flatten", "Identity")
def _(name):
    return around(st.builds(getattr(layers, name)), any_shape)


@case("Reshape")
def _(_):
    shapes = st.sampled_from([(9, 4), (3, -1, 2), (36,), (2, 3, 6, 1)])
    return around(shapes.map(layers.Reshape), shaped(6, 3, 2))


@case("Permute")
def _(_):
    return around(st.permutations([1, 2, 3]).map(layers.Permute), images)


@case("RepeatVector")
def _(_):
    return around(st.builds(layers.RepeatVector, sizes), vectors)


@case("Dropout", "GaussianDropout", "AlphaDropout")
def _(name):
    return around(st.builds(getattr(layers, name), st.floats(0, 0.9)), any_shape)


@case("SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D")
def _(name):
    layer = st.builds(getattr(layers, name), st.floats(0, 0.9))
    return around(layer, BY_RANK[rank_of(name)])


@case("GaussianNoise")
def _(_):
    return around(st.builds(layers.GaussianNoise, st.floats(0, 1)), any_shape)


@case("Activation")
def _(_):
    return around(activations.map(layers.Activation), any_shape)


@case("ReLU")
def _(_):
    numbers = st.floats(0.1, 6)
    layer = st.one_of(
        st.builds(layers.ReLU, st.one_of(st.none(), numbers)),
        st.builds(layers.ReLU, threshold=numbers),
    )
    return around(layer, any_shape)


@case("LeakyReLU")
def _(_):
    return around(st.builds(layers.LeakyReLU, st.floats(0, 1)), any_shape)


@case("ELU")
def _(_):
    return around(st.builds(layers.ELU), any_shape)


@case("PReLU")
def _(_):
    plain = around(st.builds(layers.PReLU), any_shape)
    axes = st.sampled_from([None, [1], [1, 2], [1, 2, 3]])
    return st.one_of(plain, around(st.builds(layers.PReLU, shared_axes=axes), images))


@case("Softmax")
def _(_):
    return around(st.builds(layers.Softmax), any_shape)


@case("Add", "Average", "Maximum", "Minimum", "Multiply")
def _(name):
    kind = st.builds(getattr(layers, name))

    @st.composite
    def drawn(draw):
        """As it is, or each channel with one number."""
        if draw(flags):
            return draw(around(kind, any_shape, times=draw(st.integers(2, 4))))
        shape = draw(images)
        x, one = Input(shape), Input((1, 1, shape[-1]))
        random = np.random.default_rng(draw(seeds))
        arrays = [random.normal(size=(2, *i.shape[1:])) for i in (x, one)]
        return Drawn(
            keras.Model([x, one], draw(kind)([x, one])),
            tuple(array.astype("float32") for array in arrays),
        )

    return drawn()


@case("Concatenate")
def _(_):
    layer = st.builds(layers.Concatenate, axis=st.sampled_from([-1, 1, 2, 3]))
    return around(layer, images, times=3)


@case("Dot")
def _(_):
    square = st.builds(lambda n: (n, n), sizes)
    several = st.builds(
        layers.Dot, st.sampled_from([1, 2, -1, (1, 2), (2, 1)]), normalize=flags
    )
    one = st.builds(layers.Dot, st.sampled_from([1, -1]), normalize=flags)
    return st.one_of(around(several, square, times=2), around(one, vectors, times=2))


@case("BatchNormalization")
def _(_):
    layer = st.builds(
        layers.BatchNormalization,
        axis=st.just(-1),
        center=flags,
        scale=flags,
        epsilon=st.floats(1e-4, 0.1),
        momentum=st.floats(0.5, 0.999),
    )
    same = st.builds(layers.BatchNormalization, axis=st.just(3))
    return st.one_of(around(layer, any_shape), around(same, images))


@case("LayerNormalization")
def _(_):
    def layer(*axes):
        return st.builds(
            layers.LayerNormalization,
            axis=st.sampled_from(axes),
            center=flags,
            scale=flags,
            epsilon=st.floats(1e-3, 0.1),
        )

    wide = shaped(lengths, st.integers(4, 8), st.integers(4, 8))
    return st.one_of(around(layer(-1), wide), around(layer(3, [1, 2, 3], [2, 3]), wide))


@case("SimpleRNN", "LSTM", "GRU")
def _(name):
    kind = getattr(layers, name)

    @st.composite
    def drawn(draw):
        settings = draw(along()) | cell_settings(draw, name)
        layer = kind(draw(sizes), return_state=draw(flags), **settings)
        if draw(flags):
            return draw(around(st.just(layer), sequences))
        return with_states(draw, layer, 2 if name == "LSTM" else 1)

    return drawn()


def with_states(draw, layer, count):
    """The layer, told by more inputs in which state to begin."""
    x = Input(draw(sequences))
    states = [Input((layer.units,)) for _ in range(count)]
    random = np.random.default_rng(draw(seeds))
    arrays = [random.normal(size=(2, *i.shape[1:])) for i in (x, *states)]
    return Drawn(
        keras.Model([x, *states], layer(x, initial_state=states)),
        tuple(array.astype("float32") for array in arrays),
    )


CELLS = ("SimpleRNNCell", "LSTMCell", "GRUCell")


@case(*CELLS)
def _(name):
    @st.composite
    def drawn(draw):
        cell = getattr(layers, name)(draw(sizes), **cell_settings(draw, name))
        layer = layers.RNN(cell, return_state=draw(flags), **draw(along()))
        return draw(around(st.just(layer), sequences))

    return drawn()


@case("RNN", "StackedRNNCells")
def _(_):
    @st.composite
    def drawn(draw):
        names = draw(st.lists(st.sampled_from(CELLS), min_size=1, max_size=3))
        cells = [
            getattr(layers, name)(draw(sizes), **cell_settings(draw, name))
            for name in names
        ]
        layer = layers.RNN(layers.StackedRNNCells(cells), **draw(along()))
        return draw(around(st.just(layer), sequences))

    return drawn()


@case("ConvLSTM2D")
def _(_):
    @st.composite
    def drawn(draw):
        settings = cell_settings(draw, "LSTM") | draw(along())
        steps = draw(window(2))
        for key in ("kernel_size", "strides", "dilation_rate", "padding"):
            settings[key] = steps[key]
        layer = layers.ConvLSTM2D(draw(sizes), return_state=draw(flags), **settings)
        return draw(around(st.just(layer), shaped(3, 7, 8, sizes)))

    return drawn()


@case("Bidirectional")
def _(_):
    @st.composite
    def drawn(draw):
        mode = draw(st.sampled_from(["concat", "sum", "ave", "mul", None]))
        layer = draw(recurrent(return_state=draw(flags), go_backwards=False))
        both = layers.Bidirectional(layer, merge_mode=mode)
        return draw(around(st.just(both), sequences))

    return drawn()


@case("TimeDistributed")
def _(_):
    inner = st.one_of(
        st.builds(layers.Conv2D, sizes, sizes, activation=activations),
        st.builds(layers.Dense, sizes, activation=activations),
        st.builds(layers.BatchNormalization),
        st.builds(layers.Flatten),
        st.builds(layers.GlobalMaxPooling2D),
    )
    return around(inner.map(layers.TimeDistributed), shaped(3, 4, 5, sizes))


@case("InputLayer")
def _(_):
    return st.one_of(
        around(st.builds(layers.Identity), any_shape),
        around(st.builds(layers.Rescaling, st.just(0.5)), any_shape, bound=256),
    )


# What has to be refused: the settings as the table shows them, a layer, and a shape.
REFUSED = [
    (
        "strides and dilation_rate",
        layers.SeparableConv2D(2, 2, strides=(2, 1), dilation_rate=(1, 2)),
        (9, 9, 1),
    ),
    (
        "strides > kernel, 'same'",
        layers.Conv2D(2, 2, strides=3, padding="same"),
        (9, 9, 1),
    ),
    ("data_format", layers.Conv2D(2, 1, data_format="channels_first"), (2, 4, 4)),
    ("data_format", layers.Flatten(data_format="channels_first"), (2, 4, 4)),
    ("dilation_rate", layers.DepthwiseConv2D(2, dilation_rate=2), (9, 9, 1)),
    ("dilation_rate", layers.Conv2DTranspose(1, 2, dilation_rate=2), (9, 9, 1)),
    ("output_padding", layers.Conv2DTranspose(1, 3, 2, output_padding=1), (9, 9, 1)),
    (
        "interpolation='bilinear', sizes open",
        layers.UpSampling2D(interpolation="bilinear"),
        (None, None, 1),
    ),
    (
        "crop_to_aspect_ratio",
        layers.Resizing(2, 4, crop_to_aspect_ratio=True),
        (4, 4, 1),
    ),
    ("larger than the input", layers.CenterCrop(5, 8), (4, 4, 1)),
    ("smaller than the input", layers.RandomCrop(2, 3), (4, 4, 1)),
    ("output_mode='one_hot', n > 1", layers.CategoryEncoding(4, "one_hot"), (3,)),
    (
        "negative_slope and max_value",
        layers.ReLU(max_value=1, negative_slope=0.1),
        (4,),
    ),
    ("threshold and max_value", layers.ReLU(1.0, threshold=0.1), (4,)),
    ("shared_axes", layers.PReLU(shared_axes=[2]), (4, 3)),
    ("axis", layers.BatchNormalization(axis=1), (4, 3)),
    ("five dimensions", layers.BatchNormalization(), (2, 3, 3, 2)),
    (
        "padding='same', uneven",
        layers.AveragePooling2D(3, 2, padding="same"),
        (6, 6, 1),
    ),
    (
        "strides > pool_size, 'same'",
        layers.AveragePooling3D(1, 2, padding="same"),
        (4, 4, 4, 1),
    ),
    (
        "strides > pool_size, 'same'",
        layers.MaxPooling3D(1, 2, padding="same"),
        (4, 4, 4, 1),
    ),
    (
        "strides > kernel, 'same'",
        layers.Conv3D(1, 1, 2, padding="same"),
        (4, 4, 4, 1),
    ),
    ("alpha", layers.ELU(alpha=0.5), (4,)),
    ("axis", layers.Softmax(axis=1), (4, 3)),
    ("axis", layers.Normalization(axis=1, mean=[0.0] * 4, variance=[1.0] * 4), (4, 3)),
    ("invert", layers.Normalization(mean=[0.0], variance=[1.0], invert=True), (1,)),
    (
        "strides > kernel, 'same'",
        layers.ConvLSTM2D(1, 2, strides=3, padding="same"),
        (3, 9, 9, 1),
    ),
    ("reset_after", layers.GRU(2), (4, 3)),
    ("reset_after", layers.RNN(layers.GRUCell(2)), (4, 3)),
    ("activation='hard_sigmoid'", layers.LSTM(2, "hard_sigmoid"), (4, 3)),
    (
        "return_state",
        layers.RNN([layers.LSTMCell(2), layers.LSTMCell(2)], return_state=True),
        (4, 3),
    ),
    (
        "backward_layer",
        layers.Bidirectional(
            layers.LSTM(2), backward_layer=layers.LSTM(2, "relu", go_backwards=True)
        ),
        (4, 3),
    ),
    ("activity_regularizer", layers.Dense(2, activity_regularizer="l2"), (4,)),
    (
        "kernel_regularizer='orthogonal_regularizer'",
        layers.Dense(2, kernel_regularizer="orthogonal_regularizer"),
        (4,),
    ),
    ("dtype", layers.Dense(2, dtype="float64"), (4,)),
]

# What the table says beside "exact".
NOTES = {
    "Rescaling": "by channel: becomes `DepthwiseConv2D` (images) or `Dense`",
    "Normalization": "becomes `DepthwiseConv2D` (images) or `Dense`, not trained",
    "CenterCrop": "becomes `Cropping2D`",
    "Resizing": "becomes `UpSampling2D` where pixels repeat, else two `Dense`",
    "UpSampling1D": "becomes `UpSampling2D`",
    "UpSampling2D": "interpolated: becomes two `Dense`, not trained",
    "SeparableConv1D": "becomes `SeparableConv2D`",
    "DepthwiseConv1D": "becomes `DepthwiseConv2D`",
    "Conv2D": "`groups`: becomes a layer for each, or `DepthwiseConv2D`",
    "Conv3D": "`groups`: becomes a layer for each",
    "MaxPooling3D": "becomes two `MaxPooling2D`",
    "Identity": "becomes `Activation`",
    "SpatialDropout2D": "becomes `Dropout` with a `noise_shape`",
    "SpatialDropout3D": "becomes `Dropout` with a `noise_shape`",
    **dict.fromkeys([*NAMES, CROP], "left out: it does nothing at inference"),
    "ZeroPadding1D": "becomes `ZeroPadding2D`",
    "Cropping1D": "becomes `Cropping2D`",
    "Conv1D": "causal padding becomes `ZeroPadding2D`, `groups` a layer for each",
    "ReLU": "with a slope: becomes `LeakyReLU`; a threshold: `ThresholdedReLU`",
    "BatchNormalization": "without `center` or `scale` it cannot be trained on",
    **dict.fromkeys(
        [
            "Dropout",
            "SpatialDropout1D",
            "GaussianNoise",
            "GaussianDropout",
            "AlphaDropout",
        ],
        "when training on, other random numbers",
    ),
}


def shake(model: keras.Model) -> None:
    """Give every weight a value of its own, statistics of batch norm included."""
    random = np.random.default_rng(1)
    for variable in model.weights:
        low = 0.5 if "variance" in variable.name else -1
        variable.assign(random.uniform(low, 1, variable.shape))
        constraint = getattr(variable, "constraint", None)
        if constraint is not None:  # As training would, and as TensorFlow.js does.
            variable.assign(constraint(variable.value))
