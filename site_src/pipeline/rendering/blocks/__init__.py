"""Blocks of pages that the pipeline draws or lists from what it knows."""
