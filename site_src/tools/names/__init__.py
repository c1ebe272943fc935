"""The first names of the tutorial on names, read out of the package that lists them."""
