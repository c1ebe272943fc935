"""Compile the kernels: `python -m layerbylayer.wasm.kernels.build`.

It needs the compiler of the package `ziglang`, which exporting does not: what it makes
is kept beside this file, and a test compiles again and compares.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

FOLDER = Path(__file__).parent
SOURCE = FOLDER / "kernels.c"
VARIANTS: dict[str, Sequence[str]] = {
    "kernels": (),
    "relaxed": ("-mrelaxed-simd", "-DRELAXED"),
}
"""The object files, and what the compiler is told for each."""
OPTIONS = (
    *("-target", "wasm32-freestanding", "-c", "-std=c17", "-O2", "-g0"),
    *("-msimd128", "-mbulk-memory", "-msign-ext", "-mnontrapping-fptoint"),
    # Loops are vectorized by hand; and the linker knows no tables in memory.
    *("-fno-vectorize", "-fno-slp-vectorize", "-fno-unroll-loops", "-fno-jump-tables"),
    *("-ffreestanding", "-fno-builtin", "-fno-sanitize=all"),
    *("-Wall", "-Wextra", "-Werror", "-Wno-unused-parameter"),
)


def compile_kernels(target: Path, options: Sequence[str]) -> None:
    """Compile all kernels to one object file.

    Raises:
        CalledProcessError: the compiler is not installed, or has found a mistake.
    """
    compiler = [sys.executable, "-m", "ziglang", "cc"]
    command = [*compiler, *OPTIONS, *options, SOURCE.name, "-o", str(target)]
    # The compiler would keep what it has made in the user's home.
    with tempfile.TemporaryDirectory() as cache:
        caches = {f"ZIG_{kind}_CACHE_DIR": cache for kind in ("GLOBAL", "LOCAL")}
        subprocess.run(command, check=True, cwd=FOLDER, env=os.environ | caches)


if __name__ == "__main__":
    for name, options in VARIANTS.items():
        compile_kernels(FOLDER / f"{name}.o", options)
