"""Networks as WebAssembly that needs no runtime: kernels, a plan, a module."""

from .api import to_wasm

__all__ = ["to_wasm"]
