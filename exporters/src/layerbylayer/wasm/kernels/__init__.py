"""The kernels: sources in C, and the object files that are made of them."""
