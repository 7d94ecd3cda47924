"""Judging: one rule for each letter, and what is said of it."""
