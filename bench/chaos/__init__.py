"""Builds that are broken on purpose: what is done to them, and what held."""
