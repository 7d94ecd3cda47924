"""The spreadsheet functions: asked of a Python of its own, answered as Calc wants it."""
