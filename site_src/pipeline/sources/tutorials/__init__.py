"""Tutorials as their authors wrote them: header, cells, notebook."""
