"""Splitting: the goals that one cell holds."""
