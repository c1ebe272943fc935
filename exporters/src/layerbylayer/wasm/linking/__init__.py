"""One module of the kernels that a network calls, out of their object file."""
