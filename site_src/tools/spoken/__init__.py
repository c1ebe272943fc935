"""Writes the data set of spoken digits."""
