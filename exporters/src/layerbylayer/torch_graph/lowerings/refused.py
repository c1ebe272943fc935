"""What is refused, and why. Random numbers would not agree with PyTorch's."""

from .registry import refuses

COMPLEX = (
    "TensorFlow.js has no complex numbers and Fourier transforms on WASM (a rotation "
    "can be written with sines and cosines)"
)

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
    "TensorFlow.js neither inverts nor takes apart matrices; where the matrix is "
    "fixed, do it when the module is made, or make the result an input",
    "_linalg_det",
    "_linalg_eigh",
    "_linalg_slogdet",
    "_linalg_solve_ex",
    "_linalg_svd",
    "cholesky_inverse",
    "cholesky_solve",
    "linalg_cholesky_ex",
    "linalg_eig",
    "linalg_inv_ex",
    "linalg_ldl_factor_ex",
    "linalg_lstsq",
    "linalg_lu",
    "linalg_lu_factor_ex",
    "linalg_matrix_exp",
    "linalg_pinv",
    "linalg_qr",
    "linalg_solve_triangular",
    "triangular_solve",
    folded=True,
)
refuses(
    "it changes its weights when it is called (max_norm); do that once, before the "
    "export, and leave max_norm out",
    "embedding_renorm",
)
refuses(
    COMPLEX,
    "_fft_r2c",
    "_fft_c2r",
    "_fft_c2c",
    "view_as_complex",
    "view_as_real",
    "complex",
)
