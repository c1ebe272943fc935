"""Runs that machines and people exchange: archives, lists, signatures."""
