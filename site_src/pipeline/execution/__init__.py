"""Tutorials executed in kernels, their expectations checked, their models exported."""
