"""The environment variables of kernels."""

from __future__ import annotations

import os

from ... import config

# Tensors of some megabytes come and go with every step of a training. The GNU C library
# gives such memory back at once and asks for it anew, page by page; if it keeps it, a
# training takes about a tenth less time. To other libraries these mean nothing.
KEPT_MEMORY = {
    "MALLOC_MMAP_THRESHOLD_": str(32 * 2**20),  # bytes, the largest that it accepts
    "MALLOC_TRIM_THRESHOLD_": str(4 * 2**30),
    "MALLOC_TOP_PAD_": str(64 * 2**20),
}

# The threads of a training wait for each other many times a step, and GNU's OpenMP lets
# them spin meanwhile. Beside another busy process they then spin through the time that
# the one they wait for would need.
SHORT_SPIN = {"GOMP_SPINCOUNT": "10000"}


def environment(threads: int | None = None) -> dict[str, str]:
    """Make the environment variables of a kernel; without `threads`, of its server."""
    path = [str(config.ROOT), os.environ.get("PYTHONPATH", "")]
    variables = os.environ | {
        "MATPLOTLIBRC": str(config.FIGURE_STYLE),
        "KERAS_BACKEND": "torch",
        "PYTHONPATH": os.pathsep.join(filter(None, path)),
        # The parity check finds TensorFlow.js by Node's rules; the workspace is outside
        # the repository, so Node is told where the packages are.
        "NODE_PATH": str(config.ROOT / "node_modules"),
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        **KEPT_MEMORY,
        **SHORT_SPIN,
    }
    if threads is not None:
        for library in ("OMP", "MKL", "OPENBLAS"):
            variables[f"{library}_NUM_THREADS"] = str(threads)
    return variables
