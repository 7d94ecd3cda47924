"""The VBA side of Excel: our macros as text files, and what goes into a project with them."""
