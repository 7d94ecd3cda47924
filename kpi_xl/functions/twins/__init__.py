"""The same functions in plain Excel: as formulas, and as LAMBDA names."""
