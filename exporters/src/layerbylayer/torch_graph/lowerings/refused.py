"""What is refused, and why. Random numbers would not agree with PyTorch's."""

from .registry import refuses

refuses(
    "it draws random numbers, which TensorFlow.js draws otherwise; pass them as an "
    "input",
    "bernoulli",
    "bernoulli_",
    "dropout",
    "exponential",
    "geometric",
    "log_normal",
    "multinomial",
    "native_dropout",
    "normal",
    "normal_functional",
    "poisson",
    "rand",
    "rand_like",
    "randint",
    "randint_like",
    "randn",
    "randn_like",
    "randperm",
    "uniform",
)
refuses(
    "the shape of its result depends on values",
    "nonzero",
    "masked_select",
    "unique",
    "_unique2",
    "unique_consecutive",
    "unique_dim",
    "_local_scalar_dense",
    "masked_scatter",
)
refuses(
    "it needs the places of its pixels as a list; TensorFlow.js has no such table in "
    "three dimensions (sample each slice with grid_sample in two)",
    "grid_sampler_3d",
)
refuses(
    "it belongs to a gradient; a graph is for inference",
    "_adaptive_avg_pool2d_backward",
    "avg_pool2d_backward",
    "convolution_backward",
    "embedding_dense_backward",
    "max_pool2d_with_indices_backward",
    "native_group_norm_backward",
    "native_layer_norm_backward",
)
refuses(
    "it depends on how PyTorch lays out memory",
    "as_strided",
    "empty_strided",
)
refuses(
    "TensorFlow.js has no complex numbers and Fourier transforms on WASM",
    "_fft_r2c",
    "_fft_c2r",
    "_fft_c2c",
    "view_as_complex",
    "view_as_real",
    "complex",
)
