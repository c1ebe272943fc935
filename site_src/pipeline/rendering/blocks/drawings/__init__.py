"""Drawings as SVG: boxes and arrows, and pictures for the glossary."""
