"""A function called: arguments read as cells hold them, one cell or a whole range, alone or in an expression."""
