"""Random numbers are refused: they would not agree with PyTorch's."""

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
