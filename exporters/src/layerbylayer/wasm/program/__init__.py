"""A network as buffers and calls of kernels, and where each buffer lies."""
