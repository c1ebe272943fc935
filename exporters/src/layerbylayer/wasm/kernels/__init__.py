"""The kernels: sources in C, and the object files that are made of them."""

from collections.abc import Mapping, Sequence

VARIANTS: Mapping[str, Sequence[str]] = {
    "kernels": (),
    "relaxed": ("-mrelaxed-simd", "-DRELAXED"),
}
"""The object files, and what the compiler is told for each."""
