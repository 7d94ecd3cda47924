"""Columns: which of a table's columns is which field, by presets and mappings."""
