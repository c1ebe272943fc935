"""Finished runs as folders: what identifies them, and how they are kept whole."""
